"""What cells come to: formulas computed, values formatted.

In: a document. Out: effective and formatted values. Computed values are kept with the document's version.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from . import a1
from .boxes import Box
from .cells import NAME_ERROR, REF_ERROR, CellError, Effective
from .document import Document
from .formulas import evaluated, implied_format, single
from .formulas.values import Matrix
from .grid import Formula, Sheet, Spilled, Value
from .locales import locale_of
from .render import render
from .serial import to_serial
from .spilling import anchors, spilled
from .zones import zone_named

MOST_PASSES = 5


class Reading:
    """Reads one document; `notes` is told of every formula that isn't computed.

    `editor`: the account that reads, when it isn't the owner's. What depends on the clock is computed anew by each
    reading that knows the time, and by no other.
    """

    def __init__(
        self,
        document: Document,
        notes: list[str] | None = None,
        now: datetime | None = None,
        *,
        editor: str | None = None,
    ) -> None:
        self.document = document
        self.editor = editor
        self.locale = locale_of(document.locale)
        self._notes = notes if notes is not None else []
        self._under_way: set[tuple[int, int, int]] = set()
        self._now = now
        self._asked_the_time = False
        self._passing: dict[Any, Any] = {}
        self._spilling: dict[int, Sheet] = {}

    def effective(self, sheet: Sheet, row: int, column: int) -> Effective:
        """The cell's value, computed when it is a formula."""
        value = sheet.read(row, column)
        if isinstance(value, Spilled):
            return self.spilt(value)
        return self.computed(value, sheet, row, column) if isinstance(value, Formula) else value

    def spilt(self, value: Spilled) -> Effective:
        """The value that another cell's formula put there."""
        found: Effective = value.value
        return found

    def computed(self, formula: Formula, sheet: Sheet, row: int, column: int) -> Effective:
        """The value of the formula in that cell; one that depends on itself is `#REF!`."""
        key = (sheet.id, row, column)
        value: Effective = self._once(key, lambda: self._evaluated(formula, sheet))
        if value == NAME_ERROR:
            self._notes.append(f"formula not computed: {formula.text}")
        return value

    def spilled(self, sheet: Sheet) -> Sheet:
        """The sheet with the values of formulas that fill more cells than their own."""
        if sheet.id in self._spilling:
            return self._spilling[sheet.id]
        found: Sheet = self._once((sheet.id, -1, -1), lambda: self._with_spills(sheet))
        return found

    def formatted(self, sheet: Sheet, row: int, column: int) -> str:
        """The text that the cell shows."""
        number_format = sheet.rest(row, column).get("userEnteredFormat", {}).get("numberFormat")
        return self.text(self.effective(sheet, row, column), number_format, sheet.value(row, column))

    def text(self, value: Effective, number_format: dict[str, Any] | None, entered: Value = None) -> str:
        """The text that a cell with this value and format shows; `entered`: a formula's own kind of number counts."""
        if not number_format and isinstance(entered, Formula):
            number_format = implied_format(entered.text)
        return render(value, number_format, self.locale)

    def now(self) -> Effective:
        """The spreadsheet's clock as a serial number; `#NAME?` for a reading that doesn't know the time."""
        self._asked_the_time = True
        if self._now is None:
            return NAME_ERROR
        return to_serial(self._now.astimezone(zone_named(self.document.time_zone)))

    def _once(self, key: tuple[int, int, int], work: Callable[[], Any]) -> Any:
        """Kept with the document's version, or, when the time was asked, with this reading alone."""
        known = self.document.computed
        if key in self._under_way:
            return REF_ERROR
        if key in known:
            return known[key]
        if key in self._passing:
            self._asked_the_time = True
            return self._passing[key]
        before, self._asked_the_time = self._asked_the_time, False
        self._under_way.add(key)
        try:
            found = work()
        finally:
            self._under_way.discard(key)
        (self._passing if self._asked_the_time or self._spilling else known)[key] = found
        self._asked_the_time = self._asked_the_time or before
        return found

    def _evaluated(self, formula: Formula, sheet: Sheet) -> Effective:
        found = self._worked_out(formula, sheet)
        return single(found) if isinstance(found, list) else found

    def _worked_out(self, formula: Formula, sheet: Sheet) -> Effective | Matrix:
        if len(formula.text) < 2:
            return formula.text
        return evaluated(formula.text, _Cells(self, sheet))

    def _with_spills(self, sheet: Sheet) -> Sheet:
        """Worked out again until nothing changes: one such formula may read what another fills."""
        found = anchors(sheet)
        if not found:
            return sheet
        shown, own, past = sheet, dict[tuple[int, int], Effective](), None
        for _ in range(MOST_PASSES):
            self._passing = {}
            self._spilling[sheet.id] = shown
            values = {place: self._worked_out(formula, sheet) for place, formula in found}
            if values == past:
                break
            past = values
            shown, own = spilled(sheet, values)
        del self._spilling[sheet.id]
        self._passing = {}
        target = self._passing if self._asked_the_time or self._spilling else self.document.computed
        target.update({(sheet.id, *place): value for place, value in own.items()})
        return shown


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
        """What the spreadsheet's clock shows."""
        return self._reading.now()

    def _values(self, sheet: Sheet, box: Box) -> Matrix:
        read, sheet = self._reading.effective, self._reading.spilled(sheet)
        return [[read(sheet, row, column) for column in box.columns] for row in box.rows]
