"""Teams, and what pairing says about them: who meets whom, when, why, and who found no seat."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.person import Mentee, Mentor, Person
from mentoring_sync.records.requirement import Role


class TeamStatus(StrEnum):
    """*Proposed* until its introduction is sent, *Introduced* ever after."""

    PROPOSED = "Proposed"
    INTRODUCED = "Introduced"


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A mentee in a team: how well mentor and mentee fit (0 to 100), and why, in words."""

    mentee: Mentee
    score: int
    why: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Team:
    """A mentor, a weekly slot on the mentor's clock in which every member is free in every week, and the mentees."""

    mentor: Mentor
    slot: WeeklySlot
    seats: tuple[Seat, ...]

    @property
    def mentees(self) -> tuple[Mentee, ...]:
        """The mentees, in the order of their seats."""
        return tuple(seat.mentee for seat in self.seats)

    @property
    def members(self) -> tuple[Person, ...]:
        """The mentor, then the mentees."""
        return (self.mentor, *self.mentees)


@dataclass(frozen=True, kw_only=True)
class Unplaced:
    """A person without a team, why, and the cheapest ways to seat them (sentences, best first)."""

    person: Person
    reason: str
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A team as it stands in the workbook, by addresses. `introduced`: its people have been told."""

    mentor: str
    slot: WeeklySlot
    mentees: tuple[str, ...]
    introduced: bool


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the coordinator said, by addresses: pairs that must be, pairs that must not, and the teams that stand.

    `pins` are (mentee, mentor); `vetoes` are any two people who must not be in one team.
    """

    pins: frozenset[tuple[str, str]] = frozenset()
    vetoes: frozenset[tuple[str, str]] = frozenset()
    standing: tuple[Standing, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Objective:
    """A value reached and the proved bound on it: optimal when they are equal."""

    value: int
    bound: int

    @property
    def optimal(self) -> bool:
        """Whether nothing better exists."""
        return self.value == self.bound


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """The result of pairing: the teams, who is in none, and how good the whole is.

    `objectives` is in the order of importance: placed, moved, score. `ignored` are the wishes that contradict a
    hard rule, each as a sentence.
    """

    teams: tuple[Team, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    objectives: dict[str, Objective] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    @property
    def placed(self) -> int:
        """How many mentees have a team."""
        return sum(len(team.seats) for team in self.teams)

    def unplaced_in(self, role: Role) -> tuple[Unplaced, ...]:
        """Those of one role who have no team."""
        return tuple(each for each in self.unplaced if each.person.role is role)
