"""The teams as they were at any time: a report is read against those of when it was said, whatever became of them.

In: who was in which team when, what people were called and where they lived when, the teams' meetings. Out: the
`Circle` of an instant. Who left, moved, took a team over or was renamed later changes nothing that was said before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

from mentoring_sync.intake.reports.circle import Circle, Member, ReportingTeam
from mentoring_sync.records.attendance import MeetingId, Spell, TeamMeeting
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.requirement import Role

FROM_THE_BEGINNING = datetime.min.replace(tzinfo=UTC)
_JUST_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class Called:
    """What somebody was called and in which zone they lived, from `since` (None: from the beginning)."""

    name: str
    zone: str = ""
    since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class History:
    """`spells` are people's times in teams and `called` what they were called, both by their keys and in order; the
    rest is as in `Circle`."""

    spells: Mapping[str, tuple[Spell, ...]]
    called: Mapping[str, tuple[Called, ...]]
    meetings: Mapping[str, tuple[TeamMeeting, ...]]
    known_as: Mapping[str, PersonId]
    period: timedelta
    marked: Mapping[MeetingId, datetime] = field(default_factory=dict)
    _circles: dict[datetime, Circle] = field(default_factory=dict, init=False, repr=False)
    _teams: dict[tuple[str, datetime], ReportingTeam | None] = field(default_factory=dict, init=False, repr=False)
    _names: dict[datetime, _Names] = field(default_factory=dict, init=False, repr=False)

    def at(self, instant: datetime) -> Circle:
        """The teams and people of an instant."""
        turn = _last(self._turns, instant)
        if turn not in self._circles:
            self._circles[turn] = self._circle(turn)
        return self._circles[turn]

    def _circle(self, at: datetime) -> Circle:
        teams = tuple(filter(None, (self._team(label, at) for label in self._by_team)))
        ended = {each.label: _until(each.ended, self.meetings.get(each.label, ())) for each in teams if each.ended}
        names = self._named(_last(self._turns_of_names, at))
        return Circle(
            teams=teams,
            meetings={**self.meetings, **ended},
            known_as=self.known_as,
            period=self.period,
            names=names.by_person,
            others=names.every,
            marked=self.marked,
        )

    # What changes when: of all, of one team, of names. What is the same from one turn to the next is made once.

    @cached_property
    def _turns(self) -> list[datetime]:
        return sorted({*self._turns_of_names, *(turn for turns in self._turns_of_teams.values() for turn in turns)})

    @cached_property
    def _turns_of_names(self) -> list[datetime]:
        return [FROM_THE_BEGINNING, *sorted({turn for key in self.called for turn in self._renamed(key)})]

    @cached_property
    def _turns_of_teams(self) -> Mapping[str, list[datetime]]:
        found: dict[str, list[datetime]] = {}
        for label, spells in self._by_team.items():
            turns = {at for _, each in spells for at in (each.since, each.until) if at}
            turns |= {at for key, _ in spells for at in self._renamed(key)}
            found[label] = [FROM_THE_BEGINNING, *sorted(turns)]
        return found

    def _renamed(self, key: str) -> list[datetime]:
        return [each.since for each in self.called.get(key, ()) if each.since]

    @cached_property
    def _by_team(self) -> Mapping[str, list[tuple[str, Spell]]]:
        found: dict[str, list[tuple[str, Spell]]] = {}
        for key, spells in sorted(self.spells.items()):
            for each in spells:
                found.setdefault(each.team, []).append((key, each))
        return found

    def _team(self, label: str, at: datetime) -> ReportingTeam | None:
        """A team as it was; as it was last, if it had ended; None if it wasn't yet."""
        turn = _last(self._turns_of_teams[label], at)
        if (label, turn) not in self._teams:
            self._teams[label, turn] = self._team_at(label, turn)
        return self._teams[label, turn]

    def _team_at(self, label: str, at: datetime) -> ReportingTeam | None:
        spells = self._by_team[label]
        led = [(key, each) for key, each in spells if _parts(key)[0] is Role.MENTOR and _began(each) <= at]
        if not led:
            return None
        mentor, spell = max(led, key=lambda each: _began(each[1]))
        ended = spell.until if spell.until and spell.until <= at else None
        then = ended - _JUST_BEFORE if ended else at
        mentees = (key for key, each in spells if _parts(key)[0] is Role.MENTEE and each.holds(then))
        return ReportingTeam(
            label=label,
            mentor=self._member(mentor, at),
            mentees=tuple(self._member(key, at) for key in mentees),
            led_since=spell.since,
            ended=ended,
        )

    def _member(self, key: str, at: datetime) -> Member:
        role, who = _parts(key)
        called = called_at(self.called, key, at)
        return Member(role=role, id=who, name=called.name, zone=called.zone)

    def _named(self, at: datetime) -> _Names:
        """All names that people had had by then, each one's latest first."""
        if at not in self._names:
            names: dict[PersonId, tuple[str, ...]] = {}
            for key, called in self.called.items():
                _, who = _parts(key)
                by_then = (each.name for each in reversed(called) if each.since is None or each.since <= at)
                names[who] = tuple(dict.fromkeys((*names.get(who, ()), *by_then)))
            self._names[at] = _Names(names, frozenset(name for of_one in names.values() for name in of_one))
        return self._names[at]


@dataclass(frozen=True)
class _Names:
    by_person: Mapping[PersonId, tuple[str, ...]]
    every: frozenset[str]


def _until(ended: datetime | None, meetings: tuple[TeamMeeting, ...]) -> tuple[TeamMeeting, ...]:
    """The meetings that a team can have held."""
    return tuple(each for each in meetings if ended is None or each.start is None or each.start < ended)


def called_at(called: Mapping[str, Sequence[Called]], key: str, at: datetime) -> Called:
    """What somebody was called at an instant, as far as that is known: later, if not by then; else by their address."""
    every = called.get(key, ())
    by_then = [each for each in every if each.since is None or each.since <= at]
    return next(iter((*by_then[-1:], *every[:1])), Called(name=_parts(key)[1]))


def _last(turns: Sequence[datetime], at: datetime) -> datetime:
    """The last of some instants in order that isn't later than this one."""
    return turns[bisect_right(turns, at) - 1]


def _began(spell: Spell) -> datetime:
    return spell.since or FROM_THE_BEGINNING


def _parts(key: str) -> tuple[Role, PersonId]:
    role, _, who = key.partition(":")
    return Role(role), PersonId(who)
