"""Other programmes' forms, from responses to introductions: each with the configuration that one would write."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mentoring_sync.cli.demo import Demo, run_demo
from mentoring_sync.run.steps import Silence
from mentoring_sync.settings.load import load

PROGRAMMES = Path(__file__).parents[2] / "fixtures" / "programmes"
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
OTHERS = re.compile(r"carpentr|workshop|instructor|certif|taller|lesson", re.IGNORECASE)
"""Words of a programme that none of these is."""


@dataclass(frozen=True)
class Done:
    """What came of the main job: its outcome, the mails by subject, the rows of a tab."""

    shown: Demo
    mails: dict[str, str]

    def rows(self, title: str) -> Iterator[dict[str, object]]:
        header, *rows = load_workbook(self.shown.workbook)[title].iter_rows(values_only=True)
        return (dict(zip(map(str, header), row, strict=True)) for row in rows if any(row))


@cache
def done(name: str, folder: Path) -> Done:
    data = folder / name / "workspace.sqlite"
    data.parent.mkdir(exist_ok=True)
    there = PROGRAMMES / name
    shown = run_demo(there / "program.toml", data, now=NOW, environment={}, steps=Silence(), responses=there)
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in Path(shown.mail).rglob("*.eml")]
    texts = {str(each["subject"]): each.get_body(("plain",)).get_content() for each in mails}
    shutil.rmtree(shown.mail)
    return Done(shown, texts)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("programmes")


@pytest.mark.parametrize(
    ("name", "mentees", "teams", "turned_away"),
    [
        ("rust-es", 14, 5, 0),
        ("first-and-last-name", 6, 3, 3),
        ("hours-in-one-column", 9, 5, 1),
        ("hours-as-rows", 8, 4, 0),
        ("one-form-two-roles", 2, 1, 0),
    ],
)
def test_the_main_job_is_done_with_no_column_added(
    name: str, mentees: int, teams: int, turned_away: int, folder: Path
) -> None:
    found = done(name, folder)
    rows = list(found.rows("Teams"))
    assert (len(rows), len({row["Team"] for row in rows})) == (mentees, teams)
    assert {row["Status"] for row in rows} == {"Introduced"}
    assert sum(row["Status"] in ("Not eligible yet", "Answer needed") for row in found.rows("Roster")) == turned_away
    assert found.shown.second.requests == {"sheets": 1}
    said = " ".join(found.mails.values())
    assert not OTHERS.findall(said)


def test_mails_are_in_the_readers_language_and_say_what_the_programme_asks(folder: Path) -> None:
    found = done("rust-es", folder)
    introduction = next(text for subject, text in found.mails.items() if "les presentamos" in subject)
    assert "cada dos semanas durante 45 minutos" in introduction
    assert "Áreas: " in introduction
    assert any("ambos: " in str(row["Why"]) for row in found.rows("Teams"))


def test_a_name_in_two_columns_is_a_whole_name_and_the_rule_has_its_own_words(folder: Path) -> None:
    found = done("first-and-last-name", folder)
    names = {str(row["Person"]) for row in found.rows("Roster")}
    assert {"Ada Sato", "Finn Lund"} <= names
    turned_away = [text for text in found.mails.values() if "third year, or have graduated" in text]
    assert turned_away
    reasons = [str(row["Reason"]) for row in found.rows("Roster") if row["Email"] == "ada.sato0@example.org"]
    assert any("mentor needs to be in the 3rd year or a graduate, says 2nd" in reason for reason in reasons)


def test_hours_in_one_question_and_hours_as_columns_are_what_people_ticked(folder: Path) -> None:
    for name, pattern in (
        ("hours-in-one-column", r"(Mon|Tue|Wed|Thu|Fri) (18|19|20):00"),
        ("hours-as-rows", r"\w+ (18|19|20):00"),
    ):
        assert all(re.match(pattern, str(row["Meets"])) for row in done(name, folder).rows("Teams"))


def test_who_is_open_to_either_role_is_in_one(folder: Path) -> None:
    found = done("one-form-two-roles", folder)
    cy = {
        str(row["Role"]): (row["Status"], row["Reason"]) for row in found.rows("Roster") if row["Person"] == "Cy Roth"
    }
    assert cy == {"mentee": ("In a team", None), "mentor": ("Accepted", "Open to either role: is a mentee.")}
    assert list(found.rows("Review")) == []


@pytest.mark.parametrize("name", sorted(path.name for path in PROGRAMMES.iterdir()))
def test_each_configuration_has_no_mistake(name: str) -> None:
    assert load(PROGRAMMES / name / "program.toml", {}).program.round.name == "2027-1"
