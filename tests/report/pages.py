"""A report's page as strictly as a reader takes it, and reports to print."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

from mentoring_sync.progress.feedback import SurveyFigures, survey_figures
from mentoring_sync.progress.report import About, Remembered, RoundReport, Since, counts_of
from mentoring_sync.records.survey import (
    QuestionKind,
    Survey,
    SurveyAnswer,
    SurveyName,
    SurveyQuestion,
    SurveyResponse,
)
from mentoring_sync.report.page import page
from mentoring_sync.report.write import written

VOID = {"meta", "link", "br", "img", "input", "hr"}
ABOUT = About(
    programme="Mentoring Groups",
    community="A Community",
    round="2027-1",
    of="mentoring-groups/2027-1/",
    start=date(2027, 1, 18),
    end=date(2027, 5, 3),
    made=date(2027, 5, 6),
    is_over=True,
    coordinator="Alex Rivera",
    contact="mentoring@example.org",
)
CLOSES = datetime(2027, 5, 10, tzinfo=UTC)
AFTER = datetime(2027, 5, 12, tzinfo=UTC)
AGREE = ("Disagree", "Neutral", "Agree")


@dataclass
class Page(HTMLParser):
    """What stands on a page. Every element is closed in its turn, or the page is refused."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    tables: dict[str, list[list[str]]] = field(default_factory=dict)
    headings: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._rows: list[list[str]] = []
        self._caption = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)
        match tag:
            case "table":
                self._rows = []
            case "tr":
                self._rows.append([])
            case "th" | "td":
                self._rows[-1].append("")
            case "h1" | "h2" | "h3" | "h4":
                self.headings.append((tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open, tag
        assert self._open.pop() == tag
        if tag == "table":
            assert self._caption not in self.tables
            self.tables[self._caption] = self._rows

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside not in ("style", "script"):
            self.text += data
        match inside:
            case "caption":
                self._caption = data
            case "th" | "td":
                self._rows[-1][-1] += data
            case "h1" | "h2" | "h3" | "h4":
                self.headings[-1] = (inside, self.headings[-1][1] + data)

    def close(self) -> None:
        super().close()
        assert self._open == []

    def having(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]


def read(html: str) -> Page:
    assert html.lstrip().startswith("<!DOCTYPE html>")
    found = Page()
    found.feed(html)
    found.close()
    return found


def html_of(report: RoundReport, language: str = "en", since: Since | None = None) -> str:
    remembered = Remembered(of=report.about.of, made=report.about.made, counts=counts_of(report))
    return page(written(report, language, since), remembered)


def a_report(**given: Any) -> RoundReport:
    return RoundReport(**{"about": ABOUT, **given})


def a_survey(choices: list[int], *, late: int = 0, title: str = "I felt welcome", **given: Any) -> SurveyFigures:
    """A closing survey of one question with these answers in their order, the last of them `late`."""
    question = SurveyQuestion(title=title, kind=QuestionKind.SCALE, options=AGREE, points=(1, 2, 3))
    at = datetime(2027, 5, 1, tzinfo=UTC)
    responses = tuple(
        SurveyResponse(
            key=f"k{row:03}",
            row=row,
            given=at,
            first=AFTER if row >= len(choices) - late else at,
            answers=(SurveyAnswer(chosen=(choice,)),),
        )
        for row, choice in enumerate(choices)
    )
    survey = Survey(
        name=SurveyName.CLOSING,
        tab="Feedback",
        anonymous=False,
        questions=(question,),
        responses=responses,
        late=frozenset(each.key for each in responses if each.first == AFTER),
    )
    return survey_figures(survey, **{"asked": 40, "closes": CLOSES, "now": AFTER, **given})
