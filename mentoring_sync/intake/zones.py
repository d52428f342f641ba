"""An IANA time zone out of what people write where a time zone is asked.

A key or a city is taken as it is. An abbreviation or an offset doesn't say whether the clock changes, so it is taken
with a doubt; where it could be several places, the person is asked instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from zoneinfo import available_timezones

from mentoring_sync.intake.answer import Doubt, Parsed, Unusable
from mentoring_sync.intake.cells import folded, in_quotes
from mentoring_sync.intake.questions import ZoneTable

_AREAS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+\-−–]) ?(\d{1,2})(?:[:.]?([0-5]\d))?(?: ?h(?:ours?|rs?)?)?")
_PARTS = re.compile(r"[,;()\[\]|]| [-–—/] ")
_NOISE = re.compile(r"\b(?:(?:standard|daylight|summer|local) )?time(?: ?zone)?$")
_ASK = "Ask them for a city in their zone, and correct the answer in the response tab."


class Zones:
    """Reads answers by a `ZoneTable` and the zone database."""

    def __init__(self, table: ZoneTable) -> None:
        self._certain = {**_cities(), **_keys(), **{_key(name): zone for name, zone in table.cities.items()}}
        self._vague = {_key(name): zone for name, zone in table.vague.items()}
        self._offsets = table.offsets

    def read(self, answer: str) -> Parsed[str]:
        """The IANA key that a (cleaned) answer means.

        Raises:
            Unusable: it is empty, or doesn't say which zone.
        """
        if not answer:
            raise Unusable("no time zone is given")
        names = list(_names(answer))
        return self._city(names) or self._vague_name(answer, names) or self._offset(answer)

    def _city(self, names: list[str]) -> Parsed[str] | None:
        found = (self._certain[name] for name in names if name in self._certain and name not in self._vague)
        return next((Parsed(zone) for zone in found), None)

    def _vague_name(self, answer: str, names: list[str]) -> Parsed[str] | None:
        for zone in (self._vague[name] for name in names if name in self._vague):
            what = f"time zone {in_quotes(answer)} is vague and was read as {zone}"
            return Parsed(zone, (Doubt(what, _ASK),))
        return None

    def _offset(self, answer: str) -> Parsed[str]:
        found = next(filter(None, (_OFFSET.fullmatch(name) for name in _names(answer))), None)
        if not found:
            raise Unusable(f"time zone {in_quotes(answer)} could be several or none: a city is needed, such as Berlin")
        ahead, hours, minutes = found[1] == "+", int(found[2]), int(found[3] or 0)
        zone = self._zone_of(ahead=ahead, hours=hours, minutes=minutes)
        if not zone:
            raise Unusable(f"time zone {in_quotes(answer)} is an offset that no zone is known for: a city is needed")
        what = f"time zone {in_quotes(answer)} was read as {zone}, which may ignore daylight saving"
        return Parsed(zone, (Doubt(what, _ASK),))

    def _zone_of(self, *, ahead: bool, hours: int, minutes: int) -> str:
        if minutes:
            return self._offsets.get(f"{'+' if ahead else '-'}{hours:02d}:{minutes:02d}", "")
        if hours == 0:
            return "Etc/UTC"
        # The names in Etc have the sign of POSIX: what is east of Greenwich, UTC+1, is Etc/GMT-1.
        return f"Etc/GMT{'-' if ahead else '+'}{hours}" if hours <= (14 if ahead else 12) else ""


def _names(answer: str) -> Iterator[str]:
    """The names an answer may hold, the whole first: `(GMT+01:00) Berlin, Germany` holds `berlin`."""
    yield _key(answer)
    yield from filter(None, map(_key, _PARTS.split(answer)))


def _key(name: str) -> str:
    plain = re.sub(r" ?/ ?", "/", folded(name).replace("_", " ").replace("’", "'"))
    return _NOISE.sub("", plain).strip(" .")


@cache
def _keys() -> dict[str, str]:
    return {_key(zone): zone for zone in sorted(available_timezones())}


@cache
def _cities() -> dict[str, str]:
    """The zones by their last part. Where two end alike, one is an older name of the other: the longer is today's."""
    by_length = sorted(
        (zone for zone in available_timezones() if zone.startswith(_AREAS)), key=lambda zone: (len(zone), zone)
    )
    return {_key(zone.rsplit("/", 1)[-1]): zone for zone in by_length}
