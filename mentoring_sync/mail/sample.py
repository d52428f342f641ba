"""Invented teams with which templates are checked: one that has everything to say, one that has as little as can be.

Between them every branch of a template should be taken; both meet over clock changes, the second in one meeting only.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from mentoring_sync.mail.introduction import Introduction, introduce
from mentoring_sync.mail.settings import Commitment, Programme
from mentoring_sync.records.availability import Weekday, WeeklyHours, WeeklySlot
from mentoring_sync.records.person import Mentee, Mentor, Origin
from mentoring_sync.records.requirement import Certification, Requirements, RoleRequirements, Terms
from mentoring_sync.records.round import Round
from mentoring_sync.records.team import Seat, Team

_TERMS = Terms(requirements=Requirements(mentor=RoleRequirements(), mentee=RoleRequirements()))
_SLOT = WeeklySlot(day=Weekday.TUE, start=17 * 60, zone="Europe/Berlin")
_TEACHING = "Developing confidence and skill in teaching"
_RUNNING = "Logistics of running a workshop (e.g. install issues, answering learner questions)"


@cache
def sample_introductions() -> tuple[Introduction, ...]:
    """What the sample teams are told."""
    programme = Programme(
        name="Mentoring Groups", community="The Carpentries", coordinator="Alex Rivera", contact="mentoring@example.org"
    )
    commitment = Commitment(hours_a_month=4, months="3 to 5")
    return tuple(
        introduce(team, label=f"Team {number}", programme=programme, commitment=commitment, round_=each)
        for number, (team, each) in enumerate([(_talkative_team(), _round(15, 4)), (_silent_team(), _round(1, 1))], 1)
    )


def _round(weeks: int, every: int) -> Round:
    return Round(
        name="2027-1",
        applications_close=date(2026, 11, 20),
        start=date(2027, 1, 18),
        weeks=weeks,
        meeting_minutes=60,
        meeting_every_weeks=every,
    )


def _talkative_team() -> Team:
    about: dict[str, Any] = {
        "languages": ("English", "Spanish"),
        "tools": ("Git", "Python"),
        "kinds_of_help": (_TEACHING, _RUNNING),
        "domain": "Ecology",
        "region": "Europe",
        "institution": "Field Station & Museum",
        "about": "I like <birds>, maps and long walks.",
    }
    mentor = Mentor.under(_TERMS, **_answers("Ines Duarte", "Europe/Berlin", capacity=3, workshops_taught=7, **about))
    mentees = [_mentee("Sam O'Neil", "America/New_York", **about), _mentee("Mei Tanaka", "Australia/Sydney", **about)]
    return Team(mentor=mentor, slot=_SLOT, seats=tuple(Seat(mentee=mentee, score=90) for mentee in mentees))


def _silent_team() -> Team:
    mentor = Mentor.under(_TERMS, **_answers("Ola Berg", "Europe/Berlin", capacity=1, languages=("German", "Dutch")))
    mentee = _mentee("Jo Li", "Asia/Kolkata", languages=("Dutch",))
    return Team(mentor=mentor, slot=_SLOT, seats=(Seat(mentee=mentee, score=10),))


def _mentee(name: str, zone: str, **given: Any) -> Mentee:
    return Mentee.under(_TERMS, **_answers(name, zone, **given))


def _answers(name: str, zone: str, **given: Any) -> dict[str, Any]:
    return {
        "name": name,
        "email": f"{name.split()[0].lower()}@example.org",
        "hours": WeeklyHours(zone=zone, blocks=()),
        "languages": ("English",),
        "certification": Certification.CERTIFIED,
        "workshops_taught": 0,
        "commitment": True,
        "applied_at": datetime(2026, 11, 2, tzinfo=UTC),
        "origin": Origin(tab="Applications", row=2),
        **given,
    }
