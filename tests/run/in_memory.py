"""A whole programme in memory: response tabs, runs, a mailbox that keeps what was mailed. No HTTP, no sandbox, no file.

Runs are the real ones; only the doors to the world outside are doubles with state.
"""

from __future__ import annotations

import copy
import email
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from functools import cache, lru_cache
from pathlib import Path
from time import monotonic
from typing import Any

from mentoring_sync.cli.reporting import Reported, reported
from mentoring_sync.errors import OverlapError
from mentoring_sync.google.batch import as_sent, requests_for
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.outbox.evidence import Carried, Evidence, GoneError, HeldDraft, SentMessage, ThreadMessage
from mentoring_sync.mail.replies.letter import Received, ThreadLetter
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.records.message import CONTENT_HEADER, KEY_HEADER, TOLD_HEADER
from mentoring_sync.records.requirement import Role
from mentoring_sync.run.closing import ClosedRound, close_round
from mentoring_sync.run.forget import ForgottenNow, forget
from mentoring_sync.run.order import Order
from mentoring_sync.run.outcome import Outcome
from mentoring_sync.run.services import Services
from mentoring_sync.run.status import Status, status
from mentoring_sync.run.steps import Silence
from mentoring_sync.run.sync import sync
from mentoring_sync.run.undo import TakenBack, history, take_back
from mentoring_sync.settings.load import Configuration, load
from mentoring_sync.spreadsheet.edits import Edit
from mentoring_sync.spreadsheet.grid import Scalar, Workbook
from mentoring_sync.workbook.history.chapters import Chapter
from tests.intake.response_tabs import header, response, the_questions
from tests.run.remembered import remembering
from tests.workbook.live import LiveTab, LiveWorkbook

ROOT = Path(__file__).parents[2]
EVENINGS = "17:00-18:00, 18:00-19:00, 19:00-20:00"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SHEETS = {Role.MENTOR: 1, Role.MENTEE: 2}


@cache
def as_shipped() -> Configuration:
    return load(ROOT / "config" / "program.toml", {})


@dataclass(frozen=True)
class Mailed:
    """A mail that went out."""

    key: str
    to: tuple[str, ...]
    message: EmailMessage
    digest: str = ""


@dataclass
class Mailbox:
    """Drafts and what was sent, as whole messages; a draft's message has another id after every edit. `others` are sent
    messages that are none of ours, the newest first, by when they went; `asked` counts what was read."""

    drafts: dict[str, bytes] = field(default_factory=dict)
    edits: dict[str, int] = field(default_factory=dict)
    sent: dict[str, Mailed] = field(default_factory=dict)
    went: dict[str, datetime] = field(default_factory=dict)
    others: dict[str, datetime] = field(default_factory=dict)
    inbox: list[tuple[str, ThreadLetter]] = field(default_factory=list)
    address: str = "groups@example.org"
    asked: Counter[str] = field(default_factory=Counter)
    clock: Callable[[], datetime | None] = lambda: None
    made: int = 0
    on_send: Callable[[Mailed], None] = lambda _: None

    def draft(self, mime: bytes, *, thread_id: str = "") -> HeldDraft:
        self.made += 1
        self.drafts[f"r{self.made}"] = mime
        return replace(self._held(f"r{self.made}"), thread_id=thread_id or f"t{self.made}")

    def edit(self, draft_id: str, mime: bytes) -> None:
        """A person rewrites a draft."""
        self.drafts[draft_id] = mime
        self.edits[draft_id] = self.edits.get(draft_id, 0) + 1

    def send(self, draft_id: str) -> SentMessage:
        if draft_id not in self.drafts:
            raise GoneError
        mailed = _read(self.drafts.pop(draft_id))
        self.sent[draft_id] = mailed
        if at := self.clock():
            self.went[draft_id] = at
        self.on_send(mailed)
        return SentMessage(id=f"m{draft_id}", thread_id=f"t{draft_id[1:]}")

    def discard(self, draft_id: str) -> None:
        self.drafts.pop(draft_id, None)

    def held_text(self, draft_id: str) -> str:
        mime = self.drafts.get(draft_id)
        if mime is None:
            return ""
        message = email.message_from_bytes(mime, policy=policy.default)
        texts = [str(part.get_content()) for part in message.walk() if part.get_content_maintype() == "text"]
        return "\n".join((*(f"{name}: {value}" for name, value in message.items()), *texts))

    def look(self, *, draft_id: str, thread_id: str, key: str) -> Evidence:
        held = replace(self._held(draft_id), thread_id=thread_id) if draft_id in self.drafts else None
        sent = SentMessage(id=f"m{draft_id}", thread_id=thread_id) if draft_id in self.sent else None
        return Evidence(draft=held, sent=sent)

    def drafts_by_key(self) -> Mapping[str, HeldDraft]:
        """For tests: what lies there, by key."""
        return {_read(mime).key: self._held(draft_id) for draft_id, mime in self.drafts.items()}

    def account(self) -> str:
        return self.address

    def draft_ids(self) -> Mapping[str, str]:
        self.asked["drafts"] += 1
        return {draft_id: self._held(draft_id).message_id for draft_id in self.drafts}

    def sent_ids(self) -> Iterator[str]:
        self.asked["sent"] += 1
        yield from (f"m{at}" for at in reversed(self.sent))
        yield from self.others

    def carried(self, message_id: str) -> Carried | None:
        self.asked["headers"] += 1
        if message_id in self.others:
            return Carried(id=message_id, thread_id=message_id, at=self.others[message_id])
        draft_id = message_id.removeprefix("m").partition(".")[0]
        mailed = self.sent.get(draft_id) or (_read(self.drafts[draft_id]) if draft_id in self.drafts else None)
        if mailed is None:
            return None
        return Carried(
            id=message_id,
            thread_id=f"t{draft_id[1:]}",
            key=mailed.key,
            digest=mailed.digest,
            told=str(mailed.message[TOLD_HEADER] or ""),
            to=str(mailed.message["To"]),
            subject=str(mailed.message["Subject"]),
            at=self.went.get(draft_id),
        )

    def thread(self, thread_id: str) -> tuple[ThreadMessage, ...]:
        return ()

    def receives(self, letter: ThreadLetter, thread_id: str) -> None:
        """Somebody writes to the account."""
        self.inbox.insert(0, (thread_id, letter))

    def received(self, query: str = "") -> Iterator[Received]:
        self.asked["inbox"] += 1
        found = [each for each in self.inbox if not query or each[1].subject == "Do not mail"]
        yield from (Received(id=letter.id, thread_id=thread) for thread, letter in found)

    def letters(self, thread_id: str) -> tuple[ThreadLetter, ...]:
        self.asked["threads"] += 1
        ours = (self._as_letter(at) for at in self.sent if f"t{at[1:]}" == thread_id)
        theirs = (letter for thread, letter in self.inbox if thread == thread_id)
        return tuple(sorted((*ours, *theirs), key=lambda each: each.at))

    def _as_letter(self, draft_id: str) -> ThreadLetter:
        mailed = self.sent[draft_id]
        said = {name.lower(): str(value) for name, value in mailed.message.items()}
        body = mailed.message.get_body(("plain",))
        return ThreadLetter(
            id=f"m{draft_id}",
            at=self.went.get(draft_id, NOW),
            headers={**said, "message-id": self.rfc_id(f"m{draft_id}")},
            text=str(body.get_content()) if body else "",
            is_sent=True,
        )

    def rfc_id(self, message_id: str) -> str:
        return f"<{message_id}@mail.example.org>"

    def may_write_as(self, address: str) -> bool:
        return True

    def _held(self, draft_id: str) -> HeldDraft:
        return HeldDraft(
            id=draft_id,
            thread_id=f"t{draft_id[1:]}",
            message_id=f"{draft_id}.{self.edits.get(draft_id, 0)}",
            digest=_read(self.drafts[draft_id]).digest,
        )


@lru_cache(maxsize=2_000)
def _read(mime: bytes) -> Mailed:
    message = email.message_from_bytes(mime, policy=policy.default)
    assert isinstance(message, EmailMessage)
    to = tuple(each.addr_spec for each in message["To"].addresses)
    return Mailed(str(message[KEY_HEADER]), to, message, str(message[CONTENT_HEADER] or ""))


@dataclass
class Sheets:
    """The spreadsheet: atomic batches, each on top of the commit that it was planned on."""

    live: LiveWorkbook
    commit: int = 0

    def pull(self) -> Workbook:
        return replace(self.live.read(), commit=self.commit)

    def weight(self, edits: Sequence[Edit], *, after: Workbook) -> int:
        return len(as_sent({"requests": requests_for(edits, locale=after.locale)}))

    def write(self, edits: Sequence[Edit], *, after: Workbook) -> Workbook:
        if after.commit != self.commit:
            raise OverlapError
        self.live.obey(edits)
        self.commit += 1
        return self.pull()


@dataclass
class Programme:
    """A programme of a few people, and what its coordinator and its form do to the spreadsheet."""

    configuration: Configuration
    now: datetime
    live: LiveWorkbook = field(default_factory=lambda: LiveWorkbook(*map(_empty, Role), time_zone="UTC"))
    mailbox: Mailbox = field(default_factory=Mailbox)
    runs: int = 0

    def __post_init__(self) -> None:
        self.sheets = Sheets(self.live)
        self.mailbox.clock = lambda: self.now

    def copied(self) -> Programme:
        """Another programme that stands where this one does."""
        other = replace(self, live=copy.deepcopy(self.live), mailbox=copy.deepcopy(self.mailbox))
        other.sheets.commit = self.sheets.commit
        return other

    def answers(self, role: Role, name: str, address: str, **given: Scalar) -> int:
        """Somebody answers the form; the row, as a 0-based number."""
        tab = self.live.tab(the_questions().tab(role))
        usual: dict[str, Any] = {"timestamp": 46340.0 + len(tab.cells) / 1440, "hours_TUE": EVENINGS, "hours_MON": ""}
        row = response(role, name=name, email=address, **{**usual, **given})
        at = next((n for n, cells in enumerate(tab.cells) if n and not any(cells)), len(tab.cells))
        if at == len(tab.cells):
            tab.cells.append([None] * len(tab.header))
        tab.cells[at][: len(row)] = row
        return at

    def field(self, role: Role, row: int, question: str) -> Scalar:
        return self.responses(role).cells[row][self._column(role, question)]

    def set_field(self, role: Role, row: int, question: str, value: Scalar) -> None:
        """Somebody writes into the response tab."""
        self.responses(role).cells[row][self._column(role, question)] = value

    def clear_row(self, role: Role, row: int) -> list[Scalar]:
        """A response row is emptied; what stood in it."""
        tab = self.responses(role)
        before, tab.cells[row] = tab.cells[row], [None] * len(tab.header)
        return before

    def put_row(self, role: Role, row: int, cells: list[Scalar]) -> None:
        self.responses(role).cells[row] = list(cells)

    def approve(self) -> None:
        """The coordinator ticks *Send* in *Control*."""
        self.live.tab("Control").type("Send", "Value", True)

    def answers_mail(self, key: str, text: str, sender: str, **headers: str) -> None:
        """Somebody answers the mail whose key holds this, in its thread."""
        draft_id = next(at for at, mailed in reversed(self.mailbox.sent.items()) if key in mailed.key)
        cited = self.mailbox.rfc_id(f"m{draft_id}")
        said = {"subject": f"Re: {self.mailbox.sent[draft_id].message['Subject']}", "in-reply-to": cited}
        said |= {"from": sender, **{name.replace("_", "-"): value for name, value in headers.items()}}
        letter = ThreadLetter(id=f"in{len(self.mailbox.inbox)}", at=self.now, headers=said, text=text)
        self.mailbox.receives(letter, f"t{draft_id[1:]}")

    def choose(self, what: str, answer: str) -> None:
        """The coordinator answers the question in *Review* that says this."""
        review = self.live.tab("Review")
        row = next(row for row in review.cells[1:] if what in str(row[review.column("What")]))
        row[review.column("Answer")] = answer

    def run(self, *, repair: bool = False) -> Outcome:
        self.runs += 1
        order = Order(run=f"run-{self.runs}", trigger="test", now=self.now, repair=repair)
        with remembering():
            return sync(self.configuration, order, Silence(), self._services())

    def undo(self, run: str = "", *, dry_run: bool = False) -> TakenBack:
        """A run taken back; the last, if none is named."""
        self.runs += 1
        order = Order(run=f"undo-{self.runs}", trigger="undo", now=self.now, dry_run=dry_run)
        return take_back(order, self._services(), run)

    def status(self) -> Status:
        """The programme at a glance."""
        return status(self.configuration, Order(run="", trigger="status", now=self.now), self._services())

    def forget(self, person: str, *, dry_run: bool = False) -> ForgottenNow:
        """A person forgotten."""
        self.runs += 1
        order = Order(run=f"forget-{self.runs}", trigger="forget", now=self.now, dry_run=dry_run)
        return forget(self.configuration, order, self._services(), person, new_key=lambda: "a key of the tests")

    def reported(self, out: Path, earlier: Path | None = None, called: str = "") -> Reported:
        """The report of the round, or of the closed one that is called so, in a file."""
        order = Order(run="", trigger="report", now=self.now)
        return reported(self.configuration, order, self._services(), out, earlier, called)

    def close(
        self, *, dry_run: bool = False, even_if_unfinished: bool = False, forget_after: timedelta | None = None
    ) -> ClosedRound:
        """The round closed."""
        self.runs += 1
        order = Order(run=f"close-{self.runs}", trigger="round close", now=self.now, dry_run=dry_run)
        return close_round(
            self.configuration,
            order,
            self._services(),
            even_if_unfinished=even_if_unfinished,
            forget_after=forget_after,
        )

    def history(self) -> tuple[Chapter, ...]:
        return history(self._services())

    def cells(self, title: str, *columns: str) -> dict[str, tuple[Scalar, ...]]:
        """A tab of ours, by key."""
        tab = self.live.tab(title)
        keys = tab.keys()
        return {key: tuple(tab.at(key, column) for column in columns) for key in keys}

    def asked(self) -> list[str]:
        """What *Review* says."""
        review = self.live.tab("Review")
        at = review.column("What")
        return [str(row[at]) for row in review.cells[1:] if row[at]]

    def teams(self) -> dict[str, tuple[Scalar, ...]]:
        return self.cells("Teams", "Team", "Mentor", "Meets", "Status")

    def mailed(self) -> list[Mailed]:
        """What went out, in order, but to the coordinator."""
        return [each for each in self.mailbox.sent.values() if "/coordinator" not in each.key]

    def responses(self, role: Role) -> LiveTab:
        return self.live.tab(the_questions().tab(role))

    def _column(self, role: Role, question: str) -> int:
        return list(the_questions().columns(role)).index(question)

    def _services(self) -> Services:
        return Services(
            spreadsheet=self.sheets,
            mail_channel=lambda _: self.mailbox,
            sleep=lambda _: None,
            deadline=_patient,
            requests=dict,
        )


@contextmanager
def _patient() -> Iterator[Deadline]:
    yield Deadline.unlimited(monotonic)


def _empty(role: Role) -> LiveTab:
    titles = header(role)
    tab = LiveTab(SHEETS[role], the_questions().tab(role), 12, len(titles))
    tab.cells[0][:] = titles
    return tab


def programme_of_two_teams(delivery: Delivery, *, now: datetime = NOW) -> Programme:
    """Two mentors for two mentees each, who have all applied; no run yet."""
    shipped = as_shipped()
    mail = shipped.program.mail.model_copy(update={"delivery": delivery})
    program = shipped.program.model_copy(update={"mail": mail})
    programme = Programme(configuration=shipped.model_copy(update={"program": program}), now=now)
    for name in ("Ada Brandt", "Al Gore"):
        programme.answers(Role.MENTOR, name, address(name), capacity=2.0, hours_WED="")
    for name in ("Bo Lund", "Cy Roth", "Di Moll", "Ed Nore"):
        programme.answers(Role.MENTEE, name, address(name))
    return programme


def address(name: str) -> str:
    """`bo@example.org`"""
    return f"{name.split()[0].lower()}@example.org"
