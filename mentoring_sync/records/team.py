"""Teams, and what pairing says about them: who meets whom, when, why, and who found no seat.

The shapes hold whoever is paired: pairing knows candidates, the rest of the house the people themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, NamedTuple, NewType, Protocol, TypeAlias, TypeVar

from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.person import Mentee, Mentor, Person, PersonId
from mentoring_sync.records.requirement import Role

TeamId = NewType("TeamId", str)
"""The label that a team keeps for the round: `Team 3`."""


class TeamStatus(StrEnum):
    """*Proposed* until its introduction is sent, *Introduced* ever after."""

    PROPOSED = "Proposed"
    INTRODUCED = "Introduced"


class InARole(Protocol):
    """Whoever takes part as a mentor or as a mentee."""

    @property
    def role(self) -> Role:
        """Which of the two."""


MentorT = TypeVar("MentorT", bound=InARole)
MenteeT = TypeVar("MenteeT", bound=InARole)
PersonT = TypeVar("PersonT", bound=InARole)


@dataclass(frozen=True, kw_only=True)
class SeatOf(Generic[MenteeT]):
    """A mentee in a team: how well mentor and mentee fit (0 to 100), and why, in words."""

    mentee: MenteeT
    score: int
    why: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TeamOf(Generic[MentorT, MenteeT]):
    """A mentor, a weekly slot on the mentor's clock in which every member is free in every week, and the mentees."""

    mentor: MentorT
    slot: WeeklySlot
    seats: tuple[SeatOf[MenteeT], ...]

    @property
    def mentees(self) -> tuple[MenteeT, ...]:
        """The mentees, in the order of their seats."""
        return tuple(seat.mentee for seat in self.seats)

    @property
    def members(self) -> tuple[MentorT | MenteeT, ...]:
        """The mentor, then the mentees."""
        return (self.mentor, *self.mentees)


@dataclass(frozen=True, kw_only=True)
class UnplacedOf(Generic[PersonT]):
    """A person without a team, why, and the cheapest ways to seat them (sentences, best first)."""

    person: PersonT
    reason: str
    remedies: tuple[str, ...] = ()


class Pin(NamedTuple):
    """A mentee who must be in a mentor's team."""

    mentee: PersonId
    mentor: PersonId


class Veto(NamedTuple):
    """Any two people who must not be in one team."""

    one: PersonId
    other: PersonId


@dataclass(frozen=True, kw_only=True)
class IgnoredPin:
    """A pin that contradicts a hard rule, and why it can't be kept."""

    pin: Pin
    because: str

    def sentence(self, name: Callable[[PersonId], str]) -> str:
        """The whole in words; `name` says how the two are named."""
        return f"{name(self.pin.mentee)} can't be pinned to {name(self.pin.mentor)}: {self.because}"

    def __str__(self) -> str:
        return self.sentence(str)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A team as it stands in the workbook. `introduced`: its people have been told."""

    mentor: PersonId
    slot: WeeklySlot
    mentees: tuple[PersonId, ...]
    introduced: bool


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What the coordinator said: pairs that must be, pairs that must not, the teams that stand, and hours.

    `fixed` has, by mentor, the hour at which the mentor's team is to meet, whenever else they are free.
    """

    pins: frozenset[Pin] = frozenset()
    vetoes: frozenset[Veto] = frozenset()
    standing: tuple[Standing, ...] = ()
    fixed: Mapping[PersonId, WeeklySlot] = field(default_factory=dict)


class Objective(StrEnum):
    """What a pairing is measured by, in the order of importance: placed and score are to be great, moved small."""

    PLACED = "placed"
    MOVED = "moved"
    SCORE = "score"


@dataclass(frozen=True, kw_only=True)
class Reached:
    """The value that an objective reached and the proved bound on it: optimal when they are equal."""

    value: int
    bound: int

    @property
    def optimal(self) -> bool:
        """Whether nothing better exists."""
        return self.value == self.bound


@dataclass(frozen=True, kw_only=True)
class PairingOf(Generic[MentorT, MenteeT]):
    """The result of pairing: the teams, who is in none, how good the whole is, and the pins that can't be kept.

    `cut`: time ran out before the search was done, so another run may find others.
    """

    teams: tuple[TeamOf[MentorT, MenteeT], ...] = ()
    unplaced: tuple[UnplacedOf[MentorT | MenteeT], ...] = ()
    objectives: Mapping[Objective, Reached] = field(default_factory=dict)
    ignored: tuple[IgnoredPin, ...] = ()
    cut: bool = False

    @property
    def placed(self) -> int:
        """How many mentees have a team."""
        return sum(len(team.seats) for team in self.teams)

    @property
    def score(self) -> int:
        """The sum of all seats' scores."""
        return sum(seat.score for team in self.teams for seat in team.seats)

    def unplaced_in(self, role: Role) -> tuple[UnplacedOf[MentorT | MenteeT], ...]:
        """Those of one role who have no team."""
        return tuple(each for each in self.unplaced if each.person.role is role)


Seat: TypeAlias = SeatOf[Mentee]
Team: TypeAlias = TeamOf[Mentor, Mentee]
Unplaced: TypeAlias = UnplacedOf[Person]
Pairing: TypeAlias = PairingOf[Mentor, Mentee]
