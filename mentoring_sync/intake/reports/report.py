"""A row becomes a report: who wrote it and of which team, which meeting, who was there.

Each step that isn't certain is a question, and the row counts once it is answered. What is said in confidence, and
calls for help, go to *Review* whatever becomes of the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from mentoring_sync.intake.cells import address, clean, in_quotes_whole
from mentoring_sync.intake.reports.circle import Circle, ReportingTeam, mentees_in, mentor_of
from mentoring_sync.intake.reports.days import Days, Held, Unsure
from mentoring_sync.intake.reports.matters import Matters
from mentoring_sync.intake.reports.names import Names, names_of
from mentoring_sync.intake.reports.presence import Presence, presence
from mentoring_sync.intake.reports.rows import EMAIL, ReportRow
from mentoring_sync.intake.reports.which_team import NoTeam, which_team
from mentoring_sync.records.attendance import Mark, MeetingReport, Source
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.problem import Problem
from mentoring_sync.records.team import TeamId

Ask = Callable[[Problem], str]
"""Puts a question; what a person chose, empty until then."""

LEAVE_OUT, COUNT = "Leave it out", "Count it all the same"
NOBODY_CAME, A_SLIP = "Nobody came", "A slip: leave it out"
REACHED = "reached"
"""What is kept of somebody whose name stands under a goal."""

_LINES = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")


@dataclass
class Reading:
    """A tab under way: whose clock and locale it is, whom to ask. `taken` are the days that were told of meetings so
    far, by team and number."""

    tab: str
    zone: str
    locale: str
    ask: Ask
    reports: list[MeetingReport] = field(default_factory=list)
    taken: dict[str, dict[int, date | None]] = field(default_factory=dict)


def take(row: ReportRow, circle: Circle, reading: Reading) -> None:
    """Understand a row, as far as it can be, of the circle of when it was sent."""
    taken = _Taken(row, circle, reading)
    taken.in_confidence()
    team = taken.team()
    held = taken.held(team) if team else None
    if team and held:
        taken.report(team, held)


class _Taken:
    """One row under way."""

    def __init__(self, row: ReportRow, circle: Circle, reading: Reading) -> None:
        self.row, self.reading, self.circle = row, reading, circle
        email = address(row.text(EMAIL))
        self.who = self.circle.who(email) if email else PersonId("")
        name = self.circle.name_of(self.who) if self.who else "somebody without an address"
        sent = row.at.astimezone(ZoneInfo(reading.zone))
        called = f"the report that {name} sent on {sent.day} {sent:%B %Y at %H:%M:%S}"
        self.matters = Matters(tab=reading.tab, row=row.row, about=email, called=called, ask=reading.ask)

    def in_confidence(self) -> None:
        """Worries and calls for help."""
        if worries := self.row.text("worries"):
            self.matters.worries(worries)
        if wanted := self.row.text("help_wanted"):
            self.matters.help_wanted(wanted)

    def team(self) -> ReportingTeam | None:
        """The team, if it is certain and its mentor reports, or a person says so."""
        found = which_team(self.row.answer("team"), self.who, self.circle)
        if isinstance(found, NoTeam):
            options = {f"It is of {each.label}": each for each in found.options}
            chosen = self.matters.asked(f"can't be told of which team it is: {found.why}. {self._said()}", *options)
            return options.get(chosen)
        if found.mentor.id == self.who or self._presence(found).is_empty:
            return found
        leads = "the writer doesn't lead it" if self.who else "it doesn't say who wrote it"
        chosen = self.matters.asked(f"is of {found.label}, and {leads}. {self._said()}", COUNT)
        return found if chosen == COUNT else None

    def held(self, team: ReportingTeam) -> Held | None:
        """The meeting, if it is certain or a person says which."""
        taken = self.reading.taken.setdefault(team.label, {})
        days = Days(self.circle, team.label, taken)
        found = days.found(self.row.answer("date"), self.row.at, self.circle.zone_of(self.who), self.reading.locale)
        if isinstance(found, Unsure):
            options = {self._in_words(each, team): each for each in found.options}
            what = f"can't be told of which meeting of {team.label} it is: {found.why}. {self._said()}"
            chosen = options.get(self.matters.asked(what, *options))
            if chosen is None:
                return None
            found = chosen
        if not self._may_be_of(team, found):
            return None
        taken[found.number] = found.moved_to
        return found

    def _may_be_of(self, team: ReportingTeam, held: Held) -> bool:
        """Whether who reports led the team by then, or a person says that it counts all the same."""
        if team.mentor.id != self.who or self.circle.is_in_their_time(team, held.number, held.moved_to):
            return True
        what = f"is of a meeting of {team.label} that was before the writer led it. {self._said()}"
        return self._presence(team).is_empty or self.matters.asked(what, COUNT) == COUNT

    def report(self, team: ReportingTeam, held: Held) -> None:
        """What the row says of a meeting becomes a report."""
        found = self._presence(team)
        if found.is_empty:
            found = self._nobody(team, found)
        names = Names(team, self.circle)
        marks = {**found.marks, **self._doubtful(team, found)}
        self.matters.strangers(found.strangers, team)
        self._others(team, names)
        self.matters.differences(found, marks, team)
        progress = self._progress(names)
        if not marks:
            return
        if self.who == team.mentor.id and Mark.PRESENT in marks.values():
            marks.setdefault(mentor_of(team), Mark.PRESENT)  # who tells who came was there, unless they say otherwise
        self.reading.reports.append(
            MeetingReport(
                team=TeamId(team.label),
                number=held.number,
                by=self.who or team.mentor.id,
                at=self.row.at,
                source=Source.FORM,
                marks=marks,
                moved_to=held.moved_to,
                head_count=found.head_count,
                progress=progress,
                worries=self.row.text("worries"),
                help_wanted=self.row.text("help_wanted"),
            )
        )

    def _presence(self, team: ReportingTeam) -> Presence:
        return presence(
            team,
            Names(team, self.circle),
            came=self.row.answer("came"),
            excused=self.row.answer("excused"),
            head_count=self.row.answer("head_count"),
        )

    def _nobody(self, team: ReportingTeam, found: Presence) -> Presence:
        """A report that names nobody."""
        counted = f" ({found.head_count} people, it says)" if found.head_count else ""
        what = f"names nobody of {team.label}{counted}. Did nobody come, or was it a slip?"
        if self.matters.asked(what, NOBODY_CAME, leave=A_SLIP) == NOBODY_CAME:
            return Presence(marks=dict.fromkeys(mentees_in(team), Mark.MISSED), head_count=found.head_count)
        return found

    def _doubtful(self, team: ReportingTeam, found: Presence) -> dict[str, Mark]:
        """Those whose names are a letter off, or could be two people's, once a person has said who is meant."""
        marks: dict[str, Mark] = {}
        for each, mark in found.doubtful:
            options = {f"It is {name}": key for name, key in zip(names_of(each.keys, team), each.keys, strict=True)}
            key = options.get(self.matters.whom(each.text, team, *options), "")
            if key and key not in found.marks:
                marks[key] = mark
        return marks

    def _others(self, team: ReportingTeam, names: Names) -> None:
        """Those whom the report names as new."""
        addresses = _lines(self.row.answer("other_addresses"))
        for at, name in enumerate(_lines(self.row.answer("others"))):
            if not names.read(name).keys:
                self.matters.newcomer(name, addresses[at] if at < len(addresses) else "", team)

    def _progress(self, names: Names) -> dict[str, str]:
        """By person, what they have reached; what names nobody is told of."""
        said: dict[str, str] = {}
        for line in _lines(self.row.answer("progress")):
            name, colon, text = line.partition(":")
            found = names.read(name if colon else line)
            if found.is_certain:
                said |= dict.fromkeys(found.keys, text.strip() or REACHED)
            else:
                self.matters.progress(line)
        return said

    def _said(self) -> str:
        said = (self.row.text(each) for each in ("team", "date", "came", "excused", "head_count", "others"))
        return f"It says {in_quotes_whole(' · '.join(filter(None, said)) or 'nothing')}."

    def _in_words(self, held: Held, team: ReportingTeam) -> str:
        number = f"meeting {held.number}"
        planned = next((each.day for each in self.circle.meetings[team.label] if each.number == held.number), None)
        if held.moved_to and not planned:
            return f"An extra meeting on {_day(held.moved_to)}"
        if held.moved_to:
            return f"It is {number}, held on {_day(held.moved_to)}"
        return f"It is {number}" + (f" of {_day(planned)}" if planned else "")


def _lines(cell: object) -> list[str]:
    text = cell if isinstance(cell, str) else clean(cell)
    return [line for line in map(clean, _LINES.split(text)) if line]


def _day(day: object) -> str:
    return f"{day:%d %B %Y}".lstrip("0")
