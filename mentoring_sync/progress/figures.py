"""The figures of a round: how many of whom completed it, came, were matched, reached its steps.

In: everyone who was in a team of the round, how far they are, at which meetings they were. Out: `RoundFigures`, each a
count `of` so many. Every figure is over people who are named by it, and counts of them alone: no share is above 1, and
who withdrew or put it off to the next round stays in the set that they were in. Where the set is empty there is no
share, and nothing is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mentoring_sync.progress.attendance import Attendance
from mentoring_sync.progress.completion import PersonCompletion
from mentoring_sync.progress.settings import CompletionSettings
from mentoring_sync.records.requirement import Role

CLOSE = 2
"""Who lacks no more things than this, each meeting being one, is close to completing."""


class Among(StrEnum):
    """Of whom a completion rate is the share."""

    PLACED = "placed"
    """All who were ever in a team that met or that was introduced, or are in one now."""

    INTRODUCED = "introduced"
    """Those of them who were told of their team."""

    ACTIVE = "still active"
    """Those of them who are in a team now."""


class Sentiment(StrEnum):
    """What is known of how a team feels, in its own words alone: nobody's words are weighed."""

    SAID = "said how it goes"
    ASKED_FOR_HELP = "asked for help"


class Stands(StrEnum):
    """How somebody stands who was placed."""

    ACTIVE = "in a team"
    WITHDRAWN = "withdrawn"
    DEFERRED = "deferred"
    OUT = "without a team"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """So many (`value`) `of` so many people; `name` says which (`Team 3`, a region), empty where nobody said."""

    name: str
    value: int
    of: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None of nobody."""
        return self.value / self.of if self.of else None


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody in a role who was placed: who they are, how they stand, how far they are, and by a meeting's number
    whether they `came` to it, of those that count for them. `region` and `language` are empty where nobody said."""

    key: str
    name: str
    role: Role
    stands: Stands
    completion: PersonCompletion
    attendance: Attendance
    came: Mapping[int, bool]
    region: str = ""
    language: str = ""
    introduced: bool = False

    @property
    def team(self) -> str:
        """The team that they are in, or were in last."""
        return self.completion.team


@dataclass(frozen=True, kw_only=True)
class Close:
    """Somebody in a team who lacks little, and can still do it: they attended so many of the meetings `counted` for
    them, and `to_come` may still be."""

    key: str
    name: str
    role: Role
    team: str
    more_meetings: int
    steps: tuple[str, ...]
    attended: int
    counted: int
    to_come: int


@dataclass(frozen=True, kw_only=True)
class RoundFigures:
    """The figures of a round. The completion rates `by_role`, `by_team`, `by_region` and `by_language` are of all who
    were placed, `completion` of each set (`Among`) in turn; `by_round` has the earlier rounds, and this one last.

    `stands` has how many of those placed stand how, `unable` how many of those in a team can no longer complete it;
    `retention`, for each meeting, how many mentees came of those for
    whom it counts; `attendance`, by role, meetings that somebody came to of all that count for somebody; `matched`, by
    role, those placed of all whose application holds; `sentiment` how many of the teams have said how it
    goes, and how many asked for help; `milestones`, for each step, how many took it of those placed who
    are to. `close` are those who lack little, the least first.
    """

    completion: tuple[Figure, ...] = ()
    by_role: tuple[Figure, ...] = ()
    by_round: tuple[Figure, ...] = ()
    by_team: tuple[Figure, ...] = ()
    by_region: tuple[Figure, ...] = ()
    by_language: tuple[Figure, ...] = ()
    stands: tuple[Figure, ...] = ()
    unable: Figure = Figure(name="", value=0, of=0)
    retention: tuple[Figure, ...] = ()
    attendance: tuple[Figure, ...] = ()
    matched: tuple[Figure, ...] = ()
    milestones: tuple[Figure, ...] = ()
    sentiment: tuple[Figure, ...] = ()
    close: tuple[Close, ...] = ()


NO_ROUND_FIGURES = RoundFigures()
"""Where nothing is counted."""


def round_figures(
    people: Sequence[Participant],
    *,
    eligible: Collection[str],
    takes: CompletionSettings,
    called: str,
    earlier: Iterable[Figure] = (),
    sentiment: Iterable[Figure] = (),
) -> RoundFigures:
    """The figures of these people. `eligible` are the keys of all whose application holds, also of those who withdrew
    since; the round is `called` so, and `earlier` are the completion rates of those before it;
    `sentiment` is counted by team."""
    sets = {
        Among.PLACED: people,
        Among.INTRODUCED: [each for each in people if each.introduced],
        Among.ACTIVE: [each for each in people if each.stands is Stands.ACTIVE],
    }
    return RoundFigures(
        completion=tuple(completed(among, group) for among, group in sets.items()),
        by_role=tuple(completed(role.value, [each for each in people if each.role is role]) for role in Role),
        by_round=(*earlier, completed(called, people)),
        by_team=_by(people, lambda each: each.team, order=lambda figure: in_natural_order(figure.name)),
        by_region=_by(people, lambda each: each.region, order=_largest_first),
        by_language=_by(people, lambda each: each.language, order=_largest_first),
        stands=tuple(_standing(stands, people) for stands in Stands),
        unable=_unable(sets[Among.ACTIVE]),
        retention=tuple(_retention(people)),
        attendance=tuple(_attended(role, people) for role in Role),
        matched=tuple(_matched(role, people, eligible) for role in Role),
        milestones=tuple(_milestone(step, people, takes) for step in takes.steps),
        sentiment=tuple(sentiment),
        close=tuple(_close(people)),
    )


def sentiment_of(
    teams: Collection[str], *, said: Collection[str], asked_for_help: Collection[str]
) -> tuple[Figure, ...]:
    """How many of these teams have said how it goes, and how many asked for help, in a report or an answer."""
    of = {Sentiment.SAID: said, Sentiment.ASKED_FOR_HELP: asked_for_help}
    return tuple(
        Figure(name=what.value, value=len(set(teams) & set(labels)), of=len(teams)) for what, labels in of.items()
    )


def in_natural_order(label: str) -> list[tuple[int, str]]:
    """A key by which `Team 2` comes before `Team 10`."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", label)]


def completed(name: str, people: Collection[Participant]) -> Figure:
    """How many of these people completed the round."""
    return Figure(name=name, value=sum(each.completion.earned for each in people), of=len(people))


def _by(
    people: Iterable[Participant], group: Callable[[Participant], str], *, order: Callable[[Figure], object]
) -> tuple[Figure, ...]:
    """Everybody is in one group, so that the groups add up to all."""
    found: dict[str, list[Participant]] = {}
    for each in people:
        found.setdefault(group(each), []).append(each)
    figures = [completed(name, members) for name, members in found.items()]
    return tuple(sorted(figures, key=order))  # type: ignore[arg-type]


def _largest_first(figure: Figure) -> tuple[int, str]:
    return -figure.of, figure.name


def _standing(stands: Stands, people: Collection[Participant]) -> Figure:
    return Figure(name=stands.value, value=sum(each.stands is stands for each in people), of=len(people))


def _unable(people: Collection[Participant]) -> Figure:
    lost = sum(not each.completion.earned and not each.completion.possible for each in people)
    return Figure(name="can no longer complete it", value=lost, of=len(people))


def _retention(people: Iterable[Participant]) -> Iterator[Figure]:
    mentees = [each.came for each in people if each.role is Role.MENTEE]
    for number in sorted({number for came in mentees for number in came}):
        counted = [came[number] for came in mentees if number in came]
        yield Figure(name=str(number), value=sum(counted), of=len(counted))


def _attended(role: Role, people: Iterable[Participant]) -> Figure:
    of_role = [each.attendance for each in people if each.role is role]
    attended, counted = sum(each.attended for each in of_role), sum(each.counted for each in of_role)
    return Figure(name=role.value, value=attended, of=counted)


def _matched(role: Role, people: Iterable[Participant], eligible: Iterable[str]) -> Figure:
    placed = {each.key for each in people if each.role is role}
    applied = {key for key in eligible if key.partition(":")[0] == role}
    return Figure(name=role.value, value=len(placed), of=len(placed | applied))


def _milestone(step: str, people: Iterable[Participant], takes: CompletionSettings) -> Figure:
    title = step.casefold()
    needing = {role for role in Role if title in map(str.casefold, takes.of(role).needs)}
    todo = [[lacking.casefold() for lacking in each.completion.steps] for each in people if each.role in needing]
    return Figure(name=step, value=sum(title not in lacking for lacking in todo), of=len(todo))


def _close(people: Iterable[Participant]) -> Iterator[Close]:
    """Who has done nothing yet isn't close, however little it takes."""
    found = [each for each in people if each.stands is Stands.ACTIVE and _is_close(each.completion)]
    for each in sorted(found, key=lambda each: (each.completion.lacks, in_natural_order(each.team), each.name)):
        far = each.completion
        yield Close(
            key=each.key,
            name=each.name,
            role=each.role,
            team=each.team,
            more_meetings=far.more_meetings,
            steps=far.steps,
            attended=far.attended,
            counted=far.counted,
            to_come=far.to_come,
        )


def _is_close(far: PersonCompletion) -> bool:
    return not far.earned and far.possible and far.has_begun and far.lacks <= CLOSE
