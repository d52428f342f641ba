"""A round's status, its closing and the next one's beginning, through the command line and over HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.run.conftest import SPREADSHEET, Finished, Sandbox, here

OVER = "2027-05-10T09:00:00Z"
KEPT = ("Roster", "Teams", "Attendance", "Progress", "Mail", "Review")


def asked(sandbox: Sandbox, *words: str, now: str = OVER) -> Finished:
    return here(*words, "--now", now, MENTORING_SYNC_API_ROOT=sandbox.url)


def answer(sandbox: Sandbox, *words: str) -> Any:
    done = asked(sandbox, *words, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def sheet(sandbox: Sandbox, title: str) -> dict[str, Any]:
    whole = sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}?includeGridData=true")
    return next(each for each in whole["sheets"] if each["properties"]["title"] == title)


def configured(config: Path, **changes: str) -> Path:
    """The configuration with lines of it changed; no mail goes."""
    text = config.read_text("utf-8").replace('delivery = "review"', 'delivery = "off"')
    for before, after in changes.items():
        text = text.replace(before, after)
    config.write_text(text, "utf-8")
    return config


def test_status_says_how_the_programme_stands(synced: Sandbox) -> None:
    shown = answer(synced, "status")
    assert shown["round"] == "2027-1"
    assert sum(shown["people"]["mentor"].values()) == 8
    assert sum(shown["teams"].values()) == shown["teams"]["Introduced"] > 0
    assert asked(synced, "status").out.startswith("Mentoring Groups, round 2027-1: over (18 Jan 2027 to 2 May 2027).")


def test_a_round_is_closed_and_the_next_begins_with_empty_tabs(synced: Sandbox, config: Path) -> None:
    refused = asked(synced, "round", "close", now="2027-01-10T09:00:00Z")
    assert (refused.code, "it goes on until 2027-05-03" in refused.err) == (2, True)
    before = {title: synced.rows(title) for title in KEPT}
    mails = len(synced.sent())
    done = answer(synced, "round", "close")
    assert done["tabs"] == [f"{title} · 2027-1" for title in KEPT]
    for title in KEPT:
        assert [_plain(row) for row in synced.rows(f"{title} · 2027-1")] == [_plain(row) for row in before[title]]
    assert [synced.rows(title) for title in KEPT[1:]] == [[]] * 5
    kept = sheet(synced, "Teams · 2027-1")
    assert [each["warningOnly"] for each in kept["protectedRanges"] if each["range"].keys() == {"sheetId"}] == [True]
    assert kept["conditionalFormats"]
    assert "closed" in asked(synced, "round", "close").out
    changes = {"2026-11-20": "2027-07-20", "start = 2027-01-18": "start = 2027-09-06"}
    configured(config, **{'name = "2027-1"': 'name = "2027-2"', **changes})
    for now in (OVER, "2027-05-11T09:00:00Z"):
        done = synced.sync(now=now, config=config)
        assert done.code == 0, done.err
    assert done.json["edits"] == 0
    assert len(synced.sent()) == mails
    assert {row["Status"] for row in synced.rows("Roster")} == {"Earlier round"}


def _plain(row: dict[str, Any]) -> dict[str, str]:
    return {title: str(cell) for title, cell in row.items() if cell not in ("", None)}
