"""What a new answer would cost: the places of people who have been introduced.

In: the teams that stand, whom the last run knew, the round. Out: for a new answer, in words, what would follow for an
introduced team; nothing where the team can go on as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentoring_sync.intake.outcome import Rejection
from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import person_key
from mentoring_sync.records.round import Round
from mentoring_sync.run.shared_hours import suiting
from mentoring_sync.workbook.known.people import KnownPerson
from mentoring_sync.workbook.tabs.teams import StandingTeam

Outcome = Mentor | Mentee | Rejection


@dataclass(frozen=True, kw_only=True)
class Stakes:
    """The introduced teams, by the key of each of their people."""

    teams: Mapping[str, StandingTeam]
    known: Mapping[str, KnownPerson]
    round: Round

    def of(self, key: str, new: Outcome) -> str:
        """What would follow from a person's new answer; empty if nothing for a team that was introduced."""
        team = self.teams.get(key)
        if team is None:
            return ""
        if self._meets_elsewhen(team, key, new):
            return f"{team.label} would meet at another hour"
        if isinstance(new, Mentor) or new.role is Role.MENTOR:
            return self._of_mentor(team, new)
        return f"the place in {team.label} would be lost" if self._cannot_stay(team, new) else ""

    def _of_mentor(self, team: StandingTeam, new: Outcome) -> str:
        size = len(team.mentees)
        ends = f"the team of {size} that they lead would end" if size > 1 else "the team that they lead would end"
        if self._cannot_stay(team, new):
            return ends
        if isinstance(new, Mentor) and new.min_team > size:
            return ends
        if isinstance(new, Mentor) and new.capacity < size:
            return f"{size - new.capacity} of the {size} in {team.label} would lose their place"
        if isinstance(new, Mentor) and not self._is_same_hour(team, new):
            return f"{team.label} would meet at another hour in some weeks, since clocks change on other days"
        return ""

    def _is_same_hour(self, team: StandingTeam, mentor: Mentor) -> bool:
        """Whether the team's hour can be told on the mentor's clock, in every week."""
        return self.round.is_same_hour(team.slot, self.round.on_the_clock(team.slot, mentor.zone))

    def _meets_elsewhen(self, team: StandingTeam, key: str, new: Outcome) -> bool:
        """Whether the team can't meet at its hour any more, and at another one all can."""
        if isinstance(new, Rejection) or not self.round.missed(team.slot, new.hours) or self._is_mute(team, new):
            return False
        keys = [person_key(Role.MENTOR, team.mentor), *(person_key(Role.MENTEE, each) for each in team.mentees)]
        members = [
            new if each == key else self.known[each].person for each in keys if each == key or each in self.known
        ]
        return next(suiting(members, self.round), None) is not None

    def _cannot_stay(self, team: StandingTeam, new: Outcome) -> bool:
        return isinstance(new, Rejection) or bool(self.round.missed(team.slot, new.hours)) or self._is_mute(team, new)

    def _is_mute(self, team: StandingTeam, new: Mentor | Mentee) -> bool:
        """Whether they share no language any more with somebody across the table."""
        others = (
            [person_key(Role.MENTEE, mentee) for mentee in team.mentees]
            if isinstance(new, Mentor)
            else [person_key(Role.MENTOR, team.mentor)]
        )
        spoken = [self.known[key].person.languages for key in others if key in self.known]
        return any(set(languages).isdisjoint(new.languages) for languages in spoken)


def stakes_of(
    teams: Sequence[StandingTeam], postings: Sequence[Posting], known: Mapping[str, KnownPerson], round_: Round
) -> Stakes:
    """The stakes of the teams that were introduced."""
    told = {each.team for each in postings if introduces(each) and each.state is not MailState.OWED}
    introduced: dict[str, StandingTeam] = {}
    for team in teams:
        if team.label in told:
            introduced[person_key(Role.MENTOR, team.mentor)] = team
            introduced |= {person_key(Role.MENTEE, mentee): team for mentee in team.mentees}
    return Stakes(teams=introduced, known=known, round=round_)
