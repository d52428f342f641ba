"""A careful coordinator: takes the mentors with the fewest choices first, gives each the hour that seats most of those
still waiting, and there the people who fit best. Aware of every week's hours, but never takes anything back.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mentoring_sync.pairing.problem.candidates import MenteeCandidate, MentorCandidate
from mentoring_sync.pairing.rules import Rules
from tests.pairing.rounds import a_problem


def greedy(mentors: Sequence[MentorCandidate], mentees: Sequence[MenteeCandidate], rules: Rules) -> tuple[int, int]:
    """How many are placed, and the sum of their scores."""
    problem = a_problem(mentors, mentees, given=rules)
    waiting = np.ones(len(mentees), dtype=np.bool_)
    pairs_of = np.split(problem.fit_pair, np.searchsorted(problem.fit_option, np.arange(1, len(problem.option_mentor))))
    choices = np.bincount(problem.pair_mentor, minlength=len(mentors))
    placed = score = 0
    for mentor in np.argsort(choices, kind="stable").tolist():
        teams = [
            _team(problem, pairs_of[option], waiting) for option in np.flatnonzero(problem.option_mentor == mentor)
        ]
        best = max(teams, key=lambda team: (len(team), problem.pair_score[team].sum()), default=np.zeros(0, int))
        if len(best) and len(best) >= problem.least[mentor]:
            waiting[problem.pair_mentee[best]] = False
            placed += len(best)
            score += int(problem.pair_score[best].sum())
    return placed, score


def _team(problem, pairs: np.ndarray, waiting: np.ndarray) -> np.ndarray:
    free = pairs[waiting[problem.pair_mentee[pairs]]]
    if not len(free):
        return free
    order = np.argsort(-problem.pair_score[free], kind="stable")
    return free[order][: problem.most[problem.pair_mentor[free[0]]]]
