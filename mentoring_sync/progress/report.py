"""The report of a round to those who support the programme: its data, before any word of it is chosen.

In: the round's figures, those of the surveys, what may be quoted, whom to look for. Out: `RoundReport`, which names
nobody but whom to ask; and what has changed since an earlier one. Breakdowns of people are there once the round is
over: of groups of no fewer than five, and of the rest of them together, which are no fewer either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mentoring_sync.progress.feedback import SurveyFigures
from mentoring_sync.progress.figures import Among, Figure, RoundFigures, Stands
from mentoring_sync.progress.small_groups import SMALLEST
from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.requirement import Role

OTHERS = ""
"""The name of the groups that are too small to be told of, taken together."""


@dataclass(frozen=True, kw_only=True)
class About:
    """Which round a report is of, when it was `made` (a day of the spreadsheet's clock), and whom to ask. `of` is the
    round's identity, as the keys of its mails begin; `is_over`: all its meetings are. `start` and
    `end` are None where its days aren't remembered."""

    programme: str
    community: str
    round: str
    of: str
    start: date | None
    end: date | None
    made: date
    is_over: bool
    coordinator: str
    contact: str


@dataclass(frozen=True, kw_only=True)
class Vacancy:
    """Whom to look for: free at an hour, speaking a language, best with these tools, and
    how many of those without a team they would take."""

    slot: WeeklySlot
    language: str
    tools: tuple[str, ...]
    seats: int


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """What people said in answer to a question, each text as it may be printed."""

    question: str
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RoundReport:
    """All that a report says.

    `applied` has, by role, how many applications hold of all there are; `reasons` of how many withdrawals each reason
    is given, by the words that are offered (`OTHERS`: any others, or none); `unmet` are topics that so many mentees, of
    all, look for and no mentor offers. `figures.by_round` has the earlier rounds, and this one last.
    """

    about: About
    applied: tuple[Figure, ...] = ()
    figures: RoundFigures = field(default_factory=RoundFigures)
    by_region: tuple[Figure, ...] = ()
    by_language: tuple[Figure, ...] = ()
    reasons: tuple[Figure, ...] = ()
    surveys: tuple[SurveyFigures, ...] = ()
    quoted: tuple[Quoted, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    unmet: tuple[Figure, ...] = ()

    @property
    def placed(self) -> int:
        """How many people were placed: the n of the report."""
        return next((each.of for each in self.figures.completion if each.name == Among.PLACED), 0)


@dataclass(frozen=True, kw_only=True)
class Remembered:
    """What a report remembers for the next one: which round it is of, its day, and its counts by their names."""

    of: str
    made: date
    counts: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A count that isn't what it was: `what` as `counts_of` calls it."""

    what: str
    before: int
    now: int


@dataclass(frozen=True, kw_only=True)
class Since:
    """What has changed since the report of a day."""

    made: date
    changes: tuple[Change, ...] = ()


def in_large_groups(figures: Sequence[Figure], *, is_over: bool) -> tuple[Figure, ...]:
    """The groups that may be told of, and all others together as the last one; nothing where that tells of few.

    What is shown, subtracted from all, is the others: so these are five at least, or nobody.
    """
    if not is_over:
        return ()
    kept = [each for each in figures if each.name and each.of >= SMALLEST]
    others = [each for each in figures if each not in kept]
    while kept and 0 < sum(each.of for each in others) < SMALLEST:
        others.append(kept.pop(min(range(len(kept)), key=lambda at: (kept[at].of, -at))))
    rest = Figure(name=OTHERS, value=sum(each.value for each in others), of=sum(each.of for each in others))
    return (*kept, *([rest] if rest.of else [])) if kept else ()


def reasons_of(whys: Iterable[str], offered: Collection[str]) -> tuple[Figure, ...]:
    """How often each reason is given, the commonest first. What the coordinator says in own words isn't told."""
    counts = Counter(why if why in offered else OTHERS for why in whys)
    ordered = sorted(counts, key=lambda why: (why == OTHERS, -counts[why], why))
    return tuple(Figure(name=why, value=counts[why], of=counts.total()) for why in ordered)


def counts_of(report: RoundReport) -> dict[str, int]:
    """The counts that a later report is compared with, by names such as `placed` or `closing survey/late`."""
    return dict(_counts(report))


def _counts(report: RoundReport) -> Iterator[tuple[str, int]]:
    for each in report.applied:
        yield f"{each.name}/applied", each.of
    by_set = {each.name: each for each in report.figures.completion}
    for among in (Among.PLACED, Among.INTRODUCED):
        yield among.value, by_set[among].of if among in by_set else 0
    yield "completed", by_set[Among.PLACED].value if Among.PLACED in by_set else 0
    stands = {each.name: each.value for each in report.figures.stands}
    for left in (Stands.WITHDRAWN, Stands.DEFERRED):
        yield left.value, stands.get(left, 0)
    mentees = next((each for each in report.figures.attendance if each.name == Role.MENTEE), None)
    yield "attended", mentees.value if mentees else 0
    for survey in report.surveys:
        yield f"{survey.name}/answers", survey.answered
        yield f"{survey.name}/late", survey.late
        yield f"{survey.name}/shown", survey.shown


def since(report: RoundReport, before: Remembered) -> Since:
    """What has changed since an earlier report of the round."""
    changes = (
        Change(what=what, before=before.counts.get(what, 0), now=count) for what, count in counts_of(report).items()
    )
    return Since(made=before.made, changes=tuple(each for each in changes if each.before != each.now))
