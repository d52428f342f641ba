"""What cells come to: formulas computed, values formatted.

In: a document. Out: effective and formatted values. Computed values are kept with the document's version.
"""

from __future__ import annotations

from typing import Any

from . import a1
from .boxes import Box
from .cells import NAME_ERROR, REF_ERROR, CellError, Effective
from .document import Document
from .formulas import evaluate
from .formulas.values import Matrix
from .grid import Formula, Sheet
from .locales import locale_of
from .render import render


class Reading:
    """Reads one document; `notes` is told of every formula that isn't computed."""

    def __init__(self, document: Document, notes: list[str] | None = None) -> None:
        self.document = document
        self.locale = locale_of(document.locale)
        self._notes = notes if notes is not None else []
        self._under_way: set[tuple[int, int, int]] = set()

    def effective(self, sheet: Sheet, row: int, column: int) -> Effective:
        """The cell's value, computed when it is a formula."""
        value = sheet.value(row, column)
        return self.computed(value, sheet, row, column) if isinstance(value, Formula) else value

    def computed(self, formula: Formula, sheet: Sheet, row: int, column: int) -> Effective:
        """The value of the formula in that cell; one that depends on itself is `#REF!`."""
        known = self.document.computed
        key = (sheet.id, row, column)
        if key in self._under_way:
            return REF_ERROR
        if key not in known:
            self._under_way.add(key)
            known[key] = self._evaluated(formula, sheet)
            self._under_way.discard(key)
        value: Effective = known[key]
        if value == NAME_ERROR:
            self._notes.append(f"formula not computed: {formula.text}")
        return value

    def formatted(self, sheet: Sheet, row: int, column: int) -> str:
        """The text that the cell shows."""
        number_format = sheet.rest(row, column).get("userEnteredFormat", {}).get("numberFormat")
        return render(self.effective(sheet, row, column), number_format, self.locale)

    def text(self, value: Effective, number_format: dict[str, Any] | None) -> str:
        """The text that a cell with this value and format shows."""
        return render(value, number_format, self.locale)

    def _evaluated(self, formula: Formula, sheet: Sheet) -> Effective:
        if len(formula.text) < 2:
            return formula.text
        return evaluate(formula.text, _Cells(self, sheet))


class _Cells:
    """Ranges as a formula on `sheet` sees them."""

    def __init__(self, reading: Reading, sheet: Sheet) -> None:
        self._reading = reading
        self._sheet = sheet

    def area(self, reference: str) -> Matrix | CellError:
        """The range's values; outside the grid there is nothing."""
        found = a1.read(reference.replace("$", ""))
        if found is None:
            return REF_ERROR
        sheet = self._sheet if found.title is None else self._reading.document.titled(found.title)
        if sheet is None:
            return REF_ERROR
        ends = (found.bottom, found.right)
        box = Box(
            sheet.id,
            found.top or 0,
            sheet.row_count if ends[0] is None else min(ends[0], sheet.row_count),
            found.left or 0,
            sheet.column_count if ends[1] is None else min(ends[1], sheet.column_count),
        )
        if box.height <= 0 or box.width <= 0:
            return REF_ERROR
        return self._values(sheet, box)

    def named(self, name: str) -> Matrix | CellError:
        """The named range's values."""
        for each in self._reading.document.named_ranges:
            if each["name"].lower() == name.lower():
                sheet = self._reading.document.find(each["range"].get("sheetId", 0))
                return REF_ERROR if sheet is None else self._values(sheet, sheet.box(each["range"]))
        return NAME_ERROR

    def now(self) -> Effective:
        """Computed values are kept with the document's version, and the clock goes on: not computed in cells."""
        return NAME_ERROR

    def _values(self, sheet: Sheet, box: Box) -> Matrix:
        read = self._reading.effective
        return [[read(sheet, row, column) for column in box.columns] for row in box.rows]
