"""What a cell accepts: checkboxes and drop-downs.

In: CellData. Out: `ticked` and `tick` (what is entered for a ticked and an unticked box), or `options` and `strict`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..sheets import a1
from .methods import Methods

Resource = dict[str, Any]


class Choices:
    """The checkboxes and drop-downs of one tab; options that stand in a range are read once."""

    def __init__(self, methods: Methods, spreadsheet_id: str, title: str) -> None:
        self._methods = methods
        self._spreadsheet = spreadsheet_id
        self._title = title
        self._ranges: dict[str, list[str]] = {}

    def of(self, cell: Mapping[str, Any]) -> Resource:
        """What the cell accepts; nothing for a cell that accepts anything, or whose rule is only checked."""
        rule = cell.get("dataValidation", {})
        condition = rule.get("condition", {})
        given = [each.get("userEnteredValue", "") for each in condition.get("values", [])]
        if condition.get("type") == "BOOLEAN":
            tick = _tick(given)
            return {"ticked": cell.get("formattedValue") == tick[0], "tick": tick}
        if condition.get("type") == "ONE_OF_LIST":
            return {"options": given, "strict": bool(rule.get("strict"))}
        if condition.get("type") == "ONE_OF_RANGE" and given:
            return {"options": self._in_range(given[0]), "strict": bool(rule.get("strict"))}
        return {}

    def _in_range(self, text: str) -> list[str]:
        if text not in self._ranges:
            self._ranges[text] = self._texts(text.lstrip("=").replace("$", ""))
        return self._ranges[text]

    def _texts(self, area: str) -> list[str]:
        area = area if "!" in area else f"{a1.quoted(self._title)}!{area}"
        asked = {"spreadsheetId": self._spreadsheet, "range": area, "valueRenderOption": "FORMATTED_VALUE"}
        rows = self._methods.call("sheets.spreadsheets.values.get", asked).get("values", [])
        return list(dict.fromkeys(str(value) for row in rows for value in row if value != ""))


def _tick(given: Sequence[str]) -> list[str]:
    """A box may hold values of its own instead of TRUE and FALSE; one without a second is empty when unticked."""
    return [given[0], given[1] if len(given) > 1 else ""] if given else ["TRUE", "FALSE"]
