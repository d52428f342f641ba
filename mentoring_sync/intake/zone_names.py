"""The names that time zones go by, and which zones each may mean: IANA keys and their cities, short names of the zone
database, CLDR's names and cities in five languages, and Windows' names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global

from mentoring_sync.intake.cells import folded
from mentoring_sync.intake.clocks import names_of
from mentoring_sync.records.zones import known_zones

LANGUAGES = ("en", "de", "es", "fr", "pt")
ALIASES: Mapping[str, str] = get_global("zone_aliases")
_AREAS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
_NOISE = re.compile(
    r"\b(?:(?:standard|daylight|summer|winter|local) )?(?:saving )?time(?: ?zone)?$|(?: |^)(?:zeitzone|timezone)$"
)
_BEFORE = re.compile(
    r"^(?:(?:i|we) (?:live|work) in|i(?: a|')m (?:based |living )?in|(?:currently )?(?:based|living) in|same as|like"
    r"|city of|(?:local )?time (?:in|of)|(?:la )?hora (?:local )?(?:oficial )?(?:del?|en)|vivo en"
    r"|zona horaria(?: del?)?|(?:l')?heure (?:locale )?(?:de la|du|des|de|d')|fuseau(?: horaire)?(?: de)?"
    r"|ich wohne in|zeitzone|horario de|fuso(?: horario)?(?: de)?|moro em|j'habite(?: a)?)\s*"
)
_ZERO = re.compile(r"GMT|UTC|UCT|Zulu|Universal|Greenwich")
"""Keys without an area that say of a clock what GMT says."""

_ZERO_NAME = re.compile(r"(?:gmt|utc|uct)0?|zulu|universal|greenwich")
_LABEL = re.compile(r"^(?:\((?:gmt|utc)[^)]*\) ?)?(eastern|central|mountain|pacific) time \(us (?:&|and) canada\)$")
_OF_BOTH = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
}
_LIKE = {
    "mez": "cet",
    "mesz": "cest",
    "hec": "cet",
    "central european": "cet",
    "eastern": "est",
    "et": "est",
    "us eastern": "est",
    "mountain": "mst",
    "mt": "mst",
    "us mountain": "mst",
    "pt": "pst",
    "us pacific": "pst",
    "gmt/bst": "bst",
    "greenwich mean": "gmt",
    "us central": "cdt",
    "ct": "cdt",
    "adt": "adt",
}
"""Names that are said of the same zones as a short name."""

SEVERAL: Mapping[str, tuple[str, ...]] = {
    "bst": ("Asia/Dhaka",),
    "central": ("America/Chicago", "Europe/Paris", "Australia/Adelaide"),
    "ast": ("Asia/Riyadh",),
    "atlantic": ("America/Halifax", "America/Puerto_Rico"),
    "gst": ("Asia/Dubai",),
    "western": ("Europe/Lisbon", "Australia/Perth", "America/Los_Angeles"),
    "est": ("Australia/Sydney", "Australia/Brisbane"),
    "edt": ("Australia/Sydney",),
}
"""What else such names are said of: they are never taken by themselves, but they may agree with a part that is one."""


def key(name: str) -> str:
    """A name as it is compared."""
    plain = re.sub(r" ?/ ?", "/", folded(name).replace("_", " ").replace("’", "'"))
    return _NOISE.sub("", plain).strip(" .")


def bare(name: str) -> str:
    """A compared name without what people say around it: `i live in berlin`, `hora de madrid`."""
    return _BEFORE.sub("", name)


def labelled(answer: str) -> str:
    """The zone of a drop-down's `Mountain Time (US & Canada)`, whose clock changes; empty if it is no such label."""
    found = _LABEL.search(folded(answer))
    return _OF_BOTH[found[1]] if found else ""


def certain(name: str) -> str:
    """The zone of a key, or of a city that zones are named after; empty if it is none."""
    city = _cities().get(name, "")
    return _listed(city) or _keys().get(name) or ("" if possible(name) else _native_cities().get(name, ""))


def _listed(zone: str) -> str:
    """A city's zone, or the one for which the zone database keeps its name: Montreal's is America/Toronto."""
    return zone if zone in _zones_of_countries() else ALIASES.get(zone, zone)


@cache
def _zones_of_countries() -> frozenset[str]:
    lines = (files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[2] for line in lines if not line.startswith("#"))


def means_zero(name: str) -> str:
    """The clock of `gmt0` and its like, which don't say whether it changes; empty if it is no such name."""
    return "Etc/UTC" if _ZERO_NAME.fullmatch(name) else ""


def is_city(name: str) -> bool:
    """Whether zones are named after it."""
    return name in _cities()


def is_key(name: str) -> bool:
    """Whether a compared name is a zone's key with its area: `europe/berlin`."""
    return "/" in name and name in _keys()


def possible(name: str) -> frozenset[str]:
    """The zones that a name which is no place may mean; empty if it is none."""
    short = "gmt" if _ZERO_NAME.fullmatch(name) else _LIKE.get(name, name)
    found = _short().get(short, frozenset()) | _long().get(name, frozenset()) | frozenset(SEVERAL.get(name, ()))
    return found or _windows().get(name, frozenset())


@cache
def _known() -> frozenset[str]:
    return frozenset(zone for zone in known_zones() if zone.startswith(_AREAS))


@cache
def _keys() -> dict[str, str]:
    return {key(zone): zone for zone in sorted(known_zones()) if "/" in zone or not _ZERO.match(zone)}


@cache
def _cities() -> dict[str, str]:
    """The zones by their last part. Where two end alike, one is an older name of the other: the longer is today's."""
    by_length = sorted(_known(), key=lambda zone: (len(zone), zone))
    return {key(zone.rsplit("/", 1)[-1]): zone for zone in by_length}


@cache
def _native_cities() -> dict[str, str]:
    """The cities of zones as CLDR spells them in our languages: Wien, Moskau, Londres."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for zone, names in Locale(language).time_zones.items():
            if zone in _known() and names.get("city"):
                found.setdefault(key(names["city"]), zone)
    return found


@cache
def _short() -> dict[str, frozenset[str]]:
    return _gathered(lambda: ((name, zone) for zone in _known() for name in names_of(zone) if name[:1].isalpha()))


@cache
def _long() -> dict[str, frozenset[str]]:
    return _gathered(_long_names)


def _long_names() -> Iterator[tuple[str, str]]:
    """CLDR's names of zones; what is the name of summer time is said where there is one alone."""
    meta = defaultdict(set)
    for zone, name in get_global("meta_zones").items():
        if zone in _known():
            meta[name].add(zone)
    for language in LANGUAGES:
        for name, spelt in Locale(language).meta_zones.items():
            for text in spelt.get("long", {}).values():
                yield from ((key(text), zone) for zone in meta[name])


@cache
def _windows() -> dict[str, frozenset[str]]:
    """CLDR's mapping of the names that Windows and Outlook have."""
    return _gathered(lambda: ((key(name), zone) for name, zone in get_global("windows_zone_mapping").items()))


def _gathered(pairs: Callable[[], Iterator[tuple[str, str]]]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, zone in pairs():
        found[name].add(zone)
    return {name: frozenset(zones) for name, zones in found.items() if name}
