"""An IANA time zone out of what people write where a time zone is asked.

A key or a city is taken as it is. An abbreviation or an offset doesn't say whether the clock changes, so it is taken
with a doubt; where it could be several places, the person is asked instead. Every part of an answer counts: parts that
agree are one answer (`CET/CEST`, `Berlin (UTC+1)`), parts whose clocks differ (`London, Ontario`) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from functools import cache
from zoneinfo import ZoneInfo

from babel.core import get_global

from mentoring_sync.intake.answer import Doubt, Parsed, Unusable
from mentoring_sync.intake.cells import folded, in_quotes
from mentoring_sync.intake.questions import ZoneTable
from mentoring_sync.intake.regions import zones_in
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.zones import known_zones

_AREAS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+\-−–]) ?(\d{1,2})(?:[:.]?([0-5]\d))?(?: ?h(?:ours?|rs?)?)?")
_OFFSET_WITHIN = re.compile(
    r"\b(?:(?:utc|gmt) ?)?[+\-−–] ?\d{1,2}(?::?[0-5]\d)?(?![\w:])|(?:utc|gmt) ?[+\-−–] ?\d{1,2}", re.I
)
_PARTS = re.compile(r"[,;()\[\]|]|:(?!\d)| [-–—/] ")
_STROKES = re.compile(r"[/&]| (?:and|or|und|oder|et|ou|y|o|e) ")
_NOISE = re.compile(r"\b(?:(?:standard|daylight|summer|winter|local) )?(?:saving )?time(?: ?zone)?$")
_SAYS_NOTHING = re.compile(
    r"(?:my |the |our )?(?:time|time ?zone|zone|city|local|here|home|currently|now|usually|normally|dst|standard"
    r"|daylight)?|(?:with |in |during )?(?:daylight savings?|summer|winter)(?: time)?"
)
_ASK = "Ask them for a city in their zone, and correct the answer in the response tab."
_INSTANTS = [datetime(2026, 1, 15, tzinfo=UTC) + timedelta(days=30 * month) for month in range(24)]
"""At which clocks are compared: through two years, so that those that change differ from those that don't."""

SEVERAL = {
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "cst": ("America/Chicago", "Asia/Shanghai", "America/Havana"),
    "ct": ("America/Chicago",),
    "central": ("America/Chicago", "Europe/Paris", "Australia/Adelaide"),
    "ast": ("America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"),
    "adt": ("America/Halifax",),
    "atlantic": ("America/Halifax", "America/Puerto_Rico"),
    "gst": ("Asia/Dubai",),
    "acst": ("Australia/Adelaide", "Australia/Darwin"),
    "western": ("Europe/Lisbon", "Australia/Perth", "America/Los_Angeles"),
}
"""Names that are several zones: never taken by themselves, but they may agree with a part that is one."""


class _Kind(Enum):
    CITY, VAGUE, SEVERAL, OFFSET, REGION, UNKNOWN = (auto() for _ in range(6))


@dataclass(frozen=True)
class _Part:
    """A part of an answer, as it was typed: the zones that it may mean; of an offset, the one by its number."""

    text: str
    kind: _Kind
    zones: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The part as it is compared."""
        return _key(self.text)

    @property
    def zone(self) -> str:
        """The zone of a part that is one."""
        return self.zones[0]


class Zones:
    """Reads answers by a `ZoneTable` and the zone database."""

    def __init__(self, table: ZoneTable) -> None:
        self._certain = {**_cities(), **_keys(), **{_key(name): zone for name, zone in table.cities.items()}}
        self._vague = {_key(name): zone for name, zone in table.vague.items()}
        self._offsets = table.offsets

    def read(self, answer: str) -> Parsed[str]:
        """The IANA key that a (cleaned) answer means.

        Raises:
            Unusable: it is empty, doesn't say which zone, or speaks of two.
        """
        if not answer:
            raise Unusable(Rule.NO_ZONE)
        parts = self._parts(answer)
        taken = self._taken(answer, parts)
        self._refuse_contradictions(answer, taken, parts)
        return Parsed(taken.zone, tuple(_doubts(answer, taken, parts)))

    def _parts(self, answer: str) -> list[_Part]:
        """The whole if it is a name; else its parts, and of those that are none the parts between strokes."""
        if whole := self._named(answer):
            return [whole]
        parts = [part for piece in _pieces(_PARTS, answer) for part in self._parts_of(piece)]
        return [part for part in parts if part.kind is not _Kind.UNKNOWN or not _SAYS_NOTHING.fullmatch(part.key)]

    def _parts_of(self, piece: str) -> list[_Part]:
        part = self._part(piece)
        if part.kind is not _Kind.UNKNOWN:
            return [part]
        finer = _finer(piece)
        if len(finer) > 1:
            return [self._part(each) for each in finer]
        hyphened = [self._part(each) for each in piece.split("-")]
        return hyphened if all(each.kind is not _Kind.UNKNOWN for each in hyphened) else [part]

    def _named(self, text: str) -> _Part | None:
        """A part that is the name of one zone."""
        name = _key(text)
        if name in self._vague:
            return _Part(text, _Kind.VAGUE, (self._vague[name],))
        return _Part(text, _Kind.CITY, (self._certain[name],)) if name in self._certain else None

    def _part(self, text: str) -> _Part:
        if named := self._named(text):
            return named
        name = _key(text)
        if name in SEVERAL:
            return _Part(text, _Kind.SEVERAL, SEVERAL[name])
        if found := _OFFSET.fullmatch(name):
            return _Part(text, _Kind.OFFSET, tuple(filter(None, (self._zone_at(found),))))
        zones = tuple(sorted(zones_in(name)))
        return _Part(text, _Kind.REGION if zones else _Kind.UNKNOWN, zones)

    def _taken(self, answer: str, parts: Sequence[_Part]) -> _Part:
        """The part that says the most, narrowed by what the others allow."""
        for kind in (_Kind.CITY, _Kind.VAGUE):
            if found := next((part for part in parts if part.kind is kind), None):
                return _narrowed(found, parts) if kind is _Kind.VAGUE else found
        if several := next((part for part in parts if part.kind is _Kind.SEVERAL), None):
            left = [zone for zone in several.zones if len(parts) > 1 and all(_allows(part, zone) for part in parts)]
            if len(left) == 1:
                return _Part(several.text, _Kind.VAGUE, (left[0],))
            raise _could_be_several(answer)
        if offset := next((part for part in parts if part.kind is _Kind.OFFSET), None):
            if not offset.zones:
                raise Unusable(Rule.UNKNOWN_OFFSET, answer=answer)
            return offset
        raise _could_be_several(answer)

    def _refuse_contradictions(self, answer: str, taken: _Part, parts: Sequence[_Part]) -> None:
        for part in parts:
            if part.kind is _Kind.UNKNOWN and re.search(r"\d", part.text):
                raise _could_be_several(answer)
            if part.kind is not _Kind.UNKNOWN and not _agree(taken, part):
                raise Unusable(Rule.DOUBTFUL_ZONE, answer=answer, taken=taken.text, zone=taken.zone, other=part.text)

    def _zone_at(self, found: re.Match[str]) -> str:
        ahead, hours, minutes = found[1] == "+", int(found[2]), int(found[3] or 0)
        if minutes:
            return self._offsets.get(f"{'+' if ahead else '-'}{hours:02d}:{minutes:02d}", "")
        if hours == 0:
            return "Etc/UTC"
        # The names in Etc have the sign of POSIX: what is east of Greenwich, UTC+1, is Etc/GMT-1.
        return f"Etc/GMT{'-' if ahead else '+'}{hours}" if hours <= (14 if ahead else 12) else ""


def _pieces(separators: re.Pattern[str], text: str) -> list[str]:
    return [piece.strip() for piece in separators.split(text) if _key(piece)]


def _finer(piece: str) -> list[str]:
    """A part that is no name, cut at strokes; offsets in it stand apart (`UTC-3 Brasília`, `UTC+1/UTC+2`)."""
    offsets = [found[0].strip() for found in _OFFSET_WITHIN.finditer(piece)]
    return [*offsets, *_pieces(_STROKES, _OFFSET_WITHIN.sub(" / ", piece))]


def _narrowed(vague: _Part, parts: Iterable[_Part]) -> _Part:
    """A vague name in a region is the region's zone of that name: `MST, Arizona` is Phoenix."""
    for region in (part for part in parts if part.kind is _Kind.REGION):
        if not any(_same(vague.zone, zone) for zone in region.zones):
            return _Part(
                vague.text, vague.kind, next(((zone,) for zone in region.zones if _meet(vague.zone, zone)), vague.zones)
            )
    return vague


def _allows(part: _Part, zone: str) -> bool:
    """Whether a part leaves room for a zone."""
    match part.kind:
        case _Kind.UNKNOWN:
            return True
        case _Kind.OFFSET:
            return _at(part, zone)
        case _Kind.REGION | _Kind.SEVERAL:
            return zone in part.zones
        case _:
            return any(_meet(zone, each) for each in part.zones)


def _agree(taken: _Part, part: _Part) -> bool:
    """Whether a part can be said of the zone that was taken: places by clocks that never differ, names that may."""
    if part.kind is _Kind.OFFSET:
        return _at(part, taken.zone)
    if taken.kind is _Kind.OFFSET:
        return any(_at(taken, zone) for zone in part.zones)
    if part.kind is _Kind.REGION and len(part.key) == 2:  # Vienna, VA is in Virginia, though the Vatican's clock agrees
        return bool({taken.zone, get_global("zone_aliases").get(taken.zone)} & set(part.zones))
    compare = _same if part.kind in (_Kind.CITY, _Kind.REGION) else _meet
    return any(compare(taken.zone, zone) for zone in part.zones)


def _at(offset: _Part, zone: str) -> bool:
    """Whether a zone's clock has this offset at some time of the year."""
    found = _OFFSET.fullmatch(offset.key)
    assert found  # noqa: S101 - an offset was found by this pattern
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return timedelta(minutes=minutes if found[1] == "+" else -minutes) in _clock(zone)


def _same(one: str, other: str) -> bool:
    """Whether two zones' clocks always show the same."""
    return _clock(one) == _clock(other)


def _meet(one: str, other: str) -> bool:
    """Whether two zones' clocks show the same at some time of the year."""
    return any(first == second for first, second in zip(_clock(one), _clock(other), strict=True))


@cache
def _clock(zone: str) -> tuple[timedelta | None, ...]:
    return tuple(instant.astimezone(ZoneInfo(zone)).utcoffset() for instant in _INSTANTS)


def _doubts(answer: str, taken: _Part, parts: Sequence[_Part]) -> Iterator[Doubt]:
    if taken.kind is _Kind.VAGUE:
        yield Doubt(f"time zone {in_quotes(answer)} is vague and was read as {taken.zone}", _ASK)
    elif taken.kind is _Kind.OFFSET:
        yield Doubt(f"time zone {in_quotes(answer)} was read as {taken.zone}, which may ignore daylight saving", _ASK)
    unread = [part.text for part in parts if part.kind is _Kind.UNKNOWN]
    confirmed = any(part.kind is _Kind.OFFSET for part in parts) and taken.kind is not _Kind.OFFSET
    if unread and not confirmed:
        what = f"time zone {in_quotes(answer)} was read as {taken.zone}, without {', '.join(map(in_quotes, unread))}"
        yield Doubt(what, _ASK)


def _could_be_several(answer: str) -> Unusable:
    return Unusable(Rule.UNKNOWN_ZONE, answer=answer)


def _key(name: str) -> str:
    plain = re.sub(r" ?/ ?", "/", folded(name).replace("_", " ").replace("’", "'"))
    return _NOISE.sub("", plain).strip(" .")


@cache
def _keys() -> dict[str, str]:
    return {_key(zone): zone for zone in sorted(known_zones())}


@cache
def _cities() -> dict[str, str]:
    """The zones by their last part. Where two end alike, one is an older name of the other: the longer is today's."""
    by_length = sorted((zone for zone in known_zones() if zone.startswith(_AREAS)), key=lambda zone: (len(zone), zone))
    return {_key(zone.rsplit("/", 1)[-1]): zone for zone in by_length}
