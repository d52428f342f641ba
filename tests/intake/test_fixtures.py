"""The committed responses: what the generator writes, and what intake makes of them."""

import csv
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from mentoring_sync.intake.outcome import Intake
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import Tab
from tests.intake.response_tabs import read_tabs, the_questions

FIXTURES = Path(__file__).parents[2] / "fixtures"


def lines(role: Role) -> list[list[str]]:
    with (FIXTURES / f"{the_questions().tab(role)}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@cache
def the_intake() -> Intake:
    return read_tabs(
        *(Tab(title=the_questions().tab(role), sheet_id=0, rows=tuple(map(tuple, lines(role)))) for role in Role)
    )


def test_the_committed_responses_are_what_the_generator_writes(tmp_path):
    subprocess.run([sys.executable, FIXTURES / "generate.py", "--out", tmp_path], check=True)
    for role in Role:
        name = f"{the_questions().tab(role)}.csv"
        assert (tmp_path / name).read_bytes() == (FIXTURES / name).read_bytes()


def test_the_generator_invents_as_many_as_one_wants(tmp_path):
    order = ["--plain", "--seed", "3", "--mentors", "5", "--mentees", "300", "--out", tmp_path]
    subprocess.run([sys.executable, FIXTURES / "generate.py", *order], check=True)
    with (tmp_path / "Mentee applications.csv").open(encoding="utf-8", newline="") as file:
        addresses = [row[1] for row in csv.reader(file) if any(row)][1:]
    assert len(addresses) == len(set(addresses)) == 300


def test_there_are_enough_people_for_a_round():
    assert len(the_intake().mentors) >= 12
    assert len(the_intake().mentees) >= 40


def test_they_live_on_six_continents():
    areas = {mentee.zone.split("/")[0] for mentee in the_intake().mentees}
    assert {"Africa", "America", "Asia", "Australia", "Europe", "Pacific"} <= areas


def test_all_addresses_are_reserved_for_examples():
    people = [*the_intake().mentors, *the_intake().mentees]
    assert {person.email.split("@")[1] for person in people} <= {"example.org", "example.com", "example.net"}


def test_some_answered_twice_and_some_are_turned_away():
    assert len(the_intake().superseded) >= 3
    assert {rejection.waivable for rejection in the_intake().rejections} == {True, False}


@pytest.mark.parametrize("role", Role)
def test_every_oddity_stands_in_the_responses(role):
    oddities = tomllib.loads((FIXTURES / "oddities.toml").read_text(encoding="utf-8"))[role.value]
    standing = {cell for row in lines(role) for cell in row}
    assert {oddity["name"] for oddity in oddities} <= standing
