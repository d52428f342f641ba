"""The reports of a form's tab, read whole: rows in, `MeetingReport`s out, with what a person is to look at.

Sent twice within minutes, the later row counts, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mentoring_sync.intake.cells import clean
from mentoring_sync.intake.reports.circle import Circle
from mentoring_sync.intake.reports.form import ReportForm
from mentoring_sync.intake.reports.report import Ask, Reading, take
from mentoring_sync.intake.reports.rows import STAMP, ReportRow, report_rows
from mentoring_sync.records.attendance import MeetingReport
from mentoring_sync.records.problem import Problem
from mentoring_sync.spreadsheet.grid import Workbook

TWICE = timedelta(minutes=10)
"""Two rows of one person for one meeting, so near to each other, are one that was sent twice."""


@dataclass(frozen=True, kw_only=True)
class ReadReports:
    """The reports that count, in the order in which they were sent, and what *Review* should hear beside questions."""

    reports: tuple[MeetingReport, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_reports(
    workbook: Workbook,
    form: ReportForm,
    circle_at: Callable[[datetime], Circle],
    ask: Ask,
    *,
    since: datetime,
    now: datetime,
    began: datetime | None = None,
) -> ReadReports:
    """What the form's tab reports; nothing where there is no such tab. None was sent before `since`. Each is read
    against the circle of when it was sent. Those from before the round `began`, if another was closed then, are of
    that one."""
    tab = workbook.tab(form.tab)
    if tab is None or not tab.rows:
        return ReadReports()
    rows = report_rows(tab, form, zone=workbook.time_zone, locale=workbook.locale, since=since, now=now)
    reading = Reading(tab=tab.title, zone=workbook.time_zone, locale=workbook.locale, ask=ask)
    for row in _sent_once([each for each in rows.rows if began is None or each.at >= began]):
        take(row, circle_at(row.at), reading)
    return ReadReports(reports=_counted_once(reading.reports), problems=rows.problems)


def _sent_once(rows: Sequence[ReportRow]) -> list[ReportRow]:
    """Without those that were sent once more within minutes, saying the same: a second click."""
    last: dict[tuple[str, ...], ReportRow] = {}
    kept: list[ReportRow] = []
    for row in rows:
        said = tuple(clean(row.answers[each]) for each in sorted(row.answers) if each != STAMP)
        before = last.get(said)
        if before and row.at - before.at <= TWICE:
            kept.remove(before)
        last[said] = row
        kept.append(row)
    return kept


def _counted_once(reports: Iterable[MeetingReport]) -> tuple[MeetingReport, ...]:
    """Of those that one person sent of one meeting within minutes, the last."""
    kept: list[MeetingReport] = []
    for each in reports:
        kept = [other for other in kept if not _is_replaced(other, each)]
        kept.append(each)
    return tuple(kept)


def _is_replaced(earlier: MeetingReport, later: MeetingReport) -> bool:
    same = (earlier.team, earlier.number, earlier.by) == (later.team, later.number, later.by)
    return same and later.at - earlier.at <= TWICE
