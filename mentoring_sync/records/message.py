"""Messages: what is mailed to whom, and the states a message goes through in the outbox (*Mail*)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType, Self

KEY_HEADER = "X-Mentoring-Sync-Key"
"""The header that says which message a draft or a sent mail is: Gmail replaces the Message-ID of what it sends."""

CONTENT_HEADER = "X-Mentoring-Sync-Content"
"""The header that says which words a draft was made with: the digest of all that its message says."""

TOLD_HEADER = "X-Mentoring-Sync-Told"
"""The header that says which hour a team was told: should *Mail* be lost, its members are those that it was sent to."""

KindName = NewType("KindName", str)
"""Why a message is sent, as it stands in *Mail*; what follows from it, the catalogue of mail kinds says."""


class MailState(StrEnum):
    """How far a message is. Each state is committed in *Mail* before the next step is taken."""

    OWED = "owed"
    DRAFTED = "drafted"
    SENDING = "sending"
    SENT = "sent"
    RETURNED = "returned"
    FAILED = "failed"
    DECLINED = "declined"
    NOT_NEEDED = "not needed"
    UNCLEAR = "unclear"


MAIL_TRANSITIONS: dict[MailState, frozenset[MailState]] = {
    MailState.OWED: frozenset({MailState.DRAFTED, MailState.FAILED, MailState.NOT_NEEDED}),
    MailState.DRAFTED: frozenset(
        {MailState.SENDING, MailState.SENT, MailState.DECLINED, MailState.OWED, MailState.NOT_NEEDED}
    ),
    MailState.SENDING: frozenset({MailState.SENT, MailState.DRAFTED, MailState.FAILED, MailState.UNCLEAR}),
    MailState.SENT: frozenset({MailState.RETURNED}),
    MailState.RETURNED: frozenset({MailState.OWED}),
    MailState.FAILED: frozenset({MailState.OWED}),
    MailState.DECLINED: frozenset({MailState.OWED}),
    MailState.NOT_NEEDED: frozenset({MailState.OWED}),
    MailState.UNCLEAR: frozenset({MailState.SENT, MailState.OWED}),
}
"""What may follow what. SENDING goes back to DRAFTED only when Gmail still shows the draft, and DRAFTED to OWED when
the draft doesn't say any more what it should. FAILED, DECLINED (a person threw the draft away), UNCLEAR and RETURNED (a
mail server couldn't deliver it) go on only by a person's word, NOT_NEEDED (its reason was gone before it went) when the
reason is there again."""

ENDED = frozenset(MailState) - {MailState.OWED, MailState.DRAFTED, MailState.SENDING}
"""States in which nothing happens to a message by itself."""


ANSWER_TIME = timedelta(hours=1)
"""After this, most servers that can't deliver a message have said so."""

LOOKS = (ANSWER_TIME, timedelta(days=1), timedelta(days=7))
"""How long after a sending it is looked for what came back: servers try for days before they give up."""

LAST_LOOK = timedelta(days=30)
"""What a run comes so much too late for is not looked for any more."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """A person's name and e-mail address."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Message:
    """A message ready to be drafted.

    `key` is its identity (programme/round/kind/team or person, and the occasion where a kind has several), which goes
    into the `X-Mentoring-Sync-Key` header; `sealed` makes the whole RFC 5322 message when it is drafted, so that a run
    holds few of them at a time. `follows` is the key of the message in whose thread this one is a reply (empty: it
    begins a thread), `optional` whether people may opt out of its kind, and `announcement` what it tells a team of its
    meetings, as compact JSON (empty: nothing). `digest` is of all that it says, the same whenever it is composed.
    """

    key: str
    kind: KindName
    team: str
    to: tuple[Address, ...]
    subject: str
    sealed: Callable[[], bytes] = field(compare=False)
    follows: str = ""
    optional: bool = False
    announcement: str = ""
    digest: str = ""

    @property
    def addresses(self) -> str:
        """Whom it is to, as *Mail* shows it."""
        return ", ".join(address.email for address in self.to)

    @property
    def mime(self) -> bytes:
        """The whole RFC 5322 message as bytes."""
        return self.sealed()


@dataclass(frozen=True, kw_only=True)
class Posting:
    """A message's row in *Mail*: its state, and Gmail's ids as far as they are known (empty before).

    `announcement` is what its draft tells a team of its meetings, `digest` is of all that it says, and `approved` of
    what the coordinator approved. `made_as` is the id of the draft's message as it was made: Gmail gives another with
    every edit. `held`: a person edited the draft, and what it says isn't so any more. `looked_at` is when a run last
    looked for what came back, or whether the draft is there. `not_reached` are those of its addresses from which
    it came back. `attempt` counts the times that it was to be sent: what an earlier one shows is no
    evidence for it. A draft that is named while none is drafted is to be
    taken back.
    `wanted`: a person ticked *Send* in its row; `answered`: this run has done what was ticked, so the box is emptied
    with it.
    """

    key: str
    kind: KindName
    team: str
    to: str
    subject: str
    state: MailState
    sent_at: datetime | None = None
    draft_id: str = ""
    thread_id: str = ""
    message_id: str = ""
    announcement: str = ""
    digest: str = ""
    approved: str = ""
    made_as: str = ""
    held: bool = False
    looked_at: datetime | None = None
    not_reached: str = ""
    attempt: int = 1
    wanted: bool = False
    answered: bool = False

    @property
    def readers(self) -> tuple[str, ...]:
        """Whom it is to."""
        return tuple(self.to.split(", "))

    @property
    def reached(self) -> frozenset[str]:
        """Of a message that came back: whom it reached all the same; nobody, if it isn't known from whom it came."""
        return frozenset(self.readers) - set(self.not_reached.split(", ")) if self.not_reached else frozenset()

    @classmethod
    def owed(cls, message: Message) -> Self:
        """The posting of a message that is owed from now on."""
        return cls(
            key=message.key,
            kind=message.kind,
            team=message.team,
            to=message.addresses,
            subject=message.subject,
            state=MailState.OWED,
            announcement=message.announcement,
            digest=message.digest,
        )

    @property
    def is_approved(self) -> bool:
        """Whether the coordinator approved what it says now."""
        return bool(self.digest) and self.approved == self.digest

    @property
    def waits_to_go(self) -> bool:
        """Whether it hasn't begun to be sent, and may be approved."""
        return self.state in (MailState.OWED, MailState.DRAFTED) and not self.held

    def says(self, message: Message | None) -> bool:
        """Whether its draft says what the message says, to nobody else."""
        return message is not None and (self.digest, self.to) == (message.digest, message.addresses)

    def as_composed(self, message: Message) -> Self:
        """The posting of the message as it is composed now."""
        return replace(
            self,
            to=message.addresses,
            subject=message.subject,
            announcement=message.announcement,
            digest=message.digest,
        )

    def stands_as(self, other: Self) -> bool:
        """Whether the other posting is of the same message, as far on its way."""
        return (self.key, self.state, self.draft_id, self.message_id) == (
            other.key,
            other.state,
            other.draft_id,
            other.message_id,
        )

    def moved(self, state: MailState) -> Self:
        """The posting in its next state.

        Raises:
            ValueError: the state does not follow this one.
        """
        if state not in MAIL_TRANSITIONS[self.state]:
            raise ValueError(f"a message that is {self.state} can't become {state}")
        return replace(self, state=state)

    @property
    def is_on_its_way(self) -> bool:
        """Whether a run has something to do with it."""
        return self.wanted or self.state not in ENDED or self.is_to_be_taken_back

    def may_have_come_back(self, now: datetime) -> bool:
        """Whether it is time to look for what came back, some times after it was sent."""
        sent_at, looked_at = self.sent_at, self.looked_at
        if self.state not in (MailState.SENT, MailState.RETURNED) or sent_at is None or now - sent_at > LAST_LOOK:
            return False
        if not self.thread_id:
            return False
        due = [sent_at + after for after in LOOKS if sent_at + after <= now]
        return bool(due) and (looked_at is None or looked_at < due[-1])

    def taken_up_again(self) -> Self:
        """The posting of an ended message that a person wants sent after all: owed anew, without a draft. One that came
        back was sent: its sending is no evidence for the next."""
        attempt = self.attempt + (self.state is MailState.RETURNED)
        owed = replace(self.moved(MailState.OWED), attempt=attempt, looked_at=None, not_reached="")
        return replace(owed, draft_id="", thread_id="", message_id="", made_as="")

    @property
    def sending_key(self) -> str:
        """What the header of its mail says: its key, and which attempt it is."""
        return self.key if self.attempt == 1 else f"{self.key}#{self.attempt}"

    @property
    def told(self) -> bool:
        """Whether it went and reached somebody, and isn't to be sent again."""
        if self.state is MailState.RETURNED:
            return bool(self.reached) and not self.wanted
        return self.state is MailState.SENT

    def owed_again(self, message: Message) -> Self:
        """The posting of a message that wasn't needed and is owed now."""
        return replace(self.moved(MailState.OWED), approved="").as_composed(message)

    def outdated(self, *, needed: bool) -> Self:
        """The posting of a draft that doesn't say any more what it should: owed anew, or not needed. What was approved
        was the draft as it was; it stays named until it is taken back."""
        after = self.moved(MailState.OWED if needed else MailState.NOT_NEEDED)
        return replace(after, approved="", held=False, wanted=False, answered=self.answered or self.wanted)

    @property
    def is_to_be_taken_back(self) -> bool:
        """Whether there is a draft that was found outdated."""
        return bool(self.draft_id) and self.state in (MailState.OWED, MailState.NOT_NEEDED)

    def without_draft(self) -> Self:
        """The posting once its draft was taken back."""
        return replace(self, draft_id="", thread_id="", made_as="")

    def drafted(self, draft_id: str, thread_id: str, *, made_as: str = "", at: datetime | None = None) -> Self:
        """The posting once Gmail holds its draft, as was seen `at` this instant."""
        return replace(
            self.moved(MailState.DRAFTED), draft_id=draft_id, thread_id=thread_id, made_as=made_as, looked_at=at
        )

    def sent(self, at: datetime, message_id: str, thread_id: str) -> Self:
        """The posting once Gmail has sent it."""
        return replace(
            self.moved(MailState.SENT), sent_at=at, message_id=message_id, thread_id=thread_id, looked_at=None
        )
