"""A survey's response tab, read whole: rows in, `Survey` out, with what a person is to look at.

In: the workbook, the survey's form, what earlier runs saw. A tab without a form's timestamps is no form's: nothing is
read of it. Time zones that a form's own download writes behind its times are taken off: a real June file says standard
time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import address, clean
from mentoring_sync.intake.moments import clock_for
from mentoring_sync.intake.surveys.form import Late, SurveyForm
from mentoring_sync.intake.surveys.questions import (
    Columns,
    ReadQuestion,
    columns_of,
    looks_like_addresses,
    read_questions,
)
from mentoring_sync.intake.surveys.rows import Given, counted_once, first_given, given_rows, marked
from mentoring_sync.intake.tables import Table, table
from mentoring_sync.intake.yes_no import YES, says
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.survey import Aside, RowAside, Survey, SurveyName, SurveyResponse
from mentoring_sync.spreadsheet.grid import Workbook

_ZONE_LETTERS = re.compile(r"(?<=[\dMm.])\s+(?!UTC$|GMT$)[A-Z]{3,5}$")


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What is known beside the tab: whose an address is, the addresses of those who run the programme, when earlier
    runs saw whose answer first, and the keys of rows that count although they look like tests."""

    known_as: Callable[[str], str] = str
    staff: Collection[str] = ()
    first: Mapping[str, datetime] = field(default_factory=dict)
    restored: Collection[tuple[str, datetime]] = ()
    began: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ReadSurvey:
    """The survey, and what *Review* should hear; None where the tab isn't there or isn't a form's."""

    survey: Survey | None = None
    problems: tuple[Problem, ...] = ()


NOTHING_SEEN = Seen()


def read_survey(
    workbook: Workbook, name: SurveyName, form: SurveyForm, *, closes: datetime, seen: Seen = NOTHING_SEEN
) -> ReadSurvey:
    """What a survey's tab holds. What is given from the instant at which it `closes` is late; rows from before the
    round began are of another."""
    tab = workbook.tab(form.tab)
    columns = columns_of(tab.header, form) if tab else None
    if tab is None or columns is None or not columns.fields.get("timestamp"):
        return ReadSurvey()
    answers = table(tab.rows)
    columns = _without_addresses(columns, answers, form)
    instants, problems = _instants(answers, columns, form, workbook, tab.title)
    earlier = {row for row, at in instants.items() if seen.began and at < seen.began}
    instants = {row: at for row, at in instants.items() if row not in earlier}
    cells_of = answers.rows
    rows = given_rows(cells_of, columns, instants, known_as=seen.known_as, first=seen.first, forget_who=form.anonymous)
    every = marked(rows, cells_of, columns, staff=seen.staff, opened=form.opened)
    every = [_restored(row, seen) for row in every]
    kept, replaced = counted_once([row for row in every if row.why is None], len(columns.questions))
    firsts = first_given(every)
    late = frozenset(row.key for row in kept if firsts[row.key] >= closes)
    counted = [row for row in kept if form.late is Late.COUNTS or row.key not in late]
    questions = _questions(columns, answers, counted, form)
    survey = Survey(
        name=name,
        tab=tab.title,
        anonymous=form.anonymous,
        questions=tuple(each.question for each in questions),
        responses=tuple(_response(row, cells_of[row.row], columns, questions, firsts) for row in counted),
        aside=tuple(_aside(every, replaced, [row for row in kept if row not in counted])),
        late=late,
        asks_who=bool(columns.fields.get("email")) and not form.anonymous,
        identifying=tuple(dict.fromkeys(columns.identifying.values())),
        codes=_texts(answers, columns.fields.get("code", ())),
        before=frozenset(map(address, _texts(_only(answers, sorted(earlier)), columns.fields.get("email", ())))),
        first_given=firsts,
    )
    return ReadSurvey(survey=survey, problems=problems)


def _without_addresses(columns: Columns, answers: Table, form: SurveyForm) -> Columns:
    who = {
        at: title
        for at, title in columns.questions.items()
        if not form.asked(title) and looks_like_addresses(answers.column(at))
    }
    questions = {at: title for at, title in columns.questions.items() if at not in who}
    return Columns(fields=columns.fields, questions=questions, identifying={**columns.identifying, **who})


def _instants(
    answers: Table, columns: Columns, form: SurveyForm, workbook: Workbook, tab: str
) -> tuple[dict[int, datetime], tuple[Problem, ...]]:
    """By row: when the form wrote it; and what is wrong with rows that don't say so but answer something."""
    stamps = [_stamp(cell) for cell in answers.column(columns.fields["timestamp"][0])]
    clock = clock_for(stamps, zone=ZoneInfo(workbook.time_zone), locale=workbook.locale, formats=form.timestamp.formats)
    found, unread = dict[int, datetime](), list[int]()
    for row, cell in zip(answers.rows, stamps, strict=True):
        try:
            found[row] = clock.read(cell).value
        except Unusable:
            if any(clean(answers.rows[row][at]) for at in columns.questions):
                unread.append(row)
    return found, tuple(_no_time(tab, row) for row in unread)


def _stamp(cell: object) -> object:
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return "" if cell != cell else cell
    return _ZONE_LETTERS.sub("", clean(cell))


def _restored(row: Given, seen: Seen) -> Given:
    return replace(row, why=None) if row.why and (row.key, row.given) in seen.restored else row


def _questions(columns: Columns, answers: Table, rows: Sequence[Given], form: SurveyForm) -> tuple[ReadQuestion, ...]:
    counted = _only(answers, (row.row for row in rows))
    cells = {at: counted.column(at) for at in columns.questions}
    return tuple(read_questions(columns.questions, cells, form))


def _response(
    row: Given,
    cells: Sequence[object],
    columns: Columns,
    questions: Sequence[ReadQuestion],
    firsts: Mapping[str, datetime],
) -> SurveyResponse:
    asked = columns.fields.get("quotable", ())
    return SurveyResponse(
        key=row.key,
        row=row.row,
        given=row.given,
        first=firsts[row.key],
        email=row.email,
        team=next((text for at in columns.fields.get("team", ()) if (text := clean(cells[at]))), ""),
        answers=tuple(each.read(cells[at]) for at, each in zip(columns.questions, questions, strict=True)),
        may_quote=not asked or any(_agrees(clean(cells[at])) for at in asked),
    )


def _agrees(answer: str) -> bool:
    """`Yes`, `Yes, without my name`; a *yes* under a condition is one, which the coordinator reads before they tick."""
    first = re.split(r"[,.;:!(–-]", answer, maxsplit=1)[0].strip()
    return says(answer, YES) or says(first, YES)


def _only(answers: Table, numbers: Iterable[int]) -> Table:
    """Some rows of a table."""
    return replace(answers, rows={number: answers.rows[number] for number in numbers})


def _texts(answers: Table, places: Iterable[int]) -> frozenset[str]:
    """What stands in some columns."""
    return frozenset(text for at in places for text in map(clean, answers.column(at)) if text)


def _aside(every: Sequence[Given], replaced: Sequence[Given], late: Sequence[Given]) -> list[RowAside]:
    found = [row.aside(row.why) for row in every if row.why]
    found += [row.aside(Aside.REPLACED) for row in replaced]
    return [*found, *(row.aside(Aside.LATE) for row in late)]


def _no_time(tab: str, row: int) -> Problem:
    return Problem(
        where=Place(tab=tab, row=row),
        what=f"An answer in {tab} doesn't say when it was given, so it isn't counted.",
        remedy="Type into its row when it was given, such as 2027-04-29 18:05; or delete the row, if it is no answer.",
    )
