"""Response tabs for tests: a test names the answers it is about, the others are those of an ordinary applicant."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from mentoring_sync.intake.outcome import Intake
from mentoring_sync.intake.questions import Questions
from mentoring_sync.intake.read import read_applications
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import Scalar, Tab
from tests.builders import the_requirements

CONFIG = Path(__file__).parents[2] / "config" / "questions.toml"
NEW_YORK = "America/New_York"
Answers = Mapping[str, Scalar]

USUAL: Answers = {
    "timestamp": 46328.585671,
    "email": "noor.haddad@example.org",
    "name": "Noor Haddad",
    "time_zone": "Europe/Berlin",
    "hours.MON": "17:00-18:00, 18:00-19:00",
    "languages": "English",
    "first_language": "English",
    "tools": "Git, Python",
    "kinds_of_help": "Developing confidence and skill in teaching",
    "certification": "Yes",
    "commitment": "I agree",
}


def questions_given() -> dict[str, object]:
    """`config/questions.toml` as it is parsed, anew for each test that changes it."""
    return tomllib.loads(CONFIG.read_text(encoding="utf-8"))


@cache
def the_questions() -> Questions:
    """The programme's own questions."""
    return Questions.model_validate(questions_given())


def serial(text: str) -> float:
    """`2026-11-02 14:03:22` as a spreadsheet keeps it."""
    return (datetime.fromisoformat(text) - datetime.fromisoformat("1899-12-30")).total_seconds() / 86400


def header(role: Role) -> list[str]:
    """A tab's header, as the form makes it."""
    return [titles[0] for titles in the_questions().columns(role).values()]


def response(role: Role, **given: Scalar) -> list[Scalar]:
    """A row of a tab; `given` replaces the usual answers (`hours_TUE` is the grid's column of Tuesday)."""
    taught: Answers = {"workshops_taught": 5.0 if role is Role.MENTOR else 0.0}
    answers = {**USUAL, **taught, **{field.replace("hours_", "hours."): cell for field, cell in given.items()}}
    return [answers.get(field) for field in the_questions().columns(role)]


def tab(role: Role, rows: Iterable[Iterable[Scalar]], *, titles: Iterable[Scalar] | None = None) -> Tab:
    """A response tab with these rows below its header."""
    head = titles if titles is not None else header(role)
    return Tab(title=the_questions().tab(role), sheet_id=0, rows=(tuple(head), *map(tuple, rows)))


def read(
    *,
    mentors: Iterable[Answers] = (),
    mentees: Iterable[Answers] = (),
    waived: Collection[tuple[str, Role]] = (),
    zone: str = NEW_YORK,
) -> Intake:
    """The intake of tabs with these people's answers."""
    return read_tabs(
        tab(Role.MENTOR, [response(Role.MENTOR, **given) for given in mentors]),
        tab(Role.MENTEE, [response(Role.MENTEE, **given) for given in mentees]),
        waived=waived,
        zone=zone,
    )


def read_tabs(
    *tabs: Tab, waived: Collection[tuple[str, Role]] = (), zone: str = NEW_YORK, locale: str = "en_US"
) -> Intake:
    """The intake of these tabs; a role without one has no responses."""
    there = {each.title for each in tabs}
    empty = [tab(role, []) for role in Role if the_questions().tab(role) not in there]
    return read_applications(
        [*tabs, *empty],
        questions=the_questions(),
        requirements=the_requirements(),
        waived=waived,
        time_zone=zone,
        locale=locale,
        most_mentees=5,
    )
