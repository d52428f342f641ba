"""Who was in which team when, the teams of this run included.

In: what is remembered of it, the teams that stood before and that are decided now. Out: by a person's key, their times
in teams, in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mentoring_sync.mail.key import round_prefix
from mentoring_sync.progress.meetings import spells_before, spells_now
from mentoring_sync.records.attendance import Spell
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import person_key
from mentoring_sync.run.people import People
from mentoring_sync.run.teams import Teams
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.known.attendance import KnownAttendance
from mentoring_sync.workbook.standing import StandingWorkbook


def times_in_teams(
    configuration: Configuration,
    standing: StandingWorkbook,
    people: People,
    teams: Teams,
    attended: KnownAttendance,
    *,
    now: datetime,
) -> dict[str, tuple[Spell, ...]]:
    """Everybody's times in teams."""
    before = dict(were_in(configuration, standing, people))
    here = {person_key(each.role, each.id): team.label for team in teams.teams for each in team.team.members}
    return {
        key: spells_now(
            spells_before(attended.of(key).spells, here.get(key, ""), before.get(key, "")),
            here.get(key, ""),
            now,
            since=now,
        )
        for key in {*here, *attended.people}
    }


def were_in(configuration: Configuration, standing: StandingWorkbook, people: People) -> Iterator[tuple[str, str]]:
    """By person's key: the team that they were in when the last run looked, by the tab or by what is remembered."""
    prefix = round_prefix(configuration.program.programme, configuration.program.round)
    for team in people.said.standing:
        yield person_key(Role.MENTOR, team.mentor), team.label
        for mentee in team.mentees:
            yield person_key(Role.MENTEE, people.known_as.get(mentee, mentee)), team.label
    for label, each in standing.known_teams.items():
        if each.round == prefix and each.mentees:
            yield person_key(Role.MENTOR, each.mentor), label
            yield from ((person_key(Role.MENTEE, mentee), label) for mentee in each.mentees)
