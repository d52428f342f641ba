"""A CSV uploaded over a spreadsheet: its first sheet holds the CSV afterwards, the others are gone."""

from __future__ import annotations

import csv
import io

from ..call import Call
from ..catalogue import Entry
from ..errors import GoogleError
from ..sheets import storage
from ..sheets.document import new_sheet
from ..sheets.entry import enter
from ..sheets.locales import locale_of


def import_csv(call: Call, entry: Entry, content: bytes, media_type: str) -> None:
    """Values as if typed. Raises GoogleError 400 for content that isn't text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GoogleError(400, "INVALID_ARGUMENT", f"Bad Request: {media_type}", reason="badRequest") from error
    rows = list(csv.reader(io.StringIO(text)))
    width = max((len(row) for row in rows), default=0)
    with storage.changing(call.db, entry.id, call.now) as document:
        title = document.sheets[0].title
        size = {"rowCount": max(len(rows), 1000), "columnCount": max(width, 26)}
        sheet = new_sheet(document.sheets[0].id, {"title": title, "gridProperties": size})
        document.sheets[:] = [sheet]
        locale = locale_of(document.locale)
        for index, values in enumerate(rows):
            for column, value in enumerate(values):
                if value:
                    entered = enter(value, locale, call.now.date())
                    row = sheet.row(index)
                    row.set_value(column, entered.value)
                    if entered.number_format:
                        row.set_extra(column, {"userEnteredFormat": {"numberFormat": dict(entered.number_format)}})
