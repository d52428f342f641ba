"""The recruiting brief: which mentors would seat the most of those who have no team.

One mentor after the other is imagined where they help most: a start of the week in which they are free, in a time zone
from which most of the unplaced can be met in every week, and a language those people speak. Each line counts people who
would really sit there: free at that hour, up to a full team, and none of them counted by a line above.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from mentoring_sync.pairing.explain.wanted import Wanted
from mentoring_sync.pairing.problem.availability import Availability, Bools, Ints
from mentoring_sync.pairing.problem.candidates import MenteeCandidate
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.records.availability import MINUTES_PER_DAY, MINUTES_PER_WEEK, Weekday, WeeklySlot

MOST_TOPICS = 3


def recruiting_brief(unplaced: Sequence[MenteeCandidate], rules: Rules, *, lines: int = 5) -> tuple[Wanted, ...]:
    """The mentors to look for, those who seat most first; empty when nobody is left."""
    people = sorted(unplaced, key=lambda mentee: mentee.id)
    starts = range(0, MINUTES_PER_WEEK, rules.start_step_minutes)
    availability = Availability([mentee.hours for mentee in people], starts, rules.round)
    left = np.ones(len(people), dtype=np.bool_)
    brief: list[Wanted] = []
    while left.any() and len(brief) < lines:
        found = max(_places(people, availability, left), key=lambda place: len(place[0]), default=None)
        if found is None or not len(found[0]):
            break
        seated, zone, start, language = found
        seated = seated[: rules.most_mentees]
        left[seated] = False
        brief.append(_wanted([people[at] for at in seated.tolist()], zone, start, language))
    return tuple(sorted(brief, key=lambda each: -len(each.mentees)))


def _places(
    people: Sequence[MenteeCandidate], availability: Availability, left: Bools
) -> Iterator[tuple[Ints, str, int, str]]:
    """For each zone and language the start with the most people: who they are, the zone, the start, the language."""
    zones = {availability.offsets_in(mentee.zone): mentee.zone for mentee in reversed(people)}
    waiting = [mentee for mentee, here in zip(people, left, strict=True) if here]
    languages = sorted({language for mentee in waiting for language in mentee.languages})
    for zone in sorted(zones.values()):
        free = availability.seen_from(zone) & left[None, :]
        for language in languages:
            speaks = np.array([language in mentee.languages for mentee in people], dtype=np.bool_)
            counts = (free & speaks[None, :]).sum(axis=1)
            best = int(counts.argmax())
            yield np.flatnonzero(free[best] & speaks), zone, int(availability.starts[best]), language


def _wanted(mentees: Sequence[MenteeCandidate], zone: str, start: int, language: str) -> Wanted:
    tools = Counter(tool for mentee in mentees for tool in mentee.tools)
    most = sorted(tools, key=lambda tool: (-tools[tool], tool))[:MOST_TOPICS]
    day, minute = divmod(start, MINUTES_PER_DAY)
    return Wanted(
        slot=WeeklySlot(day=Weekday(day), start=minute, zone=zone),
        language=language,
        tools=tuple(most),
        mentees=tuple(mentees),
    )
