"""Whom pairing pairs: what it needs to know of a mentor and of a mentee, and nothing else of their applications."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

from mentoring_sync.records.availability import WeeklyHours
from mentoring_sync.records.person import Mentee, Mentor, PersonId
from mentoring_sync.records.requirement import FieldValue, Role
from mentoring_sync.records.team import PairingOf, SeatOf, TeamOf, UnplacedOf


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What both roles share. The same `id` in both roles is one person; `name` is for sentences.

    Tuples keep the order of preference, as the applications do. An empty answer is unknown. `own` are the answers to
    the programme's own questions; who is open to `either` role may be a candidate in both, and is placed in one.
    """

    role: ClassVar[Role]

    id: PersonId
    name: str
    hours: WeeklyHours
    languages: tuple[str, ...]
    tools: tuple[str, ...] = ()
    kinds_of_help: tuple[str, ...] = ()
    domain: str = ""
    institution: str = ""
    region: str = ""
    own: Mapping[str, FieldValue] = field(default_factory=dict, hash=False)
    either: bool = False

    @property
    def zone(self) -> str:
        """The IANA key of the candidate's time zone."""
        return self.hours.zone

    @property
    def first_language(self) -> str:
        """The language the candidate prefers."""
        return self.languages[0]

    def answer(self, name: str) -> FieldValue:
        """What is known of a field, of the programme's own or another; None: nothing."""
        if name in self.own:
            return self.own[name]
        value: FieldValue = getattr(self, name, None)
        return value

    def understands(self, other: Candidate) -> bool:
        """Whether the two have a language in common."""
        return not set(self.languages).isdisjoint(other.languages)


@dataclass(frozen=True, kw_only=True)
class MentorCandidate(Candidate):
    """Leads at most one team of `min_team` to `capacity` mentees."""

    role = Role.MENTOR

    capacity: int
    min_team: int = 1


@dataclass(frozen=True, kw_only=True)
class MenteeCandidate(Candidate):
    """Joins at most one team; a higher `priority` is seated first."""

    role = Role.MENTEE

    priority: int = 0


CandidateSeat: TypeAlias = SeatOf[MenteeCandidate]
CandidateTeam: TypeAlias = TeamOf[MentorCandidate, MenteeCandidate]
CandidateUnplaced: TypeAlias = UnplacedOf[MentorCandidate | MenteeCandidate]
CandidatePairing: TypeAlias = PairingOf[MentorCandidate, MenteeCandidate]


def mentor_candidate(mentor: Mentor) -> MentorCandidate:
    """A mentor as pairing knows them."""
    return MentorCandidate(**_shared(mentor), capacity=mentor.capacity, min_team=mentor.min_team)


def mentee_candidate(mentee: Mentee) -> MenteeCandidate:
    """A mentee as pairing knows them."""
    return MenteeCandidate(**_shared(mentee), priority=mentee.priority)


def _shared(person: Mentor | Mentee) -> dict[str, Any]:
    """What both roles share."""
    return {
        "id": person.id,
        "name": person.name,
        "hours": person.hours,
        "languages": person.languages,
        "tools": person.tools,
        "kinds_of_help": person.kinds_of_help,
        "domain": person.domain,
        "institution": person.institution,
        "region": person.region,
        "own": dict(sorted(person.own.items())),
        "either": person.either,
    }
