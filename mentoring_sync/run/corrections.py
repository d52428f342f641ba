"""What a person typed over names and time zones in *Roster*, where it can be understood.

Whatever isn't understood stays as it was typed; the merge reports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from mentoring_sync.intake.outcome import Intake, Rejection
from mentoring_sync.records.availability import TimeZone, WeeklyHours
from mentoring_sync.records.person import Email, Mentee, Mentor, Name
from mentoring_sync.records.roster import person_key
from mentoring_sync.workbook.tabs.roster import Correction

_NAME: TypeAdapter[str] = TypeAdapter(Name)
_ZONE: TypeAdapter[str] = TypeAdapter(TimeZone)
_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
P = TypeVar("P", Mentor, Mentee)


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
