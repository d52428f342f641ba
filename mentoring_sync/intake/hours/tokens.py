"""An answer about hours as a row of words of which each means one thing: a day, a time, a part of the day, a joint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from mentoring_sync.intake.cells import folded
from mentoring_sync.intake.hours import words
from mentoring_sync.records.availability import MINUTES_PER_DAY, Weekday

Labels = Mapping[str, Weekday]
"""Days by what the form calls them, folded."""


class Kind(Enum):
    """What a word is."""

    DAYS = auto()
    TIME = auto()
    PART = auto()
    TO = auto()
    AND = auto()
    FROM = auto()
    AFTER = auto()
    BEFORE = auto()
    EXCEPT = auto()
    NOT_EACH_WEEK = auto()
    BREAK = auto()
    UNREAD = auto()


@dataclass(frozen=True)
class Time:
    """A time in minutes after midnight, as it stands; `half` is "am", "pm", "24" on a clock of 24 hours, or empty where
    it may be either half of the day."""

    minute: int
    half: str = ""


@dataclass(frozen=True)
class Token:
    """A word of the answer and what it means."""

    kind: Kind
    text: str
    days: frozenset[Weekday] = frozenset()
    time: Time = Time(0)


_TIME = r"\d{1,2}(?:[:.h]\d{2})?(?!\d)|\d{4}(?!\d)"
_SUFFIX = r"(?: ?(?:am|pm)\b| ?(?:uhr|hrs|hours|heures|horas|hora|heure|hs|h)\b)*"
_WORD = re.compile(
    rf"(?P<time>(?<!\d)(?:{_TIME}){_SUFFIX})|(?P<break>[,;\n|])|(?P<word>[^\W\d_](?:[\w']|[.-](?!\d))*|[-–—&+/<>])|\S"
)
_PARTED = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?")
_SPELT = {"–": "-", "—": "-", "−": "-", "’": "'", "`": "'", "(": " ", ")": " ", "*": " ", "»": " ", "«": " "}
_GERMAN_PART = re.compile(
    r"\b((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)(vormittag|nachmittag|abend|morgen)s?\b"
)
_HALF_FIRST = re.compile(r"\b(am|pm) (\d{1,2}(?:[:.]\d{2})?)(?! ?(?:am|pm)\b)(?!\d)")


def tokens(text: str, labels: Labels) -> list[Token]:
    """The words of an answer; `labels` come before the names of days."""
    plain = _plain(text)
    return list(_read(plain, {**_short_names(plain), **labels}))


def _short_names(plain: str) -> dict[str, Weekday]:
    """`di` and `do` by the language that the other words are in; what none tells isn't known."""
    said = set(re.findall(r"[^\W\d_]+", plain.replace("_", " ")))
    german = said & words.GERMAN or {"di", "do"} <= said
    found = {}
    for name, (day, other, elsewhere) in words.TWO_MEANINGS.items():
        if said & elsewhere and not said & (words.GERMAN - elsewhere):
            found[name] = other
        elif german:
            found[name] = day
    return found


def _plain(text: str) -> str:
    """Folded, with phrases as one word each and the half of the day behind its time."""
    plain = folded("".join(_SPELT.get(sign, sign) for sign in text))
    plain = re.sub(r"([ap])\.? ?m\b\.?", r"\1m", plain)
    plain = re.sub(r"(\d)(am|pm)\b", r"\1 \2", plain)
    plain = re.sub(r"\b\d+ ?(?:hours?|hrs?|stunden?|std)\b", "monthly", plain)  # how long, not when
    plain = re.sub(r"\b14-? ?tagig\w*", "biweekly", plain)
    plain = _GERMAN_PART.sub(r"\1 \2s", plain)
    for phrase in words.PHRASES:
        plain = re.sub(rf"(?<![\w.]){re.escape(phrase)}(?![\w.])", phrase.replace(" ", "_"), plain)
    if not re.match(r".*\d ?(?:am|pm)\b", plain):
        plain = _HALF_FIRST.sub(r"\2 \1", plain)
    plain = re.sub(r"\b12 (?=de_la_manana|da_manha|du_matin)", "12 pm ", plain)  # noon, not midnight
    for phrase, half in words.MERIDIEM.items():
        plain = re.sub(rf"(?<=\d) ?(?:h )?{re.escape(phrase.replace(' ', '_'))}(?!\w)", f" {half}", plain)
    return plain


def _read(plain: str, labels: Labels) -> Iterator[Token]:
    for found in _WORD.finditer(plain):
        text = found[0]
        if found["time"]:
            time = _time(text)
            yield Token(Kind.TIME, text, time=time) if time else Token(Kind.UNREAD, text)
        elif found["break"]:
            yield Token(Kind.BREAK, text)
        elif (text[0].isalnum() or text in "-&+/<>") and (token := _word(text.replace("_", " "), labels)):
            yield token


def _word(text: str, labels: Labels) -> Token | None:
    """What a word means; None where it adds nothing."""
    plain = text.rstrip(".")
    for name in (plain, plain.removesuffix("-")):
        if name in labels:
            return Token(Kind.DAYS, text, days=frozenset({labels[name]}))
    if plain in words.TWO_MEANINGS:
        return Token(Kind.UNREAD, text)
    if plain in words.DAYS:
        return Token(Kind.DAYS, text, days=frozenset({words.DAYS[plain]}))
    if plain in words.WEEK:
        return Token(Kind.DAYS, text, days=words.WEEK[plain])
    if plain == "pm":  # without a time
        return Token(Kind.PART, "afternoon")
    if plain in words.MIDNIGHT:
        return Token(Kind.TIME, text, time=Time(MINUTES_PER_DAY, "24"))
    if plain in words.PARTS:
        return Token(Kind.PART, words.PARTS[plain])
    for kind, names in _JOINTS.items():
        if plain in names:
            return Token(kind, text)
    if not _joined(text, labels):
        return None if plain in words.FILLERS else Token(Kind.UNREAD, text)
    return Token(Kind.DAYS, text, days=_joined(text, labels))


_JOINTS = {
    Kind.NOT_EACH_WEEK: words.NOT_EACH_WEEK,
    Kind.AFTER: words.AFTER,
    Kind.BEFORE: words.BEFORE,
    Kind.EXCEPT: words.EXCEPT,
    Kind.TO: words.TO,
    Kind.AND: words.AND,
    Kind.FROM: words.FROM,
}


def _joined(text: str, labels: Labels) -> frozenset[Weekday]:
    """The days of `mon-thu`; none where the word isn't two days with a dash."""
    ends = [labels.get(part, words.DAYS.get(part)) for part in re.split(r"\.?-\.?", text.rstrip("."))]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return frozenset()
    return span(ends[0], ends[1])


def span(first: Weekday, last: Weekday) -> frozenset[Weekday]:
    """From a day to another; past the end of the week, if that is the way."""
    return frozenset(Weekday((first + at) % 7) for at in range((last - first) % 7 + 1))


def _time(text: str) -> Time | None:
    """`18:30`, `6 pm`, `18h`, `1830`; None where no clock shows it."""
    digits = text.split(" ")[0].rstrip("hurs")
    if len(digits) == 4 and digits.isdecimal():
        digits = f"{digits[:2]}:{digits[2:]}"
    found = _PARTED.match(digits)
    if not found:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = next((each for each in ("am", "pm") if re.search(rf"\b{each}\b", text)), "")
    if hour > 24 or minute > 59 or (hour == 24 and minute) or (half and not 1 <= hour <= 12 and hour < 13):
        return None
    if half and hour <= 12:
        return Time(hour % 12 * 60 + (720 if half == "pm" else 0) + minute, half)
    clock24 = hour > 12 or found["hour"].startswith("0") or re.search(r"h|uhr", text) is not None
    return Time(hour * 60 + minute, "24" if clock24 else "")
