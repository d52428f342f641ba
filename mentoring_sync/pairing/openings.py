"""Where else could a mentee go? The other teams that have a seat left, at an hour that suits them in every week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.score import score
from mentoring_sync.records.person import Mentee
from mentoring_sync.records.team import Team, Wishes

MOST_OPENINGS = 4


def openings(teams: Sequence[Team], wishes: Wishes, rules: Rules) -> Mapping[str, tuple[Team, ...]]:
    """By the address of a mentee in a team: the teams that they could move to as things stand, the best score first."""
    with_room = [team for team in teams if len(team.seats) < min(team.mentor.capacity, rules.most_mentees)]
    apart = {frozenset(couple) for couple in wishes.vetoes}
    return {mentee.email: tuple(_for(mentee, own, with_room, apart, rules)) for own in teams for mentee in own.mentees}


def _for(mentee: Mentee, own: Team, teams: Sequence[Team], apart: set[frozenset[str]], rules: Rules) -> Sequence[Team]:
    speaking = [
        team for team in teams if team is not own and not set(team.mentor.languages).isdisjoint(mentee.languages)
    ]
    speaking.sort(key=lambda team: (-score(team.mentor, mentee, rules.weights), team.mentor.email))
    found: list[Team] = []
    for team in speaking:
        if len(found) == MOST_OPENINGS:
            break
        strangers = any(frozenset((mentee.email, member.email)) in apart for member in team.members)
        if team.mentor.email != mentee.email and not strangers and _can_come(mentee, team, rules):
            found.append(team)
    return found


def _can_come(mentee: Mentee, team: Team, rules: Rules) -> bool:
    minutes = rules.round.meeting_minutes
    return all(mentee.hours.free_at(start, minutes) for start in rules.round.every_week(team.slot))
