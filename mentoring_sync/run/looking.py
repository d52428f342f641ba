"""Looking into the mailbox: which messages of ours it holds, as drafts and as sent.

In: a mail channel, what earlier looks saw. Out: by key, what is there. Lists give ids alone, so each message that
nobody has looked at yet is asked for once; what is none of ours is known by its id from then on. Where the mailbox is
large and new to the programme, the search ends where so many in a row are older than the round's mail can be.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from mentoring_sync.errors import MentoringSyncError
from mentoring_sync.mail.outbox.evidence import Carried, Evidence, HeldDraft, SentMessage
from mentoring_sync.run.services import MailChannel

OLD_IN_A_ROW = 100
"""After so many old messages in a row all are: lists begin with the newest, which Google doesn't promise; so many in a
row don't stand before a newer one by chance. In a mailbox that sends less nothing depends on it."""

LONG_AGO = datetime.min.replace(tzinfo=UTC)
"""When a message was made that doesn't say so: a draft, as a rule."""

MOST_ASKED = 1_000
"""Messages that one run asks for: each costs 20 of the 6,000 units that Gmail gives a minute. The next run goes on."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What a look showed: `sent` messages and `drafts` by the key that they carry (a draft with its headers), and the
    ids of all that are none of ours, sent since the round's mail can have begun, or before. `rounds` are those of the
    programme of which it met mail, with when the last of it was made. `whole`: there is nothing that the next look must
    go on with.
    """

    sent: Mapping[str, Carried] = field(default_factory=dict)
    drafts: Mapping[str, tuple[str, Carried]] = field(default_factory=dict)
    newer: frozenset[str] = frozenset()
    older: frozenset[str] = frozenset()
    rounds: Mapping[str, datetime] = field(default_factory=dict)
    whole: bool = True

    def draft(self, key: str) -> HeldDraft | None:
        """The draft that carries this key."""
        if key not in self.drafts:
            return None
        draft_id, carried = self.drafts[key]
        return HeldDraft(id=draft_id, thread_id=carried.thread_id, message_id=carried.id, digest=carried.digest)

    def evidence(self, key: str) -> Evidence:
        """What there is of the message with this key."""
        sent = self.sent.get(key)
        return Evidence(
            draft=self.draft(key), sent=SentMessage(id=sent.id, thread_id=sent.thread_id, at=sent.at) if sent else None
        )


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a run learnt of the mailbox before it drafts or sends: whose it is, and what it holds, if that was asked.
    `error` says why it couldn't be asked."""

    account: str = ""
    looked: Looked | None = None
    looking: Looking | None = field(default=None, compare=False)
    error: MentoringSyncError | None = None


@dataclass(kw_only=True)
class Looking:
    """The looks of one run. `ours` are ids of sent messages and of drafts that *Mail* knows; `newer` and `older` of
    those that earlier looks found to be none of ours, whose keys begin with `prefix`; the round's mail is never older
    than `since`."""

    channel: MailChannel
    prefix: str = ""
    since: datetime | None = None
    ours: Collection[str] = frozenset()
    newer: frozenset[str] = frozenset()
    older: frozenset[str] = frozenset()
    _asked: dict[str, Carried | None] = field(default_factory=dict)

    def look(self) -> Looked:
        """All that the mailbox holds of ours beside what *Mail* knows, as it is now."""
        walk = _Walk(self)
        drafts = walk.drafts()
        walk.down_the_sent()
        return Looked(
            sent=walk.sent,
            drafts=drafts,
            newer=frozenset(walk.newer),
            older=frozenset(walk.older),
            rounds=walk.rounds,
            whole=walk.whole,
        )

    def draft(self, key: str) -> HeldDraft | None:
        """The draft that carries a key, as it is now."""
        return Looked(drafts=_Walk(self).drafts()).draft(key)

    def knows_as(self, other: Looking) -> bool:
        """Whether two looks pass over the same."""
        return (self.prefix, self.since, self.ours, self.newer, self.older) == (
            *(other.prefix, other.since, other.ours, other.newer, other.older),
        )

    def after(self, earlier: Looking) -> Looking:
        """The same, with all that an earlier look of the run has asked for."""
        return replace(self, _asked=earlier._asked)

    @property
    def is_tired(self) -> bool:
        """Whether this run has asked for as many messages as it may."""
        return len(self._asked) >= MOST_ASKED

    def carried(self, message_id: str) -> Carried | None:
        """A message by its headers, asked for once."""
        if message_id not in self._asked:
            self._asked[message_id] = self.channel.carried(message_id)
        return self._asked[message_id]

    def has_asked(self, message_id: str) -> bool:
        """Whether its headers are known in this run."""
        return message_id in self._asked


class _Walk:
    """One look under way."""

    def __init__(self, looking: Looking) -> None:
        self.looking, self.whole = looking, True
        self.sent: dict[str, Carried] = {}
        self.newer: set[str] = set()
        self.older: set[str] = set()
        self.rounds: dict[str, datetime] = {}

    def drafts(self) -> dict[str, tuple[str, Carried]]:
        found: dict[str, tuple[str, Carried]] = {}
        for draft_id, message_id in self.looking.channel.draft_ids().items():
            if draft_id in self.looking.ours:
                continue
            carried = self._ours(message_id)
            if carried:
                found.setdefault(carried.key, (draft_id, carried))
        return found

    def down_the_sent(self) -> None:
        """From the newest to where all are old."""
        in_a_row = 0
        for message_id in self.looking.channel.sent_ids():
            if self.looking.is_tired and not self._is_known(message_id):
                self.whole = False
                break
            if message_id not in self.looking.ours and (carried := self._ours(message_id)):
                self.sent.setdefault(carried.key, carried)
            in_a_row = in_a_row + 1 if message_id in self.older else 0
            if in_a_row >= OLD_IN_A_ROW:
                break
        else:
            return
        self.newer |= self.looking.newer
        self.older |= set() if self.whole else self.looking.older

    def _is_known(self, message_id: str) -> bool:
        looking = self.looking
        known = (looking.ours, looking.newer, looking.older)
        return looking.has_asked(message_id) or any(message_id in ids for ids in known)

    def _ours(self, message_id: str) -> Carried | None:
        """A message that carries a key of ours; any other is remembered."""
        looking = self.looking
        if message_id in looking.newer:
            self.newer.add(message_id)
            return None
        if message_id in looking.older:
            self.older.add(message_id)
            return None
        carried = looking.carried(message_id)
        if carried:
            self.rounds |= _round_shown(carried, looking.prefix, self.rounds)
        if carried and carried.key and carried.key.startswith(looking.prefix):
            return carried
        if carried and looking.since and carried.at and carried.at < looking.since:
            self.older.add(message_id)
        elif carried:
            self.newer.add(message_id)
        return None


def _round_shown(carried: Carried, prefix: str, before: Mapping[str, datetime]) -> Mapping[str, datetime]:
    """The round that a message is of, if it is one of the programme's, and when the last of its mail was made."""
    programme, round_, rest = [*carried.key.split("/", 2), "", ""][:3]
    if not rest or programme != prefix.partition("/")[0]:
        return {}
    return {round_: max(before.get(round_, LONG_AGO), carried.at or LONG_AGO)}
