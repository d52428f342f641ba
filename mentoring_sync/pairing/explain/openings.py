"""Where else could a mentee go? The other teams that have a seat left, at an hour that suits them in every week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from mentoring_sync.pairing.fit import score
from mentoring_sync.pairing.problem.candidates import CandidateTeam, MenteeCandidate
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.records.availability import MINUTES_PER_DAY
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.team import Veto

MOST_OPENINGS = 4


def openings(
    teams: Sequence[CandidateTeam], vetoes: Iterable[Veto], rules: Rules
) -> Mapping[PersonId, tuple[CandidateTeam, ...]]:
    """By mentee in a team: the teams that they could move to as things stand, the best score first."""
    with_room = [team for team in teams if len(team.seats) < min(team.mentor.capacity, rules.most_mentees)]
    search = _Search(with_room, {frozenset(veto) for veto in vetoes}, rules)
    return {mentee.id: tuple(search.found_for(mentee, own)) for own in teams for mentee in own.mentees}


class _Search:
    """One search through the teams with room: those that meet at the same minutes of a clock are looked at once."""

    def __init__(self, teams: Sequence[CandidateTeam], apart: set[frozenset[PersonId]], rules: Rules) -> None:
        self._teams, self._apart, self._rules = teams, apart, rules
        self._meets = {team.mentor.id: rules.round.every_week(team.slot)[:: rules.round.held_every] for team in teams}
        self._seen: dict[str, Mapping[frozenset[int], list[CandidateTeam]]] = {}

    def found_for(self, mentee: MenteeCandidate, own: CandidateTeam) -> Sequence[CandidateTeam]:
        open_to = [team for team in self._suiting(mentee) if team is not own and team.mentor.understands(mentee)]
        open_to.sort(key=lambda team: (-score(team.mentor, mentee, self._rules.scores), team.mentor.id))
        return [team for team in open_to if not self._strangers(mentee, team)][:MOST_OPENINGS]

    def _strangers(self, mentee: MenteeCandidate, team: CandidateTeam) -> bool:
        kept_apart = any(frozenset((mentee.id, member.id)) in self._apart for member in team.members)
        return kept_apart or team.mentor.id == mentee.id

    def _suiting(self, mentee: MenteeCandidate) -> Iterator[CandidateTeam]:
        """The teams that meet when somebody is free, in every week."""
        length, free = self._rules.round.meeting_minutes, dict[int, bool]()
        for minutes, teams in self._on_the_clock(mentee.hours.zone).items():
            for minute in minutes - free.keys():
                free[minute] = mentee.hours.covers(minute, length)
            if all(free[minute] for minute in minutes):
                yield from teams

    def _on_the_clock(self, zone: str) -> Mapping[frozenset[int], list[CandidateTeam]]:
        """The teams by the minutes of a zone's week at which they meet over the round."""
        if zone not in self._seen:
            found = self._seen[zone] = {}
            for team in self._teams:
                local = (start.astimezone(ZoneInfo(zone)) for start in self._meets[team.mentor.id])
                minutes = frozenset(each.weekday() * MINUTES_PER_DAY + each.hour * 60 + each.minute for each in local)
                found.setdefault(minutes, []).append(team)
        return self._seen[zone]
