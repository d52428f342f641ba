"""A timestamp as it is written, in any of the ways in which spreadsheets and forms write one, taken to pieces.

In: a cell's text and the spreadsheet's locale. Out: `Stamp`: the date's numbers, the time, the zone if it is named. The
order of day and month is left to `clock`, which sees the whole column.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

from mentoring_sync.intake.cells import folded
from mentoring_sync.intake.number_words import words_of

_BUDDHIST_YEARS = 543
"""Thai calendars count from the Buddha's death: 2569 is 2026."""

_DATES = tuple(
    map(
        re.compile,
        (
            r"(?<!\d)(?P<y>\d{4}) ?[-/.年년] ?(?P<m>\d{1,2}) ?[-/.月월] ?(?P<d>\d{1,2})(?!\d)(?: ?[日일]| ?\.(?!\d))?",
            r"(?<!\d)(?P<a>\d{1,2}) ?[-/.] ?(?P<b>\d{1,2}) ?[-/.] ?(?P<y>\d{4})(?!\d)\.?",
            r"(?<!\d)(?P<d>\d{1,2})(?:\.|st|nd|rd|th|º)?(?: de |[ -])?(?P<name>[^\W\d_]{2,})\.?,?(?: de |[ -])?"
            r"(?P<y>\d{4})(?!\d)",
            r"(?P<name>[^\W\d_]{2,})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})(?!\d)",
            r"(?<!\d)(?P<y>\d{4})\.?[ -](?P<name>[^\W\d_]{2,})\.?[ -](?P<d>\d{1,2})(?!\d)\.?",
            r"(?<!\d)(?P<a>\d{1,2}) ?[-/.] ?(?P<b>\d{1,2}) ?[-/.] ?(?P<c>\d{2})(?!\d)\.?",
        ),
    )
)
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2}) ?[:.h時时시] ?(?P<minute>\d{2})"
    r"(?: ?[:.m分분] ?(?P<second>\d{2})(?:[.,]\d{1,9})?)? ?[s分秒초분]?"
)
_HOUR_ALONE = re.compile(r"(?<!\d)(?P<hour>\d{1,2})(?= ?[ap]\.? ?m\b)")
_OFFSET = re.compile(r"(?:utc|gmt)? ?([+-]) ?(\d{1,2})(?::?([0-5]\d))?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")

_BEFORE_NOON = words_of("am 午前 오전 上午 凌晨 清晨 早上 半夜 de dop fm ap öö sa πμ dp дп ص")
_AFTER_NOON = words_of("pm 午後 오후 下午 中午 晚上 傍晚 du odp em ip ös ch μμ pp пп م")
_ADDS_NOTHING = words_of("t at luc um uhr kl klo a as las o ob u ur г р год gada de del om ore")
_ZONE_MINUTES = {
    name: round(60 * hours)
    for hours, names in (
        (-10, "hst"),
        (-9, "akst"),
        (-8, "akdt pst hnp"),
        (-7, "mst pdt hnr hap"),
        (-6, "mdt hnc har"),
        (-5, "est cdt hne hac"),
        (-4, "edt hae"),
        (-3, "brt art"),
        (0, "utc gmt z wet wez"),
        (1, "cet mez west wesz wat"),
        (2, "cest mesz eet oez sast cat"),
        (3, "eest oesz eat msk trt"),
        (5, "pkt"),
        (5.75, "npt"),
        (7, "wib ict"),
        (8, "sgt hkt awst"),
        (9, "jst kst"),
        (9.5, "acst"),
        (10, "aest"),
        (10.5, "acdt"),
        (11, "aedt"),
        (12, "nzst"),
        (13, "nzdt"),
    )
    for name in names.split()
}
"""Letters that name one offset. Those that name several (IST, BST, CST …) tell nothing: the sheet's zone holds."""


@dataclass(frozen=True)
class Stamp:
    """A timestamp's parts. `first` and `second` are day and month if the parts are named, else as they are written."""

    year: int
    first: int
    second: int
    time: timedelta
    is_named: bool
    zone: timezone | None = None

    def on(self, order: str) -> datetime | None:
        """The wall clock that it shows, with day and month in this order (`dmy`, `mdy`); None where there is none."""
        day, month = (self.first, self.second) if self.is_named or order == "dmy" else (self.second, self.first)
        try:
            read = datetime(self.year, month, day) + self.time  # noqa: DTZ001 - its zone is told apart
        except ValueError:
            return None
        return read if 1900 <= read.year < 2200 else None

    @property
    def orders(self) -> frozenset[str]:
        """The orders in which it is a date; empty where none is needed, because the parts are named."""
        return frozenset() if self.is_named else frozenset(order for order in ("dmy", "mdy") if self.on(order))


def order_of(locale: str) -> str:
    """In which order a locale writes a date's day, month and year: `dmy`, `mdy` or `ymd`."""
    pattern = _locale(locale).date_formats["short"].pattern
    return "".join(dict.fromkeys(sign.lower() for sign in pattern if sign in "dMy"))


@lru_cache(maxsize=32_768)
def stamp(text: str, locale: str) -> Stamp | None:
    """The parts of a timestamp that is text; None where it is none, or something beside it can't be read."""
    plain = _plain(text)
    for pattern in _DATES:
        for found in pattern.finditer(plain):
            parts = _date(found, locale)
            rest = _rest(f"{plain[: found.start()]} ; {plain[found.end() :]}", locale) if parts else None
            if parts and rest:
                read = Stamp(*parts, time=rest[0], zone=rest[1], is_named="a" not in found.groupdict())
                # Who writes points between the numbers writes the day first, wherever they live.
                dotted = "." in found[0] and read.on("dmy") is not None
                return replace(read, is_named=True) if dotted else read
    return None


def _plain(text: str) -> str:
    """One kind of blanks, digits and signs; no accents on letters, no case."""
    unified = unicodedata.normalize("NFKC", text).replace("−", "-").replace("‏", "").replace("‎", "")
    digits = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in unified)
    return re.sub(r"\s+", " ", digits.casefold()).strip()


def _date(found: re.Match[str], locale: str) -> tuple[int, int, int] | None:
    """Year and the two other numbers: day before month where the pattern names them, else as they stand."""
    parts = found.groupdict()
    if name := parts.get("name"):
        month = _months(locale).get(folded(name))
        return (_year(parts["y"]), int(parts["d"]), month) if month else None
    if "m" in parts:
        return _year(parts["y"]), int(parts["d"]), int(parts["m"])
    first, second = int(parts["a"]), int(parts["b"])
    if "c" not in parts:
        return _year(parts["y"]), first, second
    return (
        (2000 + first, int(parts["c"]), second)
        if order_of(locale) == "ymd"
        else (2000 + int(parts["c"]), first, second)
    )


def _year(digits: str) -> int:
    year = int(digits)
    return year - _BUDDHIST_YEARS if 2400 < year < 2750 else year


def _rest(text: str, locale: str) -> tuple[timedelta, timezone | None] | None:
    """Time and zone out of what stands around the date; None where anything else does."""
    text = re.sub(r"\([^()]*\)", " ", text)
    found = _TIME.search(text) or _HOUR_ALONE.search(text)
    around = f"{text[: found.start()]} {text[found.end() :]}" if found else text
    zone = _OFFSET.search(around) if found else None
    around = _OFFSET.sub(" ", around, count=1) if zone else around
    words = [word.replace(".", "") for word in _WORD.findall(_joined(around))]
    if re.search(r"\d", around):
        return None
    half, named, unread = _sorted(words, locale)
    time = _time(found, half)
    return None if unread or time is None else (time, _zone(zone) if zone else named)


def _joined(text: str) -> str:
    """`a. m.` as `a.m.`: the halves of the day are one word."""
    return re.sub(r"\b([^\W\d_])\. ?([^\W\d_])\.?(?![^\W\d_])", r"\1\2", text)


def _sorted(words: list[str], locale: str) -> tuple[str, timezone | None, list[str]]:
    """Of the words around date and time: the half of the day, the zone, and those that can't be read."""
    before, after = _halves(locale)
    half, zone, unread = "", None, list[str]()
    for word in words:
        if word in after or folded(word) in after:
            half = "pm"
        elif word in before or folded(word) in before:
            half = "am"
        elif word in _ZONE_MINUTES:
            zone = timezone(timedelta(minutes=_ZONE_MINUTES[word]))
        elif not (folded(word) in _ADDS_NOTHING or folded(word) in _weekdays(locale) or _could_be_a_zone(word)):
            unread.append(word)
    return half, zone, unread


def _could_be_a_zone(word: str) -> bool:
    return word in (
        "ist",
        "bst",
        "cst",
        "ast",
        "gst",
        "sst",
        "pht",
        "wita",
        "wit",
        "clt",
        "clst",
        "cot",
        "pet",
        "irst",
        "idt",
    )


def _time(found: re.Match[str] | None, half: str) -> timedelta | None:
    if found is None:
        return None if half else timedelta()
    parts = found.groupdict()
    hour, minute, second = int(parts["hour"]), int(parts.get("minute") or 0), int(parts.get("second") or 0)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return timedelta(hours=hour, minutes=minute, seconds=second) if hour < 24 and max(minute, second) < 60 else None


def _zone(found: re.Match[str]) -> timezone | None:
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes)) if minutes <= 14 * 60 else None


@cache
def _locale(locale: str) -> Locale:
    for name in (locale, locale.split("_")[0]):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en", "US")


@cache
def _halves(locale: str) -> tuple[frozenset[str], frozenset[str]]:
    """How the halves of the day are written, before and after noon."""
    before, after = set(_BEFORE_NOON), set(_AFTER_NOON)
    for each in (_locale(locale), Locale("en")):
        for width in (each.day_periods["format"]["wide"], each.day_periods["format"]["abbreviated"]):
            before |= {_half(width["am"])} if "am" in width else set()
            after |= {_half(width["pm"])} if "pm" in width else set()
    return frozenset(before - after), frozenset(after - before)


def _half(text: str) -> str:
    return re.sub(r"[.\s]", "", unicodedata.normalize("NFKC", text).casefold())


@cache
def _months(locale: str) -> dict[str, int]:
    return {
        folded(name.rstrip(".")): number
        for each in (Locale("en"), _locale(locale))
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in each.months[context][width].items()
    } | {"sept": 9}


@cache
def _weekdays(locale: str) -> frozenset[str]:
    return frozenset(
        folded(name.rstrip("."))
        for each in (Locale("en"), _locale(locale))
        for width in ("wide", "abbreviated")
        for name in each.days["format"][width].values()
    )
