"""The rows of the reports' tab: each row's answers by field, and when it was sent.

In: the tab, the form's questions, the sheet's clock. Out: `ReportRow`s, and what is wrong with the tab as a whole.
Cells stay as they were read: one with names may have several lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import clean, folded, in_quotes
from mentoring_sync.intake.moments import Clock, clock_for
from mentoring_sync.intake.reports.form import ReportForm
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.spreadsheet.grid import Scalar, Tab

STAMP, EMAIL, CAME = "timestamp", "email", "came"


@dataclass(frozen=True, kw_only=True)
class ReportRow:
    """A row as people count it: its answers by field (None: not asked, or empty), and when it was sent, in UTC."""

    row: int
    answers: Mapping[str, Scalar]
    at: datetime

    def answer(self, field: str) -> Scalar:
        """What stands under a question."""
        return self.answers.get(field)

    def text(self, field: str) -> str:
        """The same as one line."""
        return clean(self.answers.get(field))


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows, the earliest first, and what *Review* should hear of the others."""

    rows: tuple[ReportRow, ...] = ()
    problems: tuple[Problem, ...] = ()


def report_rows(tab: Tab, form: ReportForm, *, zone: str, locale: str, since: datetime, now: datetime) -> Rows:
    """The rows of a tab. No report was sent before `since` or will be after `now`: that tells which of `05/11` is the
    day, where the spreadsheet's locale would read it otherwise."""
    places = _places(tab, form)
    if not places.get(CAME):
        return Rows(problems=(_no_question(tab, form),)) if any(tab.rows[1:]) else Rows()
    answered = list(_answered(tab, places, form))
    stamps = [row.get(STAMP) for _, row in answered]
    clock = clock_for(stamps, zone=ZoneInfo(zone), locale=locale, formats=form.timestamp.formats)
    rows, problems = list[ReportRow](), list[Problem]()
    for number, answers in answered:
        try:
            at = clock.read(_stamp(answers.get(STAMP))).value
        except Unusable:
            problems.append(_no_time(tab.title, number, answers))
            continue
        rows.append(ReportRow(row=number, answers=answers, at=at))
    return Rows(rows=tuple(sorted(_in_time(rows, clock, since, now), key=_order)), problems=tuple(problems))


def _order(row: ReportRow) -> tuple[datetime, int]:
    return row.at, row.row


def _places(tab: Tab, form: ReportForm) -> dict[str, list[int]]:
    """The columns of each question, from the left."""
    header = [folded(clean(title)) for title in tab.header]
    return {
        field: [at for at, title in enumerate(header) if title in {folded(each) for each in titles}]
        for field, titles in form.columns.items()
    }


def _answered(
    tab: Tab, places: Mapping[str, Sequence[int]], form: ReportForm
) -> Iterator[tuple[int, dict[str, Scalar]]]:
    titles = {folded(title) for title in form.came.titles}
    for number, _ in enumerate(tab.rows[1:], start=1):
        answers = {field: _leftmost(tab, number, columns) for field, columns in places.items()}
        if any(clean(cell) for cell in answers.values()) and folded(clean(answers[CAME])) not in titles:
            yield number + 1, answers


def _leftmost(tab: Tab, row: int, columns: Sequence[int]) -> Scalar:
    return next((cell for at in columns if clean(cell := tab.cell(row, at))), None)


def _stamp(cell: Scalar) -> object:
    return cell if isinstance(cell, float | int) and not isinstance(cell, bool) else clean(cell)


def _in_time(rows: list[ReportRow], clock: Clock, since: datetime, now: datetime) -> list[ReportRow]:
    """The rows; with day and month the other way round, if that puts all of them into the round and else none is."""
    if not rows or any(since <= each.at <= now for each in rows):
        return rows
    turned = [replace(each, at=at) for each in rows if (at := _turned(each.at, clock.zone))]
    fits = len(turned) == len(rows) and all(since <= each.at <= now + timedelta(days=1) for each in turned)
    return turned if fits else rows


def _turned(at: datetime, zone: ZoneInfo) -> datetime | None:
    local = at.astimezone(zone)
    return local.replace(day=local.month, month=local.day).astimezone(UTC) if local.day <= 12 else None


def _no_question(tab: Tab, form: ReportForm) -> Problem:
    return Problem(
        where=Place(tab=tab.title),
        what=f"{tab.title} has no question {in_quotes(form.came.title)}: no report is read.",
        remedy="Add the form's title of that question to reports.came.aliases in config/questions.toml.",
        for_operator=True,
    )


def _no_time(tab: str, row: int, answers: Mapping[str, Scalar]) -> Problem:
    said = " · ".join(filter(None, (clean(cell) for cell in answers.values())))
    return Problem(
        where=Place(tab=tab, row=row),
        what=f"A report doesn't say when it was sent: {in_quotes(said)}",
        remedy="Type into its row when it was sent, such as 2027-01-19 18:05. Until then it isn't counted.",
        about=clean(answers.get(EMAIL)),
    )
