"""Whether drafts still say what is so, and what is said of those that a person has edited.

In: a posting, the message as this run would write it (None: its reason is gone). Out: data. A draft that nobody touched
is written anew; one that a person has edited is held back and asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.announcement import read_announcement
from mentoring_sync.mail.outbox.evidence import HeldDraft
from mentoring_sync.records.message import MailState, Message, Posting
from mentoring_sync.records.problem import Place, Problem

LOOK_EVERY = timedelta(hours=1)
"""How often it is looked whether drafts that wait are still there."""


def is_outdated(posting: Posting, message: Message | None) -> bool:
    """Whether there is a draft that doesn't say what is so."""
    return posting.state is MailState.DRAFTED and not posting.says(message)


def rests(posting: Posting, message: Message | None, becomes: Delivery) -> bool:
    """Whether nothing is to be done with a draft but to look, now and then, whether it is still there."""
    if posting.state is not MailState.DRAFTED or posting.wanted:
        return False
    return becomes is not Delivery.SEND if posting.says(message) else posting.held


def is_time_to_look(resting: Iterable[Posting], now: datetime) -> bool:
    """Whether drafts that rest are to be looked after: all of them at once, so that the last look at one is of all."""
    looked = [posting.looked_at for posting in resting]
    return bool(looked) and all(at is None or now - at >= LOOK_EVERY for at in looked)


def faced(posting: Posting, message: Message | None, draft: HeldDraft) -> Posting:
    """An outdated posting once its draft was looked at: to be written anew, not needed, or held back."""
    if posting.made_as and posting.made_as == draft.message_id:
        return posting.outdated(needed=message is not None)
    return replace(posting, held=True, approved="", wanted=False, answered=posting.answered or posting.wanted)


def as_of_old(posting: Posting, message: Message | None) -> Posting:
    """A posting from before there were digests: where its row says what the message says, it has the message's."""
    if message is None or posting.digest or not posting.waits_to_go:
        return posting
    said = (posting.to, posting.subject, _of_meetings(posting.announcement))
    same = said == (message.addresses, message.subject, _of_meetings(message.announcement))
    return replace(posting, digest=message.digest) if same else posting


def as_ordered(posting: Posting, message: Message | None) -> Posting:
    """A posting whose row was ticked before it had a draft: the tick is for what the row said, and for nothing else."""
    if message is None or posting.attempt > 1 or posting.state is not MailState.OWED or posting.says(message):
        return posting
    return replace(posting, wanted=False, answered=True) if posting.wanted else posting


def _of_meetings(announcement: str) -> str:
    """What was said of meetings before their dates were written down as well."""
    told = read_announcement(announcement)
    return replace(told, meets=()).as_text() if told else ""


def held_back(postings: Iterable[Posting], messages: Mapping[str, Message]) -> Iterator[Problem]:
    """What *Review* says of drafts that people edited and that don't fit any more."""
    for posting in postings:
        message = messages.get(posting.key)
        if posting.held and is_outdated(posting, message):
            yield Problem(
                where=Place(tab="Mail", column="State"),
                what=f"The draft {posting.subject!r} to {posting.to} was edited in Gmail and doesn't fit any more:"
                f" {_what_changed(posting, message)}. It isn't sent.",
                remedy="Throw it away in Gmail: the next run writes a new one, if it is still needed. Or mend it there"
                " and send it yourself.",
                about=posting.key,
            )


def _what_changed(posting: Posting, message: Message | None) -> str:
    if message is None:
        return "there is no reason for it now"
    before, now = set(posting.readers), set(message.addresses.split(", "))
    changes = [f"{address} isn't to get it" for address in sorted(before - now)]
    changes += [f"{address} isn't among its readers" for address in sorted(now - before)]
    told, tells = read_announcement(posting.announcement), read_announcement(message.announcement)
    if told and tells and told.slot != tells.slot:
        changes.append(f"they meet {tells.slot}, not {told.slot}")
    return "; ".join(changes) or "what it says of them has changed"
