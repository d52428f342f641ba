"""Forms that are there are adopted: their questions recognised, and the configuration that comes of it works."""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path

import pytest

from mentoring_sync.cli.demo import filled, run_demo
from mentoring_sync.errors import UnfitError
from mentoring_sync.operations.adopt import Certainty, propose
from mentoring_sync.run.steps import Silence
from mentoring_sync.sandbox import serving
from mentoring_sync.spreadsheet.grid import Tab
from tests.cli.test_other_programmes import NOW, PROGRAMMES
from tests.extent import extent
from tests.run.conftest import here

ABOUT = [
    *(
        "--name",
        "Circle",
        "--community",
        "Riverside",
        "--coordinator",
        "Ida Roe",
        "--contact",
        "coordinator@example.org",
    ),
    *("--close", "2026-11-20", "--start", "2027-01-18"),
]


def tabs_of(name: str) -> list[Tab]:
    found = []
    for number, path in enumerate(sorted((PROGRAMMES / name).glob("*.csv"))):
        with path.open(encoding="utf-8", newline="") as file:
            found.append(Tab(title=path.stem, sheet_id=number, rows=tuple(map(tuple, csv.reader(file)))))
    return found


@pytest.mark.parametrize(
    ("name", "mentees", "teams"),
    [
        ("rust-es", 14, 5),
        ("first-and-last-name", 6, 3),
        ("hours-in-one-column", 9, 5),
        ("hours-as-rows", 8, 4),
        ("one-form-two-roles", 2, 1),
    ][:: extent(share=-3, whole=1)],
)
def test_what_is_proposed_does_the_main_job(name: str, mentees: int, teams: int, tmp_path: Path) -> None:
    data = tmp_path / "workspace.sqlite"
    csvs = {path.stem: path.read_bytes() for path in (PROGRAMMES / name).glob("*.csv")}
    locale = "es_ES" if name.endswith("-es") else "en_US"
    filled(data, "adopted-spreadsheet", csvs, now=NOW, locale=locale).close()
    out = tmp_path / "config"
    with serving(data) as server:
        where = {"MENTORING_SYNC_API_ROOT": server.url}
        language = ("--language", "es") if locale == "es_ES" else ()
        asked = ("init", "--spreadsheet", "adopted-spreadsheet", *ABOUT, "--out", str(out), *language)
        shown = here(*asked, "--dry-run", "--json", **where)
        assert not out.exists()
        done = here(*asked, "--yes", **where)
        assert (done.code, done.err) == (0, "")
        again = here(*asked, "--yes", **where)
    assert (again.code, "nothing is written over it" in again.err) == (2, True)
    assert (
        json.loads(shown.out.rpartition("}")[0] + "}")["files"]["questions.toml"]
        == (out / "questions.toml").read_text()
    )
    made = run_demo(out / "program.toml", data, now=NOW, environment={}, steps=Silence(), responses=PROGRAMMES / name)
    assert made.first.teams >= teams
    assert made.first.placed >= mentees
    assert made.first.introduced == made.first.teams


def test_how_certain_each_is_is_said() -> None:
    found = propose(tabs_of("first-and-last-name"))
    by_title = {each.title: (each.field, each.certainty) for each in found.proposed}
    assert by_title["Email Address"] == ("email", Certainty.SURE)
    assert by_title["How many pairings do you have room for?"] == ("capacity", Certainty.LIKELY)
    assert by_title["Year of study"] == ("year_study", Certainty.GUESS)
    assert tomllib.loads(found.questions)["both"]["name"] == ["First Name", "Last Name"]
    assert any("joined in this order" in line for line in found.in_words())


ROW = ("11/02/2026 10:05:00", "ada@example.org", "Ada", "Berlin")


@pytest.mark.parametrize(
    ("tabs", "said"),
    [
        ([Tab(title="Notes", sheet_id=1, rows=(("a", "b"), ("1", "2")))], "No tab holds the answers"),
        (
            [Tab(title="Answers", sheet_id=1, rows=(("Timestamp", "Email", "Name", "City"), ROW))],
            "no question in it says who is a mentor",
        ),
        (
            [
                Tab(title="Mentors", sheet_id=1, rows=(("Timestamp", "Email", "Name", "City"), ROW)),
                Tab(title="Mentees", sheet_id=2, rows=(("Timestamp", "Email", "Name", "City"), ROW)),
            ],
            "No question asks when people could meet",
        ),
    ],
)
def test_what_cannot_be_adopted_says_why(tabs: list[Tab], said: str) -> None:
    with pytest.raises(UnfitError, match=said) as refused:
        propose(tabs)
    assert refused.value.remedy


def test_columns_of_microsoft_forms_are_known() -> None:
    header = (
        "ID",
        "Start time",
        "Completion time",
        "Email",
        "Name",
        "Your e-mail",
        "City",
        "When?",
        "Which topics?",
        "Places",
    )
    rows = tuple(
        (
            str(number), f"11/{number + 1}/26 10:05:02", f"11/{number + 1}/26 10:09:40", "anonymous", "",
            f"p{number}@example.org", "Leeds", "Mon 18:00-20:00", ("Writing;", "Writing;Research;")[number % 2], "3",
        )
        for number in range(1, 7)
    )  # fmt: skip
    named = tuple((*row[:4], f"Person {row[0]}", *row[5:]) for row in rows)
    tabs = [Tab(title=title, sheet_id=at, rows=(header, *named)) for at, title in enumerate(("Mentors", "Mentees"))]
    found = propose(tabs)
    fields = {each.field: each.title for each in found.proposed}
    assert (fields["timestamp"], fields["email"], fields["name"]) == ("Completion time", "Your e-mail", "Name")
    assert (fields["hours"], fields["topics"]) == ("When?", "Which topics?")
    assert tomllib.loads(found.questions)["fields"]["topics"]["options"] == ["Writing", "Research"]
