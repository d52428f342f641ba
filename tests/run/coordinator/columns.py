"""Hands on columns: renamed, moved, both, and columns of one's own, with words or with boxes."""

from __future__ import annotations

from mentoring_sync.sandbox.sheets.grid import Sheet
from tests.run.coordinator.book import TABS, visible_width
from tests.run.coordinator.cells import some_words
from tests.run.coordinator.desk import Desk, boxes, written
from tests.run.in_process import Change

RENAMED = ("Notes", "Why", "Reason", "Score", "Waive", "Pin", "Withdrawn", "Keep apart", "Move to", "Status")


def inserts_an_own_column(desk: Desk) -> str:
    """A column of one's own, with words in somebody's row."""
    tab, title = _own_column(desk)
    if not tab:
        return ""
    who = desk.somebody(tab)
    desk.types(tab, who, title, some_words(desk))
    return f"{tab}: own column {title!r}, words for {who}"


def inserts_a_column_of_boxes(desk: Desk) -> str:
    """A column of one's own with boxes, ticked for somebody: an order for nobody."""
    tab, title = _own_column(desk)
    sheet = desk.tab(tab) if tab else None
    at = desk.book.column(desk.document, tab, title) if sheet else None
    if sheet is None or at is None:
        return ""
    desk.change(boxes(sheet, at))
    who = desk.somebody(tab)
    desk.types(tab, who, title, True)
    return f"{tab}: own column of boxes {title!r} at {at}, ticked for {who}"


def renames_a_column(desk: Desk) -> str:
    tab, column = _one_of_ours(desk)
    return f"{tab}: {column} renamed" if column and _renamed(desk, tab, column) else ""


def moves_a_column(desk: Desk) -> str:
    tab, column = _one_of_ours(desk)
    return f"{tab}: {column} moved" if column and _moved(desk, tab, column) else ""


def renames_and_moves_a_column(desk: Desk) -> str:
    tab, column = _one_of_ours(desk)
    if not column or not _renamed(desk, tab, column):
        return ""
    _moved(desk, tab, column)
    return f"{tab}: {column} renamed and moved"


def _own_column(desk: Desk) -> tuple[str, str]:
    sheet = desk.tab(tab) if (tab := desk.a_tab()) else None
    if sheet is None:
        return "", ""
    at, before = desk.dice.randrange(1, visible_width(sheet) + 1), desk.dice.random() < 0.5
    place = {"sheetId": sheet.id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    desk.count += 1
    title = f"Mine {desk.count}"
    insert: Change = {"insertDimension": {"range": place, "inheritFromBefore": before}}
    desk.change(insert, written(sheet.id, 0, at, title))
    changed = desk.tab(tab)
    assert changed
    desk.book.columns[tab, title] = changed.columns[at].id
    return tab, title


def _one_of_ours(desk: Desk) -> tuple[str, str]:
    tab = desk.a_tab()
    there = [each for each in RENAMED if tab and desk.book.column(desk.document, tab, each) is not None]
    return (tab, desk.dice.choice(there)) if there else ("", "")


def _renamed(desk: Desk, tab: str, column: str) -> bool:
    at = desk.book.column(desk.document, tab, column)
    if at is None:
        return False
    desk.count += 1
    desk.change(written(TABS[tab], 0, at, desk.dice.choice([f"{column} {desk.count}", f"Other {desk.count}"])))
    return True


def _moved(desk: Desk, tab: str, column: str) -> bool:
    sheet, at = desk.tab(tab), desk.book.column(desk.document, tab, column)
    if sheet is None or at is None:
        return False
    to = desk.dice.randrange(1, _last_in_view(sheet) + 1)
    if to in (at, at + 1):
        return False
    source = {"sheetId": sheet.id, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    desk.change({"moveDimension": {"source": source, "destinationIndex": to}})
    return True


def _last_in_view(sheet: Sheet) -> int:
    return max(visible_width(sheet), 1)
