"""Episodes: what the coordinator does, in which order, with which runs between and in the middle of what.

An episode is made from a seed as a list of steps, each with dice of its own: so steps can be left out, and the others
stay what they were. `shrunk` leaves out all that a fault doesn't need.
"""

from __future__ import annotations

import random
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

import requests

from mentoring_sync.errors import MentoringSyncError
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from mentoring_sync.settings.load import Configuration
from mentoring_sync.spreadsheet.grid import Scalar
from tests.intake.response_tabs import response
from tests.run import in_process
from tests.run.coordinator import cells, columns, elsewhere, rows, sayings, tabs, wishes
from tests.run.coordinator.book import Book
from tests.run.coordinator.desk import Desk
from tests.run.coordinator.ledger import Fault, asked_about, faults, teams_shown
from tests.run.coordinator.post import Moment, Post, Shown

Hand = Callable[[Desk], str]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
UNDER_WAY = datetime(2027, 1, 20, 9, tzinfo=UTC)
MENTORS = ("Ada Brandt", "Al Gore", "Bo Lund")
MENTEES = ("Cy Roth", "Di Moll", "Ed Nore", "Flo Ek", "Gus Ib", "Hal Kim", "Ida Sol", "Jo Berg")
HOURS = ("17:00-18:00, 18:00-19:00, 19:00-20:00", "17:00-18:00, 18:00-19:00", "18:00-19:00, 19:00-20:00")
PEOPLE = {f"{name.split()[0].lower()}@example.org": name for name in (*MENTORS, *MENTEES)}

OLD: tuple[Hand, ...] = (
    *(cells.types_a_note, cells.types_over_ours, cells.puts_back, cells.withdraws, cells.takes_back_in, cells.waives),
    *(cells.pins, cells.keeps_apart, cells.sends, cells.pairs_again, cells.answers_a_question, cells.marks_a_meeting),
    *(rows.sorts, rows.writes_an_own_row, rows.deletes_a_row),
    *(columns.inserts_an_own_column, columns.renames_a_column, tabs.renames_a_tab),
)
NEW: tuple[Hand, ...] = (
    *(cells.cuts_a_note, cells.cuts_a_tick, cells.types_a_meeting_again, cells.sends_while_a_run_goes_on),
    *(rows.sorts_what_is_seen, rows.hides_rows, rows.ticks_in_an_own_row, rows.deletes_a_roster_row),
    *(rows.drags_a_row, rows.cuts_a_row, rows.pastes_a_row_over, rows.duplicates_a_row, rows.duplicates_a_ticked_row),
    *(columns.inserts_a_column_of_boxes, columns.moves_a_column, columns.renames_and_moves_a_column),
    *(tabs.deletes_a_tab, tabs.deletes_mail, tabs.deletes_mail_and_memory, tabs.undoes, tabs.restores_a_version),
    *(tabs.changes_the_round, cells.sends_one_of_the_mails),
    *(wishes.types_an_hour, wishes.empties_an_hour, wishes.moves_to_a_mentor, wishes.moves_to_nobody),
    *(sayings.goes_on_leave, sayings.comes_back, sayings.takes_at_most, sayings.takes_what_the_form_says),
    *(sayings.says_why_somebody_left, sayings.completes_anyway, sayings.merges_into, sayings.merges_into_none),
    *(elsewhere.mails_from_another_account, elsewhere.goes_on_in_a_copy),
)
BY_NAME = {hand.__name__: hand for hand in (*OLD, *NEW)}
ALL = tuple(BY_NAME)
ACTS = 15
MOST_SETTLING = 3
"""So many runs may still have something to do once nobody does anything any more."""


@dataclass(frozen=True)
class Step:
    """A hand (or `run`), its dice, and, of a hand, during which request of the next run it moves (0: before it)."""

    does: str
    seed: int
    moment: int = 0


@dataclass(frozen=True)
class Episode:
    """Where an episode begins, how mail goes, and its steps."""

    start: str
    delivery: str
    steps: tuple[Step, ...]


@dataclass
class Report:
    """What came of an episode: steps played until something was wrong, runs, edits and mails, every fault, and what was
    done, in words."""

    played: int = 0
    runs: int = 0
    edits: int = 0
    mails: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    log: list[str] = field(default_factory=list)


def episode(seed: int, hands: Sequence[str] = ALL) -> Episode:
    """The episode of a seed."""
    dice = random.Random(seed)
    steps: list[Step] = []
    for _ in range(ACTS):
        moment = dice.randrange(1, 5) if dice.random() < 0.2 else 0
        steps.append(Step(dice.choice(hands), dice.randrange(10**6), moment))
        if dice.random() < 0.5:
            steps.append(Step("run", dice.randrange(10**6)))
    start = dice.choice(["proposed", "introduced", "introduced", "under way"])
    return Episode(start, dice.choice(["send", "send", "send", "review", "draft"]), tuple(steps))


def play(wanted: Episode) -> Report:
    """Play it: after every settled run, and in the end, everything is looked at."""
    playing = _Playing(_desk(wanted), Report())
    for step in wanted.steps:
        playing.step(step)
        playing.report.played += 1
        if playing.report.faults:
            break
    else:
        playing.to_its_end()
    playing.report.mails = playing.desk.post.kinds
    playing.report.runs = playing.desk.programme.runs
    return playing.report


@dataclass
class _Playing:
    """An episode under way."""

    desk: Desk
    report: Report
    waiting: list[Step] = field(default_factory=list)
    teams: dict[str, Shown] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.teams = teams_shown(self.desk)

    def step(self, step: Step) -> None:
        if step.does == "run":
            self._runs(random.Random(step.seed))
        elif step.moment:
            self.waiting.append(step)
        else:
            self._acts(step)

    def to_its_end(self) -> None:
        """Nobody does anything any more: soon there is nothing left to do."""
        self._runs(random.Random(0), calm=True)
        for _ in range(MOST_SETTLING):
            if self.report.faults:
                return
            before = self._state()
            self._runs(random.Random(0), calm=True)
            if self._state() == before:
                return
        self.report.faults.append(("not quiet", f"after {MOST_SETTLING + 1} runs there is still something to do"))

    def _state(self) -> tuple[str, int]:
        db = self.desk.programme.db
        return self.desk.document.version, db.execute("SELECT count(*), max(number) FROM mail_messages").fetchone()[1]

    def _acts(self, step: Step) -> None:
        self.desk.dice = random.Random(step.seed)
        if did := BY_NAME[step.does](self.desk):
            self.report.edits += 1
            self.report.log.append(f"{step.does}: {did}" + (f" (during request {step.moment})" if step.moment else ""))

    def _runs(self, dice: random.Random, *, calm: bool = False) -> None:
        desk = self.desk
        tabs.tells_the_round(desk)
        desk.tells_where_it_is()
        if not (teams_shown(desk) or desk.post.told):
            desk.begins_the_round()
        desk.book.read |= desk.book.said
        desk.book.emptied |= desk.book.understood - desk.book.said
        desk.programme.before = self._during(0 if calm or dice.random() > 0.1 else dice.randrange(1, 6))
        began = (teams_shown(desk), desk.book.withdrawn(), desk.said, frozenset(desk.doubts))
        settled = self._ran(repair=not calm and dice.random() < 0.05)
        moment = Moment(
            began[0],
            teams_shown(desk),
            began[1] & desk.book.withdrawn(),
            _missed(desk),
            ", ".join(sorted(began[3] & desk.doubts)),
            (began[2], desk.said),
        )
        for mail in desk.post.new(desk.programme.db):
            self.report.log.append(f"   mail {mail.key} to {', '.join(sorted(mail.to))}")
            self.report.faults += desk.post.goes(mail, moment)
        if settled:
            self._stand_still(began[0], began[3])
            self._settled(began[2])
        self._rest()
        if not calm:
            desk.programme.now += dice.choice(
                [timedelta(0), timedelta(0), timedelta(hours=1), timedelta(days=1), timedelta(days=9)]
            )

    def _ran(self, *, repair: bool) -> bool:
        """Let a run go; whether it came to its end and nobody did anything meanwhile."""
        if repair:
            self.desk.stir()
        waiting = len(self.waiting)
        try:
            outcome = self.desk.programme.run(repair=repair)
        except MentoringSyncError as error:
            self.report.log.append(f"run {self.desk.programme.runs}: {error.message[:80]}")
            return False
        except Exception:
            self.report.faults.append(("broke", traceback.format_exc(limit=-4)))
            return False
        did = f"{outcome.rows_changed} rows, {dict(outcome.mail)}"
        self.report.log.append(f"run {self.desk.programme.runs} at {self.desk.now:%d %b %H:%M}: {did}")
        return len(self.waiting) == waiting

    def _during(self, fails: int) -> in_process.Asking:
        """What happens between a run's requests: hands move, and one request may fail."""

        def asked(number: int, _verb: str, path: str) -> requests.Response | None:
            if self.desk.in_a_run:
                return None
            while self.waiting and number > self.waiting[0].moment:
                self.desk.in_a_run = True
                self._acts(self.waiting.pop(0))
                self.desk.in_a_run = False
            if number == fails:
                self.report.log.append(f"   request {number}, {path[:30]}, fails")
                return in_process.answered(
                    503, b'{"error": {"code": 503, "message": "Try later", "status": "UNAVAILABLE"}}'
                )
            return None

        return asked

    def _rest(self) -> None:
        """Hands for which the run was too short move now."""
        while self.waiting:
            self._acts(self.waiting.pop(0))

    def _stand_still(self, before: dict[str, Shown], doubts: frozenset[str]) -> None:
        """While it is asked which round it is, no team changes."""
        if "round" in doubts and teams_shown(self.desk) != before:
            self.report.faults.append(("misplaced", "teams changed though nobody has said which round it is"))

    def _settled(self, said: int) -> None:
        desk = self.desk
        desk.book.learn(desk.document)
        self.report.faults += faults(desk, self.teams)
        self.teams = teams_shown(desk)
        if not asked_about(desk) - _outside(desk):
            desk.heard = desk.said
        else:
            desk.stir()
        desk.book.understood, desk.book.emptied = set(desk.book.said), set()
        desk.carries_on = False
        desk.versions.append(desk.version())


def _outside(desk: Desk) -> frozenset[str]:
    """Who isn't eligible, as *Review* says all the while: that changes no team."""
    waived = {who for who, column in desk.book.said if column == "Waive"}
    return frozenset(who for who, name in desk.people.items() if name == MENTEES[-1]) - waived


def _missed(desk: Desk) -> frozenset[tuple[str, str]]:
    words = desk.book.words.items()
    marked = ((who, title) for (tab, who, title), mark in words if tab == "Attendance" and mark == "missed")
    return frozenset((who, title.removeprefix("Meeting ")) for who, title in marked)


def _desk(wanted: Episode) -> Desk:
    data, now, runs = started(wanted.start)
    programme = in_process.copied(data, now, runs=runs)
    programme.configuration = _mailing(programme, Delivery(wanted.delivery))
    post = Post(wanted.delivery)
    desk = Desk(programme, Book(), post, PEOPLE, frozenset(list(PEOPLE)[: len(MENTORS)]))
    desk.book.learn(desk.document)
    desk.book.round = desk.round
    desk.book.account, desk.book.spreadsheet = programme.account, programme.spreadsheet
    teams = teams_shown(desk)
    post.begun = wanted.start != "proposed"
    moment = Moment(teams, teams, frozenset(), frozenset(), "", (0, 0))
    if post.begun:
        post.ticked(programme.db, programme.account, desk.listed())
    for mail in post.new(programme.db):
        post.approved.add((mail.key, mail.digest))
        list(post.goes(mail, moment))
    post.kinds.clear()
    desk.versions.append(desk.version())
    return desk


@cache
def started(start: str) -> tuple[bytes, datetime, int]:
    """A programme as an episode finds it: its teams proposed, or introduced, or met for the first time yesterday."""
    if start == "proposed":
        programme = in_process.begun(_people(), NOW)
        programme.configuration = _mailing(programme, Delivery.SEND)
        programme.run()
    else:
        data, now, runs = started("introduced" if start == "under way" else "proposed")
        programme = in_process.copied(data, now, runs=runs)
        programme.configuration = _mailing(programme, Delivery.SEND)
        _go_on(programme, UNDER_WAY if start == "under way" else NOW + timedelta(days=2))
    return programme.copy(), programme.now, programme.runs


def _go_on(programme: in_process.Programme, until: datetime) -> None:
    """What is ready is sent, and time passes."""
    desk = Desk(programme, Book(), Post(Delivery.SEND), PEOPLE, frozenset())
    desk.book.learn(desk.document)
    assert cells.sends(desk)
    for now in (programme.now, programme.now, until, until, until):
        programme.now = now
        programme.run()


def _people() -> dict[Role, list[Sequence[Scalar]]]:
    return {
        Role.MENTOR: [_row(Role.MENTOR, at, name) for at, name in enumerate(MENTORS)],
        Role.MENTEE: [_row(Role.MENTEE, at, name) for at, name in enumerate(MENTEES)],
    }


def _mailing(programme: in_process.Programme, delivery: Delivery) -> Configuration:
    program = programme.configuration.program
    mail = program.mail.model_copy(update={"delivery": delivery})
    return programme.configuration.model_copy(update={"program": program.model_copy(update={"mail": mail})})


def _row(role: Role, at: int, name: str) -> Sequence[Scalar]:
    """An applicant; the last mentee is not eligible yet."""
    given = {"name": name, "email": next(who for who, each in PEOPLE.items() if each == name)}
    more: dict[str, Scalar] = {"capacity": 3.0} if role is Role.MENTOR else {}
    if name == MENTEES[-1]:
        more["certification"] = "No"
    return response(role, timestamp=46345.0 + at / 100, hours_TUE=HOURS[at % 3], hours_MON="", **given, **more)


def shrunk(wanted: Episode, kind: str) -> Episode:
    """The episode without the steps that a fault of this kind doesn't need: many at once, then one after the other."""
    wanted = replace(wanted, steps=wanted.steps[: play(wanted).played])
    size = max(len(wanted.steps) // 2, 1)
    while size:
        at = len(wanted.steps) - size
        while at > -size:
            fewer = replace(wanted, steps=wanted.steps[: max(at, 0)] + wanted.steps[at + size :])
            found = play(fewer)
            if any(each[0] == kind for each in found.faults):
                wanted = replace(fewer, steps=fewer.steps[: found.played])
            at -= size
        size //= 2
    return wanted


def table(reports: Iterable[Report]) -> str:
    """What all episodes came to."""
    done = list(reports)
    mails = sum((each.mails for each in done), Counter[str]())
    found = Counter(kind for each in done for kind, _ in each.faults)
    figures = {
        "episodes": len(done),
        "runs": sum(each.runs for each in done),
        "edits by hand": sum(each.edits for each in done),
        **{f"mails: {slug}": count for slug, count in sorted(mails.items())},
        **{kind: found[kind] for kind in ("lost", "misplaced", "without reason", "twice", "not quiet", "broke")},
    }
    return "\n".join(f"{name:<28}{count:>8}" for name, count in figures.items())
