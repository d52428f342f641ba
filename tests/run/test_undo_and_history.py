"""What a run wrote can be seen cell by cell, and taken back, through the command line."""

from __future__ import annotations

import json
from typing import Any

from tests.run.conftest import NOW, Finished, Sandbox, here
from tests.run.test_the_coordinator_is_heard import Tab


def asked(sandbox: Sandbox, *words: str) -> Finished:
    return here(*words, "--json", "--now", NOW, MENTORING_SYNC_API_ROOT=sandbox.url)


def answer(sandbox: Sandbox, *words: str) -> Any:
    done = asked(sandbox, *words)
    assert done.code == 0, done.err
    return json.loads(done.out)


def tabs(sandbox: Sandbox) -> dict[str, list[dict[str, Any]]]:
    return {title: sandbox.rows(title) for title in ("Roster", "Teams", "Attendance")}


def withdraw_somebody(sandbox: Sandbox) -> str:
    leaving = str(sandbox.rows("Teams")[0]["_key"])
    Tab(sandbox, "Roster").type(f"mentee:{leaving}", "Withdrawn", True)
    assert sandbox.sync().code == 0
    return leaving


def test_history_tells_each_run_cell_by_cell(synced: Sandbox) -> None:
    leaving = withdraw_somebody(synced)
    first, sending, second = answer(synced, "history")
    assert {row["tab"] for row in first["rows_made"]} >= {"Roster", "Teams", "Mail"}
    changed = {(cell["key"], cell["column"]): (cell["before"], cell["after"]) for cell in second["cells"]}
    assert changed[f"mentee:{leaving}", "Status"] == ("In a team", "Withdrawn")
    mailed = {row["Run"]: row["Mailed"] for row in synced.rows("Runs")}
    assert {run["run"]: run["mail"]["sent"] for run in (first, sending, second)} == mailed
    assert first["mail"]["drafted"] == sending["mail"]["sent"] > 0
    assert ("Teams", leaving) in {(row["tab"], row["key"]) for row in second["rows_deleted"]}


def test_undo_takes_back_the_last_run_and_says_that_mail_stays(synced: Sandbox) -> None:
    before = tabs(synced)
    leaving = withdraw_somebody(synced)
    done = answer(synced, "undo")
    assert done["rows_restored"] >= 2
    after = tabs(synced)
    key = f"mentee:{leaving}"
    assert [row for row in after["Roster"] if row["_key"] != key] == [
        row for row in before["Roster"] if row["_key"] != key
    ]
    [person] = [row for row in after["Roster"] if row["_key"] == key]
    assert (person["Status"], person["Withdrawn"]) == ("In a team", True)
    for title in ("Teams", "Attendance"):
        assert {row["_key"]: row for row in after[title]} == {row["_key"]: row for row in before[title]}


def test_an_undo_can_be_taken_back_as_well(synced: Sandbox) -> None:
    withdraw_somebody(synced)
    as_withdrawn = tabs(synced)
    answer(synced, "undo")
    answer(synced, "undo")
    assert {title: {row["_key"]: row for row in rows} for title, rows in tabs(synced).items()} == {
        title: {row["_key"]: row for row in rows} for title, rows in as_withdrawn.items()
    }


def test_what_a_person_wrote_since_stays_and_is_said(synced: Sandbox) -> None:
    leaving = withdraw_somebody(synced)
    Tab(synced, "Roster").type(f"mentee:{leaving}", "Status", "On leave")
    done = answer(synced, "undo")
    assert any("On leave" in sentence for sentence in done["left"])
    assert Tab(synced, "Roster").cell(f"mentee:{leaving}", "Status") == "On leave"


def test_a_dry_undo_writes_nothing(synced: Sandbox) -> None:
    withdraw_somebody(synced)
    before = tabs(synced)
    assert answer(synced, "undo", "--dry-run")["rows_restored"] >= 2
    assert tabs(synced) == before
    assert len(answer(synced, "history")) == 3


def test_the_run_that_sent_taken_back_leaves_its_mail_and_says_to_whom_it_went(
    synced: Sandbox, first: dict[str, Any]
) -> None:
    mails = len(synced.rows("Mail"))
    done = answer(synced, "undo")
    assert len(done["sent"]) == first["mail"]["sent"]
    assert len(synced.rows("Mail")) == mails


def test_the_first_run_taken_back_leaves_no_team_and_its_mail(sandbox: Sandbox) -> None:
    proposed = sandbox.sync().json
    answer(sandbox, "undo")
    assert not sandbox.rows("Teams")
    assert len(sandbox.rows("Mail")) == sum(proposed["mail"].values())


def test_a_run_that_is_not_known_is_named_with_those_that_are(synced: Sandbox) -> None:
    done = asked(synced, "undo", "nonsense")
    assert done.code == 2
    assert "No run begins with nonsense" in done.err
    assert "Known are: 2026" in done.err
