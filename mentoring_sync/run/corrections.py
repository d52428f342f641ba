"""What a person typed over names and time zones in *Roster*, where it can be understood.

Whatever isn't understood stays as it was typed; the merge reports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from mentoring_sync.intake.outcome import Intake
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
    return replace(intake, mentors=mentors, mentees=mentees), used


def _corrected(person: P, corrections: Mapping[str, Correction], used: dict[str, Correction]) -> P:
    key = person_key(person.role, person.id)
    typed = corrections.get(key)
    if typed is None:
        return person
    name, zone, email = _valid(_NAME, typed.name), _valid(_ZONE, typed.zone), _valid(_EMAIL, typed.email)
    if name or zone or email:
        used[key] = Correction(name=name, zone=zone, email=email)
    changes: dict[str, object] = {"name": name or person.name}
    if zone:
        changes["hours"] = WeeklyHours(zone=zone, blocks=person.hours.blocks)
    if email and email != person.email:
        changes |= {"email": email, "known_as": person.id}
    return person.model_copy(update=changes)


def _valid(kind: TypeAdapter[str], typed: str) -> str:
    try:
        return kind.validate_python(typed) if typed else ""
    except ValidationError:
        return ""
