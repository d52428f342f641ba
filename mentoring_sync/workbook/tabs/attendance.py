"""*Attendance*: a row for each person in a team, a column for each date on which some team meets, and the totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from mentoring_sync.records.attendance import Mark
from mentoring_sync.records.roster import LabelledTeam, person_key
from mentoring_sync.records.round import Round
from mentoring_sync.spreadsheet.edits import CellInput, Mailto
from mentoring_sync.spreadsheet.grid import Scalar, Workbook, cell_text
from mentoring_sync.workbook.layouts import ATTENDANCE, attendance_layout
from mentoring_sync.workbook.merge.desired import WantedRow, WantedTab
from mentoring_sync.workbook.standing import located

_YES = frozenset({Mark.PRESENT, "true", "yes", "x", "✓", "1"})

Marks = Mapping[str, tuple[str, ...]]
"""By person's key: what stands under the meeting dates, in the order of the dates; unmarked ones left out."""


def read_marks(workbook: Workbook) -> Marks:
    """What mentors and the coordinator marked so far."""
    tab = located(workbook, ATTENDANCE)
    if tab is None:
        return {}
    dates = sorted(title for title in tab.columns if _is_date(title))
    return {
        key: tuple(mark for mark in (cell_text(tab.cell(key, day)).strip().lower() for day in dates) if mark)
        for key in tab.rows
    }


def read_dated_marks(workbook: Workbook) -> dict[str, dict[date, str]]:
    """By person's key: what stands under each meeting's date, in small letters; unmarked ones left out."""
    tab = located(workbook, ATTENDANCE)
    days = {title: date.fromisoformat(title) for title in tab.columns if _is_date(title)} if tab else {}
    marks = {key: {day: _mark(tab.cell(key, title)) for title, day in days.items()} for key in tab.rows} if tab else {}
    return {key: {day: mark for day, mark in of_one.items() if mark} for key, of_one in marks.items()}


def read_reached(workbook: Workbook) -> dict[str, frozenset[str]]:
    """By person's key: the titles of the columns that people added, such as *Showcase*, under which something says
    yes."""
    tab = located(workbook, ATTENDANCE)
    if tab is None:
        return {}
    ours = {column.title for column in ATTENDANCE.columns}
    added = [title for title in tab.columns if title and title not in ours and not _is_date(title)]
    return {key: frozenset(title for title in added if _mark(tab.cell(key, title)) in _YES) for key in tab.rows}


def _mark(value: Scalar) -> str:
    return cell_text(value).strip().lower()


def attendance_tab(
    teams: Sequence[LabelledTeam], *, round_: Round, totals: Mapping[str, tuple[int, float | None]]
) -> WantedTab:
    """The tab for these teams. `totals` has, by person's key, meetings attended and the rate (None before any mark)."""
    dates = sorted({start.date().isoformat() for team in teams for start in round_.meetings(team.team.slot)})
    rows = tuple(row for team in teams for row in _rows(team, totals))
    return WantedTab(layout=attendance_layout(tuple(dates)), rows=rows)


def _rows(labelled: LabelledTeam, totals: Mapping[str, tuple[int, float | None]]) -> Iterator[WantedRow]:
    for person in labelled.team.members:
        key = person_key(person.role, person.email)
        attended, rate = totals.get(key, (0, None))
        cells: dict[str, CellInput] = {
            "Team": labelled.label,
            "Person": person.name,
            "Email": Mailto(person.email),
            "Role": person.role.value,
            "Attended": attended,
            "Rate": rate,
        }
        yield WantedRow(key=key, cells=cells)


def _is_date(title: str) -> bool:
    try:
        return date.fromisoformat(title).isoformat() == title
    except ValueError:
        return False
