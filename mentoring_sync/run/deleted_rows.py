"""Rows that people deleted: each is a question, in whichever tab it stood, and costs nobody their place.

In: the workbook, who is in it, whether rows are to be written again. Out: the rows that are left out until the
coordinator has chosen, and who has left. Rows are written again by *Re-pair*, but not against an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mentoring_sync.intake.outcome import Intake, Rejection
from mentoring_sync.records.person import Person
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import person_key
from mentoring_sync.run.acknowledge import LEFT
from mentoring_sync.run.questions import Asking
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.standing_tab import StandingTab
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE
from mentoring_sync.workbook.tabs.roster import ROSTER
from mentoring_sync.workbook.tabs.teams import TEAMS

AGAIN, LEAVE_OUT = "A mistake: write the row again", "Leave the row out"

Entered = Person | Rejection
"""Whoever has a row in *Roster*."""


@dataclass(frozen=True, kw_only=True)
class DeletedRows:
    """`left_out` are the rows that aren't written, by tab and key; `left` who has withdrawn, by their key in
    *Roster*."""

    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    left: frozenset[str] = frozenset()


def deleted_rows(standing: StandingWorkbook, intake: Intake, asking: Asking, *, again: bool = False) -> DeletedRows:
    """What the coordinator said of the rows that were deleted, and what is asked about the others; nothing is asked
    where they are to be written `again`."""
    everyone: dict[str, Entered] = {each.key: each for each in intake.rejections if each.email}
    people: tuple[Person, ...] = (*intake.mentors, *intake.mentees)
    everyone |= {person_key(each.role, each.id): each for each in people}
    left_out: dict[str, set[str]] = {}
    left: set[str] = set()
    for tab, key, person in _deleted(standing, everyone):
        question = _question(tab.layout.title, person)
        chosen = (asking.heard(question) or AGAIN) if again else asking.ask(question)
        if chosen == LEFT:
            left.add(_key(person))
        if chosen != AGAIN and not (chosen == LEFT and tab.layout is TEAMS):  # whoever left has no row there anyhow
            left_out.setdefault(tab.layout.title, set()).add(key)
    return DeletedRows(left_out={title: frozenset(keys) for title, keys in left_out.items()}, left=frozenset(left))


def _deleted(standing: StandingWorkbook, everyone: Mapping[str, Entered]) -> Iterator[tuple[StandingTab, str, Entered]]:
    for tab in (standing.tab(ROSTER), standing.tab(TEAMS), standing.attendance_tab):
        for key in tab.deleted:
            person = everyone.get(person_key(Role.MENTEE, key) if tab.layout is TEAMS else key)
            if person:
                yield tab, key, person


def _key(person: Entered) -> str:
    return person.key if isinstance(person, Rejection) else person_key(person.role, person.id)


def _question(tab: str, person: Entered) -> Problem:
    return Problem(
        where=Place(tab=tab),
        what=f"Somebody deleted the row of {person.name} ({person.email}), {person.role}: withdrawn, or a mistake?",
        remedy="Nothing changes, and what was ticked and typed there counts as before, until you choose in Answer.",
        about=_key(person),
        choices=(LEAVE_OUT, AGAIN) if tab == ATTENDANCE.title else (LEFT, AGAIN),
    )
