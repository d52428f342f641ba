"""Builders with good defaults: a test names only what it is about.

Addresses come from names (`a_mentor("Inês Duarte")` is `ines.duarte@example.org`), requirements from the programme's
own `config/program.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from mentoring_sync.records.availability import Block, Weekday, WeeklyHours, WeeklySlot
from mentoring_sync.records.person import Mentee, Mentor, Origin
from mentoring_sync.records.requirement import RequirementCode, Requirements, Role, Terms
from mentoring_sync.records.round import Round

PROGRAM = Path(__file__).parent.parent / "config" / "program.toml"
APPLIED = datetime(2026, 11, 2, 14, 3, 22, tzinfo=UTC)
EVENINGS = ("Mon 17:00-19:00", "Wed 17:00-19:00")


@cache
def the_requirements() -> Requirements:
    """The requirements of `config/program.toml`."""
    return Requirements.model_validate(tomllib.loads(PROGRAM.read_text(encoding="utf-8"))["requirements"])


def terms(*waived: RequirementCode, requirements: Requirements | None = None) -> Terms:
    """The programme's terms, with some requirements waived."""
    return Terms(requirements=requirements or the_requirements(), waived=frozenset(waived))


def email_of(name: str) -> str:
    """An address made from a name, in plain letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", ".", plain).strip(".") + "@example.org"


def block(text: str) -> Block:
    """`Mon 17:00-19:00` as a block; the day ends at 24:00."""
    day, times = text.split()
    start, end = (int(time[:2]) * 60 + int(time[3:]) for time in times.split("-"))
    return Block(day=Weekday[day.upper()], start=start, end=end)


def hours(zone: str = "Europe/Berlin", *blocks: str) -> WeeklyHours:
    """Weekly hours, such as `hours("Europe/Berlin", "Mon 17:00-19:00")`; no blocks: Monday and Wednesday evening."""
    return WeeklyHours(zone=zone, blocks=tuple(block(each) for each in blocks or EVENINGS))


def always(zone: str = "Europe/Berlin") -> WeeklyHours:
    """Free in every hour of the week."""
    return hours(zone, *(f"{day.short} 00:00-24:00" for day in Weekday))


def slot(zone: str = "Europe/Berlin", at: str = "Mon 17:00") -> WeeklySlot:
    """A weekly slot, such as `slot("Europe/Berlin", "Mon 17:00")`."""
    day, time = at.split()
    return WeeklySlot(day=Weekday[day.upper()], start=int(time[:2]) * 60 + int(time[3:]), zone=zone)


def _answers(role: Role, name: str, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name,
        "email": email_of(name),
        "hours": hours(),
        "languages": ("English",),
        "tools": ("Python", "Git"),
        "kinds_of_help": ("Developing confidence and skill in teaching",),
        "certification": "certified",
        "certification_path": "Software Carpentry",
        "commitment": True,
        "applied_at": APPLIED,
        "origin": Origin(tab=f"{role.value.capitalize()} applications", row=2),
        **given,
    }


def a_mentor(name: str = "Maya Okafor", *, under: Terms | None = None, **given: Any) -> Mentor:
    """A certified mentor for up to four mentees, who taught five workshops; `given` replaces any field."""
    answers = {"workshops_taught": 5, "capacity": 4, **given}
    return Mentor.under(under or terms(), **_answers(Role.MENTOR, name, answers))


def a_mentee(name: str = "Noor Haddad", *, under: Terms | None = None, **given: Any) -> Mentee:
    """A certified mentee who hasn't taught yet; `given` replaces any field."""
    return Mentee.under(under or terms(), **_answers(Role.MENTEE, name, {"workshops_taught": 0, **given}))


def a_round(**given: Any) -> Round:
    """Fifteen weeks from Monday 18 January 2027, an hour every fourth week; crosses the spring's clock changes."""
    return Round.model_validate(
        {
            "name": "2027-1",
            "applications_close": date(2026, 11, 20),
            "start": date(2027, 1, 18),
            "weeks": 15,
            "meeting_minutes": 60,
            "meeting_every_weeks": 4,
            **given,
        }
    )
