"""Applications come in over time: the fixtures' answers, parted at a day.

In: the response tabs as CSVs, an instant. Out: CSVs with the answers that were given before it, and the rows of the
others as a form writes them: the timestamp as a serial number, all else as text.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from mentoring_sync.spreadsheet.serial_dates import serial

LATER = Path("fixtures", "later_applications.toml")
STAMP = "%m/%d/%Y %H:%M:%S"


@cache
def _later_applications() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(LATER.read_text(encoding="utf-8"))


def later(*names: str) -> dict[str, str]:
    """The answers, by question, of somebody who applies in mid-round; those of a later name stand for an earlier's."""
    return {question: answer for name in names for question, answer in _later_applications()[name].items()}


def applications_until(
    instant: datetime, tabs: Mapping[str, bytes]
) -> tuple[dict[str, bytes], dict[str, list[list[object]]]]:
    """The tabs until then, and the rows that come later, by tab. An answer whose time can't be read was there."""
    early, late = dict[str, bytes](), dict[str, list[list[object]]]()
    for title, content in tabs.items():
        header, *rows = csv.reader(io.StringIO(content.decode("utf-8")))
        written = io.StringIO()
        csv.writer(written).writerows([header, *(row for row in rows if not _is_later(row, instant))])
        early[title] = written.getvalue().encode()
        late[title] = [[_serial(row[0]), *row[1:]] for row in rows if _is_later(row, instant)]
    return early, late


def _is_later(row: list[str], instant: datetime) -> bool:
    stamp = _read(row[0]) if row else None
    return stamp is not None and stamp > instant.replace(tzinfo=None)


def _serial(stamp: str) -> object:
    read = _read(stamp)
    return serial(read) if read else stamp


def _read(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, STAMP)  # noqa: DTZ007 - a sheet's clock has no zone
    except ValueError:
        return None
