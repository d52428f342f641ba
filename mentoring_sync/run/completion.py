"""How far everyone is with the round, by what *Attendance* says: those in teams, and those who have left theirs.

In: what it takes, the words in the tab, the meetings as they are reckoned. Out: each person's completion by key, and
for *Review* the words under *Completed anyway* that give no reason: they count for nothing until one stands there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.intake.yes_no import AGREED, DISAGREED, says
from mentoring_sync.progress.completion import Doing, PersonCompletion, completion_of
from mentoring_sync.progress.settings import CompletionSettings
from mentoring_sync.records.attendance import Spell
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import LabelledTeam, person_key
from mentoring_sync.run.attendance_rows import Reckoning
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE, AttendanceColumn
from mentoring_sync.workbook.tabs.roster import person_of

CLOSING_SURVEY = "Closing survey"
MARKS_OF_A_BOX = frozenset({"x", "true", "false", "none", "n/a", "na", "done", "present", "missed", "excused"})
"""Words that tick a box or leave one, and say nothing of why."""


@dataclass(frozen=True, kw_only=True)
class Completing:
    """What there is to go by. `answered` are those who answered the closing survey."""

    takes: CompletionSettings
    standing: StandingWorkbook
    reckoning: Reckoning
    answered: Collection[PersonId]

    def in_teams(self, teams: Iterable[LabelledTeam]) -> dict[str, PersonCompletion]:
        """How far everyone in a team is, by key."""
        members = ((person_key(each.role, each.id), team.label) for team in teams for each in team.team.members)
        return {key: self._of(key, label) for key, label in members}

    def left(self, spells: Mapping[str, tuple[Spell, ...]], staying: Collection[str]) -> dict[str, PersonCompletion]:
        """How far those came who were in a team and are in none any more, by key, with the last one that they were
        in."""
        return {key: self._of(key, of_one[-1].team) for key, of_one in spells.items() if of_one and key not in staying}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What *Review* hears."""
        said = self.standing.completed_anyway
        return tuple(_no_reason(key, why) for key, why in said.items() if key not in self._overrides)

    @cached_property
    def _overrides(self) -> Mapping[str, str]:
        return {key: why for key, why in self.standing.completed_anyway.items() if is_a_reason(why)}

    def _of(self, key: str, team: str) -> PersonCompletion:
        who, role = person_of(key)
        survey = {CLOSING_SURVEY} if who in self.answered else set[str]()
        doing = Doing(
            attendance=self.reckoning.figures(key),
            reached=self.standing.reached.get(key, frozenset()) | survey,
            missed=self.standing.steps_missed.get(key, frozenset()),
            to_come=self.reckoning.to_come(key),
        )
        return completion_of(key, role, team, self.takes.of(role), doing, override=self._overrides.get(key, ""))


def is_a_reason(why: str) -> bool:
    """Whether something is a reason in words: not a mere yes, no, dash or number."""
    said = why.strip().casefold()
    plain = says(said, AGREED) or says(said, DISAGREED) or said in MARKS_OF_A_BOX
    return not plain and sum(letter.isalpha() for letter in said) > 1


def _no_reason(key: str, why: str) -> Problem:
    return Problem(
        where=Place(tab=ATTENDANCE.title, column=AttendanceColumn.COMPLETED_ANYWAY),
        what=f"{in_quotes(why)} under {AttendanceColumn.COMPLETED_ANYWAY} is no reason: it counts as if nothing stood"
        " there.",
        remedy="Write there in words why it counts as completed; or empty the cell.",
        about=key,
    )
