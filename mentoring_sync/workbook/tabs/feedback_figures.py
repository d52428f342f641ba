"""The part *Feedback* of *Progress*: of each survey how many answered, then a row a question, and one for each group of
which something may be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mentoring_sync.progress.feedback import QuestionFigures, SurveyFigures
from mentoring_sync.progress.figures import Figure
from mentoring_sync.progress.small_groups import GroupFigures
from mentoring_sync.records.survey import QuestionKind
from mentoring_sync.spreadsheet.edits import CellInput
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.tabs.round_figures import DASH, ProgressColumn, share

FEEDBACK_PART = "Feedback"
RATE = "response rate"
OWN_WORDS = "in own words"
SEE_QUOTATIONS = "See Quotations."
_DECIMALS = 2


def with_feedback(tab: DesiredTab, surveys: Iterable[SurveyFigures]) -> DesiredTab:
    """*Progress* with the figures of surveys below the others."""
    rows = tuple(row for survey in surveys for row in _survey(survey))
    return replace(tab, rows=(*tab.rows, *rows)) if rows else tab


def _survey(survey: SurveyFigures) -> Iterator[DesiredRow]:
    called = survey.name.value.capitalize()
    yield _row(called, survey.answered, _how_many(survey))
    yield _rate(f"{called}: {RATE}", survey)
    titles = Counter[str]()
    for each in survey.questions:
        title = each.question.called
        titles[title] += 1
        again = f" ({titles[title]})" if titles[title] > 1 else ""
        yield _row(f"{called}: {title}{again}", _value(each), in_words(each), of=each.n)
        for group in each.split:
            yield _row(f"{called}: {title}{again}: {group.name}", _mean(group.mean), _group(group, each), of=group.n)


def _rate(figure: str, survey: SurveyFigures) -> DesiredRow:
    """Of those who were asked, so many answered; a dash where that can't be told."""
    if survey.rate is None:
        return _row(figure, DASH, _asked(survey), of=survey.asked)
    answered = survey.answered if survey.of_asked is None else survey.of_asked
    of_asked = Figure(name="", value=answered, of=survey.asked)
    row = _row(figure, answered, _asked(survey), of=survey.asked)
    return replace(row, cells={**row.cells, ProgressColumn.SHARE: share(of_asked)})


def _how_many(survey: SurveyFigures) -> str:
    said = ["answers"]
    if survey.set_aside:
        said.append(f"{survey.set_aside} more set aside")
    if survey.late:
        said.append(f"{survey.late} late")
    if survey.shown < survey.answered:
        said.append(f"the figures below are of {survey.shown}")
    open_ = "open until" if survey.is_open else "closed"
    return f"{'; '.join(said)}; {open_} {survey.closes:%Y-%m-%d %H:%M} UTC."


def _asked(survey: SurveyFigures) -> str:
    if not survey.asked:
        return "Nobody was asked by mail."
    if survey.rate is None:
        return "More answered than were asked by mail."
    return "Answered, of those who were asked by mail."


def _value(each: QuestionFigures) -> CellInput:
    if not each.n:
        return DASH
    return each.n if not each.question.points else _mean(each.mean)


def _mean(mean: float | None) -> CellInput:
    return DASH if mean is None else round(mean, _DECIMALS)


def in_words(each: QuestionFigures) -> str:
    """`Mean of n = 5. Strongly disagree: 0 · Disagree: 1 · …; prefer not to say: 1.`"""
    question = each.question
    first = f"Mean of n = {each.n}." if question.points else f"n = {each.n}."
    if question.kind is QuestionKind.TEXT:
        return " ".join((first, *(f"{said}." for said in _unsaid(each)), *([SEE_QUOTATIONS] if each.texts else [])))
    counts = _counted(question.options, each.counts)
    own = [f"{OWN_WORDS}: {each.own_words}"] if each.own_words else []
    said = "; ".join(filter(None, (" · ".join((*counts, *own)), *_unsaid(each))))
    unknown = "" if question.is_certain else " The form's options aren't known: see Review."
    return f"{first} {said}.{unknown}" if said else f"{first}{unknown}"


def _counted(options: Sequence[str], counts: Sequence[int]) -> Iterator[str]:
    return (f"{option}: {count}" for option, count in zip(options, counts, strict=True))


def _unsaid(each: QuestionFigures) -> list[str]:
    said = [f"{why.value}: {count}" for why, count in each.unsaid.items() if count]
    return [" · ".join(said)] if said else []


def _group(group: GroupFigures, each: QuestionFigures) -> str:
    said = (f"{option}: {group.counts.get(option, DASH)}" for option in each.question.options)
    return f"n = {group.n}. {' · '.join(said)}." if group.counts else f"n = {group.n}."


def _row(figure: str, value: CellInput, meaning: str, *, of: int | None = None) -> DesiredRow:
    cells: dict[str, CellInput] = {
        ProgressColumn.PART: FEEDBACK_PART,
        ProgressColumn.FIGURE: figure,
        ProgressColumn.VALUE: value,
        ProgressColumn.OF: of,
        ProgressColumn.MEANING: meaning,
    }
    return DesiredRow(key=f"{FEEDBACK_PART}:{figure}", cells=cells)
