"""Response tabs of surveys: the exports of two real structures with invented answers, and small ones made by hand."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mentoring_sync.intake.question import Question
from mentoring_sync.intake.surveys.form import SurveyForm
from mentoring_sync.intake.surveys.read import Seen, read_survey
from mentoring_sync.records.survey import Survey, SurveyAnswer, SurveyName
from mentoring_sync.spreadsheet.grid import Scalar, Tab, Workbook

FOLDER = Path(__file__).parents[2] / "fixtures" / "surveys"
CLOSES = datetime(2027, 1, 13, 12, tzinfo=UTC)
WORDS, DOWNLOAD = "words_and_codes", "forms_download"
FORMS = {
    WORDS: SurveyForm(
        tab="Feedback",
        anonymous=True,
        code=Question(title="Your private code (initials + birth day)"),
        team=Question(title="Which team were you in?", aliases=("If it is not listed",)),
        tag=Question(title="tag"),
    ),
    DOWNLOAD: SurveyForm(tab="Feedback", anonymous=True, team=Question(title="Which team are you in?")),
}


def rows_of(export: str) -> list[list[str]]:
    with (FOLDER / f"{export}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def workbook_of(rows: Iterable[Sequence[Scalar]], *, zone: str = "America/New_York", tab: str = "Feedback") -> Workbook:
    tabs = (Tab(title=tab, sheet_id=1, rows=tuple(map(tuple, rows))),)
    return Workbook(spreadsheet_id="s", title="t", time_zone=zone, tabs=tabs)


def export(name: str, **given: Any) -> Survey:
    """A survey that was read from an export; `given` changes its form."""
    return survey(rows_of(name), FORMS[name].model_copy(update=given))


def survey(
    rows: Iterable[Sequence[Scalar]],
    form: SurveyForm | None = None,
    *,
    zone: str = "America/New_York",
    closes: datetime = CLOSES,
    **seen: Any,
) -> Survey:
    """The survey in a tab with these rows, the first its header."""
    form = form or SurveyForm(tab="Feedback")
    found = read_survey(workbook_of(rows, zone=zone), SurveyName.CLOSING, form, closes=closes, seen=Seen(**seen))
    assert found.survey is not None
    return found.survey


def answers_to(found: Survey, title: str) -> list[SurveyAnswer]:
    """The answers to a question (`Title [line]`), the earliest first."""
    (at,) = (at for at, each in enumerate(found.questions) if each.called == title)
    return [response.answers[at] for response in found.responses]


def said(found: Survey, title: str) -> list[str]:
    """The same in words: the options chosen, own words, or why nothing was said."""
    (question,) = (each for each in found.questions if each.called == title)
    return [
        each.unsaid.value
        if each.unsaid
        else ";".join((*(question.options[at] for at in each.chosen), each.text)).strip(";")
        for each in answers_to(found, title)
    ]
