"""Who is open to either role takes part in one of them: the one in which it helps most.

Both roles are offered first; the pairing of that is the best that can be. Where it uses somebody twice, the round is
paired with them as a mentor and with them as a mentee, and the role with which more people are in teams is theirs. A
role in which somebody stands or is
pinned is the one they have.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.requirement import Role


def open_to_either(request: PairingRequest) -> frozenset[PersonId]:
    """Those who are candidates in both roles and want one."""
    as_mentees = {mentee.id for mentee in request.mentees if mentee.either}
    return frozenset(mentor.id for mentor in request.mentors if mentor.either and mentor.id in as_mentees)


def settled(request: PairingRequest) -> PairingRequest:
    """The request with one role for those whose role is settled: who stands in a team, or is pinned to one."""
    either, wishes = open_to_either(request), request.wishes
    leads = {each.mentor for each in wishes.standing} | {pin.mentor for pin in wishes.pins}
    joins = {mentee for each in wishes.standing for mentee in each.mentees} | {pin.mentee for pin in wishes.pins}
    return in_one_role(request, mentors=either & leads, mentees=(either & joins) - leads)


def in_one_role(
    request: PairingRequest, *, mentors: Collection[PersonId] = (), mentees: Collection[PersonId] = ()
) -> PairingRequest:
    """The request with these people as mentors only, and those as mentees only."""
    return replace(
        request,
        mentors=[each for each in request.mentors if each.id not in mentees],
        mentees=[each for each in request.mentees if each.id not in mentors],
    )


def used_twice(request: PairingRequest, pairing: CandidatePairing) -> frozenset[PersonId]:
    """Of those who want one role, who has two in a pairing."""
    leading = {team.mentor.id for team in pairing.teams}
    joining = {mentee.id for team in pairing.teams for mentee in team.mentees}
    return open_to_either(request) & leading & joining


def helps(pairing: CandidatePairing) -> tuple[int, int]:
    """What a pairing is worth: how many people are in teams, then how well they fit."""
    people = {team.mentor.id for team in pairing.teams} | {
        mentee.id for team in pairing.teams for mentee in team.mentees
    }
    return len(people), sum(seat.score for team in pairing.teams for seat in team.seats)


def said_once(request: PairingRequest, pairing: CandidatePairing) -> CandidatePairing:
    """The pairing in which who has one role isn't said to lack the other, and who has none lacks that of a mentee."""
    either = open_to_either(request)
    placed = {team.mentor.id for team in pairing.teams} | {
        mentee.id for team in pairing.teams for mentee in team.mentees
    }
    unplaced = tuple(
        each
        for each in pairing.unplaced
        if each.person.id not in either or (each.person.id not in placed and each.person.role is Role.MENTEE)
    )
    return replace(pairing, unplaced=unplaced)
