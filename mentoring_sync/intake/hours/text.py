"""Hours in words: `Mon-Thu 18-21, Sat mornings`, `6:00-7:00pm M`, `weekdays after 6`.

In: an answer, the form's names for days, what parts of the day mean. Out: stretches by day, and what about them isn't
certain. What is read is never more than what was said: where a word has two meanings, it is what both allow; where they
allow nothing in common, nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mentoring_sync.intake.hours.tokens import Kind, Labels, Time, Token, span, tokens
from mentoring_sync.intake.hours.words import OTHER_CLOCKS, UNTIL, USUAL_PARTS
from mentoring_sync.records.availability import MINUTES_PER_DAY, Block, Weekday

EARLIEST, LATEST = 7 * 60, 22 * 60
"""Where an open end is taken to be: `after 18:00` is up to ten in the evening."""

WAKING = (5 * 60, MINUTES_PER_DAY)
"""Between these, in minutes after midnight, teams meet: by it `2-4` is in the afternoon."""

NIGHT = (18 * 60, 6 * 60)
"""Hours that run past midnight begin and end within these: `20:00-18:00` is no such stretch."""

HALF = MINUTES_PER_DAY // 2

Stretch = tuple[int, int]
"""Minutes after midnight, from and to."""


class Uncertain(Exception):  # noqa: N818 - it is said of an answer, and never leaves the room
    """The hours may be in either half of the day, on another clock, not in every week, or those that don't suit."""


@dataclass(frozen=True)
class Said:
    """The blocks of an answer; words that weren't understood, parts of the day that were taken as usual, and times of
    which the half of the day was guessed."""

    blocks: tuple[Block, ...] = ()
    unread: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()


@dataclass
class _Segment:
    """A part of an answer that speaks of days, of times, or of both; `days_first` says in which order."""

    days: set[Weekday] = field(default_factory=set)
    without: set[Weekday] = field(default_factory=set)
    spans: list[tuple[Time | None, Time | None]] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    days_first: bool = True

    @property
    def has_times(self) -> bool:
        """Whether it names any hours."""
        return bool(self.spans or self.parts)

    @property
    def is_empty(self) -> bool:
        """Whether it names nothing."""
        return not (self.days or self.without or self.has_times)


def read_text(
    text: str,
    *,
    labels: Labels,
    parts: Mapping[str, Stretch],
    days: frozenset[Weekday] = frozenset(),
    on_24: bool = False,
) -> Said:
    """What an answer says; `days` are meant where it names none, `on_24` says that the person counts 24 hours.

    Raises:
        Uncertain: some of its times may be in either half of the day, aren't meant for every week, are on another
            clock, or are those at which the person can't.
    """
    found = tokens(text, labels)
    unread = [token.text for token in found if token.kind is Kind.UNREAD]
    if any(token.kind is Kind.NOT_EACH_WEEK for token in found) or not OTHER_CLOCKS.isdisjoint(unread):
        raise Uncertain
    if on_24 or any(map(_is_on_24_hours, found)):
        found = [_on_24_hours(token) for token in found]
    reader = _Reader([token for token in found if token.kind is not Kind.UNREAD])
    groups, left = _grouped(reader.segments(), days)
    reading = _Blocks(parts)
    for group in groups:
        reading.add(group)
    return Said(
        blocks=tuple(reading.blocks),
        unread=(*unread, *left),
        parts=tuple(dict.fromkeys(reading.usual)),
        guessed=tuple(dict.fromkeys(reading.guessed)),
    )


def counts_24_hours(text: str, labels: Labels) -> bool:
    """Whether an answer has times that are on a clock of 24 hours."""
    return any(map(_is_on_24_hours, tokens(text, labels)))


def _is_on_24_hours(token: Token) -> bool:
    return token.kind is Kind.TIME and token.time.half == "24"


def _on_24_hours(token: Token) -> Token:
    """A time beside others that are on a clock of 24 hours is so, too."""
    plain = token.kind is Kind.TIME and not token.time.half
    return replace(token, time=Time(token.time.minute, "24")) if plain else token


class _Reader:
    """Walks over the words of an answer."""

    def __init__(self, found: Sequence[Token]) -> None:
        self._tokens = found
        self._at = 0
        first = (token.kind for token in found if token.kind in (Kind.DAYS, Kind.TIME, Kind.PART))
        self._days_came_first = next(first, None) is Kind.DAYS

    def segments(self) -> list[_Segment]:
        """The segments of the answer, in its order."""
        done, segment = list[_Segment](), _Segment()
        while self._at < len(self._tokens):
            if self._begins_anew(segment):
                done.append(segment)
                segment = _Segment()
            self._take(segment)
        return [each for each in (*done, segment) if not each.is_empty]

    def _times_follow_days(self) -> bool:
        """Whether the next days have their times behind them: `…, 8-9pm Wed 5-6pm`."""
        ahead = 0
        while self._kind(ahead) in (Kind.DAYS, Kind.AND, Kind.TO):
            ahead += 1
        return self._kind(ahead) in (Kind.TIME, Kind.PART, Kind.AFTER, Kind.BEFORE, Kind.FROM)

    def _kind(self, ahead: int = 0) -> Kind | None:
        at = self._at + ahead
        return self._tokens[at].kind if at < len(self._tokens) else None

    def _begins_anew(self, segment: _Segment) -> bool:
        """Whether the next word belongs to another segment: behind a comma, or where days or times come once more."""
        kind = self._kind()
        if kind is Kind.BREAK:
            return True
        if kind is Kind.DAYS and segment.has_times and not segment.days:
            return self._times_follow_days() and self._days_came_first
        if not (segment.days and segment.has_times):
            return False
        at = 1 if kind is Kind.AND else 0
        following = self._kind(at)
        again = Kind.DAYS if segment.days_first else Kind.TIME
        return following is again or (not segment.days_first and following in (Kind.PART, Kind.AFTER, Kind.BEFORE))

    def _take(self, segment: _Segment) -> None:
        token = self._tokens[self._at]
        if token.kind is Kind.DAYS:
            self._days(segment)
        elif token.kind is Kind.EXCEPT and self._kind(1) is Kind.DAYS:
            self._at += 1
            segment.without |= self._days_here()
        elif token.kind is Kind.EXCEPT and self._kind(1) is not Kind.EXCEPT:
            raise Uncertain
        elif token.kind is Kind.PART and not self._is_noon_of_a_span():
            segment.days_first = segment.days_first and bool(segment.days)
            segment.parts.append(token.text)
            self._at += 1
        elif stretch := self._stretch():
            segment.days_first = segment.days_first and bool(segment.days)
            segment.spans.append(stretch)
        else:
            self._at += 1

    def _days(self, segment: _Segment) -> None:
        if not segment.days and not segment.has_times:
            segment.days_first = True
        segment.days |= self._days_here()

    def _days_here(self) -> frozenset[Weekday]:
        first = self._tokens[self._at].days
        if self._kind(1) is Kind.TO and self._kind(2) is Kind.DAYS:
            last = self._tokens[self._at + 2].days
            self._at += 3
            return span(min(first), max(last)) if len(first) == len(last) == 1 else first | last
        self._at += 1
        return first

    def _is_noon_of_a_span(self) -> bool:
        """Whether noon is a time here: `noon-2pm`, `10am to noon`."""
        here = self._tokens[self._at]
        before = self._tokens[self._at - 1].kind if self._at else None
        return here.text == "noon" and (self._kind(1) is Kind.TO or before in (Kind.TO, Kind.AFTER, Kind.BEFORE))

    def _time_at(self, ahead: int) -> Time | None:
        at = self._at + ahead
        if at >= len(self._tokens):
            return None
        token = self._tokens[at]
        if token.kind is Kind.TIME:
            return token.time
        return Time(HALF, "24") if token.kind is Kind.PART and token.text == "noon" else None

    def _stretch(self) -> tuple[Time | None, Time | None] | None:
        """From and to; None for an end that is open, and where no stretch begins here."""
        kind = self._kind()
        opens = kind in (Kind.AFTER, Kind.BEFORE) or (kind is Kind.TO and self._tokens[self._at].text in UNTIL)
        if opens and (time := self._time_at(1)):
            if kind is Kind.AFTER and self._kind(2) is Kind.TO and (end := self._time_at(3)):
                self._at += 4
                return time, end
            self._at += 2
            return (time, None) if kind is Kind.AFTER else (None, time)
        ahead = 1 if kind is Kind.FROM else 0
        start = self._time_at(ahead)
        if start is None:
            return None
        if self._kind(ahead + 1) in ((Kind.TO, Kind.AND) if kind is Kind.FROM else (Kind.TO,)):
            more = 1 if self._kind(ahead + 2) is Kind.TO else 0  # "entre as 18h e as 20h"
            if end := self._time_at(ahead + 2 + more):
                self._at += ahead + 3 + more
                return start, end
        opened = kind is Kind.FROM or self._kind(ahead + 1) is Kind.AFTER  # "from 6pm", "6pm onwards"
        self._at += ahead + 1 + (kind is not Kind.FROM and self._kind(ahead + 1) is Kind.AFTER)
        return (start, None) if opened else (start, start)


def _grouped(segments: Sequence[_Segment], days: frozenset[Weekday]) -> tuple[list[_Segment], list[str]]:
    """Segments that speak of days and times each: what speaks of one belongs to its neighbour. And days without any
    times, as words that say nothing."""
    groups, waiting = list[_Segment](), _Segment()
    for each in segments:
        before = groups[-1] if groups else None
        if each.days and each.has_times:
            groups.append(_joined(waiting, each))
            waiting = _Segment()
        elif each.without and before and not each.days and not each.has_times:
            before.without |= each.without
        elif each.has_times and days and not waiting.days:
            groups.append(replace(each, days=set(days)))
        elif each.has_times and waiting.days:
            groups.append(_joined(waiting, each))
            waiting = _Segment()
        elif each.has_times and before and before.days_first and not waiting.has_times:
            before.spans += each.spans
            before.parts += each.parts
        elif each.days and before and not before.days_first and not waiting.has_times:
            before.days |= each.days
        else:
            waiting = _joined(waiting, each)
    if waiting.days and waiting.has_times:
        return [*groups, waiting], []
    return groups, [] if waiting.is_empty else [_shown(waiting)]


def _joined(one: _Segment, other: _Segment) -> _Segment:
    return _Segment(
        days=one.days | other.days,
        without=one.without | other.without,
        spans=[*one.spans, *other.spans],
        parts=[*one.parts, *other.parts],
        days_first=other.days_first if other.days else one.days_first,
    )


def _shown(segment: _Segment) -> str:
    return ", ".join(day.short for day in sorted(segment.days)) or "hours without a day"


class _Blocks:
    """Makes blocks of groups, and keeps what about them isn't certain."""

    def __init__(self, parts: Mapping[str, Stretch]) -> None:
        self._parts = parts
        self.blocks: list[Block] = []
        self.usual: list[str] = []
        self.guessed: list[str] = []

    def add(self, group: _Segment) -> None:
        """The blocks of a group: its times on each of its days. A part of the day beside times says which half."""
        within = [self._part(part) for part in group.parts]
        if group.spans:
            stretches = [each for span_ in group.spans for each in self._between(*span_, within)]
        else:
            self.usual += [part for part in group.parts if part not in self._parts]
            stretches = within
        for day in sorted(group.days - group.without):
            for start, end in stretches:
                self.blocks += list(_on(day, start, end))

    def _part(self, part: str) -> Stretch:
        return self._parts.get(part, USUAL_PARTS[part])

    def _between(self, start: Time | None, end: Time | None, within: Sequence[Stretch]) -> Iterator[Stretch]:
        if start is not None and end is not None and start is not end and start != end:
            yield _within_a_night(*self._sure(start, end, within))
        elif start is not None and end is not None:  # one time alone: an hour from then on
            hour = self._hour(start, within, pm=None)
            self.guessed.append(_clock(hour))
            yield hour, hour + 60
        elif start is not None:
            yield from _stretch(self._hour(start, within, pm=True), LATEST)
        elif end is not None:
            yield from _stretch(EARLIEST, self._hour(end, within, pm=False))

    def _hour(self, time: Time, within: Sequence[Stretch], *, pm: bool | None) -> int:
        """A time alone. Where it may be in either half, it is the one that says less: `after 6` is after 18:00."""
        if time.half:
            return time.minute
        morning, evening = time.minute % HALF, time.minute % HALF + HALF
        fitting = [each for each in (morning, evening) if _fits((each, each + 1), within)]
        if within and len(fitting) == 1:
            return fitting[0]
        if pm is None:
            awake = [each for each in (morning, evening) if WAKING[0] <= each <= WAKING[1] - 60]
            if len(awake) != 1:
                raise Uncertain
            return awake[0]
        chosen = evening if pm else morning
        if not (EARLIEST < chosen < LATEST):
            raise Uncertain
        self.guessed.append(_clock(chosen))
        return chosen

    def _sure(self, start: Time, end: Time, within: Sequence[Stretch]) -> Stretch:
        """The one stretch that two times can mean."""
        if end.half == "am" and end.minute == 0:  # twelve in the morning is said of noon, too
            raise Uncertain
        if start.half and end.half:
            return start.minute, end.minute
        if end.half in ("am", "pm") and not start.half:
            return _before(start, end.minute), end.minute
        if start.half in ("am", "pm"):
            return start.minute, _behind(start.minute, end)
        possible = [
            (first, last)
            for first in (start.minute % HALF, start.minute % HALF + HALF)
            for last in (end.minute % HALF, end.minute % HALF + HALF)
            if 0 < last - first <= HALF
        ]
        awake = [each for each in possible if each[0] >= WAKING[0] and each[1] <= WAKING[1]]
        shortest = min((last - first for first, last in awake), default=0)
        fitting = [each for each in awake if each[1] - each[0] == shortest or (each[1] - each[0]) <= 9 * 60]
        if within:
            fitting = [each for each in fitting if _fits(each, within)] or fitting
        if len(fitting) != 1:
            raise Uncertain
        if not within:
            self.guessed.append(f"{_clock(fitting[0][0])}-{_clock(fitting[0][1])}")
        return fitting[0]


def _within_a_night(start: int, end: int) -> Stretch:
    """A stretch that may run past midnight, but not around the day."""
    past_midnight = end - MINUTES_PER_DAY if end > MINUTES_PER_DAY else end
    if past_midnight <= start and (start < NIGHT[0] or past_midnight > NIGHT[1]):
        raise Uncertain
    return start, end


def _fits(stretch: Stretch, within: Sequence[Stretch]) -> bool:
    """Whether it meets a part of the day, which may be longer than one thinks."""
    return any(stretch[0] < end + 120 and stretch[1] > start - 120 for start, end in within)


def _before(start: Time, end: int) -> int:
    """A start in the half of its end, unless it would come after it: `6-7pm`, `11-1pm`."""
    same = start.minute % HALF + (HALF if end >= HALF else 0)
    return same if same < end else start.minute % HALF


def _behind(start: int, end: Time) -> int:
    """An end in the half of its start, unless it would come before it: `6pm-9`, `11am-1`."""
    same = end.minute % HALF + (HALF if start >= HALF else 0)
    return same if same > start else (end.minute % HALF + HALF if start < HALF else MINUTES_PER_DAY + end.minute % HALF)


def _stretch(start: int, end: int) -> Iterator[Stretch]:
    if start < end:
        yield start, end


def _on(day: Weekday, start: int, end: int) -> Iterator[Block]:
    """A stretch on a day; past midnight it goes on on the next."""
    if end > MINUTES_PER_DAY:
        end -= MINUTES_PER_DAY
    if start < end:
        yield Block(day=day, start=start, end=end)
        return
    yield Block(day=day, start=start, end=MINUTES_PER_DAY)
    if end:
        yield Block(day=Weekday((day + 1) % 7), start=0, end=end)


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
