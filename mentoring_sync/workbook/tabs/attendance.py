"""*Attendance*: a row for each person in a team, a column for each meeting, the programme's other steps, the totals.

The team's dates stand in one column, so that a tab of many teams is as wide as one of a single team. Earlier versions
made a column for each date on which some team met: those are read, and never made any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from mentoring_sync.records.attendance import Mark
from mentoring_sync.records.roster import LabelledTeam, person_key
from mentoring_sync.spreadsheet.edits import CellInput, Mailto, Tone
from mentoring_sync.spreadsheet.formulas import Formula, Tally
from mentoring_sync.spreadsheet.grid import Tab, cell_text
from mentoring_sync.workbook.layouts import (
    FIRST_SHEET_ID,
    KEY,
    Column,
    Lasting,
    Layout,
    Tones,
    numbered,
    ours,
    technical,
    theirs,
)
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.merge.heard import Heard
from mentoring_sync.workbook.standing_tab import StandingTab
from mentoring_sync.workbook.ticks import ticked


class AttendanceColumn(StrEnum):
    """The titles of the columns of *Attendance*, its meetings and steps aside."""

    TEAM = "Team"
    PERSON = "Person"
    ROLE = "Role"
    DATES = "Dates"
    COMPLETED_ANYWAY = "Completed anyway"
    ATTENDED = "Attended"
    RATE = "Rate"
    EMAIL = "Email"


MEETING = "Meeting"
"""A meeting's column is called this and its number."""

DONE = "done"
TONES: Tones = ((Mark.PRESENT, Tone.GOOD), (Mark.EXCUSED, Tone.QUIET), (Mark.MISSED, Tone.ATTENTION))
STEP_TONES: Tones = ((DONE, Tone.GOOD), (Mark.PRESENT, Tone.GOOD), (Mark.MISSED, Tone.ATTENTION))
CHOICES = tuple(mark.value for mark in Mark)
ATTENDED_NOTE = (
    "Meetings that are over, that took place while the person was in the team, and that are marked present."
    " A number at the formula's end: meetings whose marks stand in no cell of this row, as those of an earlier team."
)
RATE_NOTE = "Meetings attended, of those marked present or missed."
RATE_NOTE_COUNTS = "Meetings attended, of those marked present, excused or missed."
COMPLETED_ANYWAY_NOTE = (
    "Why it counts as completed though something is missing, in words; empty: what the marks say holds."
)


def _rate(note: str) -> Column:
    """The column of the rate; its note says which marks it is a share of."""
    return ours(AttendanceColumn.RATE, 50, note=note, pattern="0%", other_notes=(RATE_NOTE, RATE_NOTE_COUNTS))


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
    numbered=MEETING,
    columns=(
        ours(AttendanceColumn.TEAM, 62),
        ours(AttendanceColumn.PERSON, 122, lasting=True),
        ours(AttendanceColumn.ROLE, 66, lasting=True),
        ours(
            AttendanceColumn.DATES,
            135,
            wrap=True,
            note="Meeting 1, 2 … on the team's calendar; –: before the person came to the team, or after they left."
            " A date typed under a meeting says that it was held on that day.",
        ),
        ours(AttendanceColumn.ATTENDED, 86, note=ATTENDED_NOTE),
        _rate(RATE_NOTE),
        theirs(AttendanceColumn.COMPLETED_ANYWAY, 150, note=COMPLETED_ANYWAY_NOTE),
        ours(AttendanceColumn.EMAIL, 230, lasting=True),
        technical(KEY),
    ),
)
_OURS = frozenset(column.title for column in ATTENDANCE.columns)
_YES = frozenset({Mark.PRESENT, DONE})


@dataclass(frozen=True, kw_only=True)
class Said:
    """What stands in the row of one person: by a meeting's number, and by date in columns that earlier versions or
    people headed with one. Empty cells are left out, but those that were seen `empty` are named.
    """

    meetings: Mapping[int, str] = field(default_factory=dict)
    dates: Mapping[date, str] = field(default_factory=dict)
    empty: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class AttendanceRow:
    """What is to stand in the row of a member of a team, beside who they are.

    `ends` are when the meetings that its cells stand for are over, on the spreadsheet's clock, by number; `marks` what
    is to be written into cells of meetings, None where one is to be emptied.
    """

    dates: str = ""
    ends: Mapping[int, datetime] = field(default_factory=dict)
    marks: Mapping[int, str | None] = field(default_factory=dict)
    attended: CellInput = 0
    rate: CellInput = None


EMPTY_ROW = AttendanceRow()


def meeting_title(number: int) -> str:
    """`Meeting 2`."""
    return f"{MEETING} {number}"


def _ends_title(number: int) -> str:
    return f"_ends_{number}"


def attendance_layout(
    meetings: Iterable[int], steps: Iterable[str] = (), dates: Iterable[str] = (), *, excused_counts: bool = False
) -> Layout:
    """*Attendance* with columns for these meetings, by number, for the other steps, and for dates (`2027-01-19`)."""
    numbers, standing = sorted(meetings), ATTENDANCE.columns
    who, totals = standing[:4], standing[4:]
    if excused_counts:
        totals = tuple(_rate(RATE_NOTE_COUNTS) if each.title == AttendanceColumn.RATE else each for each in totals)
    columns = (
        *who,
        *map(_meeting, numbers),
        *(theirs(day, 100, note=_MARK_NOTE, choices=CHOICES, tones=TONES) for day in sorted(dates)),
        *map(_step, steps),
        *totals,
        *(technical(_ends_title(number)) for number in numbers),
    )
    return replace(ATTENDANCE, columns=columns)


_MARK_NOTE = "present, excused or missed."


def _meeting(number: int) -> Column:
    note = (
        f"{_MARK_NOTE} Grey: the meeting hasn't come yet; dark grey: it isn't one of the person's. Empty: not reported."
    )
    return theirs(meeting_title(number), 78, note=note, choices=CHOICES, tones=TONES, grey_until=_ends_title(number))


def _step(title: str) -> Column:
    note = f"Whether they did it: “{DONE}”, or a tick; “{Mark.MISSED}” if they didn't."
    width = 17 + 9 * max(7, *map(len, title.split()))
    return theirs(title, width, note=note, choices=(DONE, Mark.MISSED.value), tones=STEP_TONES)


NOBODY: Mapping[str, AttendanceRow] = {}


def attendance_tab(
    teams: Sequence[LabelledTeam],
    layout: Layout,
    rows: Mapping[str, AttendanceRow],
    *,
    gone: Mapping[str, AttendanceRow] = NOBODY,
    folded: Collection[str] = (),
) -> DesiredTab:
    """The tab for these teams; `rows` are by person's key. The figures of those who are `gone` stay where their row
    does. Columns of dates that aren't needed any more are `folded`."""
    desired = tuple(row for team in teams for row in _rows(team, layout, rows))
    numbers = meetings_in(column.title for column in layout.columns)
    farewells = {key: _figures(row, numbers) for key, row in gone.items()}
    return DesiredTab(layout=layout, rows=desired, farewells=farewells, folded=frozenset(folded))


def _figures(row: AttendanceRow, numbers: Iterable[int]) -> dict[str, CellInput]:
    return {
        AttendanceColumn.DATES: row.dates,
        AttendanceColumn.ATTENDED: row.attended,
        AttendanceColumn.RATE: row.rate,
        **{_ends_title(number): row.ends.get(number) for number in numbers},
    }


def _rows(labelled: LabelledTeam, layout: Layout, rows: Mapping[str, AttendanceRow]) -> Iterator[DesiredRow]:
    numbers = meetings_in(column.title for column in layout.columns)
    for person in labelled.team.members:
        key = person_key(person.role, person.id)
        row = rows.get(key, EMPTY_ROW)
        marks: dict[str, CellInput] = {meeting_title(number): mark for number, mark in row.marks.items()}
        cells: dict[str, CellInput] = {
            AttendanceColumn.TEAM: labelled.label,
            AttendanceColumn.PERSON: person.name,
            AttendanceColumn.ROLE: person.role.value,
            AttendanceColumn.EMAIL: Mailto(person.email),
            **_figures(row, numbers),
        }
        yield DesiredRow(key=key, cells=cells | marks, served=frozenset(marks))


def figure(counted: Iterable[int], more: int, value: int, word: str = Mark.PRESENT) -> CellInput:
    """Meetings attended, as a formula over the cells of those that are `counted` and `more` whose marks stand in none;
    as a number where there is no cell to count."""
    tally = _tally(counted, (word,), more)
    return Formula(tally=tally, value=float(value)) if tally.cells else value


def share(counted: Collection[int], more: tuple[int, int], words: Sequence[str], value: float | None) -> CellInput:
    """The rate, in the same way: the share of those marked present among those marked with one of these words. `more`
    has how many of either stand in no cell."""
    present, every = _tally(counted, (Mark.PRESENT,), more[0]), _tally(counted, words, more[1])
    return Formula(tally=present, out_of=every, value=value) if every.cells else value


def _tally(counted: Iterable[int], words: Sequence[str], more: int) -> Tally:
    cells = tuple((meeting_title(number), str(word)) for number in sorted(counted) for word in words)
    return Tally(cells=cells, more=more)


def as_it_stands(tab: Tab | None, heard: Heard) -> Layout:
    """The layout with the columns of meetings, steps and dates that stand, however they are headed now; those that are
    lost, or that stood when a run last looked, too.

    What a column was made with counts: a header that was typed again is still that meeting.
    """
    marked = {mark.column: mark.title for mark in tab.marks} if tab else {}
    header = tab.header if tab else ()
    said = [marked.get(at, ATTENDANCE.known_as(text)) for at, text in enumerate(header)]
    made = (*(title for _, title in sorted(marked.items())), *sorted(heard.lost))
    before = sorted(title for title in heard.stood if not _is_date(title))
    every = dict.fromkeys((*said, *made, *before))
    steps = filter(is_step, dict.fromkeys((*made, *before)))
    return attendance_layout(meetings_in(every), steps, filter(_is_date, every))


def meetings_in(titles: Iterable[str]) -> frozenset[int]:
    """The numbers of the meetings among the titles of columns."""
    return frozenset(number for title in titles if (number := _number(title)))


def dates_in(titles: Iterable[str]) -> dict[str, date]:
    """The meeting dates among the titles of columns, in their order."""
    return {title: date.fromisoformat(title) for title in sorted(titles) if _is_date(title)}


def read_said(attendance: StandingTab) -> dict[str, Said]:
    """What mentors and the coordinator said so far, by person's key."""
    titles = list(_titles(attendance))
    days, numbers = dates_in(titles), meetings_in(titles)
    return {key: _said(attendance, key, numbers, days) for key in attendance.speakers}


def _said(attendance: StandingTab, key: str, numbers: Iterable[int], days: Mapping[str, date]) -> Said:
    meetings = {number: attendance.said(key, meeting_title(number)) for number in sorted(numbers)}
    dates = {day: attendance.said(key, title) for title, day in days.items()}
    standing = set(attendance.titles) if key in attendance.clear else set[str]()
    return Said(
        meetings={number: said for number, said in meetings.items() if said},
        dates={day: said for day, said in dates.items() if said},
        empty=frozenset(n for n, said in meetings.items() if not said and meeting_title(n) in standing),
    )


def read_reached(attendance: StandingTab) -> dict[str, frozenset[str]]:
    """By person's key: the titles of the other steps, such as *Showcase*, under which something says yes, in columns
    that we made or that people added."""
    steps = [title for title in _titles(attendance) if is_step(title)]
    return {
        key: frozenset(title for title in steps if _says_yes(attendance, key, title)) for key in attendance.speakers
    }


def read_steps_missed(attendance: StandingTab) -> dict[str, frozenset[str]]:
    """By person's key: the titles of the other steps under which *missed* stands."""
    steps = [title for title in _titles(attendance) if is_step(title)]
    return {
        key: frozenset(title for title in steps if attendance.said(key, title).casefold() == Mark.MISSED)
        for key in attendance.speakers
    }


def read_completed_anyway(attendance: StandingTab) -> dict[str, str]:
    """By person's key: why the round counts as completed by them all the same, as it was typed."""
    said = {key: attendance.said(key, AttendanceColumn.COMPLETED_ANYWAY) for key in attendance.speakers}
    return {key: why for key, why in said.items() if why}


def steps_that_stand(attendance: StandingTab, wanted: Iterable[str]) -> tuple[str, ...]:
    """The steps under the titles that their columns have already, whoever made them: capitals don't matter."""
    made, there = [column.title for column in attendance.layout.columns], list(attendance.titles)
    ranked = (*made, *there, *(title for title in made if title in there))
    standing = {title.casefold(): title for title in ranked if is_step(title)}
    return tuple(dict.fromkeys(standing.get(title.casefold(), title) for title in wanted))


def made_for_dates(tab: Tab | None) -> frozenset[str]:
    """The titles of the columns of dates that earlier versions made."""
    return frozenset(mark.title for mark in tab.marks if _is_date(mark.title)) if tab else frozenset()


def _says_yes(attendance: StandingTab, key: str, title: str) -> bool:
    word = attendance.word(key, title)
    return ticked(word) is True or cell_text(word).strip().casefold() in _YES


def is_step(title: str) -> bool:
    """Whether a column of this title may be a step of the programme's, and none of ours."""
    return bool(title) and title not in _OURS and not (_is_date(title) or _is_technical(title) or _number(title))


def _is_technical(title: str) -> bool:
    return title.startswith("_")


def _number(title: str) -> int | None:
    return numbered(title, MEETING)


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
