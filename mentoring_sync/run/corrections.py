"""What a person typed over names and time zones in *Roster*, where it can be understood.

A zone that would cost introduced people their hour or their place is a question first. Whatever isn't understood stays
as it was typed; the merge reports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from mentoring_sync.intake.outcome import Intake, Rejection
from mentoring_sync.records.availability import TimeZone, WeeklyHours
from mentoring_sync.records.person import Email, Mentee, Mentor, Name
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import person_key
from mentoring_sync.run.questions import Asking
from mentoring_sync.run.stakes import Stakes
from mentoring_sync.workbook.tabs.roster import ROSTER, Correction, RosterColumn

_NAME: TypeAdapter[str] = TypeAdapter(Name)
_ZONE: TypeAdapter[str] = TypeAdapter(TimeZone)
_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
P = TypeVar("P", Mentor, Mentee)
TAKE, OLD = "Take the new zone", "Keep the old zone"


def that_cost_no_place(
    intake: Intake, typed: Mapping[str, Correction], stakes: Stakes, asking: Asking
) -> Mapping[str, Correction]:
    """The corrections that may be used: without zones about which it is asked, since something is at stake."""
    seen = {**dict(_as_typed(intake.mentors, typed)), **dict(_as_typed(intake.mentees, typed))}
    waiting = {
        key
        for key, (person, moved) in seen.items()
        if (stake := stakes.of(key, moved))
        if asking.ask(_at_stake(person, key, moved.zone, stake)) != TAKE
    }
    return {key: replace(each, zone="") if key in waiting else each for key, each in typed.items()}


def _as_typed(
    people: Iterable[P], typed: Mapping[str, Correction]
) -> Iterator[tuple[str, tuple[Mentor | Mentee, Mentor | Mentee]]]:
    """By key, those whose zone was typed: as they answered, and as they would be."""
    for person in people:
        key = person_key(person.role, person.id)
        if key in typed and (moved := _corrected(person, typed, {})).zone != person.zone:
            yield key, (person, moved)


def _at_stake(person: Mentor | Mentee, key: str, zone: str, stake: str) -> Problem:
    return Problem(
        where=Place(tab=ROSTER.title, column=RosterColumn.TIME_ZONE),
        what=f"{person.name} is in {zone} now, as typed in Roster. If that counted, {stake}.",
        remedy=f"{person.zone} counts until you choose in Answer; or empty the cell.",
        about=key,
        choices=(TAKE, OLD),
    )


def corrected(intake: Intake, typed: Mapping[str, Correction]) -> tuple[Intake, dict[str, Correction]]:
    """The people as corrected in *Roster* (names, addresses, zones); and the corrections that could be used."""
    used: dict[str, Correction] = {}
    mentors = tuple(_corrected(mentor, typed, used) for mentor in intake.mentors)
    mentees = tuple(_corrected(mentee, typed, used) for mentee in intake.mentees)
    rejections = tuple(_of_the_turned_away(each, typed, used) for each in intake.rejections)
    return replace(intake, mentors=mentors, mentees=mentees, rejections=rejections), used


def _of_the_turned_away(
    rejection: Rejection, corrections: Mapping[str, Correction], used: dict[str, Correction]
) -> Rejection:
    """Whoever is not eligible yet has the name, address and zone that were typed, too."""
    right = _understood(corrections.get(rejection.key))
    if right is None or not rejection.email:
        return rejection
    used[rejection.key] = right
    return replace(
        rejection,
        name=right.name or rejection.name,
        time_zone=right.zone or rejection.time_zone,
        email=right.email or rejection.email,
        known_as=rejection.known_as or (rejection.email if right.email else ""),
    )


def _understood(typed: Correction | None) -> Correction | None:
    """So much of what was typed as can be used; None if nothing can."""
    if typed is None:
        return None
    found = Correction(
        name=_valid(_NAME, typed.name), zone=_valid(_ZONE, typed.zone), email=_valid(_EMAIL, typed.email)
    )
    return found if found != Correction() else None


def _corrected(person: P, corrections: Mapping[str, Correction], used: dict[str, Correction]) -> P:
    key = person_key(person.role, person.id)
    right = _understood(corrections.get(key))
    if right is None:
        return person
    used[key] = right
    changes: dict[str, object] = {"name": right.name or person.name}
    if right.zone:
        changes["hours"] = WeeklyHours(zone=right.zone, blocks=person.hours.blocks)
    if right.email and right.email != person.email:
        changes |= {"email": right.email, "known_as": person.id}
    return person.model_copy(update=changes)


def _valid(kind: TypeAdapter[str], typed: str) -> str:
    try:
        return kind.validate_python(typed) if typed else ""
    except ValidationError:
        return ""
