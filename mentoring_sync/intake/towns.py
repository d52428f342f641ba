"""The towns of the world by their names, for time zones: where each lies, and how many people live there.

From GeoNames' cities of 15,000 people or more (https://www.geonames.org, CC BY 4.0), in a file that `make towns`
writes; read once, when a name is looked up that is no zone's own.
"""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Town(NamedTuple):
    """A town: its country (ISO 3166), its IANA zone, how many live there, and whether it is found by its `own` name."""

    country: str
    zone: str
    people: int
    own: bool


def towns_called(name: str) -> Sequence[Town]:
    """The towns of this (folded) name, the largest first."""
    return _towns().get(name, ())


def people_called(name: str) -> int:
    """How many people live in the largest town of this (folded) name."""
    return max((town.people for town in towns_called(name)), default=0)


def people_by(zone: str) -> int:
    """How many people of towns live by a zone."""
    return _people()[zone]


@cache
def _lines() -> tuple[list[str], ...]:
    packed = (files("mentoring_sync.intake") / "towns.tsv.gz").read_bytes()
    return tuple(line.split("\t") for line in gzip.decompress(packed).decode().split("\n"))


@cache
def _towns() -> Mapping[str, list[Town]]:
    found: defaultdict[str, list[Town]] = defaultdict(list)
    for country, zone, people, *names in _lines():
        for at, name in enumerate(names):
            found[name].append(Town(country, zone, int(people), own=at == 0))
    return dict(found)


@cache
def _people() -> Counter[str]:
    found: Counter[str] = Counter()
    for _, zone, people, *_ in _lines():
        found[zone] += int(people)
    return found
