"""What earlier versions made runs on: nobody is mailed because of it, and no word that a person typed is lost.

`made_before/` holds the sandbox's file of a demo as an earlier version left it, with mail sent, drafts that wait for
the coordinator's word if that version made any, and words typed in before its last run.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.run.conftest import Sandbox

MADE_BEFORE = sorted((Path(__file__).parent / "made_before").glob("*.xz"))
WORDS = ("met her in Lisbon", "Somebody Else", "I talked to them", "they like maps", "because I say so")


@pytest.fixture(params=MADE_BEFORE, ids=lambda path: path.name.split(".")[0])
def taken_over(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Sandbox]:
    data = tmp_path / "workspace.sqlite"
    data.write_bytes(lzma.decompress(request.param.read_bytes()))
    running = Sandbox(data)
    running.start()
    yield running
    running.stop()


def words(sandbox: Sandbox) -> set[str]:
    """All that stands in the tabs that people write in."""
    rows = [row for title in ("Roster", "Teams") for row in sandbox.rows(title)]
    return {str(cell) for row in rows for cell in row.values()}


def teams(sandbox: Sandbox) -> dict[str, tuple[str, ...]]:
    columns = ("Team", "Mentor email", "Meets", "Status", "Pin")
    return {row["Mentee email"]: tuple(str(row.get(column, "")) for column in columns) for row in sandbox.rows("Teams")}


def drafts(sandbox: Sandbox) -> list[tuple[str, str]]:
    """The drafts that Gmail holds, with the ids of their messages, which every edit changes; but for goodbyes, which
    earlier versions wrote with a promise of another team also to those who had withdrawn: these are written anew."""
    found = sandbox.api("/gmail/v1/users/me/drafts").get("drafts", [])
    goodbyes = {row["_draft"] for row in sandbox.rows("Mail") if row["Kind"] == "meetings cancelled"}
    return sorted((draft["id"], draft["message"]["id"]) for draft in found if draft["id"] not in goodbyes)


def test_a_workbook_made_before_is_taken_over_with_no_mail_and_no_lost_word(taken_over: Sandbox) -> None:
    before, mails, shown = (
        teams(taken_over),
        len(taken_over.sent()),
        {row["Key"]: row["State"] for row in taken_over.rows("Mail")},
    )
    waiting = drafts(taken_over)
    assert set(WORDS) <= words(taken_over)
    for now in ("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z", "2026-11-25T12:00:00Z"):
        done = taken_over.sync(now=now)
        assert done.code == 0, done.err
    assert done.json["edits"] == 0
    assert len(taken_over.sent()) == mails
    assert drafts(taken_over) == waiting
    assert teams(taken_over) == before
    assert {row["Key"]: row["State"] for row in taken_over.rows("Mail")} == shown
    assert set(WORDS) <= words(taken_over)
