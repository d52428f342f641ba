"""What is said in *Attendance* and in reports, made into marks, moved and extra meetings.

In: the round, the teams, the cells as they stand, what earlier runs knew, the reports. Out: the meetings, whose they
are, the marks that count, what is to be written into cells of meetings, what the next run is to know, and what *Review*
should hear. The later word wins, and the other one is kept; what isn't clear is asked, and stays as it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mentoring_sync.intake.reports.circle import EARLY
from mentoring_sync.intake.reports.history import Called, called_at
from mentoring_sync.progress.meetings import Meetings, spells_before, spells_now, team_meetings
from mentoring_sync.progress.presence import Said, is_taken_away, reported, settled
from mentoring_sync.records.attendance import KnownMark, Mark, MeetingId, MeetingReport, Source, Spell, TeamMeeting
from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.leave import Leave
from mentoring_sync.records.roster import LabelledTeam, person_key
from mentoring_sync.records.round import Round
from mentoring_sync.records.team import TeamId
from mentoring_sync.run.attendance_questions import AWAY, BACK, COUNTS, EARLIER, EXTRA, Questions, held_instead
from mentoring_sync.spreadsheet.typed_dates import days_in
from mentoring_sync.workbook.known.attendance import KnownAttendance, KnownPresence
from mentoring_sync.workbook.known.teams import KnownTeam
from mentoring_sync.workbook.tabs.attendance import Said as Row

NOTHING_SAID = Row()


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What was made of it. `cells` are to be written, by a person's key and the meeting's number; `let_in` are people
    who count at a meeting outside their time in the team."""

    meetings: Meetings
    marks: Mapping[str, Mapping[MeetingId, KnownMark]]
    cells: Mapping[str, Mapping[int, str | None]]
    let_in: frozenset[tuple[str, MeetingId]]
    known: KnownAttendance
    left_over: frozenset[date]
    """Dates under which something stands that was carried to no meeting."""


class Listening:
    """The words of one run, heard step by step."""

    def __init__(
        self,
        round_: Round,
        teams: Sequence[LabelledTeam],
        rows: Mapping[str, Row],
        known: KnownAttendance,
        *,
        before: Mapping[str, KnownTeam],
        were_in: Mapping[str, str],
        leaves: Mapping[str, Sequence[Leave]],
        called: Mapping[str, Sequence[Called]],
        asking: Questions,
        now: datetime,
    ) -> None:
        self.round, self.teams, self.rows, self.known, self.now = round_, teams, rows, known, now
        self.were_in, self.leaves, self.called, self.asking = were_in, leaves, called, asking
        self.slots: dict[str, WeeklySlot] = {label: each.slot for label, each in before.items()}
        self.slots |= {each.label: each.team.slot for each in teams}
        self.members = {person_key(p.role, p.id): (each.label, p.name) for each in teams for p in each.team.members}
        self.found: Meetings | None = None
        self.fixed: dict[str, dict[int, TeamMeeting]] = {}
        self.of_team: dict[str, tuple[TeamMeeting, ...]] = {}
        for each in known.meetings.values():
            self._fix(each)
        self.spells_before = {key: self._spells_before(key) for key in {*self.members, *known.people}}
        self.carried: dict[str, dict[date, str]] = {}
        self.typed: dict[str, dict[MeetingId, Mark]] = {}
        self.served: dict[str, set[int]] = {}
        self.let_in: set[tuple[str, MeetingId]] = set()
        self.left_over: set[date] = set()

    def heard(self, reports: Sequence[MeetingReport]) -> Heard:
        """Everything, in order. A cell is of the meeting that it stood for when it was typed: `read` are the meetings
        as the last run left them."""
        read = self._meetings(self.spells_before)
        self._dates_typed(read)
        self._dates_reported(reports)
        self._words_under_dates()
        self._marks_typed(read)
        spells = {key: self._spells_now(key) for key in self.spells_before}
        meetings = self._meetings(spells)
        marks = self._settled(read, meetings, reports)
        return Heard(
            meetings=meetings,
            marks=marks,
            cells=dict(self._cells(read, meetings, marks)),
            let_in=frozenset(self.let_in),
            known=self._known(meetings, marks),
            left_over=frozenset(self.left_over),
        )

    # Who was in which team, and the teams' meetings

    def _spells_before(self, key: str) -> tuple[Spell, ...]:
        label = self.members.get(key, ("", ""))[0]
        return spells_before(self.known.of(key).spells, label, self.were_in.get(key, ""))

    def _spells_now(self, key: str) -> tuple[Spell, ...]:
        label = self.members.get(key, ("", ""))[0]
        spells = spells_now(self.spells_before[key], label, self.now, since=self.now)
        return tuple(
            each for each in spells if each.until is None or self._may_have_been_told_of(each.team, each.until)
        )

    def _may_have_been_told_of(self, team: str, until: datetime) -> bool:
        """Whether the team had met by then: reports of that time are read against its people."""
        return any(each.start and each.start - EARLY <= until for each in self._of_team(team))

    def _of_team(self, team: str) -> tuple[TeamMeeting, ...]:
        if team not in self.of_team:
            known, slot = tuple(self.fixed.get(team, {}).values()), self.slots.get(team)
            self.of_team[team] = team_meetings(team, slot, self.round, known) if slot else known
        return self.of_team[team]

    def _fix(self, meeting: TeamMeeting) -> None:
        """A meeting that is what it is, whatever the round's dates say."""
        self.fixed.setdefault(meeting.team, {})[meeting.number] = meeting
        self.of_team.pop(meeting.team, None)
        self.found = None

    def _meetings(self, spells: Mapping[str, tuple[Spell, ...]]) -> Meetings:
        """All meetings as they are by now, found once until one of them changes."""
        if self.found and self.found.spells is spells:
            return self.found
        labels = {each.label for each in self.teams} | {spell.team for of_one in spells.values() for spell in of_one}
        every = [each for label in sorted(labels) for each in self._of_team(label)]
        self.found = Meetings(every, spells, self.leaves)
        return self.found

    # Dates

    def _dates_typed(self, read: Meetings) -> None:
        """A date under a meeting says that the team held it on that day."""
        said: dict[MeetingId, dict[date, list[tuple[str, int]]]] = {}
        for key, row in self.rows.items():
            for number, text in row.meetings.items():
                id_ = read.stands_for(key, number)
                day = self._day_meant(text, id_) if id_ and _mark(text) is None else None
                if id_ and day:
                    said.setdefault(id_, {}).setdefault(day, []).append((key, number))
        for id_, days in said.items():
            day = next(iter(days))
            if len(days) == 1 and self._may_be_held(id_, day):
                self._hold(id_, day)
                for key, number in days[day]:
                    self.served.setdefault(key, set()).add(number)
            else:
                for other, places in days.items():
                    self.asking.unlikely_day(*places[0], other)

    def _day_meant(self, text: str, id_: MeetingId) -> date | None:
        """The day that a cell names: of two that it may name, the one that may be, else the nearer."""
        days = days_in(text, years=range(self.round.start.year, self.round.end.year + 1))
        likely = [day for day in days if self._may_be_held(id_, day)] or sorted(days)
        set_for = self._found(id_)
        near = set_for.day if set_for and set_for.day else self.round.start
        return min(likely, key=lambda day: (abs((day - near).days), day), default=None)

    def _may_be_held(self, id_: MeetingId, day: date) -> bool:
        others = {each.day for each in self._of_team(id_.team) if each.id != id_}
        return self.round.start <= day < self.round.end and day not in others

    def _found(self, id_: MeetingId) -> TeamMeeting | None:
        return next((each for each in self._of_team(id_.team) if each.id == id_), None)

    def _hold(self, id_: MeetingId, day: date) -> None:
        """The team's meeting is on that day, at the team's hour."""
        slot, before = self.slots.get(id_.team), self._found(id_)
        if slot is None or (before and before.day == day):
            return
        first = before.first if before else None
        self._fix(self._meeting(id_, slot.on(day), first))

    def _meeting(self, id_: MeetingId, start: datetime | None, first: date | None) -> TeamMeeting:
        minutes = self.round.meeting_minutes
        return TeamMeeting(team=TeamId(id_.team), number=id_.number, start=start, minutes=minutes, first=first)

    def _dates_reported(self, reports: Iterable[MeetingReport]) -> None:
        for report in sorted(reports, key=lambda each: each.at):
            id_ = MeetingId(report.team, report.number)
            if report.moved_to and self._may_be_held(id_, report.moved_to):
                self._hold(id_, report.moved_to)

    # Words

    def _words_under_dates(self) -> None:
        """Columns of dates, which earlier versions made or people added: a mark there is of the meeting on that day."""
        for key, row in self.rows.items():
            known = self.known.of(key).carried
            for day, text in row.dates.items():
                if known.get(day) == text:
                    self.carried.setdefault(key, {})[day] = text
                elif mark := _mark(text):
                    self._word_under(key, day, text, mark)
                else:
                    self.left_over.add(day)

    def _word_under(self, key: str, day: date, text: str, mark: Mark) -> None:
        meetings = self._meetings(self.spells_before)
        mine = [each for each in meetings.of_person(key) if day in (each.day, each.first)]
        if not mine and (team := meetings.team_of(key)) and key in self.members:
            mine = self._asked_about(team, day)
        if not mine:
            self.left_over.add(day)
            return
        self.carried.setdefault(key, {})[day] = text
        self.typed.setdefault(key, {})[mine[0].id] = mark

    def _asked_about(self, team: str, day: date) -> list[TeamMeeting]:
        """The meeting that a date which isn't the team's stands for, once that was answered."""
        every = self._of_team(team)
        chosen = self.asking.strange_date(team, day, every)
        if chosen == EXTRA:
            number = max((each.number for each in every), default=0) + 1
            self._hold(MeetingId(team, number), day)
        for each in every:
            if chosen == held_instead(each.number):
                self._hold(each.id, day)
        return [each for each in self._of_team(team) if each.day == day]

    def _marks_typed(self, read: Meetings) -> None:
        for key, row in self.rows.items():
            for number, text in row.meetings.items():
                if number in self.served.get(key, ()):
                    continue
                id_, mark = read.stands_for(key, number), _mark(text)
                if mark is None:
                    if not days_in(text, years=(self.round.start.year,)):
                        self.asking.no_mark(key, number, text)
                elif id_:
                    self._typed(key, id_, mark)
                elif key in self.members:
                    self._closed(read, key, number, text, mark)

    def _typed(self, key: str, id_: MeetingId, mark: Mark) -> None:
        self.typed.setdefault(key, {})[id_] = mark
        meeting = self._found(id_)
        if meeting is None:
            self._fix(self._meeting(id_, None, None))
        elif not meeting.is_over(self.now) and mark is not Mark.EXCUSED:
            self.asking.too_early(key, id_.number, mark, self._name(key, self.now))

    def _closed(self, read: Meetings, key: str, number: int, text: str, mark: Mark) -> None:
        """A mark under a meeting that isn't the person's. Who was on leave and didn't come is as good as not marked."""
        id_ = MeetingId(self.members[key][0], number)
        meeting = read.by_id.get(id_)
        if meeting and read.is_away(key, meeting) and mark is not Mark.PRESENT:
            return
        if meeting and self.asking.closed(key, number, text, meeting, self.members[key][1]) == COUNTS:
            self.let_in.add((key, id_))
            self.typed.setdefault(key, {})[id_] = mark

    def _settled(
        self, read: Meetings, meetings: Meetings, reports: Sequence[MeetingReport]
    ) -> dict[str, dict[MeetingId, KnownMark]]:
        by_report = reported(reports)
        return {
            key: self._settled_of(key, read, meetings, by_report)
            for key in {*self.spells_before, *self.typed, *by_report}
        }

    def _settled_of(
        self,
        key: str,
        read: Meetings,
        meetings: Meetings,
        by_report: Mapping[str, Mapping[MeetingId, KnownMark]],
    ) -> dict[MeetingId, KnownMark]:
        known, row = self.known.of(key).marks, self.rows.get(key, NOTHING_SAID)
        typed, reports = self.typed.get(key, {}), by_report.get(key, {})
        empty = {read.stands_for(key, number) for number in row.empty}
        found: dict[MeetingId, KnownMark] = {}
        for id_ in dict.fromkeys((*known, *typed, *reports)):
            said = Said(typed=typed.get(id_), is_empty=id_ in empty and id_ not in typed, report=reports.get(id_))
            meeting = meetings.by_id.get(id_)
            is_over = meeting is not None and meeting.is_over(self.now)
            mark = settled(known.get(id_), said, is_over=is_over, now=self.now)
            if mark and is_taken_away(known.get(id_), said, mark):
                mark = self._taken_away(key, id_, mark)
            elif mark and mark.mark and mark.source is not Source.TAB and f", {Source.TAB}, " in mark.other:
                mark = self._replaced(key, id_, mark)
            if mark:
                found[id_] = mark
        return found

    def _taken_away(self, key: str, id_: MeetingId, mark: KnownMark) -> KnownMark:
        chosen = self.asking.taken_away(key, id_, mark, self._name(key, mark.at))
        if chosen == AWAY:
            return KnownMark(mark=None, source=Source.TAB, at=self.now, other=str(mark.mark))
        if chosen == BACK:
            self.served.setdefault(key, set()).add(id_.number)
        return mark

    def _replaced(self, key: str, id_: MeetingId, mark: KnownMark) -> KnownMark:
        """A report came after a mark that was typed: told once, and the earlier word can be taken back."""
        earlier = Mark(mark.other.partition(",")[0])
        if self.asking.replaced(key, id_, mark, earlier, self._name(key, mark.at)) == EARLIER:
            return KnownMark(mark=earlier, source=Source.TAB, at=self.now)
        return mark

    def _name(self, key: str, at: datetime) -> str:
        """What somebody was called when the word was said that is spoken of: the question stays the same."""
        return called_at(self.called, key, at).name

    # What is to be written, and remembered

    def _cells(
        self, read: Meetings, meetings: Meetings, marks: Mapping[str, Mapping[MeetingId, KnownMark]]
    ) -> Iterator[tuple[str, Mapping[int, str | None]]]:
        last = max((each.number for each in meetings.every), default=0)
        for key in self.members:
            row = self.rows.get(key, NOTHING_SAID)
            wanted = {
                number: self._cell(key, number, row, read, meetings, marks.get(key, {}))
                for number in range(1, max(last, *row.meetings, 0) + 1)
            }
            changed = {number: cell for number, cell in wanted.items() if (cell or "") != row.meetings.get(number, "")}
            if changed:
                yield key, changed

    def _cell(
        self,
        key: str,
        number: int,
        row: Row,
        read: Meetings,
        meetings: Meetings,
        marks: Mapping[MeetingId, KnownMark],
    ) -> str | None:
        text = row.meetings.get(number, "")
        id_ = meetings.stands_for(key, number)
        own = MeetingId(meetings.team_of(key), number)
        mark = marks.get(id_ or own)
        said = mark.mark if mark else None
        was_taken_away = bool(self.known.of(key).marks.get(id_ or own)) and number in row.empty
        if number in self.served.get(key, ()):
            return said
        if id_ and (before := read.stands_for(key, number)) and before != id_ and before in marks:
            return said
        if not text:
            return None if was_taken_away and not self._is_new(key, id_, mark) else said
        return said if said and _mark(text) and _mark(text) is not said else text

    def _is_new(self, key: str, id_: MeetingId | None, mark: KnownMark | None) -> bool:
        return id_ is not None and mark is not None and mark != self.known.of(key).marks.get(id_)

    def _known(self, meetings: Meetings, marks: Mapping[str, Mapping[MeetingId, KnownMark]]) -> KnownAttendance:
        spoken_of = {id_ for of_one in marks.values() for id_, mark in of_one.items() if mark.mark}
        held = {each.id for key in meetings.spells for each in meetings.of_person(key)}
        kept = {each.id: each for each in meetings.every if self._is_kept(each, held, spoken_of)}
        return KnownAttendance(
            people={
                key: KnownPresence(
                    marks=marks.get(key, {}),
                    spells=meetings.spells.get(key, ()),
                    carried=self.carried.get(key, {}),
                )
                for key in {*meetings.spells, *marks}
            },
            meetings=kept,
            folded=self.known.folded,
        )

    def _is_kept(self, meeting: TeamMeeting, held: Collection[MeetingId], spoken_of: Collection[MeetingId]) -> bool:
        """Whether a meeting is to be remembered: one that was held, that was moved, or an extra one that has a date or
        marks; what the round's dates say of the others may still change."""
        if meeting.first is None:
            return meeting.start is not None or meeting.id in spoken_of
        return not meeting.is_as_set or (meeting.is_over(self.now) and meeting.id in held)


def _mark(text: str) -> Mark | None:
    """The mark that a cell says."""
    said = text.strip().casefold()
    return Mark(said) if said in set(Mark) else None
