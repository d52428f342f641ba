"""The report of a round that was closed says what its last one said, and nothing of who was forgotten since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from mentoring_sync.errors import UsageError
from mentoring_sync.progress.report import RoundReport
from mentoring_sync.run.order import Order
from mentoring_sync.run.report import round_report
from tests.run.in_memory import Programme
from tests.run.test_a_round_is_closed import begun, over
from tests.run.test_attendance_through_the_round import formed
from tests.run.test_the_report_of_a_round import surveyed


def report(programme: Programme, called: str = "") -> RoundReport:
    order = Order(run="", trigger="report", now=programme.now)
    return round_report(programme.configuration, order, programme._services(), called)


def with_surveys() -> Programme:
    """A round whose closing survey has been answered, with two quotations ticked, and one who withdrew."""
    programme = surveyed(formed().copied(), 1)
    roster = programme.live.tab("Roster")
    roster.type("mentee:di@example.org", "Withdrawn", True)
    roster.type("mentee:di@example.org", "Withdrawn why", "Asked to stop")
    quotations = programme.live.tab("Quotations")
    for key in [*quotations.keys()][:2]:
        quotations.type(key, "Print", True)
    programme.run()
    return programme


def as_remembered(said: RoundReport) -> RoundReport:
    """A report without what no tab says: a scale's points, texts that aren't quoted, teams, whether days are over."""
    questions = {
        survey.name: tuple(
            replace(
                each,
                question=replace(each.question, points=tuple(range(1, len(each.question.points) + 1))),
                texts=each.texts and ("",),
                mean=None if each.mean is None else round(each.mean, 2),
            )
            for each in survey.questions
        )
        for survey in said.surveys
    }
    surveys = tuple(
        replace(
            each,
            questions=questions[each.name],
            closes=each.closes.replace(second=0),
            of_asked=None if each.rate is None else each.of_asked,
        )
        for each in said.surveys
    )
    unable = replace(said.figures.unable, name="")
    figures = replace(said.figures, by_region=(), by_language=(), close=(), by_team=(), unable=unable)
    return replace(said, figures=figures, surveys=surveys, about=replace(said.about, is_over=True))


@pytest.mark.parametrize("played", [over, with_surveys])
def test_it_says_what_the_last_one_before_closing_said(played: Callable[[], Programme]) -> None:
    programme = played()
    programme.run()
    before = report(programme)
    programme.close(even_if_unfinished=True)
    after = report(programme)
    assert after == as_remembered(before)
    assert after.placed
    assert report(programme, " 2027-1") == after


def test_what_it_says_of_surveys_is_there() -> None:
    programme = with_surveys()
    programme.close(even_if_unfinished=True)
    (survey,) = report(programme).surveys
    assert (survey.answered, survey.shown) == (6, 6)
    scale, text = survey.questions
    assert (scale.n, sum(scale.counts), scale.mean is None) == (6, 6, False)
    assert text.texts
    assert len(report(programme).quoted[0].texts) == 2


def test_it_asks_once_and_writes_nothing(tmp_path: Path) -> None:
    programme, pulls = over(), list[None]()
    programme.close()
    pull, before, mailed = programme.sheets.pull, programme.sheets.commit, len(programme.mailed())
    programme.sheets.pull = lambda: pulls.append(None) or pull()  # type: ignore[method-assign,func-returns-value]
    programme.reported(tmp_path / "report.html")
    assert (len(pulls), programme.sheets.commit, len(programme.mailed())) == (1, before, mailed)
    assert "2027-1" in (tmp_path / "report.html").read_text("utf-8")
    programme.reported(tmp_path / "report.pdf")


def test_when_the_next_round_stands_an_earlier_one_is_named(tmp_path: Path) -> None:
    programme = over()
    programme.close()
    of = report(programme).about
    begun(programme)
    programme.run()
    with pytest.raises(UsageError, match=r"“2027-3”.*of “2027-1”"):
        report(programme, "2027-3")
    found = report(programme, "2027-1").about
    assert replace(of, start=None, end=None) == found
    assert found.of.endswith("/2027-1/")
    done = programme.reported(tmp_path / "report.html", called="2027-1")
    assert done.as_json()["round"] == "2027-1"
    assert report(programme).about.round == "2027-2"


def test_nobody_who_was_forgotten_since_is_named(tmp_path: Path) -> None:
    programme = with_surveys()
    quotations = programme.live.tab("Quotations")
    for key in quotations.keys():  # noqa: SIM118 - no mapping
        quotations.type(key, "Print", True)
    programme.close(even_if_unfinished=True)
    before = report(programme)
    programme.now += timedelta(days=1)
    programme.forget("cy@example.org")
    after = report(programme)
    assert after.figures.completion == before.figures.completion
    said = " ".join(text for each in after.quoted for text in each.texts).casefold()
    assert "taught me a lot" in said
    assert not [name for name in ("cy", "roth", "bo", "lund") if name in said.replace("[…]", " ").split()]


def test_a_tab_that_was_renamed_is_not_guessed(tmp_path: Path) -> None:
    programme = over()
    programme.close()
    programme.live.tab("Progress · 2027-1").title = "Old figures"
    with pytest.raises(UsageError, match=r"“Progress · 2027-1”, and there is none.*none of any closed round"):
        programme.reported(tmp_path / "report.html")
    assert not [*tmp_path.iterdir()]


def test_what_was_typed_over_in_the_archive_is_left_out() -> None:
    programme = with_surveys()
    programme.close(even_if_unfinished=True)
    tab = programme.live.tab("Progress · 2027-1")
    figure, meaning = tab.header.index("Figure"), tab.header.index("What it means")
    row = next(row for row in tab.cells if row[figure] == "Closing survey: I felt welcome")
    row[meaning] = "fine"
    scale = report(programme).surveys[0].questions[0]
    assert (scale.n, scale.question.is_certain, scale.counts) == (6, False, ())
