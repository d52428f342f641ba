"""Of whom and of what a report can speak: the teams with their people, who leads them, and their meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from mentoring_sync.intake.cells import address
from mentoring_sync.records.attendance import MeetingId, TeamMeeting
from mentoring_sync.records.person import Person, PersonId
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam, person_key

EARLY = timedelta(minutes=15)
"""So long before a meeting begins, a report can be of it already: mentors open the form when people come in."""


@dataclass(frozen=True, kw_only=True)
class Circle:
    """The teams, each one's meetings by its label, who somebody is by any address of theirs, and how long it is from
    one meeting to the next.

    `names` are other names under which people are or were known, by who they are; `others` the names of everybody in
    the programme. `marked` are meetings for which somebody typed a mark into *Attendance*, and when that was seen.
    """

    teams: Sequence[LabelledTeam]
    meetings: Mapping[str, tuple[TeamMeeting, ...]]
    known_as: Mapping[str, PersonId]
    period: timedelta
    names: Mapping[PersonId, tuple[str, ...]] = field(default_factory=dict)
    others: frozenset[str] = frozenset()
    marked: Mapping[MeetingId, datetime] = field(default_factory=dict)

    def who(self, email: str) -> PersonId:
        """Whose address it is or was."""
        plain = address(email)
        return self.known_as.get(plain, PersonId(plain))

    def led_by(self, who: PersonId) -> list[LabelledTeam]:
        """The teams that somebody leads."""
        return [each for each in self.teams if each.team.mentor.id == who]

    def name_of(self, who: PersonId) -> str:
        """How somebody is called; their address where that isn't known."""
        return self._members[who].name if who in self._members else next(iter(self.names.get(who, ())), str(who))

    def zone_of(self, who: PersonId) -> ZoneInfo | None:
        """The zone that somebody lives in."""
        return ZoneInfo(self._members[who].zone) if who in self._members else None

    def begun(self, label: str, at: datetime) -> list[TeamMeeting]:
        """The team's meetings that had begun at an instant, the latest last."""
        return [each for each in self.meetings.get(label, ()) if each.start and each.start - EARLY <= at]

    @cached_property
    def _members(self) -> dict[PersonId, Person]:
        return {member.id: member for each in self.teams for member in each.team.members}


def mentees_in(each: LabelledTeam) -> tuple[str, ...]:
    """The keys of a team's mentees."""
    return tuple(person_key(Role.MENTEE, mentee.id) for mentee in each.team.mentees)


def mentor_of(each: LabelledTeam) -> str:
    """The key of a team's mentor."""
    return person_key(Role.MENTOR, each.team.mentor.id)
