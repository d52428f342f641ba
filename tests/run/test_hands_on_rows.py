"""Rows that people sort, copy, cut, paste and delete, through the command line: no row is taken for another's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mentoring_sync.cli.demo import filled
from tests.run.conftest import SPREADSHEET, Sandbox
from tests.run.small_programme import SHEETS, few_people

ROSTER = SHEETS["Roster"]
LATER = ("2026-11-24T09:00:00Z", "2026-11-25T09:00:00Z")


class Hands(Sandbox):
    """A small programme whose teams were introduced, and what people do to the rows of its *Roster*."""

    def change(self, *wanted: dict[str, Any]) -> None:
        self.api(f"/v4/spreadsheets/{SPREADSHEET}:batchUpdate", body={"requests": list(wanted)})

    def grid(self) -> list[list[Any]]:
        found: list[list[Any]] = self.api(f"/v4/spreadsheets/{SPREADSHEET}/values/Roster")["values"]
        return found

    def column(self, title: str) -> int:
        return self.grid()[0].index(title)

    def row(self, email: str) -> int:
        at = self.column("Email")
        return next(n for n, cells in enumerate(self.grid()) if len(cells) > at and cells[at] == email)

    def type(self, row: int, title: str, value: str | bool) -> None:
        kind = "boolValue" if isinstance(value, bool) else "stringValue"
        start = {"sheetId": ROSTER, "rowIndex": row, "columnIndex": self.column(title)}
        cell = {"userEnteredValue": {kind: value}}
        self.change({"updateCells": {"rows": [{"values": [cell]}], "fields": "userEnteredValue", "start": start}})

    def visible(self, row: int, end: int) -> dict[str, int]:
        """The cells of rows that people see."""
        columns = {"startColumnIndex": 0, "endColumnIndex": self.column("_key")}
        return {"sheetId": ROSTER, "startRowIndex": row, "endRowIndex": end, **columns}

    def sort_visible(self, title: str) -> None:
        order = {"dimensionIndex": self.column(title), "sortOrder": "ASCENDING"}
        self.change({"sortRange": {"range": self.visible(1, len(self.grid())), "sortSpecs": [order]}})

    def insert_row(self, at: int) -> None:
        place = {"sheetId": ROSTER, "dimension": "ROWS", "startIndex": at, "endIndex": at + 1}
        self.change({"insertDimension": {"range": place, "inheritFromBefore": True}})

    def delete_row(self, at: int) -> None:
        place = {"sheetId": ROSTER, "dimension": "ROWS", "startIndex": at, "endIndex": at + 1}
        self.change({"deleteDimension": {"range": place}})

    def teams(self) -> dict[str, str]:
        return {row["Mentee email"]: row["Mentor email"] for row in self.rows("Teams") if row.get("Mentor email")}

    def withdrawn(self) -> set[str]:
        return {row["Email"] for row in self.rows("Roster") if row["Status"] == "Withdrawn"}

    def mailed(self) -> list[str]:
        """What went out to people: the coordinator's digest is none of it."""
        return [row["Key"] for row in self.rows("Mail") if row["State"] == "sent" and "/digest/" not in row["Key"]]

    def goes_on(self) -> None:
        """Two days of runs, all of whose mail the coordinator approves."""
        for now in LATER:
            self.approve()
            done = self.sync(now=now)
            assert done.code == 0, done.err


@pytest.fixture(scope="module")
def formed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("hands") / "data.sqlite"
    filled(data, SPREADSHEET, few_people(6, 6), now=datetime(2026, 11, 23, 9, tzinfo=UTC)).close()
    running = Hands(data)
    running.start()
    assert running.sync().code == 0
    running.approve()
    assert running.sync().code == 0
    assert len(running.teams()) >= 2
    running.stop()
    return data


@pytest.fixture
def hands(formed: Path, tmp_path: Path) -> Iterator[Hands]:
    running = Hands(tmp_path / "data.sqlite")
    shutil.copy(formed, running.data)
    running.start()
    yield running
    running.stop()


def test_withdrawn_an_own_row_and_a_sort_by_notes_withdraw_nobody_else(hands: Hands) -> None:
    before = hands.teams()
    leaving = min(before)
    at = hands.row(leaving)
    hands.type(at, "Withdrawn", True)
    hands.type(at, "Notes", "a")
    hands.insert_row(3)
    hands.type(3, "Person", "Ask Dina")
    hands.type(3, "Notes", "b")
    hands.sort_visible("Notes")
    hands.goes_on()
    assert hands.withdrawn() == {leaving}
    assert hands.teams() == {mentee: mentor for mentee, mentor in before.items() if mentee != leaving}


def test_a_duplicated_row_with_both_ticked_withdraws_no_third_person(hands: Hands) -> None:
    before = hands.teams()
    leaving = min(before)
    at = hands.row(leaving)
    hands.type(at, "Withdrawn", True)
    hands.insert_row(at)
    whole = {"sheetId": ROSTER, "startRowIndex": at + 1, "endRowIndex": at + 2}
    hands.change({"copyPaste": {"source": whole, "destination": {**whole, "startRowIndex": at, "endRowIndex": at + 1}}})
    hands.sort_visible("Email")
    hands.goes_on()
    assert hands.withdrawn() == {leaving}
    assert hands.teams() == {mentee: mentor for mentee, mentor in before.items() if mentee != leaving}
    assert any("is a copy of the row" in row["What"] for row in hands.rows("Review"))


def test_cut_and_paste_brings_no_withdrawn_person_back(hands: Hands) -> None:
    leaving, other = sorted(hands.teams())[:2]
    hands.type(hands.row(leaving), "Withdrawn", True)
    hands.goes_on()
    before, sent = hands.teams(), hands.mailed()
    at, to = hands.row(leaving), hands.row(other)
    place = {"sheetId": ROSTER, "rowIndex": to, "columnIndex": 0}
    hands.change({"cutPaste": {"source": hands.visible(at, at + 1), "destination": place, "pasteType": "PASTE_NORMAL"}})
    for now in ("2026-11-27T09:00:00Z", "2026-11-28T09:00:00Z"):
        hands.approve()
        assert hands.sync(now=now).code == 0
    assert leaving in hands.withdrawn()
    assert hands.teams() == before
    assert hands.mailed() == sent
    assert any("deleted the row" in row["What"] for row in hands.rows("Review"))


def test_after_a_sort_and_a_deleted_row_the_deleted_person_alone_is_asked_about(hands: Hands) -> None:
    before, sent = hands.teams(), hands.mailed()
    people = {row["Email"] for row in hands.rows("Roster")}
    gone = max(before)
    hands.sort_visible("Time zone")
    hands.delete_row(hands.row(gone))
    hands.goes_on()
    assert hands.teams() == before
    assert hands.mailed() == sent
    assert {row["Email"] for row in hands.rows("Roster")} == people - {gone}
    [question] = [row["What"] for row in hands.rows("Review") if "deleted the row" in row["What"]]
    assert gone in question
    for row in hands.rows("Roster"):
        assert row["_key"] == f"{row['Role']}:{row['Email']}"
