"""The objectives, strictly in order, as gains per pair and per option; and a solution, which is measured by them.

First the pins, then who is placed (a higher priority class first), then who stays where they stand, then the scores.
The coordinator's strictness decides whether staying comes before placing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mentoring_sync.pairing.problem.availability import Bools, Ints
from mentoring_sync.pairing.problem.constraints import start_of
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.rules import Strictness
from mentoring_sync.records.team import Objective


@dataclass(frozen=True)
class Solution:
    """The pairs that sit together and the options that are held, as places in the problem (ascending)."""

    pairs: Ints
    options: Ints


@dataclass(frozen=True)
class LinearObjective:
    """One objective: the sum of the gains of a solution's pairs and options is to be as great as possible.

    `part_of` is the objective that people are told of, if this is one of those that it is made of.
    """

    pair_gain: Ints
    option_gain: Ints
    part_of: Objective | None = None

    def value(self, solution: Solution) -> int:
        """What a solution reaches."""
        return int(self.pair_gain[solution.pairs].sum() + self.option_gain[solution.options].sum())

    def matters(self) -> bool:
        """Whether any solution differs from another by it."""
        return bool(self.pair_gain.any() or self.option_gain.any())


def objectives_in_order(problem: PairingProblem, strictness: Strictness) -> tuple[LinearObjective, ...]:
    """The objectives in their order: pins, placed, stay and hours as far as they matter here, and score."""
    placing = _placing(problem)
    introduced, proposed = _staying(problem, introduced=True), _staying(problem, introduced=False)
    order = {
        Strictness.FILL_GAPS: (*introduced, *proposed, *placing),
        Strictness.MOVE_PROPOSED: (*introduced, *placing, *proposed),
        Strictness.MOVE_ANYONE: (*placing, *introduced, *proposed),
    }[strictness]
    score = LinearObjective(problem.pair_score, np.zeros_like(problem.option_mentor), Objective.SCORE)
    wanted = (*_pins(problem), *order)
    return (*(objective for objective in wanted if objective.matters()), score)


def _pins(problem: PairingProblem) -> tuple[LinearObjective, ...]:
    pinned = np.isin(problem.pair_mentee, list(problem.constraints.pinned))
    return (_of_pairs(problem, pinned),)


def _placing(problem: PairingProblem) -> tuple[LinearObjective, ...]:
    priority = np.array([mentee.priority for mentee in problem.mentees], dtype=np.int64)[problem.pair_mentee]
    classes = np.unique(priority)[::-1]
    return tuple(_of_pairs(problem, priority == each, Objective.PLACED) for each in classes)


def _staying(problem: PairingProblem, *, introduced: bool) -> tuple[LinearObjective, ...]:
    """Mentees who keep their mentor; then teams that keep their hour."""
    mentors = [mentor for mentor, each in problem.constraints.standing.items() if each.introduced is introduced]
    hours = -(np.isin(problem.option_mentor, mentors) & ~agreed_options(problem)).astype(np.int64)
    stay = _of_pairs(problem, _stands(problem, introduced=introduced), Objective.MOVED)
    return stay, LinearObjective(np.zeros_like(problem.pair_score), hours)


def agreed_options(problem: PairingProblem) -> Bools:
    """Which options are the hour of a team that stands."""
    starts = np.full(len(problem.mentors), -1)
    for mentor, standing in problem.constraints.standing.items():
        starts[mentor] = start_of(standing.slot)
    agreed: Bools = starts[problem.option_mentor] == problem.option_start
    return agreed


def standing_pairs(problem: PairingProblem) -> Bools:
    """Which pairs are together in a team that stands."""
    return _stands(problem, introduced=True) | _stands(problem, introduced=False)


def standing_solution(problem: PairingProblem) -> Solution:
    """The teams that stand, with those of their mentees who are still here and free at the agreed hour."""
    agreed = np.flatnonzero(agreed_options(problem))
    fits = agreed_options(problem)[problem.fit_option] & standing_pairs(problem)[problem.fit_pair]
    pairs = problem.fit_pair[fits]
    pairs = np.sort(pairs[np.unique(problem.pair_mentee[pairs], return_index=True)[1]])
    size = np.bincount(problem.pair_mentor[pairs], minlength=len(problem.mentors))
    possible = (size >= np.maximum(problem.least, 1)) & (size <= problem.most)
    return Solution(pairs[possible[problem.pair_mentor[pairs]]], agreed[possible[problem.option_mentor[agreed]]])


def _stands(problem: PairingProblem, *, introduced: bool) -> Bools:
    """Which pairs are together in a team that stands, and has been introduced or not."""
    people = len(problem.mentees)
    wanted = {
        mentor: standing.mentees
        for mentor, standing in problem.constraints.standing.items()
        if standing.introduced is introduced
    }
    place = {mentee.id: at for at, mentee in enumerate(problem.mentees)} if wanted else {}
    together = [
        mentor * people + place[each] for mentor, mentees in wanted.items() for each in mentees if each in place
    ]
    stands: Bools = np.isin(problem.pair_mentor * people + problem.pair_mentee, together)
    return stands


def _of_pairs(problem: PairingProblem, chosen: Bools, part_of: Objective | None = None) -> LinearObjective:
    return LinearObjective(chosen.astype(np.int64), np.zeros_like(problem.option_mentor), part_of)
