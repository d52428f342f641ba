"""Time zones as spreadsheets name them: CLDR names, and offsets such as `GMT-07:00`.

In: a name. Out: the zone, None for one that nobody knows.
https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets#SpreadsheetProperties
"""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_OFFSET = re.compile(r"GMT([+-])(\d{2}):?([0-5]\d)", re.ASCII)


def zone_named(name: str) -> tzinfo | None:
    """The zone."""
    offset = _OFFSET.fullmatch(name)
    if offset is not None and int(offset[2]) < 24:
        past = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(-past if offset[1] == "-" else past)
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
