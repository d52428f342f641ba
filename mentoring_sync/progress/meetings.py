"""Which meetings teams hold, and which of them are somebody's.

In: the round's dates for a team's hour, what is remembered of its meetings (held, moved, extra), who was in which team
when. Out: the team's meetings by number, and for a person the meeting that each number stands for. A number stays with
its meeting for good, whatever becomes of the round's dates or the team's hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import count
from math import inf

from mentoring_sync.records.attendance import MeetingId, Spell, TeamMeeting
from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.leave import Leave
from mentoring_sync.records.round import Round
from mentoring_sync.records.team import TeamId


def team_meetings(
    team: str, slot: WeeklySlot, round_: Round, known: Sequence[TeamMeeting] = ()
) -> tuple[TeamMeeting, ...]:
    """The meetings of a team, by number. What is `known` of them stands before what the round's dates say: of those,
    the one that was set for the same weeks isn't another meeting.
    """
    taken = {_period(round_, each.first) for each in known if each.first}
    rest = [start for start in round_.meetings(slot) if _period(round_, start.date()) not in taken]
    numbers = {each.number for each in known}
    free = (number for number in count(1) if number not in numbers)
    set_ = [
        TeamMeeting(team=TeamId(team), number=number, start=start, minutes=round_.meeting_minutes, first=start.date())
        for number, start in zip(free, rest, strict=False)
    ]
    return tuple(sorted((*known, *set_), key=lambda each: each.number))


def _period(round_: Round, day: date) -> int:
    return (day - round_.start).days // (7 * round_.meeting_every_weeks)


@dataclass(frozen=True)
class Meetings:
    """The meetings of all teams, and by a person's key the times that they were in one, in order, and when they were on
    leave: no meeting of those days is theirs."""

    every: Sequence[TeamMeeting]
    spells: Mapping[str, tuple[Spell, ...]]
    leaves: Mapping[str, Sequence[Leave]] = field(default_factory=dict)

    def is_away(self, key: str, meeting: TeamMeeting) -> bool:
        """Whether somebody was on leave on the day of a meeting."""
        day = meeting.day
        return day is not None and any(leave.covers(day) for leave in self.leaves.get(key, ()))

    @cached_property
    def by_id(self) -> Mapping[MeetingId, TeamMeeting]:
        """The meetings by name."""
        return {each.id: each for each in self.every}

    @cached_property
    def by_team(self) -> Mapping[str, tuple[TeamMeeting, ...]]:
        """Each team's, by number."""
        found: dict[str, list[TeamMeeting]] = {}
        for each in sorted(self.every, key=lambda each: each.number):
            found.setdefault(each.team, []).append(each)
        return {team: tuple(meetings) for team, meetings in found.items()}

    def team_of(self, key: str) -> str:
        """The team that somebody is in; empty if they are in none."""
        spells = self.spells.get(key, ())
        return spells[-1].team if spells and spells[-1].until is None else ""

    def fell_in(self, key: str, meeting: MeetingId) -> bool:
        """Whether a meeting fell in somebody's time in its team."""
        found = self.by_id.get(meeting)
        return (
            found is not None
            and not self.is_away(key, found)
            and any(spell.team == meeting.team and spell.holds(found.start) for spell in self.spells.get(key, ()))
        )

    def of_person(self, key: str) -> tuple[TeamMeeting, ...]:
        """The meetings that fall in somebody's time in their teams, in the order in which they were held; those without
        a date last."""
        if key not in self._found:
            mine = {
                each.id: each
                for spell in self.spells.get(key, ())
                for each in self.by_team.get(spell.team, ())
                if spell.holds(each.start) and not self.is_away(key, each)
            }
            self._found[key] = tuple(sorted(mine.values(), key=_when))
        return self._found[key]

    @cached_property
    def _found(self) -> dict[str, tuple[TeamMeeting, ...]]:
        """What was found of people: each is asked about by several stages."""
        return {}

    @cached_property
    def somebodys(self) -> frozenset[MeetingId]:
        """The meetings that fall in anybody's time in a team."""
        return frozenset(each.id for key in self.spells for each in self.of_person(key))

    def stands_for(self, key: str, number: int) -> MeetingId | None:
        """The meeting that a number stands for in somebody's row: their team's; if that was before they came, the one
        of the team that they were in by then; an extra one of their team's, if it has none of that number; or none."""
        for spell in reversed(self.spells.get(key, ())):
            found = self.by_id.get(MeetingId(spell.team, number))
            if found and spell.holds(found.start):
                return None if self.is_away(key, found) else found.id
        team = self.team_of(key)
        mine = MeetingId(team, number)
        return mine if team and mine not in self.by_id else None


def spells_before(known: tuple[Spell, ...], team: str, was_in: str) -> tuple[Spell, ...]:
    """Somebody's times in teams as the last run knew them; whoever was in the team that they are in before runs kept
    this was in it from the beginning."""
    return known or ((Spell(team=team, since=None),) if team and team == was_in else ())


def spells_now(before: Iterable[Spell], team: str, now: datetime, *, since: datetime | None) -> tuple[Spell, ...]:
    """Somebody's times in teams, now that they are in this one (empty: in none), `since` then if it is another."""
    spells = list(before)
    last = spells[-1] if spells and spells[-1].until is None else None
    if last and last.team == team:
        return tuple(spells)
    if last:
        spells[-1] = Spell(team=last.team, since=last.since, until=now)
    return (*spells, Spell(team=team, since=since)) if team else tuple(spells)


def _when(meeting: TeamMeeting) -> tuple[float, int]:
    return (meeting.start.timestamp() if meeting.start else inf, meeting.number)
