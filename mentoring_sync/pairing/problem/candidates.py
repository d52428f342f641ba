"""Whom pairing pairs: what it needs to know of a mentor and of a mentee, and nothing else of their applications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from mentoring_sync.records.availability import WeeklyHours
from mentoring_sync.records.person import Mentee, Mentor, PersonId
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.team import PairingOf, SeatOf, TeamOf, UnplacedOf


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What both roles share. The same `id` in both roles is one person; `name` is for sentences.

    Tuples keep the order of preference, as the applications do. An empty answer is unknown.
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
    certification_path: str = ""

    @property
    def zone(self) -> str:
        """The IANA key of the candidate's time zone."""
        return self.hours.zone

    @property
    def first_language(self) -> str:
        """The language the candidate prefers."""
        return self.languages[0]

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
    return MentorCandidate(
        id=mentor.id,
        name=mentor.name,
        hours=mentor.hours,
        languages=mentor.languages,
        tools=mentor.tools,
        kinds_of_help=mentor.kinds_of_help,
        domain=mentor.domain,
        institution=mentor.institution,
        region=mentor.region,
        certification_path=mentor.certification_path,
        capacity=mentor.capacity,
        min_team=mentor.min_team,
    )


def mentee_candidate(mentee: Mentee) -> MenteeCandidate:
    """A mentee as pairing knows them."""
    return MenteeCandidate(
        id=mentee.id,
        name=mentee.name,
        hours=mentee.hours,
        languages=mentee.languages,
        tools=mentee.tools,
        kinds_of_help=mentee.kinds_of_help,
        domain=mentee.domain,
        institution=mentee.institution,
        region=mentee.region,
        certification_path=mentee.certification_path,
        priority=mentee.priority,
    )
