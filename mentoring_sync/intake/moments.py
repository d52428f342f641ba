"""When a response was given: a serial number or a text, in the spreadsheet's zone, as a time in UTC.

Sheets counts days since 30 December 1899 on the wall clock of the spreadsheet's zone
(https://developers.google.com/workspace/sheets/api/guides/formats). An hour that the clock shows twice is read as the
first of the two; which of two responses in it is newer is told by their rows (`order`), because Forms appends.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import in_quotes

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall clock, whose zone is the spreadsheet's
_SECONDS_PER_DAY = 86_400
_SERIALS = (1.0, 109_574.0)  # 1900 to 2199


def moment(cell: object, *, zone: ZoneInfo, formats: Iterable[str]) -> datetime:
    """The time at which a response was given (in UTC, whole seconds), read on the wall clock of `zone`.

    Raises:
        Unusable: the cell is empty, or no time.
    """
    if cell == "":
        raise Unusable("no timestamp is there: type into the response when it was given")
    wall_clock = _from_serial(float(cell)) if isinstance(cell, int | float) else _from_text(str(cell), formats)
    if wall_clock is None:
        raise Unusable(f"the timestamp {in_quotes(str(cell))} is no time that can be read")
    return wall_clock.replace(tzinfo=zone).astimezone(UTC)


def _from_serial(serial: float) -> datetime | None:
    first, last = _SERIALS
    return _DAY_ZERO + timedelta(seconds=round(serial * _SECONDS_PER_DAY)) if first <= serial < last else None


def _from_text(text: str, formats: Iterable[str]) -> datetime | None:
    for each in formats:
        try:
            read = datetime.strptime(text, each).replace(tzinfo=None)  # noqa: DTZ007 - the zone is the spreadsheet's
        except ValueError:
            continue
        return read if 1900 <= read.year < 2200 else None
    return None


def order(given: datetime, zone: ZoneInfo) -> datetime:
    """By what responses of one person are put in order; equal for all given in an hour that `zone` has twice."""
    local = given.astimezone(zone)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return given.replace(minute=0, second=0) if twice else given
