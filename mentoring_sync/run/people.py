"""The stage *people*: the response rows become mentors and mentees, or reasons why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mentoring_sync.intake.outcome import Intake, Superseded
from mentoring_sync.intake.read import read_applications
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.run.corrections import corrected
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.roster import Correction


@dataclass(frozen=True, kw_only=True)
class People:
    """Who applies and what became of every response; `corrections` are those typed in *Roster* and understood.

    `mentors` and `mentees` are those who take part: not those who withdrew.
    """

    intake: Intake
    corrections: Mapping[str, Correction]
    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    problems: tuple[Problem, ...]


def people(configuration: Configuration, standing: StandingWorkbook) -> People:
    """The people, by the response tabs and by what the coordinator ticked and typed.

    Raises:
        UnfitError: a response tab or a question is missing.
    """
    said = standing.coordinator_input
    intake, corrections = corrected(_validated(configuration, standing, said), said.corrections)
    return People(
        intake=intake,
        corrections=corrections,
        mentors=tuple(each for each in intake.mentors if (each.email, Role.MENTOR) not in said.withdrawn),
        mentees=tuple(each for each in intake.mentees if (each.email, Role.MENTEE) not in said.withdrawn),
        problems=(*intake.problems, *map(_answered_again, intake.superseded)),
    )


def _validated(configuration: Configuration, standing: StandingWorkbook, said: CoordinatorInput) -> Intake:
    return read_applications(
        standing.workbook.tabs,
        questions=configuration.questions,
        requirements=configuration.program.requirements,
        waived=said.waived,
        time_zone=standing.workbook.time_zone,
        locale=standing.workbook.locale,
        most_mentees=configuration.program.pairing.most_mentees,
    )


def _answered_again(earlier: Superseded) -> Problem:
    return Problem(
        where=Place(tab=earlier.origin.tab, row=earlier.origin.row),
        what=f"{earlier.name} answered again as a {earlier.role}: {earlier.newer} counts, this row doesn't.",
        remedy="Nothing, if the later answer is the right one; else ask them to answer once more.",
        about=earlier.email,
    )
