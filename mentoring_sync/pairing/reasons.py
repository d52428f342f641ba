"""Why someone has no team, in a sentence: the first hurdle that nobody on the other side is past.

The hurdles stand in the order in which a person can do something about them: language, hours, what the coordinator
said, the size of a team; and only then that the seats went to others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mentoring_sync.pairing.levels import Plan
from mentoring_sync.pairing.market import Market
from mentoring_sync.pairing.remedies import Remedies
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.team import Unplaced


def unplaced(market: Market, plan: Plan, remedies: Remedies) -> tuple[Unplaced, ...]:
    """Everyone without a team: mentees with what would seat them, then mentors, by address."""
    seated = set(market.pair_mentee[plan.pairs].tolist())
    leading = set(market.option_mentor[plan.options].tolist())
    mentees = [at for at in range(len(market.mentees)) if at not in seated]
    mentors = [at for at in range(len(market.mentors)) if at not in leading]
    return (
        *(
            Unplaced(
                person=market.mentees[at],
                reason=_of_mentee(market, at, leading),
                remedies=remedies.of(market.mentees[at]),
            )
            for at in mentees
        ),
        *(Unplaced(person=market.mentors[at], reason=_of_mentor(market, at)) for at in mentors),
    )


def _of_mentee(market: Market, at: int, leading: set[int]) -> str:
    mentee = market.mentees[at]
    if not market.mentors:
        return "There are no mentors"
    speaking = [j for j, mentor in enumerate(market.mentors) if _speak(mentor, mentee)]
    if not speaking:
        return f"No mentor speaks {_either(mentee.languages)}"
    meeting = [j for j in speaking if len(market.common_starts(j, at))]
    if not meeting:
        return f"No hour in common, in every week, with {_any(speaking, 'mentor')} who could be understood"
    allowed = [j for j in meeting if (at, j) not in market.heard.kept_apart]
    if not allowed:
        return f"Kept apart from {_all(meeting, 'mentor')} with an hour in common"
    possible = np.unique(market.pair_mentor[market.pair_mentee == at]).tolist()
    if not possible:
        return (
            f"{_all(allowed, 'mentor')} with an hour in common would have too few mentees for a team then".capitalize()
        )
    return _given_to_others(possible, leading)


def _given_to_others(possible: Sequence[int], leading: set[int]) -> str:
    if leading.isdisjoint(possible):
        return f"{_all(possible, 'mentor')} with an hour in common has too few mentees for a team".capitalize()
    return f"{_all(possible, 'mentor')} with an hour in common is full or meets at another hour".capitalize()


def _of_mentor(market: Market, at: int) -> str:
    mentor = market.mentors[at]
    least, most = int(market.least[at]), int(market.most[at])
    if most < least:
        return f"Wants a team of at least {least}, and may have {most} at most"
    if not market.mentees:
        return "There are no mentees"
    speaking = [i for i, mentee in enumerate(market.mentees) if _speak(mentor, mentee)]
    if not speaking:
        return f"No mentee speaks {_either(mentor.languages)}"
    meeting = [i for i in speaking if len(market.common_starts(at, i))]
    if not meeting:
        return f"No hour in common, in every week, with {_any(speaking, 'mentee')} who could be understood"
    allowed = [i for i in meeting if (i, at) not in market.heard.kept_apart]
    if not allowed:
        return f"Kept apart from {_all(meeting, 'mentee')} with an hour in common"
    possible = np.unique(market.pair_mentee[market.pair_mentor == at]).tolist()
    if not possible:
        return f"At no hour are {_number(least, 'mentee')} free who may join: the smallest team this mentor leads"
    return f"{_all(possible, 'mentee')} with an hour in common does better in another team".capitalize()


def _speak(mentor: Mentor, mentee: Mentee) -> bool:
    return mentor.email != mentee.email and not set(mentor.languages).isdisjoint(mentee.languages)


def _either(names: Sequence[str]) -> str:
    return " or ".join(names)


def _number(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def _any(people: Sequence[int], noun: str) -> str:
    return f"the only {noun}" if len(people) == 1 else f"any of the {len(people)} {noun}s"


def _all(people: Sequence[int], noun: str) -> str:
    return f"the only {noun}" if len(people) == 1 else f"each of the {len(people)} {noun}s"
