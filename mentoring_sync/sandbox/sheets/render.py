"""What a cell shows: values formatted as the spreadsheet's locale and the cell's number format have it.

In: an effective value, its NumberFormat. Out: text. https://developers.google.com/workspace/sheets/api/guides/formats
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from .cells import CellError, Effective
from .locales import Locale
from .serial import from_serial

_DATE_TOKEN = re.compile(r'"([^"]*)"|\\(.)|\[(?:h+|m+|s+)\]|am/pm|a/p|y+|d+|m+|h+|s+|\.0+|.', re.IGNORECASE | re.DOTALL)
_NUMBER_PATTERN = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?(?:E\+?0+)?%?|\.[#0?]+", re.IGNORECASE)
_DATES = frozenset({"DATE", "TIME", "DATE_TIME"})


def render(value: Effective, number_format: Mapping[str, Any] | None, locale: Locale) -> str:
    """The text that the cell shows."""
    if type(value) is int and not number_format:
        return str(value)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, CellError):
        return value.text
    return _number(value, number_format, locale)


def general(number: float, locale: Locale) -> str:
    """A number without a format of its own: up to ten decimals, large ones in scientific notation."""
    if isinstance(number, int) or (number.is_integer() and abs(number) < 1e15):
        text = str(int(number))
    elif abs(number) >= 1e15 or abs(number) < 1e-9:
        text = re.sub(r"\.?0+E", "E", f"{number:.5E}")
    else:
        text = f"{number:.10f}".rstrip("0").rstrip(".")
    return text.replace(".", locale.decimal)


def pattern_of(number_format: Mapping[str, Any], locale: Locale) -> str | None:
    """The format's pattern, its type's default when it has none; None for plain text and automatic."""
    if number_format.get("pattern"):
        return str(number_format["pattern"])
    return {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": locale.currency,
        "SCIENTIFIC": "0.00E+00",
        "DATE": locale.date,
        "TIME": locale.time,
        "DATE_TIME": locale.moment,
    }.get(number_format.get("type", ""))


def _number(number: float, number_format: Mapping[str, Any] | None, locale: Locale) -> str:
    pattern = pattern_of(number_format, locale) if number_format else None
    if pattern is None or number_format is None:
        return general(number, locale)
    moment = from_serial(number) if number_format.get("type") in _DATES else None
    return _dated(moment, number, pattern) if moment is not None else _patterned(number, pattern, locale)


def _patterned(number: float, pattern: str, locale: Locale) -> str:
    """Sections for positive, negative and zero are separated by `;`."""
    sections = pattern.split(";")
    section = sections[0]
    if number < 0 and len(sections) > 1:
        section, number = sections[1], -number
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    bare = re.sub(r"\[[^\]]*\]", "", section)
    literal = re.compile(r'"([^"]*)"|\\(.)')
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match.group(1) if match.group(1) is not None else match.group(2))
        return chr(0xE000 + len(held) - 1)

    masked = literal.sub(hold, bare)
    shown = _NUMBER_PATTERN.sub(lambda match: _digits(number, match.group(0), locale), masked, count=1)
    if number < 0 and shown != masked:
        shown = "-" + shown
    return "".join(held[ord(each) - 0xE000] if 0xE000 <= ord(each) < 0xE000 + len(held) else each for each in shown)


def _digits(number: float, pattern: str, locale: Locale) -> str:
    """The number's digits, without its sign."""
    size = abs(number) * (100 if pattern.endswith("%") else 1)
    body = pattern.rstrip("%")
    whole, _, decimals = re.sub(r"(?i)E.*", "", body).partition(".")
    if "E" in body.upper():
        text = f"{size:.{len(decimals)}E}"
    else:
        text = f"{size:{',' if ',' in whole else ''}.{len(decimals)}f}"
        text = _trimmed(text, whole, decimals)
    text = text.translate({ord(","): locale.thousands, ord("."): locale.decimal})
    return text + ("%" if pattern.endswith("%") else "")


def _trimmed(text: str, whole: str, decimals: str) -> str:
    """Optional decimals (`#`) go when they are zero; required whole digits (`0`) are filled up."""
    front, point, back = text.partition(".")
    keep = len(decimals.rstrip("#"))
    while len(back) > keep and back.endswith("0"):
        back = back[:-1]
    front = front.zfill(whole.count("0")) if "," not in whole else front
    if not whole.count("0") and front == "0":
        front = ""
    return front + (point + back if back else "")


def _dated(moment: datetime, number: float, pattern: str) -> str:
    tokens = _date_tokens(pattern)
    halves = any(kind in ("am/pm", "a/p") for kind, _ in tokens)
    return "".join(_date_part(kind, text, moment, number, halves=halves) for kind, text in tokens)


@lru_cache(maxsize=256)
def _date_tokens(pattern: str) -> tuple[tuple[str, str], ...]:
    """(kind, text) pairs; an `m` after an hour or before a second is a minute."""
    found: list[tuple[str, str]] = []
    for match in _DATE_TOKEN.finditer(pattern):
        text = match.group(0)
        if match.group(1) is not None or match.group(2) is not None:
            found.append(("literal", match.group(1) if match.group(1) is not None else match.group(2)))
        elif text.lower() in ("am/pm", "a/p"):
            found.append((text.lower(), text))
        else:
            found.append((text[0].lower() if text[0].isalpha() else text[:2].lower(), text))
    letters = [(index, kind.strip("[")) for index, (kind, _) in enumerate(found) if kind.strip("[") in set("ymdhs")]
    for place, (index, kind) in enumerate(letters):
        before = letters[place - 1][1] if place else ""
        after = letters[place + 1][1] if place + 1 < len(letters) else ""
        if kind == "m" and len(found[index][1]) <= 2 and (before == "h" or after == "s"):
            found[index] = ("minute", found[index][1])
    return tuple(found)


def _date_part(kind: str, text: str, moment: datetime, number: float, *, halves: bool) -> str:
    size = len(text)
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    if kind == "y":
        return f"{moment.year:04d}" if size > 2 else f"{moment.year % 100:02d}"
    if kind == "m":
        return _named(size, moment.month, _MONTHS[moment.month - 1])
    if kind == "d":
        return _named(size, moment.day, _DAYS[moment.weekday()])
    if kind == "h":
        return f"{hour:0{min(size, 2)}d}"
    if kind == "minute":
        return f"{moment.minute:0{min(size, 2)}d}"
    if kind == "s":
        return f"{moment.second:0{min(size, 2)}d}"
    if kind == ".0":
        return f".{moment.microsecond:06d}"[: size if size <= 7 else 7]
    if kind == "am/pm":
        return "AM" if moment.hour < 12 else "PM"
    if kind == "a/p":
        return "A" if moment.hour < 12 else "P"
    if kind == "[h":
        return f"{int(number * 24):0{size - 2}d}"
    if kind == "[m":
        return f"{int(number * 1440):0{size - 2}d}"
    return str(round(number * 86400)) if kind == "[s" else text


_MONTHS = calendar.month_name[1:]
_DAYS = calendar.day_name[:]


def _named(size: int, number: int, name: str) -> str:
    """A number up to two letters, a short name for three, the whole one for more."""
    if size <= 2:
        return f"{number:0{size}d}"
    return name[:3] if size == 3 else name
