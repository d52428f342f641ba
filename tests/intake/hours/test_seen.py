"""Hours in another shape than the configured one: it is said which it is, and the remedy works."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from mentoring_sync.errors import UnfitError
from mentoring_sync.intake.hours.question import HoursQuestion
from mentoring_sync.intake.hours.seen import seen_shape

BY_DAY = {"title": "When?", "days": {"Mon": "Monday", "Tue": "Tuesday"}}


@pytest.mark.parametrize(
    ("header", "asked", "said"),
    [
        (
            ["When? [lunes]", "When? [martes]"],
            BY_DAY,
            'it is a grid by day there: shape = "grid by day", days = { Mon = "lunes", Tue = "martes" }',
        ),
        (
            ["When? [6-7pm]", "When? [19:00-20:00]"],
            BY_DAY,
            'it is a grid by hour there: shape = "grid by hour", options = ["6-7pm", "19:00-20:00"]',
        ),
        (
            ["When? [Mon]"],
            {"title": "When?", "shape": "text"},
            'it is a grid by day there: shape = "grid by day", days = { Mon = "Mon" }',
        ),
        (["Other [Mon]", "Name"], BY_DAY, ""),
    ],
)
def test_what_is_there_is_named_with_its_configuration(header: list[str], asked: dict[str, Any], said: str) -> None:
    shown = seen_shape(header, HoursQuestion.model_validate(asked))
    assert shown == said
    if shown:
        remedy = tomllib.loads(shown.partition(": ")[2].replace(", options", "\noptions").replace(", days", "\ndays"))
        assert HoursQuestion.model_validate({"title": "When?", **remedy}).columns_of_hours().values() == {
            title: (title,) for title in header
        }.values() or len(header) == len(HoursQuestion.model_validate({"title": "When?", **remedy}).columns_of_hours())


def test_one_column_is_options_or_text() -> None:
    shown = seen_shape(["When?"], HoursQuestion.model_validate(BY_DAY))
    assert shown.startswith('it is one column there: shape = "options"')


def test_a_run_on_such_a_tab_says_so_once_and_reads_nothing() -> None:
    from mentoring_sync.records.requirement import Role
    from tests.intake.response_tabs import header, read_tabs, tab

    titles = [title.replace("[", "(").replace("]", ")") if "[" in title else title for title in header(Role.MENTEE)]
    titles[titles.index("When could you meet, by your own clock? (Monday)")] = "When could you meet, by your own clock?"
    with pytest.raises(UnfitError, match="no hours as configured \\(grid by day\\)") as refused:
        read_tabs(tab(Role.MENTEE, [], titles=titles))
    assert str(refused.value).count("When could you meet") == 1
