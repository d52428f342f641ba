"""What those who run the programme hear: the digest of what is new in *Review*, to the coordinator and to the operator;
and, while applications come in, how many there are.

In: the facts. Out: what is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.kind import Due, Kind, Reader
from mentoring_sync.mail.one_line import LONGEST_ANSWER, shortened
from mentoring_sync.progress.applications import Balance
from mentoring_sync.records.message import KindName
from mentoring_sync.records.problem import Problem

COORDINATOR, OPERATOR = "coordinator", "operator"
"""Whom a digest is for."""

COUNTED_WEEKS = 8
"""For how many weeks before applications close there is a count."""

COUNT_WINDOW = timedelta(days=3)
MOST_LINES = 12
"""How many time zones and topics a count lists."""


def digests(facts: Facts) -> Iterator[Due]:
    """At most once a day for each, when *Review* has something that they haven't been told of."""
    programme = facts.programme
    readers = {
        COORDINATOR: Reader(name=programme.coordinator, email=programme.contact),
        OPERATOR: Reader(name="", email=facts.operator),
    }
    for whom, reader in readers.items() if facts.kinds.digest.on else ():
        mine = (each for each in facts.problems if digest_for(facts, each) == whom)
        problems = tuple(replace(each, what=each.aloud or each.what) for each in sorted(mine, key=_calm))
        if problems:
            yield Due(
                kind=DIGEST,
                about=whom,
                occasion=facts.today.isoformat(),
                to=(reader,),
                says=facts.always
                | {
                    "problems": problems,
                    "workbook": facts.workbook,
                    "links": dict(facts.links),
                    "for_operator": whom == OPERATOR,
                },
            )


def _calm(problem: Problem) -> bool:
    """By what it is put in order: what is urgent comes first."""
    return not problem.urgent


def digest_for(facts: Facts, problem: Problem) -> str:
    """Who is to hear of a problem: the operator, where there is one, of what they mend; else the coordinator."""
    return OPERATOR if problem.for_operator and facts.operator else COORDINATOR


def digest_key(facts: Facts, whom: str) -> str:
    """The key of the day's digest."""
    return facts.key(DIGEST.name, whom, facts.today.isoformat())


def weekly_counts(facts: Facts) -> Iterator[Due]:
    """For the coordinator, once a week until applications close, as soon as there are some: how many of whom."""
    counts, on = facts.applications, count_day(facts.round.applications_close, facts.today)
    if not (facts.kinds.weekly_count.on and on and counts.mentees + counts.mentors):
        return
    pending = facts.pending(WEEKLY_COUNT.name, COORDINATOR, on.isoformat())
    if pending or facts.today < on + COUNT_WINDOW:
        yield Due(
            kind=WEEKLY_COUNT,
            about=COORDINATOR,
            occasion=on.isoformat(),
            to=(Reader(name=facts.programme.coordinator, email=facts.programme.contact),),
            says=facts.always
            | {
                "counts": counts,
                "zones": counts.zones[:MOST_LINES],
                "topics": tuple(map(_in_short, counts.topics[:MOST_LINES])),
                "unoffered": tuple(_in_short(each).of for each in counts.unoffered[:MOST_LINES]),
            },
        )


def count_day(closes: date, today: date) -> date | None:
    """The last day, a whole number of weeks before applications close, on which they were counted; None where that is
    too early, or too late."""
    weeks, days = divmod((closes - today).days, 7)
    return today - timedelta(days=7 - days if days else 0) if 0 <= weeks < COUNTED_WEEKS else None


def _in_short(topic: Balance) -> Balance:
    return Balance(of=shortened(topic.of, LONGEST_ANSWER), mentees=topic.mentees, mentors=topic.mentors)


WEEKLY_COUNT = Kind(name=KindName("weekly count"), due=weekly_counts)
DIGEST = Kind(name=KindName("digest"), due=digests)
