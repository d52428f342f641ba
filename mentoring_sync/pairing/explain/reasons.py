"""Why someone has no team, in a sentence: the first hurdle that nobody on the other side is past.

The hurdles stand in the order in which a person can do something about them: language, hours, what the coordinator
said, an hour that is fixed, the size of a team; and only then that the seats went to others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mentoring_sync.pairing.explain.remedies import Remedies
from mentoring_sync.pairing.problem.candidates import Candidate, CandidateUnplaced
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.objectives import Solution


def unplaced(problem: PairingProblem, solution: Solution, remedies: Remedies) -> tuple[CandidateUnplaced, ...]:
    """AllPairs without a team: mentees with what would seat them, then mentors, by id.

    In large rounds the teams are looked through for some mentees only (see `Remedies.budget`), the highest priority
    first; the others are told which mentor would help.
    """
    waiting = np.ones(len(problem.mentees), dtype=np.bool_)
    waiting[problem.pair_mentee[solution.pairs]] = False
    idle = np.ones(len(problem.mentors), dtype=np.bool_)
    idle[problem.option_mentor[solution.options]] = False
    mentees, mentors = np.flatnonzero(waiting).tolist(), np.flatnonzero(idle).tolist()
    by_priority = sorted(mentees, key=lambda at: -problem.mentees[at].priority)
    looked_at = frozenset(by_priority[: remedies.budget()])
    mentee_of, mentor_of = problem.pairs_with(waiting, idle)
    mentors_for = np.bincount(mentee_of, minlength=len(waiting))
    leading_for = np.bincount(mentee_of, weights=~idle[mentor_of], minlength=len(waiting))
    mentees_for = np.bincount(mentor_of, minlength=len(idle))
    return (
        *(
            CandidateUnplaced(
                person=problem.mentees[at],
                reason=_of_mentee(problem, at, int(mentors_for[at]), int(leading_for[at])),
                remedies=remedies.of(problem.mentees[at], teams_too=at in looked_at),
            )
            for at in mentees
        ),
        *(
            CandidateUnplaced(person=problem.mentors[at], reason=_of_mentor(problem, at, int(mentees_for[at])))
            for at in mentors
        ),
    )


def _of_mentee(problem: PairingProblem, at: int, possible: int, leading: int) -> str:
    if possible:
        return _given_to_others(possible, leading)
    mentee = problem.mentees[at]
    if not problem.mentors:
        return "There are no mentors"
    speaking = [j for j, mentor in enumerate(problem.mentors) if _speak(mentor, mentee)]
    if not speaking:
        return f"No mentor speaks {_either(mentee.languages)}"
    free = problem.times.mentors_free_with(at)
    meeting = [j for j in speaking if free[j]]
    if not meeting:
        return f"No hour in common, in every week, with {_any(speaking, 'mentor')} who could be understood"
    allowed = [j for j in meeting if (at, j) not in problem.constraints.kept_apart]
    if not allowed:
        return f"Kept apart from {_all(meeting, 'mentor')} with an hour in common"
    return _no_team_then(problem, at, allowed)


def _no_team_then(problem: PairingProblem, at: int, allowed: Sequence[int]) -> str:
    """What keeps a mentee from the mentors who have an hour in common with them, and whom they may join."""
    elsewhen = [j for j in allowed if problem.times.away_at_fixed(j, at)]
    if len(allowed) == 1 and elsewhen:
        (only,) = elsewhen
        hour = problem.constraints.fixed[only]
        team = f"The team of {problem.mentors[only].name}, the only mentor with an hour in common"
        return f"{team}, meets on {hour}, when they aren't free"
    if len(elsewhen) == len(allowed):
        return f"The team of {_all(allowed, 'mentor')} with an hour in common meets when they aren't free"
    with_an_hour = f"{_all(allowed, 'mentor')} with an hour in common".capitalize()
    too_few = f"{with_an_hour} would have too few mentees for a team then"
    return f"{too_few}, or has a team that meets when they aren't free" if elsewhen else too_few


def _given_to_others(possible: int, leading: int) -> str:
    with_an_hour = f"{_each_of(possible, 'mentor')} with an hour in common".capitalize()
    return f"{with_an_hour} {'is full or meets at another hour' if leading else 'has too few mentees for a team'}"


def _of_mentor(problem: PairingProblem, at: int, possible: int) -> str:
    if possible:
        return f"{_each_of(possible, 'mentee')} with an hour in common does better in another team".capitalize()
    mentor = problem.mentors[at]
    least, most = int(problem.least[at]), int(problem.most[at])
    if most < least:
        return f"Wants a team of at least {least}, and may have {most} at most"
    if not problem.mentees:
        return "There are no mentees"
    speaking = [i for i, mentee in enumerate(problem.mentees) if _speak(mentor, mentee)]
    if not speaking:
        return f"No mentee speaks {_either(mentor.languages)}"
    free = problem.times.mentees_free_with(at)
    meeting = [i for i in speaking if free[i]]
    if not meeting:
        return f"No hour in common, in every week, with {_any(speaking, 'mentee')} who could be understood"
    if all((i, at) in problem.constraints.kept_apart for i in meeting):
        return f"Kept apart from {_all(meeting, 'mentee')} with an hour in common"
    if at in problem.constraints.fixed:
        few = "No mentee who may join is" if least == 1 else f"Fewer than {least} mentees who may join are"
        return f"{few} free on {problem.constraints.fixed[at]}, the hour that was typed for this team"
    return f"At no hour are {_number(least, 'mentee')} free who may join: the smallest team this mentor leads"


def _speak(mentor: Candidate, mentee: Candidate) -> bool:
    return mentor.id != mentee.id and mentor.understands(mentee)


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
