"""CSV as Google Sheets exports it: bytes in, typed cells out.

The first column of a response tab holds timestamps; they become serial numbers (days since 1899-12-30, wall-clock
time in the spreadsheet's zone, as Sheets keeps them) with a DATE_TIME format. Plain numbers become numbers, TRUE and
FALSE booleans, everything else stays text as it stands: `2-3` isn't a date and `=A1` isn't a formula.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from .unreadable import UnreadableFileError

CellData = dict[str, Any]

TIMESTAMP_FORMAT = {"numberFormat": {"type": "DATE_TIME", "pattern": "M/d/yyyy H:mm:ss"}}
MONTH_FIRST_LOCALES = frozenset({"en_US", "en_PH", "es_US", "fil_PH"})
LARGEST_CELL = 50_000

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - serial numbers count wall-clock time and know no zone
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,14})?", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_LOCAL = re.compile(
    r"(\d{1,2})([/.])(\d{1,2})[/.](\d{4})[ ,T]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(AM|PM)?", re.IGNORECASE
)


def read_rows(content: bytes, *, name: str) -> list[list[str]]:
    """The table's rows as text, blank lines as empty rows. Raises UnreadableFileError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UnreadableFileError(f"{name}: no CSV in UTF-8 (byte {problem.start} can't be read)") from problem
    if "\0" in text:
        raise UnreadableFileError(f"{name}: no CSV, it holds binary data")
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as problem:
        raise UnreadableFileError(f"{name}: no CSV: {problem}") from problem
    _check_rows(rows, name)
    return rows


def typed_rows(rows: Sequence[Sequence[str]], *, locale: str, zone: ZoneInfo) -> list[list[CellData]]:
    """Each row's cells as Sheets' CellData; the first row is the header and stays text."""
    return [
        [
            _header_cell(text) if number == 0 else _cell(text, locale, zone, first=column == 0)
            for column, text in enumerate(row)
        ]
        for number, row in enumerate(rows)
    ]


def read_timestamp(text: str, locale: str, zone: ZoneInfo) -> datetime | None:
    """A timestamp as the locale's spreadsheets write it, or ISO 8601, as wall-clock time; None when it is neither.

    ISO 8601 with an offset is carried over into the spreadsheet's zone.
    """
    found = _LOCAL.fullmatch(text.strip())
    try:
        return _iso(text.strip(), zone) if found is None else _local(found, locale)
    except ValueError:
        return None


def answer_cell(text: str) -> CellData:
    """A cell for something that a person answered: a plain number, a tick, or the text as it stands."""
    if text in ("TRUE", "FALSE"):
        return {"userEnteredValue": {"boolValue": text == "TRUE"}}
    if _NUMBER.fullmatch(text):
        return {"userEnteredValue": {"numberValue": float(text) if "." in text else int(text)}}
    return {"userEnteredValue": {"stringValue": text}}


def serial_number(wall_clock: datetime) -> float:
    """Days since 1899-12-30, the fraction being the time of day."""
    return (wall_clock - _EPOCH) / timedelta(days=1)


def _check_rows(rows: Sequence[Sequence[str]], name: str) -> None:
    if not rows or not any(rows[0]):
        raise UnreadableFileError(f"{name}: the first line should hold the column titles, and it is empty")
    for number, row in enumerate(rows, start=1):
        if any(len(text) > LARGEST_CELL for text in row):
            raise UnreadableFileError(f"{name}, row {number}: a cell can't hold more than {LARGEST_CELL} characters")


def _header_cell(text: str) -> CellData:
    return {"userEnteredValue": {"stringValue": text}} if text else {}


def _cell(text: str, locale: str, zone: ZoneInfo, *, first: bool) -> CellData:
    if not text:
        return {}
    moment = read_timestamp(text, locale, zone) if first else None
    if moment is not None:
        return {"userEnteredValue": {"numberValue": serial_number(moment)}, "userEnteredFormat": TIMESTAMP_FORMAT}
    return answer_cell(text)


def _iso(text: str, zone: ZoneInfo) -> datetime | None:
    if not _ISO.match(text):
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)


def _local(found: re.Match[str], locale: str) -> datetime:
    first, separator, second, year, hour, minute, seconds, half = found.groups()
    month_first = separator == "/" and locale in MONTH_FIRST_LOCALES
    month, day = (first, second) if month_first else (second, first)
    clock = (_hour(int(hour), half), int(minute), int(seconds or 0))
    return datetime(int(year), int(month), int(day), *clock)  # noqa: DTZ001 - wall-clock time


def _hour(hour: int, half: str | None) -> int:
    return hour if half is None else hour % 12 + (12 if half.upper() == "PM" else 0)
