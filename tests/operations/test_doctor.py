"""`doctor` names the cause first, with what mends it, and writes and mails nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mentoring_sync.cli.demo import filled
from mentoring_sync.google.clock import ahead
from mentoring_sync.operations.doctor import examine
from mentoring_sync.operations.finding import Level
from mentoring_sync.run.google_services import google_services
from mentoring_sync.sandbox import serving
from tests.cli.test_other_programmes import PROGRAMMES
from tests.run.conftest import here

NOW = "2026-11-23T09:00:00Z"
SOURCE = PROGRAMMES / "hours-as-rows"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    data = tmp_path_factory.mktemp("doctor") / "workspace.sqlite"
    filled(data, "tandem-2027", {path.stem: path.read_bytes() for path in SOURCE.glob("*.csv")}).close()
    with serving(data) as server:
        yield server.url


def changed(tmp_path: Path, file: str, before: str, after: str) -> Path:
    for name in ("program.toml", "questions.toml"):
        text = (SOURCE / name).read_text("utf-8")
        assert name != file or before in text
        (tmp_path / name).write_text(text.replace(before, after) if name == file else text, "utf-8")
    return tmp_path / "program.toml"


def looked(config: Path, url: str, **environment: str) -> tuple[int, list[dict[str, str]]]:
    done = here("doctor", "--json", "--config", str(config), "--now", NOW, MENTORING_SYNC_API_ROOT=url, **environment)
    assert "Traceback" not in done.err
    return done.code, json.loads(done.out)["findings"]


def test_all_in_order_is_green_and_changes_nothing(url: str) -> None:
    code, findings = looked(SOURCE / "program.toml", url)
    assert code == 0
    levels = {each["about"]: each["level"] for each in findings}
    assert set(levels.values()) <= {"ok", "warning"}
    assert {
        "configuration",
        "time zones",
        "clock",
        "spreadsheet",
        "mail",
        "quota",
        "questions and tabs",
        "next",
    } <= set(levels)
    assert levels["last run"] == "warning"
    again = looked(SOURCE / "program.toml", url)
    assert again == (code, findings)
    shown = here("doctor", "--config", str(SOURCE / "program.toml"), "--now", NOW, MENTORING_SYNC_API_ROOT=url)
    assert "no troubles, 1 warning." in shown.out


BROKEN = {
    "a key misspelt": ("program.toml", "most_mentees", "most_mentes", "configuration", 2, "did you mean most_mentees"),
    "no TOML": ("program.toml", "[pairing]", "[pairing", "configuration", 2, "is not TOML"),
    "dates turned round": ("program.toml", "2027-01-18", "2026-01-18", "configuration", 2, "must be before start"),
    "another spreadsheet": ("program.toml", "tandem-2027", "somebody-elses", "spreadsheet", 3, "is no spreadsheet"),
    "another sender": ("program.toml", "coordinator@example.org", "ceo@example.org", "mail", 4, "can't send as ceo"),
    "a question renamed": ("questions.toml", '"Places"', '"Seats"', "questions and tabs", 3, "no question “Seats”"),
    "another shape": ("questions.toml", "grid by hour", "text", "questions and tabs", 3, "it is a grid by hour"),
    "a tab renamed": ("questions.toml", '"Mentees"', '"Pupils"', "questions and tabs", 3, "no tab “Pupils”"),
    "a requirement of nothing": (
        "program.toml", "[pairing]", "[requirements.mentor.age]\nat_least = 18\n\n[pairing]", "configuration", 2,
        "age is no field that a mentor is asked",
    ),
    "a score of nothing": (
        "program.toml", "most_mentees = 3", "most_mentees = 3\nscores = { age = { same = 9 } }", "configuration", 2,
        "pairing.scores.age is no field",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_the_cause_comes_first_with_its_mend_and_the_exit_code_of_a_run(name: str, url: str, tmp_path: Path) -> None:
    file, before, after, about, exit_code, said = BROKEN[name]
    code, findings = looked(changed(tmp_path, file, before, after), url)
    first = next(each for each in findings if each["level"] == "broken")
    assert (code, first["about"]) == (exit_code, about)
    assert re.search(said, f"{first['what']} {first['mend']}"), first


def test_google_away_is_try_later(tmp_path: Path) -> None:
    code, findings = looked(SOURCE / "program.toml", "http://127.0.0.1:9")
    assert code == 75
    assert [each["about"] for each in findings if each["level"] != "ok"] == ["network", "spreadsheet"]


def test_a_clock_that_is_off_and_a_schedule_that_stopped_are_warnings(url: str) -> None:
    config = SOURCE / "program.toml"
    here("sync", "--config", str(config), "--now", NOW, MENTORING_SYNC_API_ROOT=url)
    found = examine(
        config,
        {"MENTORING_SYNC_API_ROOT": url},
        lambda configuration: google_services(configuration.program.google, "doctor"),
        lambda root: timedelta(minutes=9),
        datetime(2026, 11, 27, 9, tzinfo=UTC),
    )
    warned = {each.about: f"{each.what} {each.mend}" for each in found.findings if each.level is Level.WARNING}
    assert "off by 9 minutes" in warned["clock"]
    assert "Nothing has run for" in warned["last run"]
    assert found.exit_code == 0


def test_googles_clock_is_heard_or_not(url: str) -> None:
    heard = ahead(url)
    assert heard is not None
    assert abs(heard) < timedelta(minutes=1)
    assert ahead("http://127.0.0.1:9") is None
