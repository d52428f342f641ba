"""Of whom and of what a report can speak: the teams with their people, who leads them, and their meetings.

All of it as it was when the report was said (`history.py`), or today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from mentoring_sync.intake.cells import address
from mentoring_sync.records.attendance import MeetingId, TeamMeeting
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import person_key

EARLY = timedelta(minutes=15)
"""So long before a meeting begins, a report can be of it already: mentors open the form when people come in."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in a team: who they are, what they were called, and the zone they lived in (empty: unknown)."""

    role: Role
    id: PersonId
    name: str
    zone: str = ""

    @property
    def key(self) -> str:
        """Whose marks are theirs."""
        return person_key(self.role, self.id)


@dataclass(frozen=True, kw_only=True)
class ReportingTeam:
    """A team and its people at a time. `led_since`: when its mentor took it over (None: they always led it).
    `ended`: when, if it was no more by then; these were its last people."""

    label: str
    mentor: Member
    mentees: tuple[Member, ...]
    led_since: datetime | None = None
    ended: datetime | None = None

    @property
    def members(self) -> tuple[Member, ...]:
        """The mentor, then the mentees."""
        return (self.mentor, *self.mentees)


@dataclass(frozen=True, kw_only=True)
class Circle:
    """The teams, each one's meetings by its label, who somebody is by any address of theirs, and how long it is from
    one meeting to the next.

    `names` are the names under which people are or were known, by who they are; `others` the names of everybody in
    the programme. `marked` are meetings for which somebody typed a mark into *Attendance*, and when that was seen.
    """

    teams: Sequence[ReportingTeam]
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

    def led_by(self, who: PersonId) -> list[ReportingTeam]:
        """The teams that somebody leads; whoever leads none, those that they led to their end."""
        return standing_first(each for each in self.teams if each.mentor.id == who)

    def name_of(self, who: PersonId) -> str:
        """How somebody is called; their address where that isn't known."""
        return self._members[who].name if who in self._members else next(iter(self.names.get(who, ())), str(who))

    def zone_of(self, who: PersonId) -> ZoneInfo | None:
        """The zone that somebody lives in."""
        member = self._members.get(who)
        return ZoneInfo(member.zone) if member and member.zone else None

    def begun(self, label: str, at: datetime) -> list[TeamMeeting]:
        """The team's meetings that had begun at an instant, the latest last."""
        return [each for each in self.meetings.get(label, ()) if each.start and each.start - EARLY <= at]

    def is_in_their_time(self, team: ReportingTeam, number: int, moved_to: date | None = None) -> bool:
        """Whether a meeting of a team, on its day or the one it was moved to, was held since its mentor leads it."""
        start = next((each.start for each in self.meetings.get(team.label, ()) if each.number == number), None)
        held = datetime.combine(moved_to, time.max, UTC) if moved_to else start
        return team.led_since is None or held is None or team.led_since <= held

    @cached_property
    def _members(self) -> dict[PersonId, Member]:
        return {member.id: member for each in self.teams for member in each.members}


def standing_first(teams: Iterable[ReportingTeam]) -> list[ReportingTeam]:
    """Those that stand; if none does, those that have ended."""
    found = list(teams)
    return [each for each in found if not each.ended] or found


def mentees_in(each: ReportingTeam) -> tuple[str, ...]:
    """The keys of a team's mentees."""
    return tuple(mentee.key for mentee in each.mentees)


def mentor_of(each: ReportingTeam) -> str:
    """The key of a team's mentor."""
    return each.mentor.key
