"""How a cell looks, from Sheets' CellFormat to Excel's styles: fonts, fills, alignment, number formats, dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill

Resource = Mapping[str, Any]

DATE_PATTERNS: Mapping[str, str] = {
    "DATE": "yyyy-mm-dd",
    "DATE_TIME": "yyyy-mm-dd hh:mm:ss",
    "TIME": "hh:mm:ss",
}
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers count wall-clock time
_FIRST_DATE = 61
"""Excel counts a 29 February 1900; serial numbers agree with Sheets' from 1 March 1900 on."""


def apply(cell: Cell, data: Resource, *, header: bool) -> None:
    """Give the cell its looks; a header is bold whatever its format says."""
    looks = data.get("userEnteredFormat", {})
    text = looks.get("textFormat", {})
    if header or text:
        cell.font = Font(
            bold=header or text.get("bold", False),
            italic=text.get("italic", False),
            strike=text.get("strikethrough", False),
            underline="single" if text.get("underline") else None,
            color=colour(text, "foregroundColor"),
        )
    fill = colour(looks, "backgroundColor")
    if fill is not None:
        cell.fill = PatternFill("solid", fgColor=fill)
    alignment = _alignment(looks)
    if alignment is not None:
        cell.alignment = alignment
    pattern = _pattern(looks.get("numberFormat", {}))
    if pattern is not None:
        cell.number_format = pattern


def number_or_date(number: float, data: Resource) -> float | datetime | time:
    """The number, or the date and time that it stands for where the cell's format says so."""
    kind = data.get("userEnteredFormat", {}).get("numberFormat", {}).get("type")
    if kind == "TIME" and 0 <= number < 1:
        return (_EPOCH + _span(number)).time()
    if kind in DATE_PATTERNS and number >= _FIRST_DATE:
        return _EPOCH + _span(number)
    return number


def _span(days: float) -> timedelta:
    """Whole seconds: a fraction of a day is seldom exact in binary."""
    return timedelta(seconds=round(days * 86_400))


def _pattern(number_format: Resource) -> str | None:
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern")
    if kind in DATE_PATTERNS:
        return str(pattern).lower().replace("am/pm", "AM/PM") if pattern else DATE_PATTERNS[kind]
    if kind == "TEXT":
        return "@"
    if kind == "PERCENT":
        return str(pattern or "0.00%")
    return str(pattern) if pattern else None


def _alignment(looks: Resource) -> Alignment | None:
    horizontal = str(looks.get("horizontalAlignment", "")).lower() or None
    vertical = {"TOP": "top", "MIDDLE": "center", "BOTTOM": "bottom"}.get(looks.get("verticalAlignment", ""))
    wrap = looks.get("wrapStrategy") == "WRAP"
    if horizontal is None and vertical is None and not wrap:
        return None
    return Alignment(horizontal=horizontal, vertical=vertical, wrap_text=wrap)


def colour(looks: Resource, name: str) -> str | None:
    """A colour as Excel writes it, `FFRRGGBB`, from Sheets' parts between 0 and 1, of which zeros are left out."""
    found = looks.get(f"{name}Style", {}).get("rgbColor") or looks.get(name)
    if found is None:
        return None
    parts = (round(255 * found.get(part, 0)) for part in ("red", "green", "blue"))
    return "FF" + "".join(f"{part:02X}" for part in parts)
