"""The teams as they were at any time: a report is read against those of when it was said, whatever became of them.

In: who was in which team when, what people were called and where they lived when, the teams' meetings. Out: the
`Circle` of an instant. Who left, moved, took a team over or was renamed later changes nothing that was said before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
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

    def at(self, instant: datetime) -> Circle:
        """The teams and people of an instant."""
        turn = self._turns[bisect_right(self._turns, instant) - 1]
        if turn not in self._circles:
            self._circles[turn] = self._circle(turn)
        return self._circles[turn]

    def _circle(self, at: datetime) -> Circle:
        names: dict[PersonId, tuple[str, ...]] = {}
        for key in self.called:
            _, who = _parts(key)
            names[who] = tuple(dict.fromkeys((*names.get(who, ()), *self._names(key, at))))
        teams = tuple(self._teams(at))
        ended = {each.label: each.ended for each in teams}
        return Circle(
            teams=teams,
            meetings={label: _until(ended.get(label), every) for label, every in self.meetings.items()},
            known_as=self.known_as,
            period=self.period,
            names=names,
            others=frozenset(name for called in names.values() for name in called),
            marked=self.marked,
        )

    @cached_property
    def _turns(self) -> list[datetime]:
        """The instants from which on something was otherwise than before."""
        spells = (each for of_one in self.spells.values() for each in of_one)
        turns = {at for each in spells for at in (each.since, each.until) if at}
        turns |= {each.since for of_one in self.called.values() for each in of_one if each.since}
        return [FROM_THE_BEGINNING, *sorted(turns)]

    @cached_property
    def _by_team(self) -> Mapping[str, list[tuple[str, Spell]]]:
        found: dict[str, list[tuple[str, Spell]]] = {}
        for key, spells in sorted(self.spells.items()):
            for each in spells:
                found.setdefault(each.team, []).append((key, each))
        return found

    def _teams(self, at: datetime) -> Iterator[ReportingTeam]:
        for label, spells in self._by_team.items():
            led = [(key, each) for key, each in spells if _parts(key)[0] is Role.MENTOR and _began(each) <= at]
            if led:
                mentor, spell = max(led, key=lambda each: _began(each[1]))
                ended = spell.until if spell.until and spell.until <= at else None
                then = ended - _JUST_BEFORE if ended else at
                yield ReportingTeam(
                    label=label,
                    mentor=self._member(mentor, at),
                    mentees=tuple(
                        self._member(key, at)
                        for key, each in spells
                        if _parts(key)[0] is Role.MENTEE and each.holds(then)
                    ),
                    led_since=spell.since,
                    ended=ended,
                )

    def _member(self, key: str, at: datetime) -> Member:
        role, who = _parts(key)
        called = called_at(self.called, key, at)
        return Member(role=role, id=who, name=called.name, zone=called.zone)

    def _names(self, key: str, at: datetime) -> Iterator[str]:
        """All names that somebody had had by then, the latest first."""
        return (each.name for each in reversed(self.called[key]) if each.since is None or each.since <= at)


def called_at(called: Mapping[str, Sequence[Called]], key: str, at: datetime) -> Called:
    """What somebody was called at an instant, as far as that is known: later, if not by then; else by their address."""
    every = called.get(key, ())
    by_then = [each for each in every if each.since is None or each.since <= at]
    return next(iter((*by_then[-1:], *every[:1])), Called(name=_parts(key)[1]))


def _until(ended: datetime | None, meetings: tuple[TeamMeeting, ...]) -> tuple[TeamMeeting, ...]:
    """The meetings that a team can have held."""
    return tuple(each for each in meetings if ended is None or each.start is None or each.start < ended)


def _began(spell: Spell) -> datetime:
    return spell.since or FROM_THE_BEGINNING


def _parts(key: str) -> tuple[Role, PersonId]:
    role, _, who = key.partition(":")
    return Role(role), PersonId(who)
