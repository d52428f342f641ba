"""The whole main job over two processes, with all the people of the fixtures, as a newcomer runs it."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.run.conftest import SPREADSHEET, Sandbox, SandboxProcess, here, introduced_by

DEAR = {
    *("pandas", "numpy", "highspy", "httplib2", "googleapiclient.discovery", "jinja2", "markdown_it", "icalendar"),
    *("rich", "reportlab", "fontTools", "uharfbuzz", "pypdf", "bidi", "openpyxl", "werkzeug", "dateutil"),
    *("mentoring_sync.pairing.pair", "mentoring_sync.mail.writing.proofread", "mentoring_sync.report.words.en"),
}
"""What a run that finds nothing new has no use for: half a second and 60 MiB."""


@pytest.fixture(scope="module")
def filled_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sandbox's file with the fixtures' responses, as the command line imports them."""
    data = tmp_path_factory.mktemp("all") / "workspace.sqlite"
    where = ("--data", str(data), "--spreadsheet", SPREADSHEET, "--time-zone", "America/New_York")
    imported = here("sandbox", "import", "fixtures", *where)
    assert imported.code == 0, imported.err
    return data


@pytest.fixture(scope="module")
def after_first_run(filled_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The same once the teams have been introduced, by runs and a server in processes of their own."""
    data = tmp_path_factory.mktemp("introduced") / "workspace.sqlite"
    shutil.copy(filled_data, data)
    return data, introduced_by(SandboxProcess(data))


def test_the_first_run_seats_most_mentees_and_introduces_every_team(synced: Sandbox, first: dict[str, Any]) -> None:
    assert first["mentors"] >= 12
    assert first["mentees"] >= 40
    assert first["placed"] >= 30
    assert first["introduced"] == first["teams"] == len(synced.introduced())


def test_the_first_runs_figures_agree_with_what_the_servers_hold(synced: Sandbox, first: dict[str, Any]) -> None:
    teams, roster = synced.rows("Teams"), synced.rows("Roster")
    assert len(teams) == first["placed"]
    assert len({row["Team"] for row in teams}) == first["teams"]
    assert {row["Status"] for row in teams} == {"Introduced"}
    earlier = [row for row in synced.rows("Mail") if row["Kind"] == "digest"]
    assert len(synced.sent()) == first["mail"]["sent"] + len(earlier)
    assert len(synced.rows("Review")) == first["review"]
    assert sum(first["statuses"].values()) == len(roster)
    assert [row["State"] for row in synced.rows("Mail")] == ["sent"] * len(synced.sent())
    assert synced.rows("Runs")[1]["Mailed"] == first["mail"]["sent"]


def test_a_run_that_sends_needs_nine_requests_to_sheets_at_most(first: dict[str, Any]) -> None:
    assert first["requests"]["sheets"] <= 9


def test_a_second_run_on_unchanged_input_reads_once_and_writes_and_mails_nothing_and_loads_only_what_it_uses(
    synced_process: SandboxProcess,
) -> None:
    sent = synced_process.sent()
    told_imports = synced_process.sync(now="2026-11-23T09:30:00Z", PYTHONPROFILEIMPORTTIME="1")
    second = told_imports.json
    assert second["requests"] == {"sheets": 1}
    assert second["edits"] == 0
    assert synced_process.sent() == sent
    loaded = {line.rpartition("|")[2].strip() for line in told_imports.err.splitlines()}
    assert {"gspread", "mentoring_sync.run.sync", "mentoring_sync.intake.read"} <= loaded
    assert not DEAR & loaded


def test_a_killed_and_restarted_sandbox_still_holds_everything(
    synced_process: SandboxProcess, first: dict[str, Any]
) -> None:
    synced_process.stop(signal.SIGKILL)
    synced_process.start()
    assert Sandbox.sync(synced_process).json["edits"] == 0
    assert len(synced_process.introduced()) == first["teams"]


def test_a_dry_run_says_what_would_change_and_changes_nothing(sandbox: Sandbox) -> None:
    done = sandbox.sync("--dry-run").json
    assert done["rows_changed"] > 0
    assert done["requests"] == {"sheets": 1}
    assert sandbox.sent() == []


def test_every_response_row_ends_as_a_record_or_a_rejection_or_is_superseded(
    synced: Sandbox, first: dict[str, Any]
) -> None:
    answered = len(synced.rows("Mentor applications")) + len(synced.rows("Mentee applications"))
    ended = first["mentors"] + first["mentees"] + first["rejected"] + first["superseded"]
    assert ended == first["responses"] == answered


def test_what_came_back_is_looked_for_once_and_told_in_review(synced: Sandbox) -> None:
    later = synced.sync(now="2026-11-24T09:00:00Z").json
    whose_mailbox = 1
    assert later["requests"]["gmail"] == whose_mailbox + len(synced.sent())
    assert synced.sync(now="2026-11-25T09:00:00Z").json["requests"] == {"sheets": 1}
