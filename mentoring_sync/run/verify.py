"""The stage *verify*: what people say of themselves, beside the export of their community's database if there is one.

In: the configuration, who applies, the day. Out: sentences for *Roster* where the export agrees, and rows of *Review*
where it doesn't. Nobody is accepted or turned away by it. Only fields that the role's requirements use are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from mentoring_sync.intake.outcome import Intake, Rejection
from mentoring_sync.intake.verification import (
    Claims,
    Community,
    Contradiction,
    Listed,
    compared,
    contradictions,
)
from mentoring_sync.records.person import Person
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import FieldValue, Requirements
from mentoring_sync.records.roster import person_key
from mentoring_sync.run.people import People
from mentoring_sync.settings.load import Configuration

Applied = Person | Rejection


@dataclass(frozen=True, kw_only=True)
class Verified:
    """Sentences for *Roster*, by key, and what *Review* should hear."""

    notes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def noted(self, people: People) -> People:
        """The people with these sentences behind what is said of them."""
        keys = dict.fromkeys((*people.notes, *self.notes))
        notes = {key: " ".join(filter(None, (people.notes.get(key), self.notes.get(key)))) for key in keys}
        return replace(people, notes=notes) if self.notes else people


NOTHING_VERIFIED = Verified()


def verify(configuration: Configuration, people: People, *, today: date) -> Verified:
    """What the export says of those who apply; nothing without one."""
    export = configuration.community
    return _verified(export, configuration.program.requirements, people, today) if export else NOTHING_VERIFIED


def _verified(export: Community, requirements: Requirements, people: People, today: date) -> Verified:
    notes, problems = dict[str, str](), list[Problem]()
    for each in _everyone(people.intake):
        claims = _claims(each, requirements)
        found = export.at(_addresses(each), each.name) if claims else ()
        if len(found) > 1:
            problems.append(_several(each, export))
        for listed in found if len(found) == 1 else ():
            wrong = contradictions(claims, listed, today)
            problems += [_contradicts(each, one, export) for one in wrong]
            if compared(claims, listed, today) and not wrong and not isinstance(each, Rejection):
                notes[_key(each)] = _agrees(each, listed, export)
    return Verified(notes=notes, problems=tuple(problems))


def _everyone(intake: Intake) -> Iterator[Applied]:
    yield from intake.mentors
    yield from intake.mentees
    yield from intake.rejections


def _claims(each: Applied, requirements: Requirements) -> Claims:
    """What somebody says of what their role requires; of whom was turned away, that for which they were."""
    rules = requirements.of(each.role)
    if isinstance(each, Rejection):
        said: dict[str, FieldValue] = {
            one.requirement.field: one.parameters.get("says") for one in each.reasons if one.requirement
        }
    else:
        said = {field: each.answer(field) for field in rules.fields}
    return {field: claim for field, claim in said.items() if claim is not None}


def _addresses(each: Applied) -> tuple[str, ...]:
    return tuple(filter(None, (each.email, each.known_as)))


def _key(each: Applied) -> str:
    return each.key if isinstance(each, Rejection) else person_key(each.role, each.id)


def _agrees(each: Applied, listed: Listed, export: Community) -> str:
    by_name = not set(map(str.casefold, _addresses(each))) & {listed.email.casefold()}
    return f"Verified by {export.called}{' (by the name)' if by_name else ''}."


def _contradicts(each: Applied, wrong: Contradiction, export: Community) -> Problem:
    who, what = f"{each.name or each.email}, {each.role}", wrong.field.replace("_", " ")
    return Problem(
        where=Place(tab=each.origin.tab, row=each.origin.row),
        what=f"{who}, says {what}: {wrong.says}. {export.called} says: {wrong.listed}.",
        remedy="Ask them. Nothing changes by itself: correct the answer in its row, or the export, or tick Waive or"
        " Withdrawn in Roster.",
        about=_key(each),
    )


def _several(each: Applied, export: Community) -> Problem:
    return Problem(
        where=Place(tab=each.origin.tab, row=each.origin.row),
        what=f"Several rows of {export.called} may be {each.name or each.email}, {each.role}: nothing is compared.",
        remedy="Write the address that they applied with into the right row there.",
        about=_key(each),
    )
