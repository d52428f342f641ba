"""The towns of the world by their names, for time zones: where each lies, and how many people live there.

From GeoNames' cities of 15,000 people or more (https://www.geonames.org, CC BY 4.0), in a file that `make towns`
writes; read once, when a name is looked up that is no zone's own.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple


class Town(NamedTuple):
    """A town: its country (ISO 3166), its IANA zone, how many live there, and whether it is found by its `own` name."""

    country: str
    zone: str
    people: int
    own: bool


@lru_cache(maxsize=10_000)
def towns_called(name: str) -> Sequence[Town]:
    """The towns of this (folded) name, the largest first."""
    return tuple(_with(name)) if name else ()


def people_called(name: str) -> int:
    """How many people live in the largest town of this (folded) name."""
    return max((town.people for town in towns_called(name)), default=0)


def people_by(zone: str) -> int:
    """How many people of towns live by a zone."""
    return _people()[zone]


@cache
def _text() -> bytes:
    """A line a town, the largest first: country, zone, people, its own name, others. It is looked through as it is: a
    table of all names would take 70 MiB for the few that a form's answers ask about."""
    return gzip.decompress((files("mentoring_sync.intake") / "towns.tsv.gz").read_bytes())


def _with(name: str) -> Iterator[Town]:
    text, wanted = _text(), f"\t{name}".encode()
    at = text.find(wanted)
    while at >= 0:
        first, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at)
        end = end if end >= 0 else len(text)
        country, zone, people, *names = text[first:end].decode().split("\t")
        if name in names:
            yield Town(country, zone, int(people), own=names[0] == name)
        at = text.find(wanted, end if name in names else at + 1)


@cache
def _people() -> Counter[str]:
    found: Counter[str] = Counter()
    for line in _text().splitlines():
        _, zone, people, _ = line.split(b"\t", 3)
        found[zone.decode()] += int(people)
    return found
