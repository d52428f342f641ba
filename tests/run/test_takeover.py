"""What earlier versions made runs on: nobody is mailed because of it, and no word that a person typed is lost.

`made_before/` holds the sandbox's file of a demo as an earlier version left it, with mail sent, drafts that wait for
the coordinator's word if that version made any, and words typed in before its last run.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.run.conftest import SPREADSHEET, Sandbox

MADE_BEFORE = sorted((Path(__file__).parent / "made_before").glob("*.xz"))
SOON_AFTER = {
    "": ("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z", "2026-11-25T12:00:00Z"),
    "workspace-2027-02-27": ("2027-02-27T13:00:00Z", "2027-02-27T14:00:00Z", "2027-02-28T12:00:00Z"),
    "workspace-2027-05-06": ("2027-05-07T09:00:00Z", "2027-05-07T10:00:00Z", "2027-05-09T12:00:00Z"),
    "workspace-2027-05-08": ("2027-05-07T09:00:00Z", "2027-05-07T10:00:00Z", "2027-05-09T12:00:00Z"),
}
"""When this version's first runs are; the first archives were left in November."""

WORDS = ("met her in Lisbon", "Somebody Else", "I talked to them", "they like maps", "because I say so")


@dataclass
class MadeBefore(Sandbox):
    """A sandbox on an archive, by its name."""

    made: str = ""


@pytest.fixture(params=MADE_BEFORE, ids=lambda path: path.name.split(".")[0])
def taken_over(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MadeBefore]:
    yield from unpacked(request.param, tmp_path)


@pytest.fixture
def with_dates(tmp_path: Path) -> Iterator[MadeBefore]:
    """A workbook in which *Attendance* has a column for each date on which some team meets, two of them over."""
    yield from unpacked(next(path for path in MADE_BEFORE if "2027-02-27" in path.name), tmp_path)


def unpacked(archive: Path, tmp_path: Path) -> Iterator[MadeBefore]:
    data = tmp_path / "workspace.sqlite"
    data.write_bytes(lzma.decompress(archive.read_bytes()))
    running = MadeBefore(data, made=archive.name.split(".")[0])
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


def test_a_workbook_made_before_is_taken_over_with_no_mail_and_no_lost_word(taken_over: MadeBefore) -> None:
    before, mails, shown = (
        teams(taken_over),
        len(taken_over.sent()),
        {row["Key"]: row["State"] for row in taken_over.rows("Mail")},
    )
    waiting = drafts(taken_over)
    assert set(WORDS) <= words(taken_over)
    for now in SOON_AFTER.get(taken_over.made, SOON_AFTER[""]):
        done = taken_over.sync(now=now)
        assert done.code == 0, done.err
    assert done.json["edits"] == 0
    assert len(taken_over.sent()) == mails
    assert drafts(taken_over) == waiting
    assert teams(taken_over).items() >= before.items()  # whose zone couldn't be read then may have a seat now
    assert {row["Key"]: row["State"] for row in taken_over.rows("Mail")} == shown
    assert set(WORDS) <= words(taken_over)


def marks_by_date(row: dict[str, object]) -> list[str]:
    """The marks in a row under dates, in the dates' order."""
    said = [str(row[title]).casefold() for title in sorted(row) if title.startswith("2027-") and row[title]]
    return [each for each in said if each in ("present", "excused", "missed")]


def marks_by_meeting(row: dict[str, object]) -> list[str]:
    return [said for number in range(1, 5) if (said := str(row.get(f"Meeting {number}") or ""))]


def test_marks_under_dates_are_carried_to_their_meetings_and_nothing_else_changes(with_dates: MadeBefore) -> None:
    before = {row["_key"]: row for row in with_dates.rows("Attendance")}
    for now in SOON_AFTER[with_dates.made]:
        done = with_dates.sync(now=now)
        assert done.code == 0, done.err
    assert done.json["edits"] == 0
    after = {row["_key"]: row for row in with_dates.rows("Attendance")}
    assert after.keys() == before.keys()
    for key, row in after.items():
        old = before[key]
        assert {title: row.get(title) for title in old if title not in ("Attended", "Rate")} == {
            title: cell for title, cell in old.items() if title not in ("Attended", "Rate")
        }
        if row.get("Team"):
            assert marks_by_meeting(row) == marks_by_date(old), key
            assert (row["Attended"], row["Rate"]) == (old["Attended"], old["Rate"]), key
    assert header_in_sight(with_dates)[:8] == [
        *("Team", "Person", "Email", "Role"),
        *("Dates", "Meeting 1", "Meeting 2", "Meeting 3"),
    ]


def header_in_sight(sandbox: Sandbox) -> list[str]:
    """The titles of the columns of *Attendance* that aren't hidden."""
    fields = "sheets(data(columnMetadata(hiddenByUser)))"
    path = f"/v4/spreadsheets/{SPREADSHEET}?ranges=Attendance!1:1&includeGridData=true&fields={fields}"
    hidden = [each.get("hiddenByUser") for each in sandbox.api(path)["sheets"][0]["data"][0]["columnMetadata"]]
    titles = sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}/values/Attendance!1:1")["values"][0]
    return [title for title, is_hidden in zip(titles, hidden, strict=False) if not is_hidden]
