"""By the command line: tabs that are deleted and a spreadsheet put back to an earlier version mail nobody again."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mentoring_sync.cli.demo import filled
from tests.run.conftest import SPREADSHEET, Sandbox
from tests.run.small_programme import few_people
from tests.run.test_the_coordinator_is_heard import Tab

LATER = ("2026-11-23T12:00:00Z", "2026-11-24T12:00:00Z")
TABLES = {"sheets_spreadsheets": "id", "sheets_sheets": "spreadsheet", "sheets_rows": "spreadsheet"}


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sandbox's file as it was before the first run, and once a few people's teams were introduced."""
    folder = tmp_path_factory.mktemp("mailed")
    before, after = folder / "before.sqlite", folder / "after.sqlite"
    filled(before, SPREADSHEET, few_people()).close()
    shutil.copy(before, after)
    running = Sandbox(after)
    running.start()
    assert running.sync().code == 0
    running.approve()
    assert running.sync().code == 0
    assert len(running.introduced()) > 1
    running.stop()
    return before, after


@pytest.fixture
def sandbox(mailed: tuple[Path, Path], tmp_path: Path) -> Iterator[Sandbox]:
    shutil.copy(mailed[1], tmp_path / "workspace.sqlite")
    running = Sandbox(tmp_path / "workspace.sqlite")
    running.start()
    yield running
    running.stop()


def delete(sandbox: Sandbox, *titles: str) -> None:
    found = sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}?fields=sheets.properties(sheetId,title)")["sheets"]
    ids = {each["properties"]["title"]: each["properties"]["sheetId"] for each in found}
    wanted = [{"deleteSheet": {"sheetId": ids[title]}} for title in titles]
    sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}:batchUpdate", body={"requests": wanted})


def put_back(sandbox: Sandbox, earlier: Path) -> None:
    """The spreadsheet as it was in an earlier file, by its version history; Gmail is as it is now."""
    with closing(sqlite3.connect(sandbox.data)) as db:
        db.execute("ATTACH ? AS earlier", (str(earlier),))
        with db:
            for table, column in TABLES.items():
                db.execute(f"DELETE FROM main.{table} WHERE {column} = ?", (SPREADSHEET,))
                db.execute(f"INSERT INTO main.{table} SELECT * FROM earlier.{table}")


def runs(sandbox: Sandbox) -> None:
    for now in LATER:
        done = sandbox.sync(now=now)
        assert done.code == 0, done.err


def asked(sandbox: Sandbox) -> list[str]:
    return [row["What"] for row in sandbox.rows("Review") if "Mail knows nothing of" in row["What"]]


def test_mail_that_is_deleted_is_made_anew_and_on_the_second_run_nobody_is_mailed_again(sandbox: Sandbox) -> None:
    before, rows = sandbox.sent(), {row["Key"]: row["State"] for row in sandbox.rows("Mail")}
    delete(sandbox, "Mail")
    runs(sandbox)
    assert sandbox.sent() == before
    assert {row["Key"]: row["State"] for row in sandbox.rows("Mail")} == rows
    assert asked(sandbox) == []


def test_once_mail_and_sync_are_deleted_nobody_is_mailed_again_before_somebody_chose(sandbox: Sandbox) -> None:
    before, teams = sandbox.sent(), {row["_key"]: row["Team"] for row in sandbox.rows("Teams")}
    delete(sandbox, "Mail", "_sync")
    runs(sandbox)
    assert sandbox.sent() == before
    [question] = asked(sandbox)
    review = Tab(sandbox, "Review")
    key = next(row["_key"] for row in sandbox.rows("Review") if row["What"] == question)
    review.type(key, "Answer", "They went: carry on from them")
    runs(sandbox)
    assert asked(sandbox) == []
    assert len(sandbox.introduced()) == len(set(teams.values()))
    assert {row["Status"] for row in sandbox.rows("Teams")} == {"Introduced"}
    introductions = {row["Key"] for row in sandbox.rows("Mail") if row["Kind"] == "introduction"}
    assert len(introductions) == len(set(teams.values()))


def test_a_spreadsheet_put_back_to_yesterdays_version_mails_nobody_again(
    sandbox: Sandbox, mailed: tuple[Path, Path]
) -> None:
    before = sandbox.sent()
    put_back(sandbox, mailed[0])
    runs(sandbox)
    assert sandbox.sent() == before
    assert len(asked(sandbox)) == 1
    assert sandbox.api("/gmail/v1/users/me/drafts").get("drafts", []) == []
    assert sandbox.sync(now=LATER[-1]).json["requests"] == {"sheets": 1}
