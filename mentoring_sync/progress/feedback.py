"""The figures of a survey: how many answered, and for each question how many said what.

In: a `Survey`, whom it was put to, in which role and team its people are. Out: `SurveyFigures`. Nothing is
counted that isn't there: of no answers there is no mean and no rate. What is shown grows so that two reports, one
subtracted from the other, tell of no fewer than five people: while a survey is open in steps, the latest answers held
back; once it is closed all that came in time, and late ones in steps.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import fmean

from mentoring_sync.progress.small_groups import SMALLEST, GroupFigures, Table, figures_of, what_to_show
from mentoring_sync.records.survey import (
    QuestionKind,
    Survey,
    SurveyAnswer,
    SurveyName,
    SurveyQuestion,
    SurveyResponse,
    Unsaid,
)

Split = tuple[GroupFigures, ...]
"""The groups of which something may be told; none: nothing may be."""


@dataclass(frozen=True, kw_only=True)
class QuestionFigures:
    """Of a question: how many said something, how many chose each option, in the form's order, and the mean of a
    scale's points (None: no scale, or nobody). `own_words` counts what is none of the options, `unsaid` the answers
    that say nothing. `texts` are what people said in own words, in an order that tells nothing of who or when."""

    question: SurveyQuestion
    n: int = 0
    counts: tuple[int, ...] = ()
    mean: float | None = None
    own_words: int = 0
    unsaid: Mapping[Unsaid, int] = field(default_factory=dict)
    texts: tuple[str, ...] = ()
    split: Split = ()


@dataclass(frozen=True, kw_only=True)
class SurveyFigures:
    """Of a survey: to how many it was put, how many answered (`of_asked` of those), and how many answers the figures of
    the questions are of (`shown`). `set_aside` counts rows that aren't answers, `late` answers after it was closed.
    `closes` is when that is, `is_open` whether it isn't yet."""

    name: SurveyName
    asked: int
    answered: int
    shown: int
    set_aside: int
    late: int
    closes: datetime
    is_open: bool
    of_asked: int | None = None
    questions: tuple[QuestionFigures, ...] = ()

    @property
    def rate(self) -> float | None:
        """The share of those asked who answered; None where nobody was asked, or it can't be told."""
        answered = self.answered if self.of_asked is None else self.of_asked
        return answered / self.asked if self.asked and answered <= self.asked else None


@dataclass(frozen=True, kw_only=True)
class Groups:
    """By a response's key: the role and the team of whose it is; all that there are, in their order."""

    roles: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    every_role: tuple[str, ...] = ()
    every_team: tuple[str, ...] = ()


def survey_figures(
    survey: Survey,
    *,
    asked: int,
    closes: datetime,
    now: datetime,
    of_asked: int | None = None,
    groups: Groups | None = None,
    splits: Callable[[str], Split | None] = lambda _: None,
    set_aside: int = 0,
) -> SurveyFigures:
    """The figures as they may be shown now. `splits` has, by question, what was told of its groups before: that never
    changes (None: nothing was decided)."""
    shown = may_be_shown(survey, closes=closes, now=now)
    is_open = now < closes
    divided = groups if groups and not survey.anonymous and not is_open else Groups()
    return SurveyFigures(
        name=survey.name,
        asked=asked,
        answered=len(survey.responses),
        of_asked=None if survey.anonymous else of_asked,
        shown=len(shown),
        set_aside=set_aside,
        late=len(survey.late),
        closes=closes,
        is_open=is_open,
        questions=tuple(
            _question(question, at, shown, divided, splits(question.called))
            for at, question in enumerate(survey.questions)
        ),
    )


def may_be_shown(survey: Survey, *, closes: datetime, now: datetime) -> tuple[SurveyResponse, ...]:
    """The answers of which figures are made, the earliest first."""
    ordered = sorted(survey.responses, key=lambda each: (each.first, each.key))
    if now < closes:
        return tuple(ordered[: max(0, (len(ordered) - SMALLEST) // SMALLEST * SMALLEST)])
    in_time = [each for each in ordered if each.key not in survey.late]
    late = [each for each in ordered if each.key in survey.late]
    return (*in_time, *late[: len(late) // SMALLEST * SMALLEST])


def _question(
    question: SurveyQuestion, at: int, responses: Sequence[SurveyResponse], groups: Groups, before: Split | None
) -> QuestionFigures:
    answers = [each.answers[at] for each in responses]
    said = [each for each in answers if is_said(question, each)]
    return QuestionFigures(
        question=question,
        n=len(said),
        counts=counts_of(question, said),
        mean=_mean(question, said),
        own_words=sum(bool(each.text) for each in answers) if question.kind is not QuestionKind.TEXT else 0,
        unsaid={why: sum(each.unsaid is why for each in answers) for why in Unsaid},
        texts=shuffled(question, texts_of(question, at, responses)),
        split=before if before is not None else _split(question, at, responses, groups),
    )


def is_said(question: SurveyQuestion, answer: SurveyAnswer) -> bool:
    """Whether an answer counts among those that say something; what is on no point of a scale isn't one to it."""
    return bool(answer.chosen or (answer.text and question.kind is not QuestionKind.SCALE))


def counts_of(question: SurveyQuestion, answers: Iterable[SurveyAnswer]) -> tuple[int, ...]:
    """How many chose each option, in their order."""
    chosen = Counter(place for each in answers for place in each.chosen)
    return tuple(chosen[place] for place in range(len(question.options)))


def _mean(question: SurveyQuestion, answers: Sequence[SurveyAnswer]) -> float | None:
    points = [question.points[each.chosen[0]] for each in answers if each.chosen and question.points]
    return fmean(points) if points else None


def texts_of(question: SurveyQuestion, at: int, responses: Iterable[SurveyResponse]) -> list[str]:
    """What people said in own words and don't mind being quoted. Where the options aren't known, nobody knows what
    somebody's own words are."""
    if not question.is_certain:
        return []
    return [each.answers[at].text for each in responses if each.may_quote and each.answers[at].text]


def shuffled(question: SurveyQuestion, texts: Iterable[str]) -> tuple[str, ...]:
    """Texts in an order that depends on the question and themselves alone."""
    return tuple(sorted(texts, key=lambda text: hashlib.sha256(f"{question.called}\n{text}".encode()).hexdigest()))


def _split(question: SurveyQuestion, at: int, responses: Sequence[SurveyResponse], groups: Groups) -> Split:
    """By role, else by team, never both: crossed, the two would tell of few."""
    for names, whose in ((groups.every_role, groups.roles), (groups.every_team, groups.teams)):
        said = [each for each in responses if is_said(question, each.answers[at])]
        by_name = {name: [each.answers[at] for each in said if whose.get(each.key) == name] for name in names}
        rest = [each.answers[at] for each in said if whose.get(each.key) not in by_name]
        if len(names) > 1 and (found := _told(question, by_name, rest)):
            return found
    return ()


def _told(
    question: SurveyQuestion, groups: Mapping[str, Sequence[SurveyAnswer]], rest: Sequence[SurveyAnswer]
) -> Split:
    every = [*groups.values(), *([rest] if rest else [])]
    if question.kind is QuestionKind.TEXT or not question.is_certain:
        return ()
    if question.kind is QuestionKind.SEVERAL:
        return _told_of_each(question, groups, every)
    own = 0 if question.kind is QuestionKind.SCALE else 1
    counts = tuple((*counts_of(question, each), *(len(each) - sum(counts_of(question, each)),) * own) for each in every)
    table = Table(counts=counts, named=len(groups), values=question.points)
    shown = what_to_show(table)
    if shown is None:
        return ()
    return figures_of(groups, table, (*question.options, "")[: len(question.options) + own], shown)


def _told_of_each(
    question: SurveyQuestion, groups: Mapping[str, Sequence[SurveyAnswer]], every: Sequence[Sequence[SurveyAnswer]]
) -> Split:
    """Each option by itself: ticked or not."""
    ticked = [counts_of(question, each) for each in every]
    told = list[int]()
    for option in range(len(question.options)):
        counts = tuple((each[option], len(answers) - each[option]) for each, answers in zip(ticked, every, strict=True))
        shown = what_to_show(Table(counts=counts, named=len(groups)))
        told += [option] if shown and shown.options == {0, 1} else []
    if not told:
        return ()
    return tuple(
        GroupFigures(
            name=name,
            n=len(answers),
            counts={question.options[option]: counts[option] for option in told},
        )
        for (name, answers), counts in zip(groups.items(), ticked, strict=False)
    )
