"""Spreadsheets out through files.export."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from ..call import Call, Media
from ..errors import GoogleError
from ..sheets import storage
from ..sheets.reading import Reading
from ..sheets.values import rendered_rows

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SEPARATORS = {"text/csv": ",", "text/tab-separated-values": "\t"}


def exported(call: Call, spreadsheet_id: str, mime: str) -> Media:
    """The spreadsheet as a file. Raises GoogleError 400 for types other than XLSX, CSV and TSV."""
    if mime in _SEPARATORS:
        return Media(_table(call, spreadsheet_id, _SEPARATORS[mime]), mime)
    if mime == XLSX:
        return Media(_workbook(call, spreadsheet_id), mime)
    text = "The requested conversion is not supported."
    raise GoogleError(400, "INVALID_ARGUMENT", text, reason="badRequest", location="convertTo")


def _table(call: Call, spreadsheet_id: str, separator: str) -> bytes:
    document = storage.read(call.db, spreadsheet_id)
    sheet = document.sheets[0]
    rows = rendered_rows(Reading(document, call.notes, call.now), sheet, sheet.whole, {})
    width = max((len(row) for row in rows), default=0)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return out.getvalue().removesuffix("\r\n").encode()


def _workbook(call: Call, spreadsheet_id: str) -> bytes:
    from ..files.xlsx import export_xlsx

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export.xlsx")
        export_xlsx(call.db, spreadsheet_id, path)
        return path.read_bytes()
