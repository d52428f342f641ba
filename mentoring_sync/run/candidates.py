"""The people as pairing knows them, and the teams that pairing found as teams of people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mentoring_sync.pairing.problem.candidates import CandidatePairing, mentee_candidate, mentor_candidate
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.records.person import Mentee, Mentor, Person, PersonId
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.team import (
    Pairing,
    Seat,
    Team,
    Unplaced,
    Wishes,
)


def request_of(mentors: Sequence[Mentor], mentees: Sequence[Mentee], wishes: Wishes, rules: Rules) -> PairingRequest:
    """What is asked of pairing for these people."""
    return PairingRequest(
        mentors=[mentor_candidate(mentor) for mentor in mentors],
        mentees=[mentee_candidate(mentee) for mentee in mentees],
        wishes=wishes,
        rules=rules,
    )


def of_people(found: CandidatePairing, mentors: Sequence[Mentor], mentees: Sequence[Mentee]) -> Pairing:
    """The pairing of candidates as one of the people they stand for."""
    leading, joining = {each.id: each for each in mentors}, {each.id: each for each in mentees}
    people: Mapping[Role, Mapping[PersonId, Person]] = {Role.MENTOR: leading, Role.MENTEE: joining}
    return Pairing(
        teams=tuple(
            Team(
                mentor=leading[team.mentor.id],
                slot=team.slot,
                seats=tuple(
                    Seat(mentee=joining[seat.mentee.id], score=seat.score, why=seat.why) for seat in team.seats
                ),
            )
            for team in found.teams
        ),
        unplaced=tuple(
            Unplaced(person=people[each.person.role][each.person.id], reason=each.reason, remedies=each.remedies)
            for each in found.unplaced
        ),
        objectives=found.objectives,
        ignored=found.ignored,
    )
