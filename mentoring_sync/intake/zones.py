"""An IANA time zone out of what people write where a time zone is asked.

A key or a city is taken as it is; a town that shares its name is told from the others by the region beside it or by the
person's country. A short name (CST) or an offset may be several clocks: what the country leaves of them is taken, what
is only likely is taken with a doubt, else the person is asked. Every part of an answer counts: parts that agree are one
answer (`CET/CEST`, `Berlin (UTC+1)`), parts whose clocks differ (`Berlin, Lagos`) are none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from mentoring_sync.intake.answer import Doubt, Parsed, Unusable
from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.intake.questions import ZoneTable
from mentoring_sync.intake.regions import zones_in, zones_of_country
from mentoring_sync.intake.rule import Rule
from mentoring_sync.intake.towns import towns_called
from mentoring_sync.intake.zone_choice import (
    OFFSET,
    Kind,
    Part,
    Taken,
    allows,
    at_offset,
    of_a_city,
    of_a_name,
    of_a_region,
    of_a_town,
    of_an_offset,
)
from mentoring_sync.intake.zone_names import bare, certain, is_city, is_key, key, labelled, means_zero, possible

_OFFSET_WITHIN = re.compile(
    r"\b(?:(?:utc|gmt) ?)?[+\-−–] ?\d{1,2}(?::?[0-5]\d)?(?![\w:])|(?:utc|gmt) ?[+\-−–] ?\d{1,2}", re.I
)
_PARTS = re.compile(r"[,;()\[\]|]|:(?!\d)| [-–—/] ")
_STROKES = re.compile(r"[/&]| (?:and|or|und|oder|et|ou|y|o|e) ")
_SAYS_NOTHING = re.compile(
    r"(?:my |the |our )?(?:time|time ?zone|zone|city|local|here|home|currently|now|usually|normally|dst|standard"
    r"|daylight)?|(?:with |in |during )?(?:daylight savings?|summer|winter)(?: time)?"
)
_ASK = "Ask them for a city in their zone, and correct the answer in the response tab."


class Zones:
    """Reads answers by a `ZoneTable` and the zone database."""

    def __init__(self, table: ZoneTable) -> None:
        self._cities = {key(name): zone for name, zone in table.cities.items()}
        self._vague = {key(name): zone for name, zone in table.vague.items()}
        self._offsets = table.offsets

    def read(self, answer: str, country: str = "") -> Parsed[str]:
        """The IANA key that a (cleaned) answer means; `country` is what the person says of where they live.

        Raises:
            Unusable: it is empty, doesn't say which zone, or speaks of two.
        """
        if not answer:
            raise Unusable(Rule.NO_ZONE)
        parts = self._parts(answer)
        around = frozenset[str]() if is_key(key(answer)) else zones_of_country(country)
        taken = self._taken(answer, parts, around)
        return Parsed(taken.zone, tuple(_doubts(answer, taken, parts, around)))

    def _parts(self, answer: str) -> list[Part]:
        """The whole if it is a name; else its parts, and of those that are none the parts between strokes."""
        if zone := labelled(answer):
            return [Part(answer, Kind.CITY, (zone,))]
        whole = self._part(answer)
        if whole.kind in (Kind.CITY, Kind.TOWN, Kind.NAME):
            return [whole]
        parts = [part for piece in _pieces(_PARTS, answer) for part in self._in_piece(piece)]
        told = [part for part in parts if part.kind is not Kind.UNKNOWN or not _SAYS_NOTHING.fullmatch(part.key)]
        return _without_misfits(told)

    def _in_piece(self, piece: str) -> list[Part]:
        part = self._part(piece)
        if part.kind is not Kind.UNKNOWN:
            return [part]
        finer = [self._part(each) for each in _finer(piece)]
        if len(finer) > 1:
            return finer
        hyphened = [self._part(each) for each in piece.split("-")]
        return hyphened if all(each.kind is not Kind.UNKNOWN for each in hyphened) else [part]

    def _part(self, text: str) -> Part:
        whole = key(text)
        for name in dict.fromkeys((whole, bare(whole), whole.replace(".", ""))):
            found = self._named(text, name)
            if found.kind is not Kind.UNKNOWN:
                return found
        return Part(text, Kind.UNKNOWN)

    def _named(self, text: str, name: str) -> Part:
        if zone := self._cities.get(name):
            return Part(text, Kind.CITY, (zone,))
        usual = self._vague.get(name) or means_zero(name)
        if not usual and (is_city(name) or is_key(name)):
            return Part(text, Kind.CITY, (certain(name),))
        region = tuple(sorted(zones_in(name)))
        if region and len(name) > 2 and not is_city(name):
            return Part(text, Kind.REGION, region, usual)
        if usual:
            return Part(text, Kind.NAME, tuple(sorted({usual, *possible(name)})), usual)
        if zone := certain(name):
            return Part(text, Kind.CITY, (zone,))
        if zones := possible(name):
            return Part(text, Kind.NAME, tuple(sorted(zones)))
        if found := OFFSET.fullmatch(name):
            return Part(text, Kind.OFFSET, tuple(filter(None, (self._zone_at(found),))))
        if region:
            return Part(text, Kind.REGION, region)
        towns = dict.fromkeys(town.zone for town in towns_called(name))
        return Part(text, Kind.TOWN if towns else Kind.UNKNOWN, tuple(towns))

    def _taken(self, answer: str, parts: Sequence[Part], around: Collection[str]) -> Taken:
        """What the part that says the most means, as far as the others allow it."""
        by_weight = sorted((part for part in parts if part.kind is not Kind.UNKNOWN), key=lambda part: part.kind.value)
        if not by_weight or any(part.kind is Kind.UNKNOWN and re.search(r"\d", part.text) for part in parts):
            raise Unusable(Rule.UNKNOWN_ZONE, answer=answer)
        first, *others = by_weight
        taken = self._of(first, others, around, answer)
        if taken is None:
            raise Unusable(Rule.UNKNOWN_ZONE, answer=answer)
        if contradicts := next((part for part in others if not allows(part, taken.zone)), None):
            raise Unusable(Rule.DOUBTFUL_ZONE, answer=answer, taken=first.text, zone=taken.zone, other=contradicts.text)
        return taken

    def _of(self, first: Part, others: Sequence[Part], around: Collection[str], answer: str) -> Taken | None:
        match first.kind:
            case Kind.CITY:
                return of_a_city(first, others, around, configured=bare(first.key) in self._cities)
            case Kind.TOWN:
                return of_a_town(first, others, around)
            case Kind.NAME:
                return of_a_name(first, others, around)
            case Kind.OFFSET:
                return of_an_offset(first, others, around, answer=answer)
            case _:
                return of_a_region(first, others, around)

    def _zone_at(self, found: re.Match[str]) -> str:
        ahead, hours, minutes = found[1] == "+", int(found[2]), int(found[3] or 0)
        if minutes:
            return self._offsets.get(f"{'+' if ahead else '-'}{hours:02d}:{minutes:02d}", "")
        if hours == 0:
            return "Etc/UTC"
        # The names in Etc have the sign of POSIX: what is east of Greenwich, UTC+1, is Etc/GMT-1.
        return f"Etc/GMT{'-' if ahead else '+'}{hours}" if hours <= (14 if ahead else 12) else ""


def _pieces(separators: re.Pattern[str], text: str) -> list[str]:
    return [piece.strip() for piece in separators.split(text) if key(piece)]


def _finer(piece: str) -> list[str]:
    """A part that is no name, cut at strokes; offsets in it stand apart (`UTC-3 Brasília`, `UTC+1/UTC+2`)."""
    offsets = [found[0].strip() for found in _OFFSET_WITHIN.finditer(piece)]
    return [*offsets, *_pieces(_STROKES, _OFFSET_WITHIN.sub(" / ", piece))]


def _without_misfits(parts: list[Part]) -> list[Part]:
    """A label's cities without those that its offset, and two others, don't fit: Urumqi beside Beijing, Hong Kong."""
    if not parts or parts[0].kind is not Kind.OFFSET or len(parts) < 4:
        return parts
    offset, *cities = parts
    fit = [part for part in cities if any(at_offset(offset, zone) for zone in part.zones)]
    return [offset, *fit] if len(fit) >= 2 and all(part.kind in (Kind.CITY, Kind.TOWN) for part in cities) else parts


def _doubts(answer: str, taken: Taken, parts: Sequence[Part], around: Collection[str]) -> Iterator[Doubt]:
    said = in_quotes(answer)
    match taken.odd:
        case "":
            pass
        case "vague":
            yield Doubt(f"time zone {said} is vague and was read as {taken.zone}", _ASK)
        case "an offset":
            yield Doubt(f"time zone {said} was read as {taken.zone}, which may ignore daylight saving", _ASK)
        case odd:
            yield Doubt(f"time zone {said} was read as {taken.zone}, {odd}", _ASK)
    unread = [part.text for part in parts if part.kind is Kind.UNKNOWN]
    offset = any(part.kind is Kind.OFFSET for part in parts) and taken.part.kind is not Kind.OFFSET
    if unread and not offset and taken.zone not in around:
        yield Doubt(f"time zone {said} was read as {taken.zone}, without {_listed(unread)}", _ASK)


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(map(in_quotes, texts))
