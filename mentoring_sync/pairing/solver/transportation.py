"""The best people for given hours, many at once: a transportation problem, solved by HiGHS as a linear programme.

Its corners are whole numbers, so nobody is seated by halves. Pairs that lose much at the present prices are left out,
which makes the model a fiftieth of the problem. A team below its least size costs more than anyone is worth; if that is
paid, the team is given up and its people are seated anew.
"""

from __future__ import annotations

import numpy as np

from mentoring_sync.pairing.problem.availability import Bools, Ints
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.assignment import without_the_apart
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.diving import ChosenOptions
from mentoring_sync.pairing.solver.highs import new_solver, run
from mentoring_sync.pairing.solver.lagrangian import Floats, Profits
from mentoring_sync.pairing.solver.objectives import Solution, standing_pairs

LOSS, LOSS_IF_PRUNED = 15.0, 5.0
"""Pairs that lose more points than this at the prices are not looked at, except each team's best few and those who
stand together. In a pruned problem the smaller limit takes a third of the time (12 s at 20,000 by 6,000), and costs six
points.
"""


def solve_transportation(problem: PairingProblem, profits: Profits, chosen: ChosenOptions, budget: Budget) -> Solution:
    """The solution with the best people for these hours."""
    options = chosen.options
    while True:
        pairs = _worth_a_look(problem, profits, ChosenOptions(options, chosen.prices))
        taken = _solved(problem, profits, pairs, budget) if len(pairs) else np.zeros(0, dtype=np.bool_)
        if taken is None:
            taken = _greedily(problem, profits.pair[pairs] - chosen.prices[problem.pair_mentee[pairs]], pairs)
        pairs = pairs[taken]
        size = np.bincount(problem.pair_mentor[pairs], minlength=len(problem.mentors))
        enough = (size >= np.maximum(problem.least, 1))[problem.option_mentor[options]]
        if enough.all():
            return without_the_apart(problem, Solution(np.sort(pairs), np.sort(options)))
        options = options[enough]


def _worth_a_look(problem: PairingProblem, profits: Profits, chosen: ChosenOptions) -> Ints:
    """The pairs that fit the hours, without those that lose much against a team's last seat at the prices."""
    held = np.zeros(len(problem.option_mentor), dtype=np.bool_)
    held[chosen.options] = True
    pairs = problem.fit_pair[held[problem.fit_option]]
    gain, mentor = profits.pair[pairs] - chosen.prices[problem.pair_mentee[pairs]], problem.pair_mentor[pairs]
    order = np.lexsort((-gain, mentor))
    pairs, gain, mentor = pairs[order], gain[order], mentor[order]
    rank = np.arange(len(mentor)) - np.searchsorted(mentor, mentor)
    last = np.zeros(len(problem.mentors))
    full = rank == problem.most[mentor] - 1
    last[mentor[full]] = gain[full].clip(0)
    loss = LOSS_IF_PRUNED if problem.packed_pairs else LOSS
    return pairs[(gain >= last[mentor] - loss) | (rank < problem.most[mentor]) | standing_pairs(problem)[pairs]]


def _solved(problem: PairingProblem, profits: Profits, pairs: Ints, budget: Budget) -> Bools | None:
    """Which pairs sit together in the best solution; None if too little was left to find it.

    The columns are the pairs, then what each team lacks; the rows are teams, then mentees.
    """
    mentors, team = np.unique(problem.pair_mentor[pairs], return_inverse=True)
    mentees, mentee = np.unique(problem.pair_mentee[pairs], return_inverse=True)
    count, teams, least = len(pairs), len(mentors), problem.least[mentors].astype(np.float64)
    too_small = 4.0 * float(np.abs(profits.pair[pairs]).max()) + 1.0
    highs = new_solver()
    highs.addVars(count + teams, np.zeros(count + teams), np.append(np.ones(count), least))
    cost = np.append(-profits.pair[pairs], np.full(teams, too_small))
    highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
    row = np.concatenate([team, np.arange(teams), teams + mentee])
    column = np.concatenate([np.arange(count), count + np.arange(teams), np.arange(count)])
    order = np.argsort(row, kind="stable")
    lower = np.append(least, np.zeros(len(mentees)))
    upper = np.append(problem.most[mentors], np.ones(len(mentees))).astype(np.float64)
    first = np.searchsorted(row[order], np.arange(len(lower))).astype(np.int32)
    highs.addRows(len(lower), lower, upper, len(row), first, column[order].astype(np.int32), np.ones(len(row)))
    if not run(highs, budget):
        return None
    taken: Bools = np.asarray(highs.getSolution().col_value)[:count] > 0.5
    return taken


def _greedily(problem: PairingProblem, gain: Floats, pairs: Ints) -> Bools:
    """Which pairs sit together if whoever gains most comes first."""
    room, free = problem.most.tolist(), np.ones(len(problem.mentees), dtype=np.bool_)
    taken = np.zeros(len(pairs), dtype=np.bool_)
    for at in np.argsort(-gain, kind="stable").tolist():
        mentor, mentee = int(problem.pair_mentor[pairs[at]]), int(problem.pair_mentee[pairs[at]])
        if free[mentee] and room[mentor]:
            taken[at], free[mentee], room[mentor] = True, False, room[mentor] - 1
    return taken
