"""The outbox's decisions: what to do next with a posting, and what it is once Gmail was asked. Data in, data out.

A run that delivers does this, and each state is committed in *Mail* before the next act:

    take up again what a person ticked in *Mail*        -> with what follows
    settle every posting whose `next_step` is SETTLE   -> commit what changed
    create a draft where it is CREATE_DRAFT            -> commit `drafted`
    move those for SEND_DRAFT to SENDING               -> commit `sending`
    send each draft by the id that was committed       -> commit `sent`, or `settle` when the answer was not a clear yes

Only the draft whose id stands in *Mail* is ever sent, and Gmail sends a draft once: it is gone with the sending. So a
message can't go out twice, however often its sending is tried. What is unclear is settled by reading, never by guessing
(https://developers.google.com/workspace/gmail/api/guides/drafts: a sent draft is deleted, and a message with an
updated id and the label SENT takes its place, in the draft's thread).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mentoring_sync.mail.settings import Delivery
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.problem import Place, Problem


class Knowledge(StrEnum):
    """What a run knows of a posting when it asks for the next step.

    RECORDED: it read the row, and Gmail may be further than the row says. SEEN: the message became owed in this very
    run, or this run has looked at what Gmail holds.
    """

    RECORDED = "recorded"
    SEEN = "seen"


class Step(StrEnum):
    """What to do with a posting now."""

    SETTLE = "settle"
    TAKE_UP_AGAIN = "take up again"
    CREATE_DRAFT = "create draft"
    SEND_DRAFT = "send draft"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class HeldDraft:
    """A draft that Gmail holds and that carries the posting's key."""

    id: str
    thread_id: str


@dataclass(frozen=True, kw_only=True)
class SentMessage:
    """A message with the label SENT that carries the posting's key; `at` is Gmail's internal date."""

    id: str
    thread_id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What Gmail holds of a posting, read at least 5 seconds after the last request whose outcome is unclear.

    For an owed posting: any draft (drafts.list) and any sent message that carry its key. For a drafted or sending one:
    the draft of its id (drafts.get), and a sent message with its key in its thread (threads.get).
    """

    draft: HeldDraft | None = None
    sent: SentMessage | None = None


_MAY_TURN_OUT_SENT = {MailState.OWED, MailState.DRAFTED, MailState.SENDING, MailState.UNCLEAR}


def effective(posting: Posting, delivery: Delivery) -> Delivery:
    """What becomes of this message: one whose *Send* a person ticked is sent, unless mail is off."""
    return Delivery.SEND if posting.wanted and delivery is Delivery.DRAFT else delivery


def next_step(posting: Posting, delivery: Delivery, knowledge: Knowledge) -> Step:
    """What to do with a posting. After SETTLE and TAKE_UP_AGAIN, ask again with `Knowledge.SEEN`."""
    delivery = effective(posting, delivery)
    match posting.state:
        case MailState.SENDING:
            return Step.SETTLE
        case _ if delivery is Delivery.OFF:
            return Step.NOTHING
        case MailState.OWED | MailState.DRAFTED if knowledge is Knowledge.RECORDED:
            return Step.SETTLE
        case MailState.OWED:
            return Step.CREATE_DRAFT
        case MailState.DRAFTED if delivery is Delivery.SEND:
            return Step.SEND_DRAFT
        case MailState.FAILED | MailState.DECLINED | MailState.UNCLEAR | MailState.RETURNED if (
            posting.wanted and knowledge is Knowledge.RECORDED
        ):
            return Step.TAKE_UP_AGAIN
        case _:
            return Step.NOTHING


def settle(posting: Posting, evidence: Evidence) -> Posting:
    """The posting as the evidence shows it; the same posting where it shows nothing new.

    A sent message settles everything. A draft that is there can still be sent. An owed posting without either is still
    owed. Without either, a drafted one was thrown away by a person (declined), and one being sent is unclear: for a
    person to look at, never to be sent again by itself.
    """
    if evidence.sent and posting.state in _MAY_TURN_OUT_SENT:
        return _sent(posting, evidence.sent)
    match posting.state:
        case MailState.OWED if evidence.draft:
            return posting.drafted(evidence.draft.id, evidence.draft.thread_id)
        case MailState.DRAFTED if not evidence.draft:
            return posting.moved(MailState.DECLINED)
        case MailState.SENDING:
            return posting.moved(MailState.DRAFTED if evidence.draft else MailState.UNCLEAR)
        case _:
            return posting


def _sent(posting: Posting, message: SentMessage) -> Posting:
    """Sent, whoever sent it: a person may send a draft from Gmail before the run that made it could say so."""
    drafted = posting.drafted("", message.thread_id) if posting.state is MailState.OWED else posting
    return drafted.sent(message.at, message.id, message.thread_id)


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
                what=f"{posting.subject!r} came back: at least one of {posting.to} can't be reached.",
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
