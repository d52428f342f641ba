"""The outbox's decisions: what to do next with a posting, and what it is once Gmail was asked. Data in, data out.

A run that delivers does this, and each state is committed in *Mail* before the next act:

    take up again what a person ticked in *Mail*         -> with what follows
    resolve every posting whose `next_action` is RESOLVE -> commit what changed
    create a draft where it is CREATE_DRAFT             -> commit `drafted`
    move those for SEND_DRAFT to SENDING                -> commit `sending`
    send each draft by the id that was committed        -> commit `sent`, or `resolved` when that was no clear yes

Only the draft whose id stands in *Mail* is ever sent, and Gmail sends a draft once: it is gone with the sending. So a
message can't go out twice, however often its sending is tried. What is unclear is settled by reading, never by guessing
(https://developers.google.com/workspace/gmail/api/guides/drafts: a sent draft is deleted, and a message with an
updated id and the label SENT takes its place, in the draft's thread).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.outbox.evidence import Evidence, HeldDraft, SentMessage
from mentoring_sync.records.message import ENDED, MailState, Posting
from mentoring_sync.records.problem import Place, Problem


class Knowledge(StrEnum):
    """What a run knows of a posting when it asks for the next action.

    RECORDED: it read the row, and Gmail may be further than the row says. SEEN: the message became owed in this very
    run, or this run has looked at what Gmail holds.
    """

    RECORDED = "recorded"
    SEEN = "seen"


class Action(StrEnum):
    """What to do with a posting now."""

    RESOLVE = "resolve"
    TAKE_UP_AGAIN = "take up again"
    CREATE_DRAFT = "create draft"
    SEND_DRAFT = "send draft"
    NOTHING = "nothing"


_FOR_A_PERSON = ENDED - {MailState.SENT}
_MAY_TURN_OUT_SENT = {MailState.OWED, MailState.DRAFTED, MailState.SENDING, MailState.UNCLEAR, MailState.NOT_NEEDED}


def next_action(posting: Posting, delivery: Delivery, knowledge: Knowledge) -> Action:
    """What to do with a posting of which this becomes (`course`: SEND, DRAFT or OFF). After RESOLVE and TAKE_UP_AGAIN,
    ask again with `Knowledge.SEEN`."""
    match posting.state:
        case MailState.SENDING:
            return Action.RESOLVE
        case _ if delivery is Delivery.OFF:
            return Action.NOTHING
        case MailState.OWED | MailState.DRAFTED if knowledge is Knowledge.RECORDED:
            return Action.RESOLVE
        case MailState.OWED:
            return Action.CREATE_DRAFT
        case MailState.DRAFTED if delivery is Delivery.SEND:
            return Action.SEND_DRAFT
        case _ if posting.wanted and posting.state in _FOR_A_PERSON and knowledge is Knowledge.RECORDED:
            return Action.TAKE_UP_AGAIN
        case _:
            return Action.NOTHING


def resolved(posting: Posting, evidence: Evidence, *, now: datetime) -> Posting:
    """The posting as the evidence, read `now`, shows it; the same posting where it shows nothing new.

    A sent message settles everything. A draft that is there can still be sent. An owed posting without either is still
    owed. Without either, a drafted one was thrown away by a person (declined; one that was held back is owed anew, as
    Review said), and one being sent is unclear: for a person to look at, never to be sent again by itself.
    """
    if evidence.sent and posting.state in _MAY_TURN_OUT_SENT:
        return _sent(posting, evidence.sent, now)
    match posting.state:
        case MailState.NOT_NEEDED if evidence.draft:
            return _adopted(posting.moved(MailState.OWED), evidence.draft, now)
        case MailState.OWED if evidence.draft:
            return _adopted(posting, evidence.draft, now)
        case MailState.DRAFTED if not evidence.draft and posting.held:
            return posting.outdated(needed=True).without_draft()
        case MailState.DRAFTED if not evidence.draft:
            return posting.moved(MailState.DECLINED)
        case MailState.SENDING:
            return posting.moved(MailState.DRAFTED if evidence.draft else MailState.UNCLEAR)
        case _:
            return posting


def _adopted(posting: Posting, draft: HeldDraft, now: datetime) -> Posting:
    """Drafted by a run that couldn't say so."""
    edited = posting.draft_id == draft.id and posting.made_as
    found = posting.drafted(draft.id, draft.thread_id, made_as=edited or draft.message_id, at=now)
    return replace(found, digest=draft.digest or posting.digest)


def _sent(posting: Posting, message: SentMessage, now: datetime) -> Posting:
    """Sent, whoever sent it: a person may send a draft from Gmail before the run that made it could say so."""
    owed = posting.moved(MailState.OWED) if posting.state is MailState.NOT_NEEDED else posting
    drafted = owed.drafted("", message.thread_id) if owed.state is MailState.OWED else owed
    return drafted.sent(min(message.at or now, now), message.id, message.thread_id)


def for_a_person(posting: Posting) -> Problem | None:
    """The row of *Review* for a posting that only a person can take further, if it is one."""
    where = Place(tab="Mail", column="State")
    match posting.state:
        case MailState.UNCLEAR:
            return Problem(
                where=where,
                what=f"Gmail doesn't say whether {posting.subject!r} was sent to {posting.to}; it is not sent again.",
                remedy="Look for it in Gmail under Sent. If it isn't there, tick Send in its row.",
            )
        case MailState.RETURNED:
            return Problem(
                where=where,
                what=f"{posting.subject!r} came back: {posting.not_reached or f'at least one of {posting.to}'}"
                " can't be reached.",
                remedy="The answer in Gmail says who and why. Correct the address, then tick Send in its row.",
            )
        case MailState.FAILED:
            return Problem(
                where=where,
                what=f"{posting.subject!r} was not sent to {posting.to}: Gmail refused it.",
                remedy="Check the addresses. If they should have it, tick Send in its row.",
            )
        case _:
            return None
