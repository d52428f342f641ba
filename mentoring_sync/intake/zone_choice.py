"""Which zone a part of an answer stands for, as far as the other parts and the person's country allow it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.clocks import MANY_TIMES, clock, most_people, one_clock, same
from mentoring_sync.intake.rule import Rule
from mentoring_sync.intake.towns import Town, people_by, people_called, towns_called
from mentoring_sync.intake.zone_names import ALIASES, bare, is_key, key

OFFSET = re.compile(r"(?:utc|gmt)? ?([+\-−–]) ?(\d{1,2})(?:[:.]?([0-5]\d))?(?: ?h(?:ours?|rs?)?)?")
"""An offset from UTC: its sign, hours and minutes."""

_RIVAL = 4
"""A city whose name a town elsewhere shares is taken with a doubt where that isn't this many times smaller."""

_BEYOND_DOUBT = 50
"""How many times as many people are no guess."""

_KNOWN_BY_ITS_NAME = 100_000
"""How many people a town has that is meant by its name alone, though a city abroad has the name, too."""


class Kind(Enum):
    """What a part is, by how much it says: a city that zones know, a town, a name of zones, an offset, a region."""

    CITY, TOWN, NAME, OFFSET, REGION, UNKNOWN = (auto() for _ in range(6))


@dataclass(frozen=True)
class Part:
    """A part of an answer, as it was typed: the zones that it may mean; `usual` is the one that it mostly means."""

    text: str
    kind: Kind
    zones: tuple[str, ...] = ()
    usual: str = ""

    @property
    def key(self) -> str:
        """The part as it is compared."""
        return key(self.text)


@dataclass(frozen=True)
class Taken:
    """The zone that was taken, of which part; and what a person should look at, as the end of a sentence."""

    part: Part
    zone: str
    odd: str = ""


def of_a_city(part: Part, others: Sequence[Part], around: Collection[str], *, configured: bool) -> Taken:
    """The city that everybody knows; one that has its name where the region beside it, or the country, says so."""
    (zone,), name = part.zones, bare(part.key)
    regions = [other for other in others if other.kind is Kind.REGION]
    if regions and not all(allows(other, zone) for other in others):
        elsewhere = [town for town in towns_called(name) if all(allows(other, town.zone) for other in others)]
        return Taken(part, _of_most(elsewhere) or zone)
    if regions or is_key(name) or _lives_by(zone, around):
        return Taken(part, zone)
    if around:
        return _abroad(part, zone, around)
    odd = "though a town elsewhere has its name" if not (others or configured) and _has_a_rival(name, zone) else ""
    return Taken(part, zone, odd)


def _lives_by(zone: str, around: Collection[str]) -> bool:
    """Whether a zone is one of the country's, or shows what most clocks there show."""
    most = most_people(around)
    return zone in around or any(same(zone, each) for each in ((most,) if most else around))


def _has_a_rival(name: str, zone: str) -> bool:
    towns = towns_called(name)
    city = max((town.people for town in towns if same(town.zone, zone)), default=people_by(zone))
    return any(town.own and town.people * _RIVAL > city for town in towns if not same(town.zone, zone))


def _abroad(part: Part, zone: str, around: Collection[str]) -> Taken:
    """A city that isn't in the person's country: the town of its name that is, if there is one."""
    name = bare(part.key)
    at_home = [town for town in towns_called(name) if town.own and town.zone in around]
    if not at_home:
        return Taken(part, zone, "which isn't in their country")
    if not one_clock(town.zone for town in at_home):
        return Taken(part, zone, "though towns in their country have its name")
    return Taken(part, at_home[0].zone, _small_at_home(at_home[0], Town("", zone, people_called(name), own=True)))


def of_a_town(part: Part, others: Sequence[Part], around: Collection[str]) -> Taken | None:
    """Of the towns of one name those that the other parts allow, then those in the country, then the large one."""
    towns = [town for town in towns_called(bare(part.key)) if all(allows(other, town.zone) for other in others)]
    if not towns:
        return Taken(part, part.zones[0])
    at_home = [town for town in towns if town.zone in around and (town.own or not towns[0].own)]
    zone = _of_most(_by_own_name(at_home or towns))
    if not zone:
        return None
    if at_home:
        return Taken(part, zone, _small_at_home(at_home[0], towns[0]))
    return Taken(part, zone, "which isn't in their country" if around and not _lives_by(zone, around) else "")


def _small_at_home(town: Town, largest: Town) -> str:
    """What is odd about a town at home where a city of its name, by another clock, is much better known."""
    times = _RIVAL if town.people < _KNOWN_BY_ITS_NAME else _BEYOND_DOUBT
    small = town.people * times < largest.people
    return "the small town of that name in their country" if small and not same(town.zone, largest.zone) else ""


def _by_own_name(towns: Sequence[Town]) -> Sequence[Town]:
    """Where the largest has the name as its own, not those that others call so (Philadelphia, once Amman's)."""
    return [town for town in towns if town.own] if towns[0].own else towns


def _of_most(towns: Sequence[Town]) -> str:
    """The zone of the largest, if towns by other clocks are much smaller together; empty if there is none."""
    zone = towns[0].zone if towns else ""
    alike = sum(town.people for town in towns if same(town.zone, zone))
    apart = sum(town.people for town in towns if not same(town.zone, zone))
    return zone if alike >= MANY_TIMES * apart else ""


def of_a_name(part: Part, others: Sequence[Part], around: Collection[str]) -> Taken | None:
    """Of the zones that a name may mean those that the other parts allow, then those in the country."""
    inside = {zone for other in others if other.kind is Kind.REGION for zone in other.zones} & set(part.zones)
    left = [zone for zone in part.zones if all(allows(other, zone) for other in others)]
    left = [zone for zone in left if zone in inside] or left
    like_usual = [zone for zone in around if part.usual and same(zone, part.usual)]
    at_home = [zone for zone in left if zone in around] or like_usual
    zone = most_people(at_home or left) if at_home or others or one_clock(left) else ""
    if zone:
        return Taken(part, part.usual if part.usual in (at_home or left) and same(part.usual, zone) else zone)
    odd = "vague" if not around or part.usual in at_home else "which isn't in their country"
    return Taken(part, part.usual, odd) if part.usual and (part.usual in left or not left) else None


def of_an_offset(part: Part, others: Sequence[Part], around: Collection[str], *, answer: str) -> Taken:
    """The country's zone that has the offset; where there is no such one, the clock that always shows it."""
    regions = [set(other.zones) for other in others if other.kind is Kind.REGION]
    there = [zone for zone in set.intersection(*regions) if regions] if regions else around
    if zone := most_people([zone for zone in there if at_offset(part, zone)]):
        return Taken(part, zone)
    if not part.zones:
        raise Unusable(Rule.UNKNOWN_OFFSET, answer=answer)
    return Taken(part, part.zones[0], "an offset")


def of_a_region(part: Part, others: Sequence[Part], around: Collection[str]) -> Taken | None:
    """The zone of a country or a state where nearly all who live there have one clock; two letters name none.

    A country may have the name of a town (Granada): then the person's own country says which is meant.
    """
    zones = set(part.zones).intersection(*(other.zones for other in others))
    if len(part.key) == 2 and part.key != "uk" and not others:
        return None
    at_home = zones & set(around)
    if around and not (at_home or others):
        return _country_abroad(part, around)
    zone = most_people(at_home or zones, times=_BEYOND_DOUBT)
    if zone and not (at_home or others) and _has_a_rival(part.key, zone):
        return Taken(part, zone, "though a town elsewhere has its name")
    likely = zone or part.usual or most_people(at_home or zones)
    return Taken(part, likely, "" if zone else "vague") if likely else None


def _country_abroad(part: Part, around: Collection[str]) -> Taken | None:
    """A country that isn't the person's: the town of its name that is in theirs, if there is one."""
    if any(town.own and town.zone in around for town in towns_called(part.key)):
        return of_a_town(part, (), around)
    zone = most_people(part.zones, times=_BEYOND_DOUBT) or part.usual
    return Taken(part, zone, "which isn't in their country") if zone else None


def allows(part: Part, zone: str) -> bool:
    """Whether a part can be said of a zone: by an offset at some time of the year, else by clocks that never differ."""
    match part.kind:
        case Kind.OFFSET:
            return at_offset(part, zone)
        case Kind.REGION if len(part.key) == 2:  # Vienna, VA is in Virginia, though the Vatican's clock agrees
            return bool({zone, ALIASES.get(zone)} & set(part.zones))
        case _:
            return any(same(zone, each) for each in part.zones)


def at_offset(offset: Part, zone: str) -> bool:
    """Whether a zone's clock has this offset at some time of the year."""
    found = OFFSET.fullmatch(offset.key)
    assert found  # noqa: S101 - an offset was found by this pattern
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return timedelta(minutes=minutes if found[1] == "+" else -minutes) in clock(zone)
