"""Forgetting through the command line, on workbooks that earlier versions made: over HTTP, with all that a cell is."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.run.conftest import SPREADSHEET, Sandbox, here
from tests.run.held import unpacked
from tests.run.test_takeover import MADE_BEFORE, MadeBefore
from tests.run.test_takeover import unpacked as taken_out

FORMS = ("Mentor applications", "Mentee applications")
LATER = "2027-03-02T12:00:00Z"


@pytest.fixture
def made_before(tmp_path: Path) -> Iterator[MadeBefore]:
    yield from taken_out(MADE_BEFORE[-1], tmp_path)


def everything(sandbox: Sandbox) -> Iterator[tuple[str, str]]:
    """All of every tab but the forms': values, links, drop-downs, metadata, what is packed; and all drafts."""
    whole = sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}?includeGridData=true")
    for sheet in whole["sheets"]:
        title = sheet["properties"]["title"]
        if title not in FORMS:
            yield title, json.dumps(sheet, ensure_ascii=False)
            yield from ((title, unpacked(text)) for text in _texts(sheet))
    yield "metadata", json.dumps(whole.get("developerMetadata", []))
    for draft in sandbox.api("/gmail/v1/users/me/drafts").get("drafts", []):
        raw = sandbox.api(f"/gmail/v1/users/me/drafts/{draft['id']}?format=raw")["message"]["raw"]
        yield "Gmail", base64.urlsafe_b64decode(raw).decode("utf-8", "replace")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(each)


def headers(sandbox: Sandbox, message: str) -> str:
    return json.dumps(sandbox.api(f"/gmail/v1/users/me/messages/{message}?format=metadata"))


def named(sandbox: Sandbox, *words: str) -> list[tuple[str, str]]:
    return [
        (where, text[max(0, at - 60) : at + 40])
        for where, text in everything(sandbox)
        for word in words
        if (at := text.find(word)) >= 0
    ]


@pytest.mark.parametrize("role", ["mentee", "mentor"])
def test_a_workbook_made_before_forgets_somebody(made_before: MadeBefore, role: str, tmp_path: Path) -> None:
    root = {"MENTORING_SYNC_API_ROOT": made_before.url}
    person = next(row for row in made_before.rows("Roster") if row["Role"] == role and row.get("Team"))
    name, email = person["Person"], person["Email"]
    exported = tmp_path / "exports" / "export.csv"
    exported.parent.mkdir()
    exported.write_text(f"x,{email}\n", "utf-8")
    mails = made_before.sent()
    assert named(made_before, name, email)
    shown = here("forget", email, "--dry-run", "--now", LATER, **root)
    assert (shown.code, "Nothing was written" in shown.out) == (0, True)
    done = here("forget", email, "--json", "--look-in", str(exported.parent), "--now", LATER, **root)
    assert done.code == 0, done.err
    said = json.loads(done.out)
    assert (said["found"], said["files"]) == ([], [str(exported)])
    assert said["rows"]["Roster"] == 1
    assert any("applications, row" in each for each in said["unreached"])
    assert named(made_before, name, email) == []
    for _ in range(2):
        assert here("sync", "--now", LATER, **root).code == 0
        assert named(made_before, name, email) == []
    new = [each for each in made_before.sent() if each not in mails]
    assert email not in "".join(headers(made_before, each) for each in new)


def test_nobody_is_meant_by_an_address_that_is_not_there(made_before: MadeBefore) -> None:
    done = here("forget", "nobody@example.org", "--now", LATER, MENTORING_SYNC_API_ROOT=made_before.url)
    assert done.code == 2
    assert "Nobody here has the address nobody@example.org" in done.err
