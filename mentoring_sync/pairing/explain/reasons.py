"""Why someone has no team, in a sentence: the first hurdle that nobody on the other side is past.

The hurdles stand in the order in which a person can do something about them: language, hours, what the coordinator
said, the size of a team; and only then that the seats went to others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mentoring_sync.pairing.explain.remedies import Remedies
from mentoring_sync.pairing.problem.problem import Market
from mentoring_sync.pairing.solver.objectives import Plan
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.team import Unplaced


def unplaced(market: Market, plan: Plan, remedies: Remedies) -> tuple[Unplaced, ...]:
    """Everyone without a team: mentees with what would seat them, then mentors, by address.

    In large rounds the teams are looked through for some mentees only (see `Remedies.budget`), the highest priority
    first; the others are told which mentor would help.
    """
    waiting = np.ones(len(market.mentees), dtype=np.bool_)
    waiting[market.pair_mentee[plan.pairs]] = False
    idle = np.ones(len(market.mentors), dtype=np.bool_)
    idle[market.option_mentor[plan.options]] = False
    mentees, mentors = np.flatnonzero(waiting).tolist(), np.flatnonzero(idle).tolist()
    by_priority = sorted(mentees, key=lambda at: -market.mentees[at].priority)
    looked_at = frozenset(by_priority[: remedies.budget()])
    mentee_of, mentor_of = market.pairs_with(waiting, idle)
    mentors_for = np.bincount(mentee_of, minlength=len(waiting))
    leading_for = np.bincount(mentee_of, weights=~idle[mentor_of], minlength=len(waiting))
    mentees_for = np.bincount(mentor_of, minlength=len(idle))
    return (
        *(
            Unplaced(
                person=market.mentees[at],
                reason=_of_mentee(market, at, int(mentors_for[at]), int(leading_for[at])),
                remedies=remedies.of(market.mentees[at], teams_too=at in looked_at),
            )
            for at in mentees
        ),
        *(Unplaced(person=market.mentors[at], reason=_of_mentor(market, at, int(mentees_for[at]))) for at in mentors),
    )


def _of_mentee(market: Market, at: int, possible: int, leading: int) -> str:
    if possible:
        return _given_to_others(possible, leading)
    mentee = market.mentees[at]
    if not market.mentors:
        return "There are no mentors"
    speaking = [j for j, mentor in enumerate(market.mentors) if _speak(mentor, mentee)]
    if not speaking:
        return f"No mentor speaks {_either(mentee.languages)}"
    free = market.mentors_free_with(at)
    meeting = [j for j in speaking if free[j]]
    if not meeting:
        return f"No hour in common, in every week, with {_any(speaking, 'mentor')} who could be understood"
    allowed = [j for j in meeting if (at, j) not in market.heard.kept_apart]
    if not allowed:
        return f"Kept apart from {_all(meeting, 'mentor')} with an hour in common"
    return f"{_all(allowed, 'mentor')} with an hour in common would have too few mentees for a team then".capitalize()


def _given_to_others(possible: int, leading: int) -> str:
    with_an_hour = f"{_each_of(possible, 'mentor')} with an hour in common".capitalize()
    return f"{with_an_hour} {'is full or meets at another hour' if leading else 'has too few mentees for a team'}"


def _of_mentor(market: Market, at: int, possible: int) -> str:
    if possible:
        return f"{_each_of(possible, 'mentee')} with an hour in common does better in another team".capitalize()
    mentor = market.mentors[at]
    least, most = int(market.least[at]), int(market.most[at])
    if most < least:
        return f"Wants a team of at least {least}, and may have {most} at most"
    if not market.mentees:
        return "There are no mentees"
    speaking = [i for i, mentee in enumerate(market.mentees) if _speak(mentor, mentee)]
    if not speaking:
        return f"No mentee speaks {_either(mentor.languages)}"
    free = market.mentees_free_with(at)
    meeting = [i for i in speaking if free[i]]
    if not meeting:
        return f"No hour in common, in every week, with {_any(speaking, 'mentee')} who could be understood"
    if all((i, at) in market.heard.kept_apart for i in meeting):
        return f"Kept apart from {_all(meeting, 'mentee')} with an hour in common"
    return f"At no hour are {_number(least, 'mentee')} free who may join: the smallest team this mentor leads"


def _speak(mentor: Mentor, mentee: Mentee) -> bool:
    return mentor.email != mentee.email and not set(mentor.languages).isdisjoint(mentee.languages)


def _either(names: Sequence[str]) -> str:
    return " or ".join(names)


def _number(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count} {noun}s"


def _any(people: Sequence[int], noun: str) -> str:
    return f"the only {noun}" if len(people) == 1 else f"any of the {len(people)} {noun}s"


def _all(people: Sequence[int], noun: str) -> str:
    return _each_of(len(people), noun)


def _each_of(count: int, noun: str) -> str:
    return f"the only {noun}" if count == 1 else f"each of the {count} {noun}s"
