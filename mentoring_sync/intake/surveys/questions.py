"""Which columns of a response tab are questions, and of which kind each is, as far as the answers and the configuration
tell.

In: the tab's header, and the answers of the rows that count. Out: `Column`s, then `ReadQuestion`s, each with what its
answers mean. A grid has one column a line, `Question [line]`; its lines share their scale or their options.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mentoring_sync.intake.cells import address, clean, folded
from mentoring_sync.intake.question import Question
from mentoring_sync.intake.surveys.form import AskedQuestion, SurveyForm
from mentoring_sync.intake.surveys.options import Options, found_options, told_options
from mentoring_sync.intake.surveys.scales import Points, points_of
from mentoring_sync.intake.surveys.words import unsaid
from mentoring_sync.records.survey import QuestionKind, SurveyAnswer, SurveyQuestion

_GRID = re.compile(r"(.+?)\s*\[([^\[\]]+)\]", re.DOTALL)
_WHO = re.compile(
    r"\be-?mail|\bcorreo electr|\bcourriel\b|\badresse mail\b"
    r"|\b(?:your|my|ihr|dein|euer|votre|ton|tu|su|seu) (?:full |first |last |own )?(?:name|vorname|nom|nombre|nome)\b"
    r"|\b(?:your|ihr|dein|votre|ton|tu|su|seu) (?:private |personal |own |personlicher |privater )?cod(?:e|igo)\b"
    r"|^(?:full |first |last )?name\b\W*$|^(?:nom|nombre|nome|vorname|nachname|username|code)\W*$"
)
"""Titles (folded) that ask who somebody is, whatever the configuration names."""


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The places of a tab's columns: of the fields that the configuration names, of the questions (with their titles),
    and of what else says who somebody is."""

    fields: Mapping[str, tuple[int, ...]]
    questions: Mapping[int, str]
    identifying: Mapping[int, str]


@dataclass(frozen=True, kw_only=True)
class ReadQuestion:
    """A question and what its (cleaned) answers mean."""

    question: SurveyQuestion
    points: Points | None = None
    options: Options | None = None

    def read(self, cell: object) -> SurveyAnswer:
        """What a cell says."""
        answer = clean(cell)
        if nothing := unsaid(answer):
            return SurveyAnswer(unsaid=nothing)
        if self.points:
            place = self.points.place(answer)
            return SurveyAnswer(text=answer) if place is None else SurveyAnswer(chosen=(place,))
        if self.options:
            chosen, text = self.options.read.get(answer, ((), answer))
            return SurveyAnswer(chosen=chosen, text=text)
        return SurveyAnswer(text=_whole(cell))


def columns_of(header: Sequence[str], form: SurveyForm) -> Columns:
    """What each column of a tab is."""
    named = {field: question for field, question in form if isinstance(question, Question)}
    titles = {field: {folded(title) for title in question.titles} for field, question in named.items()}
    fields = {
        field: tuple(at for at, title in enumerate(header) if folded(clean(title)) in wanted)
        for field, wanted in titles.items()
    }
    taken = {at for places in fields.values() for at in places}
    free = {at: clean(title) for at, title in enumerate(header) if at not in taken and clean(title)}
    who = {at: title for at, title in free.items() if _WHO.search(folded(title)) and not form.asked(title)}
    told = {at: clean(header[at]) for field in ("email", "name", "code") for at in fields.get(field, ())}
    return Columns(
        fields=fields,
        questions={at: title for at, title in free.items() if at not in who},
        identifying={**told, **who},
    )


def looks_like_addresses(cells: Iterable[object]) -> bool:
    """Whether most of the answers of a column are addresses: then it says who somebody is, whatever its title."""
    said = [text for text in map(clean, cells) if text]
    return bool(said) and 2 * sum("@" in address(each) for each in said) > len(said)


def read_questions(
    columns: Mapping[int, str], cells: Mapping[int, Sequence[object]], form: SurveyForm
) -> Iterator[ReadQuestion]:
    """The questions in the form's order; `cells` has, by column, the answers of the rows that count."""
    parts = {at: _title_and_line(title) for at, title in columns.items()}
    grids = dict[str, list[int]]()
    for at, (title, line) in parts.items():
        grids.setdefault(f"{folded(title)}[" if line else f"{at}", []).append(at)
    by_column = {at: places for places in grids.values() for at in places}
    for at, (title, line) in parts.items():
        told = form.asked(columns[at], title)
        said = [text for each in by_column[at] for text in map(clean, cells[each]) if unsaid(text) is None]
        yield _question(title, line, said, told)


def _title_and_line(title: str) -> tuple[str, str]:
    found = _GRID.fullmatch(title)
    return (found[1].rstrip(), found[2].strip()) if found else (title, "")


def _question(title: str, line: str, said: Sequence[str], told: AskedQuestion | None) -> ReadQuestion:
    if told and told.own_words:
        return ReadQuestion(question=SurveyQuestion(title=title, line=line, kind=QuestionKind.TEXT))
    if told and told.options:
        return _of_options(title, line, told_options(said, told))
    if points := points_of(dict.fromkeys(said), title, told):
        return _of_points(title, line, points)
    if options := found_options(said):
        return _of_options(title, line, options)
    return ReadQuestion(question=SurveyQuestion(title=title, line=line, kind=QuestionKind.TEXT))


def _of_points(title: str, line: str, points: Points) -> ReadQuestion:
    question = SurveyQuestion(
        title=title,
        line=line,
        kind=QuestionKind.SCALE,
        options=points.words,
        points=points.numbers if points.is_certain else (),
        is_certain=points.is_certain,
    )
    return ReadQuestion(question=question, points=points)


def _of_options(title: str, line: str, options: Options) -> ReadQuestion:
    kind = QuestionKind.SEVERAL if options.several else QuestionKind.ONE
    question = SurveyQuestion(title=title, line=line, kind=kind, options=options.texts, is_certain=options.is_certain)
    return ReadQuestion(question=question, options=options)


def _whole(cell: object) -> str:
    """A text with the lines that its writer made, each cleaned."""
    text = cell if isinstance(cell, str) else clean(cell)
    return "\n".join(line for line in map(clean, text.splitlines()) if line)
