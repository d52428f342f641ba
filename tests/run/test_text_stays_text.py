"""What applicants and the coordinator type arrives in every tab as it was typed, and as text."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from mentoring_sync.spreadsheet.grid import Tab
from tests.run.small_programme import SPREADSHEET, few_people, keys, programme

NAMES = [
    '=HYPERLINK("https://example.org","Ana")',
    "+Ana",
    "@Ana",
    "-2+3 Ana",
    "Ana\tand\nBo",
    "👩🏽‍🏫 Ana",
    "عائشة الخوارزمي",
    "'007",
]
LONG = "x" * 50_000
FIRST_MENTEE = "Mentee applications"


def answered(name: str, goal: str = "") -> dict[str, bytes]:
    """The few people, one of whom answers like this."""
    people = few_people()
    rows = list(csv.reader(io.StringIO(people[FIRST_MENTEE].decode())))
    rows[1][rows[0].index("Your name")] = name
    if goal:
        rows[1][rows[0].index("What would you like to have reached at the end of the round?")] = goal
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return people | {FIRST_MENTEE: out.getvalue().encode()}


def shown(tab: Tab, column: str) -> set[object]:
    return {tab.cell(row, tab.header.index(column)) for row in keys(tab).values()}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_same_text_in_every_tab(name: str, tmp_path: Path) -> None:
    with programme(tmp_path / "data.sqlite", people=answered(name)) as small:
        small.synced(repair=True)
        read = " ".join(name.split())
        assert read in {" ".join(str(each).split()) for each in shown(small.tab("Roster"), "Person")}
        assert not small.formulas()
        assert small.synced().unchanged


def test_a_name_turns_no_writing_direction(tmp_path: Path) -> None:
    with programme(tmp_path / "data.sqlite", people=answered("\u202egnp.exe\u2069 Ana")) as small:
        small.synced(repair=True)
        [name] = [each for each in shown(small.tab("Roster"), "Person") if "gnp" in str(each)]
        assert str(name).split() == ["gnp.exe", "Ana"]


def test_an_answer_of_50_000_characters_does_no_harm(tmp_path: Path) -> None:
    with programme(tmp_path / "data.sqlite", people=answered("Ana", LONG)) as small:
        small.synced(repair=True)
        assert "Ana" in shown(small.tab("Roster"), "Person")
        assert small.synced().unchanged


@pytest.mark.parametrize("words", [*NAMES, LONG])
def test_what_the_coordinator_types_over_ours_is_told_as_text(words: str, tmp_path: Path) -> None:
    with programme(tmp_path / "data.sqlite") as small:
        small.synced(repair=True)
        roster = small.tab("Roster")
        small.type(roster, 1, roster.header.index("Reason"), words)
        small.synced()
        assert words in shown(small.tab("Roster"), "Reason")
        told = [str(each) for each in shown(small.tab("Review"), "What")]
        assert any(words[:20] in each for each in told)
        assert not small.formulas()
        assert small.synced().unchanged


def test_links_in_review_are_the_only_formulas(tmp_path: Path) -> None:
    with programme(tmp_path / "data.sqlite") as small:
        small.synced(repair=True)
        roster = small.tab("Roster")
        small.type(roster, 1, roster.header.index("Reason"), '"&IMPORTDATA("x")&"')
        small.synced()
        links = small.formulas(ours_too=True)
        assert links
        assert all(link.startswith('=HYPERLINK("#gid=') and "IMPORTDATA" not in link for link in links), links
        assert SPREADSHEET not in "".join(links)
