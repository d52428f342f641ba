"""Attended and Rate by our code, by the sheet's own formula and by a separate account in pandas are the same.

The account is kept beside the story: who was in which team when, what was said of whom and when. It knows nothing of
cells, spells or memory.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.progress.presence import records
from mentoring_sync.progress.settings import Excused
from mentoring_sync.records.attendance import Mark, MeetingReport, Source
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import Seat, Team, TeamId, TeamStatus
from mentoring_sync.run.attendance import Heard, Listening
from mentoring_sync.run.attendance_questions import Questions
from mentoring_sync.run.attendance_rows import Reckoning
from mentoring_sync.run.questions import Asking
from mentoring_sync.sandbox.sheets.cells import Effective
from mentoring_sync.sandbox.sheets.formulas import evaluate
from mentoring_sync.spreadsheet.edits import CellInput
from mentoring_sync.spreadsheet.formulas import Formula
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.known.attendance import (
    KnownAttendance,
    known_attendance_cells,
    read_known_attendance,
)
from mentoring_sync.workbook.tabs.attendance import Said
from tests.builders import a_mentee, a_mentor, a_round, slot
from tests.extent import extent

ROUND = a_round()
MENTORS = [a_mentor(name) for name in ("Ada Lind", "Bo Berg")]
MENTEES = [a_mentee(name) for name in ("Cy Ono", "Dee Park", "Eli Orr", "Fay Nkosi")]
SLOTS = [slot(at="Mon 17:00"), slot(at="Thu 17:00")]
MEETINGS = {team: [start.astimezone(UTC) for start in ROUND.meetings(at)] for team, at in enumerate(SLOTS)}
WORDS = ("present", "present", "excused", "missed", "Present")
FORMED = datetime(2026, 12, 1, tzinfo=UTC)
BOOK = Workbook(spreadsheet_id="x", title="x", time_zone="Europe/Berlin", tabs=())


def key_of(person: int) -> str:
    every = (*MENTORS, *MENTEES)
    return f"{every[person].role}:{every[person].id}"


@dataclass
class Account:
    """What was so: `team` of each person, `seats` as (person, team, from, until), `said` as (person, team, number,
    when, mark); `held` are the meetings of which a report says that somebody came."""

    team: dict[int, int]
    seats: list[list[object]] = field(default_factory=list)
    said: list[tuple[int, int, int, datetime, str]] = field(default_factory=list)
    held: set[tuple[int, int]] = field(default_factory=set)

    def joined(self, person: int) -> datetime:
        return max(since for who, _, since, _ in self.seats if who == person)  # type: ignore[type-var, return-value]

    def moves(self, person: int, now: datetime) -> None:
        for seat in self.seats:
            if seat[0] == person and seat[3] is None:
                seat[3] = now
        self.team[person] = 1 - self.team[person]
        self.seats.append([person, self.team[person], now, None])

    def figures(self, now: datetime, excused: Excused) -> dict[int, tuple[int, float | None]]:
        """By person, with pandas."""
        said = pd.DataFrame(self.said, columns=["person", "team", "number", "when", "mark"])
        last = said.sort_values("when", kind="stable").groupby(["person", "team", "number"], as_index=False).last()
        starts = pd.DataFrame(
            [(team, number, start) for team, days in MEETINGS.items() for number, start in enumerate(days, start=1)],
            columns=["team", "number", "start"],
        )
        seats = pd.DataFrame(self.seats, columns=["person", "team", "since", "until"])
        seats["until"] = seats["until"].fillna(pd.Timestamp("2100-01-01", tz="UTC"))
        whole = last.merge(starts, on=["team", "number"]).merge(seats, on=["person", "team"])
        whole = whole[(whole["start"] >= whole["since"]) & (whole["start"] < whole["until"])]
        whole = whole[whole["start"] + pd.Timedelta(minutes=60) <= pd.Timestamp(now)]
        came = whole[whole["mark"] == "present"][["team", "number"]]
        reported = pd.DataFrame(sorted(self.held), columns=["team", "number"])
        whole = whole.merge(pd.concat([came, reported]).drop_duplicates(), on=["team", "number"])
        counting = ["present", "missed", *(["excused"] if excused is Excused.COUNTS else [])]
        found: dict[int, tuple[int, float | None]] = {}
        for person in self.team:
            mine = whole[whole["person"] == person]["mark"]
            attended, counted = int((mine == "present").sum()), int(mine.isin(counting).sum())
            found[person] = (attended, attended / counted if counted else None)
        return found


@dataclass
class Sheet:
    """The cells of meetings, and what runs know, as it goes through `_sync` and back."""

    cells: dict[int, dict[int, str]] = field(default_factory=lambda: {person: {} for person in range(6)})
    base: dict[str, dict[str, dict[str, object]]] = field(default_factory=dict)
    reports: list[MeetingReport] = field(default_factory=list)

    def run(self, account: Account, now: datetime) -> Heard:
        rows = {
            key_of(person): Said(meetings=dict(cells), empty=frozenset({1, 2, 3, 4} - cells.keys()))
            for person, cells in self.cells.items()
        }
        known: KnownAttendance = read_known_attendance(self.base, "r/", 60)  # type: ignore[arg-type]
        asking = Questions(Asking({}))
        heard = Listening(
            ROUND, teams(account), rows, known, before={}, were_in={}, called={}, leaves={}, asking=asking, now=now
        ).heard(self.reports)
        self.base = known_attendance_cells({}, "r/", heard.known)  # type: ignore[assignment]
        for person, cells in self.cells.items():
            for number, mark in heard.cells.get(key_of(person), {}).items():
                cells.pop(number, None)
                cells.update({number: mark} if mark else {})
        return heard


def teams(account: Account) -> list[LabelledTeam]:
    found = []
    for at, mentor in enumerate(MENTORS):
        mine = [MENTEES[person - 2] for person, team in account.team.items() if person >= 2 and team == at]
        team = Team(mentor=mentor, slot=SLOTS[at], seats=tuple(Seat(mentee=each, score=50) for each in mine))
        found.append(LabelledTeam(label=f"Team {at}", team=team, status=TeamStatus.INTRODUCED))
    return found


class Cells:
    """A row of the tab, as the sandbox's evaluator reads it: Meeting 1 stands in A."""

    def __init__(self, cells: dict[int, str]) -> None:
        self._cells = cells

    def area(self, reference: str) -> list[list[Effective]]:
        return [[self._cells.get(ord(reference[0]) - ord("A") + 1)]]

    def named(self, name: str) -> list[list[Effective]]:
        raise AssertionError(name)

    def now(self) -> Effective:
        raise AssertionError


def computed(cell: CellInput, cells: dict[int, str], comma: str) -> Effective:
    if not isinstance(cell, Formula):
        return cell  # type: ignore[return-value]
    columns = {f"Meeting {number}": number - 1 for number in range(1, 5)}
    return evaluate(cell.at(1, columns).text(comma), Cells(cells))


def acts(data: st.DataObject, account: Account, sheet: Sheet, before: datetime, now: datetime) -> None:
    """What people do between two runs."""
    for _ in range(data.draw(st.integers(0, 6))):
        person, number = data.draw(st.integers(0, 5)), data.draw(st.integers(1, 4))
        team = account.team[person]
        if MEETINGS[team][number - 1] < account.joined(person):
            continue
        match data.draw(st.sampled_from(["types", "types", "types", "empties", "reports"])):
            case "types":
                word = data.draw(st.sampled_from(WORDS))
                sheet.cells[person][number] = word
            case "empties":
                if MEETINGS[team][number - 1] + timedelta(hours=1) <= now:
                    sheet.cells[person].pop(number, None)
            case "reports":
                _reports(data, account, sheet, team, number, before + (now - before) / 2)


def _reports(data: st.DataObject, account: Account, sheet: Sheet, team: int, number: int, when: datetime) -> None:
    here = [person for person, where in account.team.items() if where == team]
    named = [each for each in here if MEETINGS[team][number - 1] >= account.joined(each) and data.draw(st.booleans())]
    if any(each.at == when and (each.team, each.number) == (f"Team {team}", number) for each in sheet.reports):
        return
    marks = {person: data.draw(st.sampled_from(list(Mark))) for person in named}
    sheet.reports.append(
        MeetingReport(
            team=TeamId(f"Team {team}"),
            number=number,
            by=PersonId(MENTORS[team].id),
            at=when,
            source=Source.FORM,
            marks={key_of(person): mark for person, mark in marks.items()},
        )
    )
    account.said += [(person, team, number, when, mark.value) for person, mark in marks.items()]
    account.held |= {(team, number)} if Mark.PRESENT in marks.values() else set()


def noted(account: Account, sheet: Sheet, standing: dict[int, dict[int, str]], now: datetime) -> None:
    """The account takes down what was typed since the last run."""
    for person, cells in sheet.cells.items():
        for number, word in cells.items():
            if standing[person].get(number, "").casefold() != word.casefold():
                account.said.append((person, account.team[person], number, now, word.casefold()))


@settings(max_examples=extent(share=12, whole=400), deadline=None)
@given(st.data(), st.sampled_from(list(Excused)), st.sampled_from([",", ";"]))
def test_our_figures_the_sheets_formula_and_a_separate_account_agree(
    data: st.DataObject, excused: Excused, comma: str
) -> None:
    account = Account(team={0: 0, 1: 1, 2: 0, 3: 0, 4: 1, 5: 1})
    account.seats = [[person, team, FORMED, None] for person, team in account.team.items()]
    sheet, now = Sheet(), FORMED
    sheet.run(account, now)
    mover, moves_at = data.draw(st.integers(2, 5)), data.draw(st.integers(0, 6))
    for turn in range(6):
        before, late = now, timedelta(days=21 * turn, hours=data.draw(st.integers(0, 300)))
        now = datetime(2027, 1, 12, 9, tzinfo=UTC) + late
        standing = {person: dict(cells) for person, cells in sheet.cells.items()}
        acts(data, account, sheet, before, now)
        noted(account, sheet, standing, now)
        heard = sheet.run(account, now)
        if turn == moves_at:
            now += timedelta(hours=1)
            account.moves(mover, now)
            heard = sheet.run(account, now)
    found = records(heard.meetings, heard.marks, sheet.reports, now=now)
    reckoning = Reckoning(heard=heard, records=found, excused=excused)
    expected = account.figures(now, excused)
    for person, cells in sheet.cells.items():
        ours = reckoning.figures(key_of(person))
        assert (ours.attended, ours.rate) == expected[person], (person, cells)
        row = reckoning.row(key_of(person), Said(meetings=cells), BOOK)
        assert computed(row.attended, cells, comma) == ours.attended
        assert computed(row.rate, cells, comma) in (ours.rate, "" if ours.rate is None else ours.rate)
        assert ours.rate is None or 0 <= ours.rate <= 1
