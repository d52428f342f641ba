"""Hands on rows: sorted, moved, cut, copied, hidden, deleted, and rows of one's own."""

from __future__ import annotations

from mentoring_sync.sandbox.sheets.grid import Sheet
from tests.run.coordinator.book import SHOWS, filled, visible_width
from tests.run.coordinator.desk import Desk, written
from tests.run.in_process import Change


def sorts(desk: Desk) -> str:
    """The whole width is sorted: hidden columns go along."""
    return _sorted(desk, whole=True)


def sorts_what_is_seen(desk: Desk) -> str:
    """Only the visible columns are sorted: hidden ones stay where they are."""
    return _sorted(desk, whole=False)


def _sorted(desk: Desk, *, whole: bool) -> str:
    sheet = desk.tab(tab) if (tab := desk.a_tab()) else None
    if sheet is None:
        return ""
    wide = sheet.column_count if whole else visible_width(sheet)
    at = desk.dice.randrange(wide)
    down = desk.dice.choice(["ASCENDING", "DESCENDING"])
    box = {"sheetId": sheet.id, "startRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": wide}
    desk.change({"sortRange": {"range": box, "sortSpecs": [{"dimensionIndex": at, "sortOrder": down}]}})
    return f"{tab}: {'all' if whole else 'what is seen'} sorted by column {at} {down.lower()}"


def hides_rows(desk: Desk) -> str:
    """A few rows are hidden, or shown again."""
    sheet = desk.tab(tab) if (tab := desk.a_tab()) else None
    if sheet is None:
        return ""
    first = desk.dice.randrange(1, max(filled(sheet), 2))
    hidden = desk.dice.random() < 0.7
    place = _rows(sheet, first, min(first + 2, sheet.row_count)) if hidden else _rows(sheet, 1, sheet.row_count)
    wanted = {"range": place, "properties": {"hiddenByUser": hidden}, "fields": "hiddenByUser"}
    desk.change({"updateDimensionProperties": wanted})
    return f"{tab}: rows from {first} {'hidden' if hidden else 'shown'}"


def writes_an_own_row(desk: Desk) -> str:
    """A row of one's own between the people, as Sheets inserts it: with the boxes of its neighbour."""
    tab = desk.a_tab()
    return f"{tab}: own row {note!r}" if tab and (note := _own_row(desk, tab)) else ""


def ticks_in_an_own_row(desk: Desk) -> str:
    """A row of one's own whose inherited box *Withdrawn* is ticked: an order for nobody."""
    if not (desk.tab("Roster") and (note := _own_row(desk, "Roster"))):
        return ""
    return f"Roster: own row {note!r} with a tick" if desk.types("Roster", note, "Withdrawn", True) else ""


def _own_row(desk: Desk, tab: str) -> str:
    sheet = desk.tab(tab)
    at = desk.dice.randrange(1, filled(sheet) + 1) if sheet else 0
    if not sheet or at >= sheet.row_count:
        return ""
    desk.count += 1
    note = f"note {desk.count}"
    desk.change(_inserted(sheet, at), written(sheet.id, at, 0, note))
    desk.book.notes[note] = tab
    return note


def deletes_a_row(desk: Desk) -> str:
    """A row of *Teams* or *Attendance* is deleted."""
    return _deleted(desk, desk.dice.choice(["Teams", "Attendance"]))


def deletes_a_roster_row(desk: Desk) -> str:
    return _deleted(desk, "Roster")


def _deleted(desk: Desk, tab: str) -> str:
    sheet, who = desk.tab(tab), desk.somebody(tab)
    place = desk.place(tab, who, SHOWS[tab])
    if sheet is None or place is None:
        return ""
    desk.change({"deleteDimension": {"range": _rows(sheet, place[0], place[0] + 1)}})
    desk.took_away(tab)
    return f"{tab}: the row of {who} deleted"


def drags_a_row(desk: Desk) -> str:
    """A row is dragged elsewhere, whole."""
    sheet = desk.tab(tab) if (tab := desk.a_tab()) else None
    place = desk.place(tab, who, SHOWS[tab]) if sheet and (who := desk.somebody(tab)) else None
    if sheet is None or place is None:
        return ""
    to = desk.dice.randrange(1, filled(sheet) + 1)
    if to in (place[0], place[0] + 1):
        return ""
    desk.change({"moveDimension": {"source": _rows(sheet, place[0], place[0] + 1), "destinationIndex": to}})
    return f"{tab}: the row of {who} dragged to {to}"


def cuts_a_row(desk: Desk) -> str:
    """A row is cut and pasted into an empty one: all of it, or what is seen; often the emptied row is deleted."""
    sheet = desk.tab(tab) if (tab := desk.a_tab()) else None
    place = desk.place(tab, who, SHOWS[tab]) if sheet and (who := desk.somebody(tab)) else None
    if sheet is None or place is None or filled(sheet) >= sheet.row_count:
        return ""
    whole, tidy, to = desk.dice.random() < 0.5, desk.dice.random() < 0.5, filled(sheet)
    cut = _cells(sheet, place[0], whole=whole)
    corner = {"sheetId": sheet.id, "rowIndex": to, "columnIndex": 0}
    desk.change({"cutPaste": {"source": cut, "destination": corner, "pasteType": "PASTE_NORMAL"}})
    if tidy:
        desk.change({"deleteDimension": {"range": _rows(sheet, place[0], place[0] + 1)}})
    return f"{tab}: the row of {who} cut{'' if whole else ' as far as it is seen'} to {to}{', tidied' if tidy else ''}"


def pastes_a_row_over(desk: Desk) -> str:
    """A row is cut and pasted over another's, by mistake: the other's row is gone with what stood there."""
    sheet = desk.tab(tab) if (tab := desk.a_tab()) else None
    two = [desk.somebody(tab), desk.somebody(tab)] if sheet else ["", ""]
    places = [desk.place(tab, who, SHOWS[tab]) for who in two] if sheet else [None, None]
    if sheet is None or places[0] is None or places[1] is None or two[0] == two[1]:
        return ""
    corner = {"sheetId": sheet.id, "rowIndex": places[1][0], "columnIndex": 0}
    cut = _cells(sheet, places[0][0], whole=desk.dice.random() < 0.5)
    desk.change({"cutPaste": {"source": cut, "destination": corner, "pasteType": "PASTE_NORMAL"}})
    desk.took_away(tab)
    return f"{tab}: the row of {two[0]} pasted over that of {two[1]}"


def duplicates_a_row(desk: Desk) -> str:
    """A row is copied into a new one, with its ticks: all of it, or what is seen."""
    sheet = desk.tab(tab) if (tab := desk.a_tab()) else None
    place = desk.place(tab, who, SHOWS[tab]) if sheet and (who := desk.somebody(tab)) else None
    if sheet is None or place is None:
        return ""
    below, whole = place[0] + 1, desk.dice.random() < 0.5
    source = _cells(sheet, place[0], whole=whole)
    target = {**source, "startRowIndex": below, "endRowIndex": below + 1}
    copy = {"source": source, "destination": target, "pasteType": "PASTE_NORMAL"}
    desk.change(_inserted(sheet, below), {"copyPaste": copy})
    desk.book.copies.add((tab, who))
    return f"{tab}: the row of {who} duplicated{'' if whole else ' as far as it is seen'}"


def duplicates_a_ticked_row(desk: Desk) -> str:
    """A row of *Roster* is copied, and *Withdrawn* is ticked in both."""
    sheet, who = desk.tab("Roster"), desk.somebody("Roster")
    place = desk.place("Roster", who, "Withdrawn")
    if sheet is None or place is None or desk.is_mentor(who) or not desk.ticks("Roster", who, "Withdrawn"):
        return ""
    desk.stir()
    row = next(iter(desk.book.rows(desk.document, "Roster", who)))
    source = _cells(sheet, row, whole=desk.dice.random() < 0.5)
    target = {**source, "startRowIndex": row + 1, "endRowIndex": row + 2}
    copy = {"source": source, "destination": target, "pasteType": "PASTE_NORMAL"}
    desk.change(_inserted(sheet, row + 1), {"copyPaste": copy})
    desk.book.copies.add(("Roster", who))
    return f"Roster: Withdrawn of {who} ticked, the row duplicated with its tick"


def _inserted(sheet: Sheet, at: int) -> Change:
    return {"insertDimension": {"range": _rows(sheet, at, at + 1), "inheritFromBefore": at > 1}}


def _rows(sheet: Sheet, start: int, end: int) -> Change:
    return {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def _cells(sheet: Sheet, row: int, *, whole: bool) -> Change:
    wide = sheet.column_count if whole else visible_width(sheet)
    return {
        "sheetId": sheet.id,
        "startRowIndex": row,
        "endRowIndex": row + 1,
        "startColumnIndex": 0,
        "endColumnIndex": wide,
    }
