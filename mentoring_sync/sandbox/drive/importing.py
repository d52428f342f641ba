"""A CSV uploaded over a spreadsheet: one new sheet, called as the file is, holds it afterwards; the others are gone."""

from __future__ import annotations

import csv
import io

from ..call import Call
from ..catalogue import Entry
from ..errors import GoogleError
from ..sheets import storage
from ..sheets.document import free_id, new_sheet
from ..sheets.entry import enter
from ..sheets.locales import locale_of

ACCOUNT_ZONE = "America/Los_Angeles"
"""What a converted file gets, as recorded: the zone of an account that never chose one."""


def import_csv(call: Call, entry: Entry, content: bytes, media_type: str) -> None:
    """Values as if typed. Raises GoogleError 400 for content that is no table of text."""
    try:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    except (UnicodeDecodeError, csv.Error) as error:
        raise GoogleError(400, "INVALID_ARGUMENT", f"Bad Request: {media_type}", reason="badRequest") from error
    width = max((len(row) for row in rows), default=0)
    with storage.changing(call.db, entry.id, call.now, editor=call.editor) as document:
        number = free_id(sheet.id for sheet in document.sheets)
        size = {"rowCount": max(len(rows), 1000), "columnCount": max(width, 26)}
        sheet = new_sheet(number, {"title": document.title, "gridProperties": size})
        document.sheets[:] = [sheet]
        document.named_ranges, document.metadata = [], []
        document.properties["timeZone"] = ACCOUNT_ZONE
        locale = locale_of(document.locale)
        for index, values in enumerate(rows):
            for column, value in enumerate(values):
                if value:
                    entered = enter(value, locale, call.now.date())
                    row = sheet.row(index)
                    row.set_value(column, entered.value)
                    if entered.number_format:
                        row.set_extra(column, {"userEnteredFormat": {"numberFormat": dict(entered.number_format)}})
