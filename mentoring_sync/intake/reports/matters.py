"""What a person is told and asked of a report, in words: each a row of *Review* with the report's own words.

Nothing of it stands in a tab that teams see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from mentoring_sync.intake.cells import in_quotes, in_quotes_whole
from mentoring_sync.intake.reports.circle import ReportingTeam, mentor_of
from mentoring_sync.intake.reports.names import names_of
from mentoring_sync.intake.reports.presence import Presence
from mentoring_sync.records.attendance import Mark
from mentoring_sync.records.problem import Place, Problem

SEEN = "Seen"
"""What is chosen of something that is only to be read: then its row goes."""


@dataclass(frozen=True, kw_only=True)
class Matters:
    """Of one report: where it stands, who wrote it, how it is spoken of, and whom to ask."""

    tab: str
    row: int
    about: str
    called: str
    ask: Callable[[Problem], str]

    def asked(self, what: str, *choices: str, leave: str = "Leave it out") -> str:
        """Something without which the report isn't counted; what a person chose."""
        remedy = "Choose in Answer, or correct the row. Until then the report isn't counted."
        return self.ask(self._problem(f"{_first_up(self.called)} {what}", remedy, *choices, leave))

    def worries(self, text: str) -> None:
        """What is for the coordinator's eyes alone."""
        what = f"In confidence, {self.called} says: {in_quotes_whole(text)}"
        self._tell(what, "Keep it to yourself.", aloud=f"{_first_up(self.called)} says something in confidence.")

    def help_wanted(self, text: str) -> None:
        """A call for help."""
        what = f"Help is wanted: {self.called} says: {in_quotes_whole(text)}"
        self._tell(what, "Write to them.", urgent=True)

    def whom(self, name: str, team: ReportingTeam, *options: str) -> str:
        """Who is meant by a name that could be a member's."""
        what = f"{in_quotes(name)} in {self.called} is nobody's name in {team.label} as it stands."
        remedy = "Choose in Answer whom it means; the rest of the report counts."
        return self.ask(self._problem(what, remedy, *options, "Nobody of them"))

    def strangers(self, names: Iterable[str], team: ReportingTeam) -> None:
        """Names of people who aren't in the team."""
        for name in names:
            self._tell(
                f"{name} is not in {team.label}: that name stands in {self.called}. The rest of it counts.",
                f"If they belong there, move them to {team.label} in Teams; if it is misspelt, mark it in Attendance.",
            )

    def newcomer(self, name: str, email: str, team: ReportingTeam) -> None:
        """Somebody whom the report names as new."""
        self._tell(
            f"{name} ({email or 'no address'}) is not in {team.label}, and came, says {self.called}.",
            "Nobody joins a team by a report: let them apply, or move them there in Teams.",
        )

    def progress(self, text: str) -> None:
        """What is said of progress and can't be put down to anybody."""
        self._tell(f"Of progress, {self.called} says: {in_quotes_whole(text)}", "Nothing, as a rule.")

    def differences(self, found: Presence, marks: Mapping[str, Mark], team: ReportingTeam) -> None:
        """Where a report contradicts itself, and what stood beside names."""
        came = [key for key, mark in marks.items() if mark is Mark.PRESENT and key != mentor_of(team)]
        if found.head_count is not None and came and found.head_count not in (len(came), len(came) + 1):
            counted = f"counts {found.head_count} people at the meeting of {team.label}, and names {len(came)}"
            self._tell(f"{_first_up(self.called)} {counted}. The names count.", "Ask who else was there.")
        for name in names_of(found.both, team):
            what = f"{_first_up(self.called)} names {name} as there and as excused: neither counts."
            self._tell(what, "Ask, and mark it in Attendance.")
        for aside in found.asides:
            self._tell(f"Beside a name, {self.called} says: {in_quotes(aside)}", "Nothing, as a rule.")

    def _tell(self, what: str, remedy: str, *, urgent: bool = False, aloud: str = "") -> None:
        told = self._problem(what, f"{remedy} Then choose “{SEEN}” in Answer.", SEEN)
        self.ask(replace(told, urgent=urgent, aloud=aloud))

    def _problem(self, what: str, remedy: str, *choices: str) -> Problem:
        place = Place(tab=self.tab, row=self.row)
        return Problem(where=place, what=what, remedy=remedy, about=self.about, choices=choices)


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
