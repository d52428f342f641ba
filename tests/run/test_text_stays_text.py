"""What applicants and the coordinator type arrives in every tab as it was typed, and as text."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from mentoring_sync.spreadsheet.grid import Tab
from tests.run.small_programme import MENTEES, SHARE, SPREADSHEET, few_people, keys, programme

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


def answered(*names: str, goal: str = "") -> dict[str, bytes]:
    """The few people, of whom the first mentees answer like this."""
    people = few_people(mentees=MENTEES + len(names))
    rows = list(csv.reader(io.StringIO(people[FIRST_MENTEE].decode())))
    for row, name in zip(filter(any, rows[1:]), names, strict=False):
        row[rows[0].index("Your name")] = name
    if goal:
        rows[1][rows[0].index("What would you like to have reached at the end of the round?")] = goal
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return people | {FIRST_MENTEE: out.getvalue().encode()}


def shown(tab: Tab, column: str) -> set[object]:
    return {tab.cell(row, tab.header.index(column)) for row in keys(tab).values()}


def test_names_are_the_same_text_in_every_tab(tmp_path: Path) -> None:
    with programme(tmp_path / "data.sqlite", people=answered(*NAMES)) as small:
        small.synced(repair=True)
        standing = {" ".join(str(each).split()) for each in shown(small.tab("Roster"), "Person")}
        assert {" ".join(name.split()) for name in NAMES} <= standing
        assert not small.formulas()
        assert small.synced().unchanged


def test_a_name_turns_no_writing_direction(tmp_path: Path) -> None:
    with programme(tmp_path / "data.sqlite", people=answered("\u202egnp.exe\u2069 Ana")) as small:
        small.synced(repair=True)
        [name] = [each for each in shown(small.tab("Roster"), "Person") if "gnp" in str(each)]
        assert str(name).split() == ["gnp.exe", "Ana"]


def test_an_answer_of_50_000_characters_does_no_harm(tmp_path: Path) -> None:
    with programme(tmp_path / "data.sqlite", people=answered("Ana", goal=LONG)) as small:
        small.synced(repair=True)
        assert "Ana" in shown(small.tab("Roster"), "Person")
        assert small.synced().unchanged


def test_what_the_coordinator_types_over_ours_is_told_as_text(tmp_path: Path) -> None:
    typed = [*NAMES, LONG]
    with programme(tmp_path / "data.sqlite") as small:
        small.synced(repair=True)
        roster = small.tab("Roster")
        for row, words in enumerate(typed, 1):
            small.type(roster, row, roster.header.index("Reason"), words)
        small.synced()
        assert set(typed) <= shown(small.tab("Roster"), "Reason")
        told = [str(each) for each in shown(small.tab("Review"), "What")]
        assert [words for words in typed if not any(words[:20] in each for each in told)] == []
        assert not small.formulas()
        assert small.synced().unchanged


def test_links_in_review_and_shares_of_two_numbers_are_the_only_formulas(tmp_path: Path) -> None:
    with programme(tmp_path / "data.sqlite") as small:
        small.synced(repair=True)
        roster = small.tab("Roster")
        small.type(roster, 1, roster.header.index("Reason"), '"&IMPORTDATA("x")&"')
        small.synced()
        links = [each for each in small.formulas(ours_too=True) if not SHARE.fullmatch(each)]
        assert links
        assert all(link.startswith('=HYPERLINK("#gid=') and "IMPORTDATA" not in link for link in links), links
        assert SPREADSHEET not in "".join(links)
