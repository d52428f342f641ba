"""A mailbox and a workbook that remember, and that die, stay silent or refuse wherever a test wants it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeVar

from mentoring_sync.mail.outbox.evidence import (
    Carried,
    Evidence,
    GoneError,
    HeldDraft,
    RefusedError,
    SentMessage,
    ThreadMessage,
    UnclearError,
)
from mentoring_sync.mail.replies.letter import Received, ThreadLetter
from mentoring_sync.records.message import Posting

T = TypeVar("T")


class Fate(Enum):
    """What happens to one request."""

    ANSWERED = auto()
    SILENT_UNDONE = auto()
    SILENT_DONE = auto()
    KILLED_UNDONE = auto()
    KILLED_DONE = auto()
    REFUSED = auto()


class KilledError(BaseException):
    """The process is gone: nothing it wanted to do afterwards happens."""


@dataclass
class World:
    """Gmail's drafts (id -> thread, key) and sent messages (thread -> key), and the committed postings."""

    fates: list[Fate] = field(default_factory=list)
    drafts: dict[str, tuple[str, str]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)
    went: dict[str, str] = field(default_factory=dict)
    returned: dict[str, str] = field(default_factory=dict)
    postings: dict[str, Posting] = field(default_factory=dict)
    history: list[Posting] = field(default_factory=list)
    made: int = 0
    looks: int = 0
    untrue: list[str] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)
    dead: bool = False
    meanwhile: dict[int, Callable[[], object]] = field(default_factory=dict)
    requests: int = 0

    def request(self, act: Callable[[], T]) -> T:
        """Carry out one request as fate has it."""
        if self.dead:
            raise KilledError
        self.requests += 1
        if self.requests in self.meanwhile:
            self.meanwhile.pop(self.requests)()
        match self.fates.pop(0) if self.fates else Fate.ANSWERED:
            case Fate.ANSWERED:
                return act()
            case Fate.SILENT_UNDONE:
                raise UnclearError
            case Fate.SILENT_DONE:
                act()
                raise UnclearError
            case Fate.REFUSED:
                raise RefusedError("Invalid To header")
            case Fate.KILLED_UNDONE:
                self.dead = True
                raise KilledError
            case Fate.KILLED_DONE:
                act()
                self.dead = True
                raise KilledError

    def commit(self, postings: Sequence[Posting], expected: Mapping[str, Posting]) -> Mapping[str, Posting]:
        """Land the postings that stand as expected in the workbook, all or none; the others as they stand."""

        def land() -> Mapping[str, Posting]:
            changed = {key: each for key, each in self.postings.items() if not each.stands_as(expected.get(key, each))}
            taken = {posting.key: changed[posting.key] for posting in postings if posting.key in changed}
            ours = [posting for posting in postings if posting.key not in taken]
            self.postings |= {posting.key: posting for posting in ours}
            self.history += ours
            return taken

        if self.fates and self.fates[0] not in (Fate.KILLED_DONE, Fate.KILLED_UNDONE):
            self.fates.pop(0)
            self.fates.insert(0, Fate.ANSWERED)
        return self.request(land)

    def by_key(self) -> Counter[str]:
        """How many messages were sent under each key."""
        return Counter(self.sent.values())

    def send_by_hand(self, draft_id: str) -> str:
        """The draft becomes a sent message in its thread, as Gmail does it."""
        thread, raw = self.drafts.pop(draft_id)
        self.sent[thread] = key_of(raw)
        self.went[key_of(raw)] = raw
        return thread

    def edit(self, draft_id: str) -> None:
        """A person types in the draft: its message has another id from then on."""
        self.words[draft_id] += "-edited"


def key_of(raw: str) -> str:
    """The key that a message's bytes begin with."""
    return raw.partition(" says ")[0]


class MortalMailbox:
    """A mail channel over a world; a message's bytes are its key and, after ` says `, what it says if anything."""

    def __init__(self, world: World) -> None:
        self.world = world

    def draft(self, mime: bytes, *, thread_id: str = "") -> HeldDraft:
        def make() -> HeldDraft:
            self.world.made += 1
            number = self.world.made
            draft = HeldDraft(id=f"r-{number}", thread_id=thread_id or f"t-{number}", message_id=f"d-{number}")
            self.world.drafts[draft.id] = (draft.thread_id, mime.decode())
            self.world.words[draft.id] = draft.message_id
            return draft

        return self.world.request(make)

    def held_text(self, draft_id: str) -> str:
        return self.world.drafts.get(draft_id, ("", ""))[1]

    def send(self, draft_id: str) -> SentMessage:
        def deliver() -> SentMessage:
            if draft_id not in self.world.drafts:
                raise GoneError
            raw = self.world.drafts[draft_id][1]
            if self.world.truth.get(key_of(raw), raw) != raw:
                self.world.untrue.append(raw)
            thread = self.world.send_by_hand(draft_id)
            return SentMessage(id=f"m-{thread}", thread_id=thread)

        return self.world.request(deliver)

    def look(self, *, draft_id: str, thread_id: str, key: str) -> Evidence:
        self._alive()
        self.world.looks += 1
        sent = self.world.sent.get(thread_id) == key
        found = SentMessage(id=f"m-{thread_id}", thread_id=thread_id) if sent else None
        held = self._held(draft_id) if draft_id in self.world.drafts else None
        return Evidence(draft=held, sent=found)

    def thread(self, thread_id: str) -> tuple[ThreadMessage, ...]:
        self._alive()
        sent = ThreadMessage(id=f"m-{thread_id}", rfc_id="<1@mail.gmail.com>", is_sent=True)
        failed = self.world.returned.get(thread_id)
        notice = ThreadMessage(id="n", sender="mailer-daemon@googlemail.com", failed=(failed or "",))
        return (sent, notice) if failed else (sent,)

    def rfc_id(self, message_id: str) -> str:
        self._alive()
        return f"<{message_id}@mail.gmail.com>"

    def received(self, query: str = "") -> Sequence[Received]:
        self._alive()
        return ()

    def letters(self, thread_id: str) -> Sequence[ThreadLetter]:
        self._alive()
        return ()

    def account(self) -> str:
        self._alive()
        return "groups@example.org"

    def draft_ids(self) -> dict[str, str]:
        self._alive()
        self.world.looks += 1
        return {each: self.world.words[each] for each in self.world.drafts}

    def sent_ids(self) -> list[str]:
        self._alive()
        return [f"m-{thread}" for thread in self.world.sent]

    def carried(self, message_id: str) -> Carried | None:
        self._alive()
        thread = message_id.removeprefix("m-")
        if thread in self.world.sent:
            return Carried(id=message_id, thread_id=thread, key=self.world.sent[thread])
        for draft_id, words in self.world.words.items():
            if words == message_id and draft_id in self.world.drafts:
                held, raw = self._held(draft_id), self.world.drafts[draft_id][1]
                return Carried(id=message_id, thread_id=held.thread_id, key=key_of(raw), digest=held.digest)
        return None

    def _held(self, draft_id: str) -> HeldDraft:
        thread, raw = self.world.drafts[draft_id]
        digest = raw.partition(" says ")[2]
        return HeldDraft(id=draft_id, thread_id=thread, message_id=self.world.words[draft_id], digest=digest)

    def discard(self, draft_id: str) -> None:
        self.world.request(lambda: self.world.drafts.pop(draft_id, None))

    def may_write_as(self, address: str) -> bool:
        self._alive()
        return True

    def _alive(self) -> None:
        if self.world.dead:
            raise KilledError
