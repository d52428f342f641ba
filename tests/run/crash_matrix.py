"""The crash matrix: a run that owes mail is killed, or let down, at every single one of its requests.

`python -m tests.run.crash_matrix [SHARE [PART/PARTS]]` carries out all cases, or a seeded share of them, or a part of
that, and prints a table. Each case begins with the same workbook, and a run in a process of its own that is killed
(SIGKILL) before or after its nth request, or meets one of the sandbox's faults there, or races another run request by
request. Then runs follow until they are quiet, and the mailbox is counted.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from functools import partial
from pathlib import Path
from typing import Any

import requests

from mentoring_sync.cli.demo import filled
from mentoring_sync.errors import MentoringSyncError
from mentoring_sync.google.sheets import Spreadsheet
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.key import message_key
from mentoring_sync.mail.kinds.applicants import INVITATION_TO_APPLY
from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.records.message import CONTENT_HEADER, KEY_HEADER, MailState, Posting
from mentoring_sync.run.commit import commit
from mentoring_sync.run.order import Order
from mentoring_sync.run.steps import Silence
from mentoring_sync.run.sync import sync
from mentoring_sync.sandbox.gmail.mailbox import all_of, users
from mentoring_sync.sandbox.server import serve_forever
from mentoring_sync.sandbox.store import connect
from mentoring_sync.settings.load import Configuration, load
from mentoring_sync.spreadsheet.edits import WriteCells
from mentoring_sync.workbook.plan import patch
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.mail import mail_tab
from tests.google.answers import a_session
from tests.run.remembered import remembering
from tests.run.small_programme import ROOT, few_people
from tests.run.watched_services import watched_services

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MOST_RUNS = 6
RACES = 60
FAULTS = {
    "connection refused": ("refuse", 503),
    "answer dropped": ("drop", 503),
    "answer cut short": ("truncate", 503),
    "500": ("status", 500),
    "503": ("status", 503),
    "429": ("status", 429),
    "token expired": ("expired", 401),
}
SEND, TICKED, EDITED = "sent at once", "reviewed, then Send ticked", "drafts edited and replaced"
WAYS = (SEND, TICKED, EDITED)


@dataclass(frozen=True)
class Case:
    """What happens: `how` names the row of the table, `at` the request, `way` how the mail is delivered."""

    how: str
    at: int
    way: str = SEND


@dataclass
class Result:
    """What came of a case, in messages."""

    owed: int = 0
    once: int = 0
    lost: int = 0
    doubled: int = 0
    for_a_person: int = 0
    untrue: int = 0
    noisy: bool = False


@dataclass
class Matrix:
    """The files that cases begin with, and the folder in which they are carried out."""

    folder: Path
    starts: dict[str, Path] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    owed: dict[str, int] = field(default_factory=dict)

    def prepare(self) -> None:
        """A workbook with teams and no mail yet; the same with all drafts made and *Send* ticked."""
        data = self.folder / "start.sqlite"
        people = few_people(mentors=7, mentees=12)  # to whom 12 mails of 4 kinds are owed
        filled(data, _as_shipped().program.google.spreadsheet, people, now=NOW).close()
        with _served(data) as url:
            _synced(_there(url, Delivery.OFF), _order("first", repair=True))
            _misname(url)  # so that a digest is owed as well
            _approved_before(url)
        _settle(data)
        self.starts[SEND] = data
        drafted = self.folder / "drafted.sqlite"
        shutil.copy(data, drafted)
        with _served(drafted) as url:
            _synced(_there(url, Delivery.REVIEW), _order("drafts"))
            _tick_send(url)
        _settle(drafted)
        self.starts[TICKED] = drafted
        edited = self.folder / "edited.sqlite"
        shutil.copy(data, edited)
        with _served(edited) as url:
            _synced(_there(url, Delivery.REVIEW), _order("drafts"))
            _edit_a_draft(url)
            _rename_a_mentee(url)
        _settle(edited)
        self.starts[EDITED] = edited
        for way in WAYS:
            self._count(way)

    def _count(self, way: str) -> None:
        """How many requests a run makes and how much mail it owes; in this process, so that what is found out about
        the people is known to all that are forked from it."""
        with self._begun(way, "count") as (_, run, data):
            self.asked[way] = int(run(_Counting(0, "")).split()[-1])
            self.owed[way] = len(_sent(data))
            assert run(_Counting(0, "")) == "quiet 1"

    def cases(self) -> list[Case]:
        """All of them."""
        kills = [Case(how, at, way) for way, how, at in self._each(("killed before", "killed after"))]
        faults = [Case(how, at, way) for way, how, at in self._each(tuple(FAULTS))]
        races = [Case("two runs race", seed, way) for way in WAYS for seed in range(RACES)]
        return [*kills, *faults, *races]

    def _each(self, hows: tuple[str, ...]) -> Iterator[tuple[str, str, int]]:
        return ((way, how, at) for way in self.asked for how in hows for at in range(1, self.asked[way] + 1))

    def carry_out(self, case: Case) -> Result:
        """One case: what goes wrong, then runs until they are quiet, then the count."""
        with self._begun(case.way, f"{case.how}-{case.at}-{case.way}".replace(" ", "-")) as (url, run, data):
            if case.how == "two runs race":
                _race(run, random.Random(case.at))
            elif case.how in FAULTS:
                _fault(url, *FAULTS[case.how], nth=case.at)
                _in_a_process(partial(run, _Counting(0, ""))).wait()
                requests.delete(f"{url}/_sandbox/faults", timeout=10).raise_for_status()
            else:
                _in_a_process(partial(run, _Counting(case.at, case.how))).wait()
            noisy = not self._quiet(run)
            return _counted(url, data, self.owed[case.way], noisy=noisy)

    def _quiet(self, run: Callable[[Any], str]) -> bool:
        return any(_in_a_process(partial(run, _Counting(0, ""))).wait() == "quiet 1" for _ in range(MOST_RUNS))

    @contextmanager
    def _begun(self, way: str, name: str) -> Iterator[tuple[str, Callable[[Any], str], Path]]:
        data = self.folder / f"{name}.sqlite"
        shutil.copy(self.starts[way], data)
        delivery = Delivery.REVIEW if way == TICKED else Delivery.SEND
        try:
            with _served(data) as url:
                yield url, partial(_run, _there(url, delivery)), data
        finally:
            for path in self.folder.glob(f"{data.name}*"):
                path.unlink()


class _Counting:
    """Counts a run's requests, and kills the process before or after one of them."""

    def __init__(self, at: int, how: str) -> None:
        self.at, self.how, self.asked = at, how, 0

    def before(self) -> None:
        self.asked += 1
        if self.asked == self.at and self.how == "killed before":
            os.kill(os.getpid(), signal.SIGKILL)

    def after(self) -> None:
        if self.asked == self.at and self.how == "killed after":
            os.kill(os.getpid(), signal.SIGKILL)


class _Gate:
    """Lets a run's requests through one by one, at the parent's word."""

    def __init__(self) -> None:
        self.asking, self.told = os.pipe()
        self.waits, self.lets = os.pipe()
        self.asked = 0

    def before(self) -> None:
        self.asked += 1
        os.write(self.told, b"?")
        os.read(self.waits, 1)

    def after(self) -> None:
        pass


def _synced(configuration: Configuration, order: Order) -> None:
    sync(configuration, order, Silence(), watched_services(configuration, order.run))


def _run(configuration: Configuration, watch: Any) -> str:
    """A run in this process: `quiet` or what came of it, and how many requests it made."""
    order = _order(f"run-{os.getpid()}")
    services = watched_services(configuration, order.run, before=watch.before, after=watch.after)
    try:
        outcome = sync(configuration, order, Silence(), services)
    except MentoringSyncError as error:
        return f"{type(error).__name__} {watch.asked}"
    return f"{'quiet' if outcome.unchanged else 'done'} {watch.asked}"


@dataclass
class _Process:
    """A forked process and the pipe through which it says what came of it."""

    pid: int
    said: int

    def wait(self) -> str:
        words = b""
        while part := os.read(self.said, 1000):
            words += part
        os.close(self.said)
        os.waitpid(self.pid, 0)
        return words.decode()


def _in_a_process(does: Callable[[], str]) -> _Process:
    reads, writes = os.pipe()
    pid = os.fork()
    if pid == 0:
        signal.alarm(120)
        try:
            words = does()
        except BaseException as error:
            words = f"broke: {error!r}"
        os.write(writes, words.encode())
        os._exit(0)
    os.close(writes)
    return _Process(pid, reads)


def _race(run: Callable[[Any], str], dice: random.Random) -> None:
    """Two runs, request by request in an order that the dice decide."""
    racing: list[tuple[_Process, _Gate]] = []
    for _ in range(2):
        gate = _Gate()
        racing.append((_in_a_process(partial(run, gate)), gate))
        os.close(gate.told)  # before the next process inherits it, so that the end of this one is seen
    alive = list(racing)
    while alive:
        process, gate = alive[dice.randrange(len(alive))]
        if os.read(gate.asking, 1):
            os.write(gate.lets, b"!")
        else:
            process.wait()
            alive.remove((process, gate))
    for _, gate in racing:
        for end in (gate.asking, gate.waits, gate.lets):
            os.close(end)


@contextmanager
def _served(data: Path) -> Iterator[str]:
    """The sandbox in a process of its own."""
    reads, writes = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reads)
        serve_forever(data, ready=lambda url: (os.write(writes, url.encode()), os.close(writes)))  # type: ignore[func-returns-value, arg-type]
        os._exit(0)
    os.close(writes)
    url = os.read(reads, 200).decode()
    os.close(reads)
    try:
        yield url
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _settle(data: Path) -> None:
    """What a killed sandbox left in its write-ahead log goes into the file, so that the file alone can be copied."""
    with closing(sqlite3.connect(data)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


_SHIPPED: list[Configuration] = []


def _as_shipped() -> Configuration:
    if not _SHIPPED:
        _SHIPPED.append(load(ROOT / "config" / "program.toml", {}))
    return _SHIPPED[0]


def _there(url: str, delivery: Delivery) -> Configuration:
    program = _as_shipped().program
    google = program.google.model_copy(update={"api_root": url})
    mail = program.mail.model_copy(update={"delivery": delivery})
    return _as_shipped().model_copy(update={"program": program.model_copy(update={"google": google, "mail": mail})})


def _order(run: str, *, repair: bool = False) -> Order:
    return Order(run=run, trigger="matrix", now=NOW, repair=repair)


def _spreadsheet(url: str) -> Spreadsheet:
    return Spreadsheet(a_session(url), _as_shipped().program.google.spreadsheet, run="coordinator")


def _misname(url: str) -> None:
    """The coordinator moves somebody to a mentor whom nobody knows."""
    workbook = _spreadsheet(url).pull()
    teams = workbook.tab("Teams")
    assert teams is not None
    cell = WriteCells(sheet_id=teams.sheet_id, row=1, column=teams.header.index("Move to"), values=("Nobody Known",))
    _spreadsheet(url).write([cell], after=workbook)


def _approved_before(url: str) -> None:
    """The round has had its first approval: somebody was invited to apply."""
    standing = StandingWorkbook(_spreadsheet(url).pull())
    program = _as_shipped().program
    key = message_key(program.programme, program.round, INVITATION_TO_APPLY.name, "somebody@example.org")
    invited = Posting(
        key=key,
        kind=INVITATION_TO_APPLY.name,
        team="",
        to="somebody@example.org",
        subject="Join us",
        state=MailState.SENT,
        sent_at=NOW - timedelta(days=30),
        looked_at=NOW,
    )
    commit(_spreadsheet(url), patch(standing, [mail_tab([invited], standing.workbook)]).edits, after=standing)


def _edit_a_draft(url: str) -> None:
    """A person adds a line to the draft of the first introduction."""
    first = next(each for each in StandingWorkbook(_spreadsheet(url).pull()).postings if introduces(each))
    draft, person = f"{url}/gmail/v1/users/me/drafts/{first.draft_id}", {"Authorization": "Bearer test"}
    message = requests.get(draft, params={"format": "raw"}, headers=person, timeout=10).json()["message"]
    raw = base64.urlsafe_b64decode(message["raw"]).replace(b"Subject: ", b"X-Edited: yes\r\nSubject: ", 1)
    body = {"message": {"raw": base64.urlsafe_b64encode(raw).decode(), "threadId": message["threadId"]}}
    requests.put(draft, json=body, headers=person, timeout=10).raise_for_status()


def _rename_a_mentee(url: str) -> None:
    """Somebody in the last team is called otherwise from now on: its draft isn't true any more."""
    workbook = _spreadsheet(url).pull()
    teams, roster = workbook.tab("Teams"), workbook.tab("Roster")
    assert teams is not None
    assert roster is not None
    name = teams.rows[-1][teams.header.index("Mentee")]
    row = next(n for n, cells in enumerate(roster.rows) if cells[roster.header.index("Person")] == name)
    cell = WriteCells(
        sheet_id=roster.sheet_id, row=row, column=roster.header.index("Person"), values=("Somebody Renamed",)
    )
    _spreadsheet(url).write([cell], after=workbook)


def _tick_send(url: str) -> None:
    workbook = _spreadsheet(url).pull()
    control = workbook.tab("Control")
    assert control is not None
    row = next(number for number, cells in enumerate(control.rows) if cells[0] == "Send")
    _spreadsheet(url).write([WriteCells(sheet_id=control.sheet_id, row=row, column=1, values=(True,))], after=workbook)


def _fault(url: str, kind: str, status: int, *, nth: int) -> None:
    body = {"kind": kind, "nth": nth, "status": status} if kind == "status" else {"kind": kind, "nth": nth}
    requests.post(f"{url}/_sandbox/faults", json=body, timeout=10).raise_for_status()


def _sent(data: Path) -> Counter[tuple[str, str]]:
    """How often each key was sent, with the digest of what was said, by the sandbox's file."""
    with closing(connect(data)) as db:
        messages = [message_from_bytes(mail.raw) for user in users(db) for mail in all_of(db, user, ["SENT"])]
    return Counter((each[KEY_HEADER], each[CONTENT_HEADER]) for each in messages)


def _counted(url: str, data: Path, owed: int, *, noisy: bool) -> Result:
    said = _sent(data)
    sent: Counter[str] = Counter()
    for (key, _), count in said.items():
        sent[key] += count
    postings: tuple[Posting, ...] = StandingWorkbook(_spreadsheet(url).pull()).postings
    open_ones = sum(posting.state in {MailState.UNCLEAR, MailState.FAILED, MailState.DECLINED} for posting in postings)
    return Result(
        owed=owed,
        once=sum(count == 1 for count in sent.values()),
        lost=owed - len(sent) - open_ones,
        doubled=sum(count > 1 for count in sent.values()),
        for_a_person=open_ones,
        untrue=sum((key, digest) not in {(each.key, each.digest) for each in postings} for key, digest in said),
        noisy=noisy,
    )


@contextmanager
def matrix() -> Iterator[Matrix]:
    """The matrix, ready to carry out cases."""
    in_memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=in_memory) as folder, remembering():
        found = Matrix(Path(folder))
        found.prepare()
        gc.freeze()  # what stands by now is shared with all that is forked, and not copied at a collection
        yield found
        gc.unfreeze()


def table(results: list[tuple[Case, Result]]) -> str:
    """The table: a line for each way and what went wrong."""
    titles = {
        "": 48,
        "cases": 7,
        "owed": 7,
        "once": 7,
        "lost": 6,
        "doubled": 9,
        "person": 8,
        "untrue": 8,
        "not quiet": 11,
    }
    lines = ["".join(f"{title:>{width}}" for title, width in titles.items())]
    rows: dict[str, list[Result]] = {}
    for case, result in results:
        rows.setdefault(f"{case.how}, {case.way}", []).append(result)
    rows["all"] = [result for _, result in results]
    for name, each in rows.items():
        sums = [
            sum(getattr(r, part) for r in each)
            for part in ("owed", "once", "lost", "doubled", "for_a_person", "untrue")
        ]
        owed, once, lost, doubled, person, untrue = sums
        noisy = sum(result.noisy for result in each)
        lines.append(
            f"{name:<48}{len(each):>7}{owed:>7}{once:>7}{lost:>6}{doubled:>9}{person:>8}{untrue:>8}{noisy:>11}"
        )
    return "\n".join(lines)


def share_of(cases: list[Case], share: float) -> list[Case]:
    """A seeded share of the cases, as many of each thing that goes wrong."""
    turns: Counter[str] = Counter()

    def turn(case: Case) -> int:
        turns[case.how] += 1
        return turns[case.how]

    shuffled = random.Random(2027).sample(cases, len(cases))
    return sorted(shuffled, key=turn)[: max(1, round(len(cases) * share))]


def main(share: float, part: int, parts: int) -> None:
    with matrix() as found:
        cases = (share_of(found.cases(), share) if share < 1 else found.cases())[part::parts]
        results = []
        for case in cases:
            results.append((case, found.carry_out(case)))
            result = results[-1][1]
            if result.lost or result.doubled or result.noisy or result.for_a_person or result.untrue:
                print(json.dumps({"case": case.__dict__, "result": result.__dict__}), file=sys.stderr, flush=True)
        print(table(results))


if __name__ == "__main__":
    wanted, of_them = [*sys.argv[1:], *("1", "0/1")[len(sys.argv) - 1 :]][:2]
    main(float(wanted), *map(int, of_them.split("/")))
