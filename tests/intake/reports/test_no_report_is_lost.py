"""Whatever is reported, in whatever order: it counts, or somebody is asked, and nobody gets two marks."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.records.attendance import Mark
from tests.intake.reports.larch import Asked, a_tab, reported, row

NAMES = st.sampled_from(
    ("Cy Ono", "Ono, Cy", "dee", "Fay Nkoso", "Hal Reyes", "all", "nobody", "3", "all but Cy", "?", "")
)
ROWS = st.fixed_dictionaries(
    {
        "email": st.sampled_from(("ada@example.org", "cy@example.org", "who@example.org", "")),
        "team": st.sampled_from(("", "Larch", "Lurch", "Alder", "team")),
        "date": st.sampled_from(("", "10/6/2026", "7/10/2026", "2026-11-20", "soon", 46301.0, 2.0)),
        "came": st.lists(NAMES, max_size=3).map(", ".join),
        "excused": NAMES,
        "head_count": st.sampled_from(("", 2.0, "five", "no idea")),
        "timestamp": st.sampled_from(("2026-10-06 18:30", "2026-10-07 00:04", "2026-11-03 19:00", "2026-09-30 12:00")),
    }
)


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_every_row_counts_or_is_asked_about(answers: dict[str, Any]):
    asked = Asked()
    found = reported(row(answers.pop("timestamp"), **answers), asked=asked)
    assert found.reports or asked.questions or found.problems
    for report in found.reports:
        assert report.marks
        assert set(report.marks.values()) <= set(Mark)
        assert report.number >= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(ROWS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[dict[str, Any]], dice: random.Random):
    numbered = [{**each, "timestamp": f"{each['timestamp']}:{at:02d}"} for at, each in enumerate(rows)]
    shuffled = dice.sample(numbered, len(numbered))
    one, other = Asked(), Asked()
    assert reported(tab=a_tab(numbered), asked=one).reports == reported(tab=a_tab(shuffled), asked=other).reports
    assert {each.what for each in one.questions} == {each.what for each in other.questions}
