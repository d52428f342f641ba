"""What a team is told of itself: who everyone is, what they share, when each of them meets.

In: a team, the round. Out: plain data for the templates; they put it into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mentoring_sync.mail.kinds.dates import Dated
from mentoring_sync.mail.kinds.schedule import Schedule, on_the_clock, schedule
from mentoring_sync.mail.one_line import in_one_line, shortened
from mentoring_sync.mail.settings import Commitment, Programme
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.requirement import FieldValue
from mentoring_sync.records.round import Round
from mentoring_sync.records.team import Team

MOST_SHOWN = 12
"""How many languages, tools or kinds of help of a person are shown."""


@dataclass(frozen=True, kw_only=True)
class Portrait:
    """A member as the others get to know them. Texts are empty, and tuples too, where the person said nothing.

    `tools` and `kinds_of_help` are what a mentor offers and what a mentee wants; `shared` the tools that mentor and
    mentee have in common (for a mentee), and `schedule` the meetings on the member's own clock. `more` are the
    answers to the programme's own questions that have a label, with it.
    """

    role: str
    name: str
    email: str
    institution: str
    domain: str
    region: str
    languages: tuple[str, ...]
    tools: tuple[str, ...]
    kinds_of_help: tuple[str, ...]
    about: str
    shared: tuple[str, ...]
    schedule: Schedule
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class SharedClock:
    """Members who read the same clock, and the meetings on it."""

    names: tuple[str, ...]
    schedule: Schedule


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """What the templates of an introduction may use. `common` is what all members share beside `common_languages`;
    `calendar` are the round's dates that concern the team."""

    programme: Programme
    commitment: Commitment
    round: Round
    team: str
    mentor: Portrait
    mentees: tuple[Portrait, ...]
    common_languages: tuple[str, ...]
    common: tuple[str, ...]
    meetings: int
    calendar: tuple[Dated, ...] = ()

    @property
    def members(self) -> tuple[Portrait, ...]:
        """The mentor, then the mentees."""
        return (self.mentor, *self.mentees)

    @property
    def clocks(self) -> tuple[SharedClock, ...]:
        """The members by the clock they read, the mentor's first."""
        return _by_clock((member.name, member.schedule) for member in self.members)

    def variables(self) -> dict[str, Any]:
        """By the names under which the templates know them."""
        return {name: getattr(self, name) for name in (*self.__dataclass_fields__, "members", "clocks")}


def clocks_of(team: Team, meetings: Sequence[datetime]) -> tuple[SharedClock, ...]:
    """The members by the clock they read, with some of the team's meetings on it."""
    return _by_clock(
        (in_one_line(member.name), on_the_clock(meetings, team.slot.zone, member.zone)) for member in team.members
    )


def _by_clock(readers: Iterable[tuple[str, Schedule]]) -> tuple[SharedClock, ...]:
    names: dict[Schedule, list[str]] = {}
    for name, each in readers:
        names.setdefault(each, []).append(name)
    return tuple(SharedClock(names=tuple(those), schedule=each) for each, those in names.items())


def introduce(
    team: Team,
    *,
    label: str,
    programme: Programme,
    commitment: Commitment,
    round_: Round,
    calendar: tuple[Dated, ...] = (),
    labels: Mapping[str, str] | None = None,
) -> Introduction:
    """What a team is told; `labels` are what the programme's own fields are called there, by field."""
    return Introduction(
        programme=programme,
        commitment=commitment,
        round=round_,
        team=label,
        mentor=_portrait(team.mentor, team, round_, labels or {}),
        mentees=tuple(_portrait(mentee, team, round_, labels or {}) for mentee in team.mentees),
        common_languages=_several(_shared([member.languages for member in team.members])),
        common=_common(team),
        meetings=len(round_.meetings(team.slot)),
        calendar=calendar,
    )


def _portrait(person: Mentor | Mentee, team: Team, round_: Round, labels: Mapping[str, str]) -> Portrait:
    return Portrait(
        role=person.role.value,
        name=in_one_line(person.name),
        email=person.email,
        institution=shortened(person.institution),
        domain=shortened(person.domain),
        region=shortened(person.region),
        languages=_several(person.languages),
        tools=_several(person.tools),
        kinds_of_help=_several(person.kinds_of_help),
        about=shortened(person.about),
        shared=_several(_shared([team.mentor.tools, person.tools])) if person is not team.mentor else (),
        schedule=schedule(team.slot, round_, person.zone),
        more=tuple((label, said) for field, label in labels.items() if (said := _said(person.own.get(field)))),
    )


def _said(value: FieldValue) -> str:
    """An answer as it is read; empty where there is none, and for yes and no."""
    if value is None or isinstance(value, bool):
        return ""
    return ", ".join(_several(value)) if isinstance(value, tuple) else shortened(str(value))


def _common(team: Team) -> tuple[str, ...]:
    """The field, tools and kinds of help that all members have in common."""
    answers = [((member.domain,), member.tools, member.kinds_of_help) for member in team.members]
    common = [shared for question in zip(*answers, strict=True) for shared in _shared(question)]
    return _several(tuple(filter(None, common)))


def _shared(answers: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """What is in all the answers, in the order of the first."""
    first, *others = answers
    return tuple(answer for answer in first if all(answer in other for other in others))


def _several(answers: Sequence[str]) -> tuple[str, ...]:
    """Several answers to one question: each cut to what a mail shows, and no more than can be read."""
    shown = tuple(shortened(answer) for answer in answers[:MOST_SHOWN])
    return shown if len(answers) <= MOST_SHOWN else (*shown, "…")
