"""Which zones lie in a country, a state or a part of the world, so that `London, Ontario` isn't read as London.

Countries are named as in English, German, Spanish, French and Portuguese, or by their two letters; the states are those
of the countries in which towns are named after others'.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.core import get_global

from mentoring_sync.intake.cells import folded
from mentoring_sync.records.zones import known_zones

_LANGUAGES = ("en", "de", "es", "fr", "pt")
_OTHER_NAMES = {
    "GB": "uk, u.k, great britain, britain, england, scotland, wales, northern ireland, grossbritannien, reino unido",
    "US": "usa, u.s, u.s.a, america, united states of america, ee.uu, eeuu, eua, etats-unis d'amerique",
    "NL": "holland, the netherlands",
    "CZ": "czech republic",
    "KR": "korea, republic of korea",
    "TR": "turkey",
    "CI": "ivory coast",
    "CV": "cape verde",
    "AE": "uae, emirates",
    "RU": "russian federation",
    "VN": "viet nam",
    "PS": "palestine",
}
_AREAS = {
    "Africa": "africa, afrika, afrique",
    "America": "america, the americas, north america, south america, latin america, central america, amerika, amerique",
    "Asia": "asia, asien, asie, middle east",
    "Australia": "oceania",
    "Europe": "europe, europa, eu",
    "Pacific": "oceania, pacific islands",
}
_EASTERN, _CENTRAL, _MOUNTAIN, _PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
_STATES = (
    (
        (_EASTERN,),
        "connecticut ct, delaware de, district of columbia dc d.c, georgia ga, maine me, maryland md, massachusetts ma,"
        " new hampshire nh, new jersey nj, new york ny, new york state, north carolina nc, ohio oh, pennsylvania pa,"
        " rhode island ri, south carolina sc, vermont vt, virginia va, west virginia wv",
    ),
    ((_EASTERN, "America/Detroit", "America/Menominee"), "michigan mi"),
    ((_EASTERN, "America/Indiana/Indianapolis", _CENTRAL), "indiana in"),
    ((_EASTERN, _CENTRAL), "florida fl, kentucky ky, tennessee tn"),
    (
        (_CENTRAL,),
        "alabama al, arkansas ar, illinois il, iowa ia, louisiana la, minnesota mn, mississippi ms, missouri mo,"
        " oklahoma ok, wisconsin wi",
    ),
    ((_CENTRAL, _MOUNTAIN), "kansas ks, nebraska ne, north dakota nd, south dakota sd, texas tx"),
    ((_MOUNTAIN,), "colorado co, montana mt, new mexico nm, utah ut, wyoming wy"),
    (("America/Phoenix",), "arizona az"),
    (("America/Boise", _PACIFIC), "idaho id"),
    ((_PACIFIC,), "california ca, nevada nv, washington wa, washington state"),
    ((_PACIFIC, "America/Boise"), "oregon or"),
    (("America/Anchorage", "America/Adak"), "alaska ak"),
    (("Pacific/Honolulu",), "hawaii hi"),
    (("America/Puerto_Rico",), "puerto rico pr"),
    (("America/Toronto", "America/Winnipeg"), "ontario on"),
    (("America/Toronto", "America/Halifax"), "quebec qc, pq"),
    (("America/Halifax",), "nova scotia ns, new brunswick nb, prince edward island pe pei"),
    (("America/St_Johns", "America/Goose_Bay"), "newfoundland nl, newfoundland and labrador, labrador"),
    (("America/Winnipeg",), "manitoba mb"),
    (("America/Regina",), "saskatchewan sk"),
    (("America/Edmonton",), "alberta ab, northwest territories nt"),
    (("America/Vancouver", "America/Edmonton"), "british columbia bc b.c"),
    (("America/Whitehorse",), "yukon yt"),
    (("America/Iqaluit", "America/Winnipeg", "America/Edmonton"), "nunavut nu"),
    (("Australia/Sydney", "Australia/Broken_Hill"), "new south wales nsw"),
    (("Australia/Sydney",), "australian capital territory act"),
    (("Australia/Melbourne",), "victoria vic"),
    (("Australia/Brisbane",), "queensland qld"),
    (("Australia/Adelaide",), "south australia sa"),
    (("Australia/Perth",), "western australia wa"),
    (("Australia/Hobart",), "tasmania tas"),
    (("Australia/Darwin",), "northern territory nt"),
    (("America/Sao_Paulo",), "sp, rj, mg, rs, pr, sc, es, go, df"),
    (("America/Bahia",), "ba"),
    (("America/Recife",), "pe"),
    (("America/Fortaleza",), "ce, rn, pb, ma, pi"),
    (("America/Belem",), "pa"),
    (("America/Manaus",), "am"),
)


def zones_of_country(answer: str) -> frozenset[str]:
    """The zones of the country, or the part of it, that somebody names; empty if it isn't known, or speaks of two."""
    names = [part.strip(" .") for part in re.split(r"[,;/()]", folded(answer))]
    parts = [zones for name in names if (zones := _countries().get(name) or zones_in(name))]
    return frozenset.intersection(*parts) if parts else frozenset()


def zones_in(name: str) -> frozenset[str]:
    """The zones of the region that goes by this (folded) name: of each, if several do; empty if none does."""
    return _regions().get(name, frozenset())


@cache
def _countries() -> dict[str, frozenset[str]]:
    """Countries alone: there Georgia is no state, and Mexico's name is one."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    by_country = _zones_by_country()
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            found[folded(name)] |= by_country.get(code, set())
    for code, zones in by_country.items():
        for name in (code.casefold(), *_OTHER_NAMES.get(code, "").split(", ")):
            found[name] |= zones
    return {name: frozenset(zones) for name, zones in found.items() if zones and name}


@cache
def _regions() -> dict[str, frozenset[str]]:
    found = defaultdict(set, {name: set(zones) for name, zones in _countries().items()})
    for area, names in _AREAS.items():
        for name in names.split(", "):
            found[name] |= {zone for zone in known_zones() if zone.startswith(f"{area}/")}
    for zones_of_state, states in _STATES:
        for name in _names_of_states(states):
            found[name] |= set(zones_of_state)
    return {name: frozenset(zones) for name, zones in found.items() if zones and name}


def _zones_by_country() -> dict[str, set[str]]:
    """CLDR's zones of each country, and those of the zone database, which has their names of today."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in (files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            found[country].add(zone)
    for zone, country in get_global("zone_territories").items():
        if zone in known_zones():
            found[country].add(zone)
    return found


def _names_of_states(states: str) -> list[str]:
    """`new york ny` is `new york`, and `ny` too: words of up to three letters behind the name are short forms."""
    names = []
    for state in states.split(", "):
        words = state.split()
        short = [word for word in words if len(word) <= 3 and word not in ("new", "and", "of")]
        names += [" ".join(word for word in words if word not in short), *short]
    return [name for name in names if name]
