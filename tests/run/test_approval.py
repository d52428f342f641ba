"""Nobody but the coordinator is mailed before the first tick, and the tick sends what the last commit listed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from mentoring_sync.cli.demo import filled
from tests.run.conftest import SPREADSHEET, Sandbox
from tests.run.small_programme import few_people
from tests.run.test_the_coordinator_is_heard import Tab

CONTACT = "mentoring@example.org"
LATER = "2026-11-23T12:00:00Z"


@pytest.fixture(scope="module")
def few_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sandbox's file with a few people's responses, to be copied."""
    data = tmp_path_factory.mktemp("few") / "few.sqlite"
    filled(data, SPREADSHEET, few_people()).close()
    return data


@pytest.fixture
def few(few_data: Path, tmp_path: Path) -> Any:
    """A sandbox with a few people's responses."""
    shutil.copy(few_data, tmp_path / "few.sqlite")
    running = Sandbox(tmp_path / "few.sqlite")
    running.start()
    yield running
    running.stop()


def mailed(sandbox: Sandbox) -> set[str]:
    """Everybody who was ever mailed."""
    rows = [row for row in sandbox.rows("Mail") if row["State"] == "sent"]
    assert len(rows) == len(sandbox.sent())
    return {address for row in rows for address in row["To"].split(", ")}


@pytest.mark.parametrize("delivery", ["review", "send", "draft"])
def test_the_first_run_mails_nobody_but_contact_and_the_next_sends_what_was_ticked(
    few: Sandbox, config: Path, delivery: str
) -> None:
    config.write_text(config.read_text().replace('delivery = "review"', f'delivery = "{delivery}"', 1))
    proposed = few.sync(config=config).json
    assert mailed(few) <= {CONTACT}
    assert {row["Status"] for row in few.rows("Teams")} == {"Proposed"}
    said = Tab(few, "Control").cell("Next step", "Value")
    assert said.startswith(f"{proposed['teams']} introduction"), said
    assert "then tick Send" in said
    few.approve()
    sent = few.sync(config=config).json
    assert (sent["introduced"], sent["waiting"]) == (proposed["teams"], 0)
    assert len(few.introduced()) == proposed["teams"]
    assert few.rows("Runs")[-1]["Mailed"] == sent["mail"]["sent"]
    assert few.sync(config=config).json["edits"] == 0


def test_what_changed_after_it_was_listed_waits_for_the_next_tick(few: Sandbox) -> None:
    few.sync()
    few.approve()
    row = few.rows("Teams")[0]
    Tab(few, "Teams").type(row["_key"], "Keep apart", True)
    few.sync()
    kept_apart = {row["Mentor email"], row["Mentee email"]}
    together = [row for row in few.rows("Mail") if kept_apart <= set(str(row["To"]).split(", "))]
    assert "sent" not in {row["State"] for row in together}


def test_a_draft_that_was_edited_and_doesnt_fit_any_more_is_asked_about_in_review(few: Sandbox) -> None:
    few.sync()
    row = next(row for row in few.rows("Mail") if row["Kind"] == "introduction")
    draft = f"/gmail/v1/users/me/drafts/{row['_draft']}"
    message = few.api(f"{draft}?format=raw")["message"]
    few.api(draft, body={"message": {"raw": message["raw"], "threadId": message["threadId"]}}, method="PUT")
    team = next(team for team in few.rows("Teams") if team["Team"] == row["Team"])
    Tab(few, "Teams").type(team["_key"], "Keep apart", True)
    few.approve()
    assert few.sync().code == 0
    assert few.sync().code == 0
    [held] = [each for each in few.rows("Mail") if each["_key"] == row["_key"]]
    assert (held["State"], held["_draft"]) == ("drafted", row["_draft"])
    [asked] = [each for each in few.rows("Review") if "was edited in Gmail" in each["What"]]
    assert "Throw it away in Gmail" in asked["What to do"]
    assert few.sync().json["requests"] == {"sheets": 1}


def test_after_the_first_approval_a_change_waits_again_and_a_receipt_doesnt(synced: Sandbox) -> None:
    leaving = sorted(row["_key"] for row in synced.rows("Teams"))[0]
    Tab(synced, "Roster").type(f"mentee:{leaving}", "Withdrawn", True)
    done = synced.sync(now=LATER).json
    assert done["waiting"] >= 1
    waiting = [row for row in synced.rows("Mail") if row["State"] == "drafted"]
    assert {row["Kind"] for row in waiting} <= {"meetings changed", "meetings cancelled", "new member"}


def test_a_mail_that_came_back_is_sent_again_once_to_those_whom_it_didnt_reach(few: Sandbox) -> None:
    few.sync()
    row = next(row for row in few.rows("Mail") if row["Kind"] == "introduction")
    unlucky = row["To"].split(", ")[-1]
    few.api("/_sandbox/bounces", body={"address": unlucky, "reason": "mailbox full"})
    few.approve()
    few.sync()
    few.sync(now="2026-11-23T11:00:00Z")
    mail = Tab(few, "Mail")
    assert (mail.cell(row["_key"], "State"), mail.cell(row["_key"], "Not reached")) == ("returned", unlucky)
    few.api(f"/_sandbox/bounces?address={unlucky}", method="DELETE")
    mail.type(row["_key"], "Send", True)
    before = len(few.sent())
    for hour in (12, 13):
        assert few.sync(now=f"2026-11-23T{hour}:00:00Z").code == 0
    mail = Tab(few, "Mail")
    assert (len(few.sent()) - before, mail.cell(row["_key"], "To")) == (1, unlucky)
    assert [mail.cell(row["_key"], column) for column in ("State", "Not reached", "Send")] == ["sent", "", "FALSE"]


def test_while_gmail_is_down_the_workbook_is_written_and_the_run_says_why_mail_waits(few: Sandbox) -> None:
    few.api("/_sandbox/faults", body={"kind": "status", "path": "/gmail/*", "status": 503})
    done = few.sync()
    few.api("/_sandbox/faults", method="DELETE")
    assert done.code == 75
    for part in ("Gmail can't be had now", "The workbook is written", "the next run sees to the rest"):
        assert part in done.err
    assert {row["State"] for row in few.rows("Mail")} == {"owed"}
    assert few.sync().json["mail"]["drafted"] == len([r for r in few.rows("Mail") if r["State"] == "drafted"])


def test_a_dry_run_prints_every_mail_with_its_text(few: Sandbox) -> None:
    done = few.sync("--dry-run").json
    assert done["unasked"] is True
    assert {mail["goes"] for mail in done["mails"] if mail["to"] != CONTACT} == {False}
    [first, *_] = [mail for mail in done["mails"] if mail["kind"] == "introduction"]
    assert "Dear" in first["text"] or "Hello" in first["text"] or "Hi" in first["text"], first["text"]
