"""*Attendance*: a row for each person in a team, a column for each date on which some team meets, and the totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from mentoring_sync.records.attendance import Mark
from mentoring_sync.records.roster import LabelledTeam, person_key
from mentoring_sync.records.round import Round
from mentoring_sync.spreadsheet.edits import CellInput, Mailto, Tone
from mentoring_sync.spreadsheet.grid import Tab
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID, KEY, Lasting, Layout, Tones, ours, technical, theirs
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.merge.heard import Heard
from mentoring_sync.workbook.standing_tab import StandingTab


class AttendanceColumn(StrEnum):
    """The titles of the columns of *Attendance*; a meeting's column has its date for a title (`2027-01-19`)."""

    TEAM = "Team"
    PERSON = "Person"
    EMAIL = "Email"
    ROLE = "Role"
    ATTENDED = "Attended"
    RATE = "Rate"


TONES: Tones = ((Mark.PRESENT, Tone.GOOD), (Mark.EXCUSED, Tone.QUIET), (Mark.MISSED, Tone.ATTENTION))
ATTENDANCE = Layout(
    title="Attendance",
    sheet_id=FIRST_SHEET_ID + 4,
    identity=(AttendanceColumn.ROLE, AttendanceColumn.EMAIL),
    witnesses=(AttendanceColumn.PERSON, AttendanceColumn.EMAIL),
    words=Lasting.WITH_ITS_ROW,
    reads_others=True,
    frozen=2,
    listed=True,
    dated=True,
    columns=(
        ours(AttendanceColumn.TEAM, 90),
        ours(AttendanceColumn.PERSON, 180, lasting=True),
        ours(AttendanceColumn.EMAIL, 250, lasting=True),
        ours(AttendanceColumn.ROLE, 80, lasting=True),
        ours(AttendanceColumn.ATTENDED, 90, note="Meetings marked present."),
        ours(AttendanceColumn.RATE, 80, note="Present of those marked present or missed.", pattern="0%"),
        technical(KEY),
    ),
)
_YES = frozenset({Mark.PRESENT, "true", "yes", "x", "✓", "1"})

Marks = Mapping[str, Mapping[date, str]]
"""By person's key: what stands under each meeting's date, in small letters and in the dates' order; unmarked ones left
out."""


def with_dates(dates: Iterable[str]) -> Layout:
    """*Attendance* with a column of the coordinator's for each meeting date (`2027-01-19`), before the totals."""
    choices = tuple(mark.value for mark in Mark)
    marks = tuple(
        theirs(day, 100, note="present, excused or missed.", choices=choices, tones=TONES) for day in sorted(dates)
    )
    who, totals = ATTENDANCE.columns[:4], ATTENDANCE.columns[4:]
    return replace(ATTENDANCE, columns=(*who, *marks, *totals))


def attendance_tab(
    teams: Sequence[LabelledTeam], *, round_: Round, totals: Mapping[str, tuple[int, float | None]]
) -> DesiredTab:
    """The tab for these teams. `totals` has, by person's key, meetings attended and the rate (None before any mark)."""
    dates = {start.date().isoformat() for team in teams for start in round_.meetings(team.team.slot)}
    rows = tuple(row for team in teams for row in _rows(team, totals))
    return DesiredTab(layout=with_dates(dates), rows=rows)


def _rows(labelled: LabelledTeam, totals: Mapping[str, tuple[int, float | None]]) -> Iterator[DesiredRow]:
    for person in labelled.team.members:
        key = person_key(person.role, person.id)
        attended, rate = totals.get(key, (0, None))
        cells: dict[str, CellInput] = {
            AttendanceColumn.TEAM: labelled.label,
            AttendanceColumn.PERSON: person.name,
            AttendanceColumn.EMAIL: Mailto(person.email),
            AttendanceColumn.ROLE: person.role.value,
            AttendanceColumn.ATTENDED: attended,
            AttendanceColumn.RATE: rate,
        }
        yield DesiredRow(key=key, cells=cells)


def standing_dates(tab: Tab, heard: Heard) -> frozenset[str]:
    """The titles of the columns of meeting dates that stand, however they are headed now; those that are lost too.

    What a column was made with counts: a header that was typed again is still that date.
    """
    marked = {mark.column: mark.title for mark in tab.marks}
    said = [marked.get(at, ATTENDANCE.known_as(text)) for at, text in enumerate(tab.header)]
    return frozenset(title for title in (*said, *heard.lost) if _is_date(title))


def dates_in(titles: Iterable[str]) -> dict[str, date]:
    """The meeting dates among the titles of columns, in their order."""
    return {title: date.fromisoformat(title) for title in sorted(titles) if _is_date(title)}


def read_marks(attendance: StandingTab) -> Marks:
    """What mentors and the coordinator marked so far."""
    days = dates_in(_titles(attendance))
    marks = {
        key: {day: attendance.said(key, title).lower() for title, day in days.items()} for key in attendance.speakers
    }
    return {key: {day: mark for day, mark in of_one.items() if mark} for key, of_one in marks.items()}


def read_reached(attendance: StandingTab) -> dict[str, frozenset[str]]:
    """By person's key: the titles of the columns that people added, such as *Showcase*, under which something says
    yes."""
    ours = {column.title for column in attendance.layout.columns}
    added = [title for title in _titles(attendance) if title and title not in ours and not _is_date(title)]
    return {
        key: frozenset(title for title in added if attendance.said(key, title).lower() in _YES)
        for key in attendance.speakers
    }


def _titles(attendance: StandingTab) -> Iterable[str]:
    """The titles of the columns that stand, or can't be found; of those that stood, where the tab is gone."""
    if attendance.located:
        return dict.fromkeys((*attendance.titles, *(column.title for column in attendance.layout.columns)))
    return {title: None for said in attendance.remembered.values() for title in said}


def _is_date(title: str) -> bool:
    try:
        return date.fromisoformat(title).isoformat() == title
    except ValueError:
        return False
