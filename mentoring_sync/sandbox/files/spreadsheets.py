"""Spreadsheets in: CSV files or an XLSX, as a coordinator downloads them from Google Sheets.

In: paths. Out: the id of a new spreadsheet: one tab a CSV file (its name without `.csv`), or the XLSX's tabs with
their types, dates, empty rows, notes, drop-downs, frozen rows, widths and merges. A file that isn't what its name
says is refused before anything is written.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from ..sheets_door import create
from .responses import load_responses, named_zone
from .unreadable import UnreadableFileError

LARGEST_FILE = 50 * 2**20
_EXPORTED = re.compile(r"^.+ - (?=\S)")
"""Google Sheets calls a downloaded tab `Spreadsheet - Tab.csv`."""


def import_files(
    db: sqlite3.Connection,
    paths: Sequence[Path],
    *,
    spreadsheet_id: str | None,
    title: str | None,
    time_zone: str,
    locale: str = "en_US",
) -> str:
    """Create a spreadsheet from the files (or from the CSVs in the folders) and return its id.

    Raises UnreadableFileError.
    """
    files = [file for path in paths for file in _files(path)]
    workbooks = [file for file in files if file.suffix.lower() == ".xlsx"]
    if workbooks:
        return _import_workbook(db, files, spreadsheet_id=spreadsheet_id, title=title, time_zone=time_zone)
    tabs = {_tab_title(file): _content(file) for file in files}
    if len(tabs) < len(files):
        raise UnreadableFileError("two of the files would make tabs of the same title")
    return load_responses(
        db,
        spreadsheet_id=spreadsheet_id,
        title=title or _common_title(paths),
        time_zone=time_zone,
        locale=locale,
        tabs=tabs,
    )


def _import_workbook(
    db: sqlite3.Connection, files: Sequence[Path], *, spreadsheet_id: str | None, title: str | None, time_zone: str
) -> str:
    if len(files) > 1:
        raise UnreadableFileError("an XLSX is imported alone; its tabs become the spreadsheet's tabs")
    from .xlsx_reading import read_sheets  # start-up time: only an XLSX needs openpyxl

    named_zone(time_zone)
    resource = {
        "properties": {"title": title or files[0].stem, "timeZone": time_zone, "locale": "en_US"},
        "sheets": read_sheets(_content(files[0]), name=str(files[0])),
    }
    return create(db, resource | ({"spreadsheetId": spreadsheet_id} if spreadsheet_id else {}))


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise UnreadableFileError(f"{path}: no such file or folder")
    if path.is_dir():
        found = sorted(path.glob("*.csv"))
        if not found:
            raise UnreadableFileError(f"{path}: the folder holds no CSV files")
        return found
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise UnreadableFileError(f"{path}: neither .csv nor .xlsx")
    return [path]


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise UnreadableFileError(f"{file}: larger than {LARGEST_FILE // 2**20} MiB")
        return file.read_bytes()
    except OSError as problem:
        raise UnreadableFileError(f"{file}: {problem.strerror}") from problem


def _tab_title(file: Path) -> str:
    return _EXPORTED.sub("", file.stem)


def _common_title(paths: Sequence[Path]) -> str:
    found = _EXPORTED.match(paths[0].stem)
    return found[0].removesuffix(" - ") if found else paths[0].stem
