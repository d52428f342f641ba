"""A tab as the grid's script takes it: a window of rows, with what each cell shows and how it looks.

In: a tab's properties and the first row wanted. Out: JSON:

    {"columns": [{"index", "letters", "width", "frozen"}], "hiddenColumns": ["C"], "hiddenRows": 3, "frozenRows": 1,
     "rows": [{"row": 0, "height": 21, "cells": {"0": CELL}}], "rowCount": 1000, "from": 0}

Rows and columns count from 0. A CELL has, each where there is something to say: `text` as it is shown, `entered` as it
was typed, `ticked` (a checkbox), `options` and `strict` (a drop-down), `note`, `link`, `look` (CSS properties).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from ..sheets import a1
from ..sheets.locales import locale_of
from . import bands, conditional, links, looks
from .entered import Typing
from .methods import Methods
from .validation import Choices

Resource = dict[str, Any]
Look = dict[str, str]

ROWS_AT_ONCE = 1000

_CELL = "formattedValue,effectiveValue,userEnteredValue,userEnteredFormat,dataValidation,note,hyperlink"
_WANTED = (
    f"spreadsheetId,properties(locale,timeZone),sheets(conditionalFormats,bandedRanges,data(startRow,rowData.values({_CELL}),"
    "rowMetadata(pixelSize,hiddenByUser,hiddenByFilter),columnMetadata(pixelSize,hiddenByUser,hiddenByFilter)))"
)


def window(methods: Methods, spreadsheet_id: str, properties: Resource, start: int) -> Resource:
    """The frozen rows, then up to `ROWS_AT_ONCE` rows from `start` on; hidden rows and columns are left out.

    `properties` are the tab's, which must have a grid.
    """
    grid = properties["gridProperties"]
    spreadsheet = _read(methods, spreadsheet_id, properties, start)
    sheet = spreadsheet["sheets"][0]
    columns = sheet["data"][0]["columnMetadata"]
    shown = [index for index, column in enumerate(columns) if not _is_hidden(column)]
    rows = list(_rows(sheet["data"]))
    visible = [(index, row, cells) for index, row, cells in rows if not _is_hidden(row)]
    draw = _Drawing(methods, spreadsheet, properties["title"], {index: cells for index, _, cells in rows})
    frozen = grid.get("frozenRowCount", 0)
    return {
        "columns": [
            {
                "index": index,
                "letters": a1.column_letters(index),
                "width": columns[index]["pixelSize"],
                "frozen": index < grid.get("frozenColumnCount", 0),
            }
            for index in shown
        ],
        "hiddenColumns": [a1.column_letters(index) for index in range(len(columns)) if index not in set(shown)],
        "hiddenRows": len(rows) - len(visible),
        "frozenRows": sum(index < frozen for index, _, _ in visible),
        "rows": [
            {"row": index, "height": row["pixelSize"], "cells": draw.row(index, cells, shown)}
            for index, row, cells in visible
        ],
        "rowCount": grid["rowCount"],
        "from": start,
    }


class _Drawing:
    """Draws the cells of one tab."""

    def __init__(
        self,
        methods: Methods,
        spreadsheet: Resource,
        title: str,
        cells: dict[int, Sequence[Resource]],
    ) -> None:
        self._spreadsheet = str(spreadsheet["spreadsheetId"])
        sheet = spreadsheet["sheets"][0]
        self._typing = Typing(locale_of(spreadsheet["properties"]["locale"]), methods.now.date())
        self._bands = bands.read(sheet.get("bandedRanges", []))
        self._choices = Choices(methods, self._spreadsheet, title)
        values = conditional.Values(
            methods, self._spreadsheet, title, cells, str(spreadsheet["properties"].get("timeZone", ""))
        )
        self._rules = conditional.read(sheet.get("conditionalFormats", []), values)

    def row(self, row: int, cells: Sequence[Resource], columns: Sequence[int]) -> dict[str, Resource]:
        """The row's cells that have something, by column."""
        drawn = {
            str(column): self._cell(row, column, cells[column] if column < len(cells) else {}) for column in columns
        }
        return {column: cell for column, cell in drawn.items() if cell}

    def _cell(self, row: int, column: int, cell: Resource) -> Resource:
        drawn: Resource = {}
        if cell.get("formattedValue"):
            drawn["text"] = cell["formattedValue"]
        if "userEnteredValue" in cell:
            drawn["entered"] = self._typing.of(cell)
        if "note" in cell:
            drawn["note"] = cell["note"]
        if "hyperlink" in cell and (link := links.within_page(self._spreadsheet, cell["hyperlink"])):
            drawn["link"] = link
        drawn |= self._choices.of(cell)
        look = self._look(row, column, cell)
        return drawn | ({"look": look} if look else {})

    def _look(self, row: int, column: int, cell: Resource) -> Look:
        """A band's colour, then the cell's own format, then the conditional formats that hold."""
        formats = [
            *bands.at(self._bands, row, column),
            cell.get("userEnteredFormat", {}),
            *conditional.holding(self._rules, row, column),
        ]
        return looks.css(looks.merged(formats), looks.kind(cell))


def _read(methods: Methods, spreadsheet_id: str, properties: Resource, start: int) -> Resource:
    grid = properties["gridProperties"]
    frozen = grid.get("frozenRowCount", 0)
    first = max(start, frozen)
    last = min(first + ROWS_AT_ONCE, grid["rowCount"])
    spans = [(0, last)] if first == frozen else [(0, frozen), (first, last)]
    letters = a1.column_letters(grid["columnCount"] - 1)
    title = a1.quoted(properties["title"])
    ranges = [f"{title}!A{top + 1}:{letters}{bottom}" for top, bottom in spans if bottom > top]
    asked = {"spreadsheetId": spreadsheet_id, "ranges": ranges, "includeGridData": True}
    return methods.call("sheets.spreadsheets.get", asked, only=_WANTED)


def _rows(data: Sequence[Resource]) -> Iterator[tuple[int, Resource, list[Resource]]]:
    """Index, dimension and cells of every row, hidden ones too."""
    for block in data:
        filled = block.get("rowData", [])
        for offset, row in zip(count(), block["rowMetadata"], strict=False):
            cells = filled[offset].get("values", []) if offset < len(filled) else []
            yield block.get("startRow", 0) + offset, row, cells


def _is_hidden(dimension: Resource) -> bool:
    return bool(dimension.get("hiddenByUser") or dimension.get("hiddenByFilter"))
