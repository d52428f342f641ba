"""What stands in the line above the grid for a cell: the text that, typed again, gives the same value.

In: CellData with a userEnteredValue. Out: formulas as they were typed, dates and percents as people type them, and
texts that would be taken for something else behind an apostrophe, as Google shows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..sheets.entry import enter
from ..sheets.locales import Locale
from ..sheets.serial import from_serial

_DATED = frozenset({"DATE", "TIME", "DATE_TIME"})


@dataclass(frozen=True)
class Typing:
    """How values are typed in one spreadsheet, today."""

    locale: Locale
    today: date

    def of(self, cell: Mapping[str, Any]) -> str:
        """The text to type for the cell's value."""
        kind, value = next(iter(cell["userEnteredValue"].items()))
        if kind == "numberValue":
            return self._number(float(value), cell)
        if kind == "boolValue":
            return "TRUE" if value else "FALSE"
        text = str(value)
        return f"'{text}" if kind == "stringValue" and self._meaning(text) != text else text

    def _number(self, number: float, cell: Mapping[str, Any]) -> str:
        style = cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("type")
        if style == "PERCENT":
            return f"{number * 100:.13g}%".replace(".", self.locale.decimal)
        if style in _DATED:
            return self._dated(number, str(cell.get("formattedValue", "")))
        return f"{number:.15g}".replace(".", self.locale.decimal)

    def _dated(self, number: float, shown: str) -> str:
        """As it is shown, unless that leaves something out, such as the seconds or the year."""
        moment = from_serial(number)
        return shown if moment is None or self._meaning(shown) == number else moment.strftime("%Y-%m-%d %H:%M:%S")

    def _meaning(self, text: str) -> object:
        return enter(text, self.locale, self.today).value
