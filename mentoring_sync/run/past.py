"""What is to be remembered of a round's people when it is closed.

In: the configuration, the workbook as it stands, the round. Out: everyone who was in a closed round and in this one:
in which team, with whom, and how it ended for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from mentoring_sync.records.person import Mentee, Mentor, PersonId
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam, PersonStatus, person_key
from mentoring_sync.records.team import Seat, Team, TeamStatus
from mentoring_sync.run.feedback import feedback
from mentoring_sync.run.people import People
from mentoring_sync.run.progress import progress
from mentoring_sync.run.round import under_the_name_of
from mentoring_sync.run.teams import NO_TEAMS
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.known.past import Ended, PastPerson, PastRound
from mentoring_sync.workbook.known.people import KnownPerson, addresses_of
from mentoring_sync.workbook.known.round import KnownRound
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn, is_deferred, person_of

_ENDED: Mapping[str, Ended] = {
    PersonStatus.WITHDRAWN: Ended.WITHDREW,
    PersonStatus.DEFERRED: Ended.DEFERRED,
    PersonStatus.IN_TEAM: Ended.UNFINISHED,
    PersonStatus.WAITING: Ended.WAITED,
    PersonStatus.ACCEPTED: Ended.APPLIED,
    PersonStatus.NOT_ELIGIBLE: Ended.APPLIED,
    PersonStatus.UNUSABLE: Ended.APPLIED,
}
"""How a round ended for somebody, by the status in *Roster*; who has another wasn't in it."""


def past_with(
    configuration: Configuration, standing: StandingWorkbook, who: People, round_: KnownRound, *, now: datetime
) -> dict[str, PastPerson]:
    """By key: everyone who was in a round that was closed, and in this one."""
    return _Remembering(configuration, standing, who, round_, now).everyone()


class _Remembering:
    """What is to be remembered of a round's people, gathered from the tabs and the memory as they stand."""

    def __init__(
        self,
        configuration: Configuration,
        standing: StandingWorkbook,
        who: People,
        round_: KnownRound,
        now: datetime,
    ) -> None:
        self.standing, self.round, self.known = standing, round_, standing.known
        self.ids = {address: each.person.id for address, each in addresses_of(self.known.values())}
        self.teams = teams_as_known(standing)
        teams = replace(NO_TEAMS, teams=self.teams)
        by_form = feedback(configuration, standing, who, teams, now=now).answered
        answered = by_form | {self.ids.get(each, PersonId(each)) for each in standing.known_replies.surveyed}
        figures = progress(under_the_name_of(configuration, round_), standing, who, teams, answered=answered, now=now)
        self.earned = {person_key(each.person.role, each.person.id) for each in figures.earned}

    def everyone(self) -> dict[str, PastPerson]:
        """By key."""
        roster = self.standing.tab(ROSTER)
        rows = {key: cells for key, cells in roster.as_written.items() if key.partition(":")[0] in set(Role)}
        found = dict(self.standing.past)
        for key, cells in rows.items():
            ended = _ENDED.get(str(cells.get(RosterColumn.STATUS)))
            before = found.get(key, PastPerson(key=key, name="", email=""))
            if ended in (Ended.DEFERRED, Ended.WITHDREW) and key in found and key not in self.known:
                continue  # they stood there for what they were before
            if ended and not any(each.of == self.round.prefix for each in before.rounds):
                found[key] = self._with_round(
                    key, before, {str(title): str(cell or "") for title, cell in cells.items()}, ended
                )
        return found

    def _with_round(self, key: str, before: PastPerson, cells: Mapping[str, str], ended: Ended) -> PastPerson:
        known = self.known.get(key)
        email = cells.get(RosterColumn.EMAIL, "")
        addresses = dict.fromkeys((*before.addresses, *(known.addresses if known else ()), email))
        return replace(
            before,
            name=cells.get(RosterColumn.PERSON) or before.name,
            email=email or before.email,
            zone=cells.get(RosterColumn.TIME_ZONE) or before.zone,
            languages=known.person.languages if known else before.languages,
            addresses=tuple(address for address in addresses if address),
            rounds=(*before.rounds, self._round(key, known, ended)),
        )

    def _round(self, key: str, known: KnownPerson | None, ended: Ended) -> PastRound:
        why = self.standing.tab(ROSTER).said(key, RosterColumn.WITHDRAWN_WHY) if ended is Ended.WITHDREW else ""
        if is_deferred(why):
            ended, why = Ended.DEFERRED, ""
        team, beside = self._team(key)
        return PastRound(
            called=self.round.called,
            of=self.round.prefix,
            ended=Ended.FINISHED if ended is Ended.UNFINISHED and key in self.earned else ended,
            team=team,
            beside=beside,
            why=why,
            answered=known.given if known and team else None,
        )

    def _team(self, key: str) -> tuple[str, tuple[str, ...]]:
        """The team that somebody was in, or was last told of, and whom they were beside in it."""
        who, role = person_of(key)
        for each in self.teams:
            mentor, mentees = each.team.mentor, each.team.mentees
            if role is Role.MENTOR and mentor.id == who:
                return each.label, tuple(mentee.name for mentee in mentees)
            if role is Role.MENTEE and who in {mentee.id for mentee in mentees}:
                return each.label, (mentor.name,)
        return self._told_of(who, role)

    def _told_of(self, who: str, role: Role) -> tuple[str, tuple[str, ...]]:
        for label, each in self.standing.known_teams.items():
            told = each.told.members if each.told and each.round == self.round.prefix else {}
            ids = {self.ids.get(address, address): name for address, name in told.items()}
            if who in ids and (role is Role.MENTOR) is (who == each.mentor):
                beside = ids.get(each.mentor, "") if role is Role.MENTEE else ""
                return label, (beside,) if beside else ()
        return "", ()


def teams_as_known(standing: StandingWorkbook) -> tuple[LabelledTeam, ...]:
    """The teams that stand, of the people as the last run knew them."""
    known = standing.known
    ids = {address: each.person.id for address, each in addresses_of(known.values())}
    return tuple(_teams(standing, known, ids))


def _teams(
    standing: StandingWorkbook, known: Mapping[str, KnownPerson], ids: Mapping[str, str]
) -> Iterator[LabelledTeam]:
    for each in standing.coordinator_input.standing:
        mentor = known.get(person_key(Role.MENTOR, ids.get(each.mentor, each.mentor)))
        mentees = [known.get(person_key(Role.MENTEE, mentee)) for mentee in each.mentees]
        seats = tuple(Seat(mentee=one.person, score=0) for one in mentees if one and isinstance(one.person, Mentee))
        if mentor and isinstance(mentor.person, Mentor) and seats:
            team = Team(mentor=mentor.person, slot=each.slot, seats=seats)
            yield LabelledTeam(label=each.label, team=team, status=TeamStatus.INTRODUCED)
