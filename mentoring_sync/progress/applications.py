"""How applications come in: in, the people who apply; out, how many there are, by role, time zone and topic.

Counted beside each other are those who look for something and those who offer it, so that one sees what is short.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentoring_sync.records.person import Mentee, Mentor, Person


@dataclass(frozen=True, kw_only=True)
class Balance:
    """How many mentees and mentors have something in common: a time zone, a topic."""

    of: str
    mentees: int
    mentors: int


@dataclass(frozen=True, kw_only=True)
class Applications:
    """Who applies: how many in each role, how many mentees the mentors would take in all, how many came since a day,
    and how many applications don't hold (yet).

    `zones` are from west to east, by the offset from UTC on the round's first day (`UTC+1`); `topics` are tools and
    kinds of help, the most wanted first.
    """

    mentees: int = 0
    mentors: int = 0
    seats: int = 0
    new_mentees: int = 0
    new_mentors: int = 0
    turned_away: int = 0
    zones: tuple[Balance, ...] = ()
    topics: tuple[Balance, ...] = ()

    @property
    def short_of_seats(self) -> int:
        """How many more mentees there are than seats."""
        return max(0, self.mentees - self.seats)

    @property
    def unoffered(self) -> tuple[Balance, ...]:
        """Topics that mentees want and no mentor offers."""
        return tuple(each for each in self.topics if each.mentees and not each.mentors)


NO_APPLICATIONS = Applications()
"""Before anybody has applied."""


def applications(
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    *,
    turned_away: int,
    most_mentees: int,
    first_day: date,
    since: datetime,
) -> Applications:
    """The counts. A mentor takes no more than `most_mentees`; who applied at `since` or later is new."""
    return Applications(
        mentees=len(mentees),
        mentors=len(mentors),
        seats=sum(min(mentor.capacity, most_mentees) for mentor in mentors),
        new_mentees=sum(each.applied_at >= since for each in mentees),
        new_mentors=sum(each.applied_at >= since for each in mentors),
        turned_away=turned_away,
        zones=_by_zone(mentors, mentees, first_day),
        topics=_by_topic(mentors, mentees),
    )


def _by_zone(mentors: Sequence[Mentor], mentees: Sequence[Mentee], day: date) -> tuple[Balance, ...]:
    taught, offered = _offsets(mentees, day), _offsets(mentors, day)
    return tuple(
        Balance(of=_offset_in_words(minutes), mentees=taught[minutes], mentors=offered[minutes])
        for minutes in sorted(taught.keys() | offered.keys())
    )


def _offsets(people: Iterable[Person], day: date) -> Counter[int]:
    """How many people are so many minutes ahead of UTC at noon of a day."""
    noon = datetime.combine(day, time(12))
    zones = Counter(person.zone for person in people)
    found = Counter[int]()
    for zone, count in zones.items():
        ahead = noon.replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
        found[int(ahead / timedelta(minutes=1))] += count
    return found


def _offset_in_words(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def _by_topic(mentors: Sequence[Mentor], mentees: Sequence[Mentee]) -> tuple[Balance, ...]:
    wanted, offered = _topics(mentees), _topics(mentors)
    return tuple(
        Balance(of=topic, mentees=wanted[topic], mentors=offered[topic])
        for topic in sorted(wanted.keys() | offered.keys(), key=lambda topic: (-wanted[topic], topic))
    )


def _topics(people: Iterable[Person]) -> Counter[str]:
    return Counter(topic for person in people for topic in dict.fromkeys((*person.tools, *person.kinds_of_help)))
