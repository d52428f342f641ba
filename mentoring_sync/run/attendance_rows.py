"""What stands in a person's row of *Attendance*: the team's dates, which cells are to come, and figures as formulas
that count just the cells that count for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from mentoring_sync.progress.attendance import Attendance, attendance, words_that_count
from mentoring_sync.progress.presence import MeetingRecord
from mentoring_sync.progress.settings import Excused
from mentoring_sync.records.attendance import Mark, MeetingId, TeamMeeting
from mentoring_sync.records.local_time import day_and_month
from mentoring_sync.run.attendance import Heard
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.tabs.attendance import AttendanceRow, Said, figure, share

BETWEEN, CLOSED, UNKNOWN = " · ", "–", "?"
NOTHING_SAID = Said()


@dataclass(frozen=True, kw_only=True)
class Reckoning:
    """The marks of everyone, and of which meetings they count."""

    heard: Heard
    records: Mapping[MeetingId, MeetingRecord]
    excused: Excused

    def marks_that_count(self, key: str) -> tuple[Mark, ...]:
        """Somebody's marks at the meetings that count for them, in order."""
        return tuple(self.records[id_].marks[key] for id_ in self._counting(key))

    def figures(self, key: str) -> Attendance:
        """Somebody's meetings and rate."""
        return attendance(self.marks_that_count(key), self.excused)

    def came(self, key: str) -> dict[int, bool]:
        """By number: whether somebody came to the meetings of which their rate is the share."""
        words, found = words_that_count(self.excused), dict[int, bool]()
        for id_ in self._counting(key):
            mark = self.records[id_].marks[key]
            if mark in words:
                found[id_.number] = found.get(id_.number, False) or mark is Mark.PRESENT
        return found

    def to_come(self, key: str) -> int:
        """How many meetings may still count for somebody: those that aren't over, and those of which nobody spoke."""
        mine = (self.records.get(each.id) for each in self.heard.meetings.of_person(key))
        return sum(each is not None and key not in each.marks and not self._is_past(each) for each in mine)

    @staticmethod
    def _is_past(record: MeetingRecord) -> bool:
        """Whether it is over and reported on: it was held without somebody who isn't marked, or wasn't held at all."""
        return record.is_over and record.is_reported

    def row(self, key: str, said: Said, workbook: Workbook) -> AttendanceRow:
        """Somebody's row, where this stands in it."""
        figures, numbers = self.figures(key), self._numbers(key)
        cells = self.heard.cells.get(key, {})
        stands = {number: cells.get(number, said.meetings.get(number, "")) or "" for number in numbers}
        counted = {number: id_ for number, id_ in numbers.items() if self._is_counted_there(key, id_, stands[number])}
        elsewhere = [self.records[id_].marks[key] for id_ in self._counting(key) if id_ not in counted.values()]
        words = words_that_count(self.excused)
        attended, others = elsewhere.count(Mark.PRESENT), sum(mark in words for mark in elsewhere)
        return AttendanceRow(
            dates=self._dates(numbers),
            ends={number: workbook.local_time(end) for number, end in self._ends(numbers)},
            marks=cells,
            attended=figure(counted, attended, figures.attended),
            rate=share(counted, (attended, others), words, figures.rate),
        )

    def _counting(self, key: str) -> list[MeetingId]:
        """The meetings that count for somebody: over, held, and they are marked."""
        mine = {each.id: each for each in self.heard.meetings.of_person(key)}
        let_in = [id_ for who, id_ in self.heard.let_in if who == key and id_ in self.records]
        every = {**mine, **{id_: self.records[id_].meeting for id_ in let_in}}
        return [id_ for id_ in every if self._counts(key, id_)]

    def _counts(self, key: str, id_: MeetingId) -> bool:
        record = self.records[id_]
        return record.is_over and record.took_place and key in record.marks

    def _numbers(self, key: str) -> dict[int, MeetingId | None]:
        """Which meeting each number stands for in somebody's row."""
        meetings = self.heard.meetings
        let_in = {id_.number: id_ for who, id_ in self.heard.let_in if who == key}
        last = max((each.number for each in meetings.by_team.get(meetings.team_of(key), ())), default=0)
        last = max([last, *(each.number for each in meetings.of_person(key))])
        return {
            number: let_in.get(number) or self._known(meetings.stands_for(key, number)) for number in range(1, last + 1)
        }

    def _known(self, id_: MeetingId | None) -> MeetingId | None:
        return id_ if id_ in self.records else None

    def _is_counted_there(self, key: str, id_: MeetingId | None, text: str) -> bool:
        """Whether the sheet's formula may count a cell: what stands there says what counts, or nothing is said yet."""
        if id_ is None or not self.records[id_].may_count:
            return False
        mark = self.records[id_].marks.get(key)
        return text.casefold() == mark if mark else text == ""

    def _dates(self, numbers: Mapping[int, MeetingId | None]) -> str:
        shown = [_day(self.records[id_].meeting) if id_ else CLOSED for id_ in numbers.values()]
        return BETWEEN.join(shown)

    def _ends(self, numbers: Mapping[int, MeetingId | None]) -> Iterator[tuple[int, datetime]]:
        for number, id_ in numbers.items():
            end = self.records[id_].meeting.end if id_ else None
            if end:
                yield number, end


def _day(meeting: TeamMeeting) -> str:
    return day_and_month(meeting.day) if meeting.day else UNKNOWN
