"""The best people for given hours: an exact flow that is mended, not solved anew, when one mentor changes hours.

Once every mentor's option is fixed, assignment is a transportation problem. Its residual graph is kept between teams,
not people: moving someone from team a to team b gains `shift[a, b]`, the best over a's members. A person who comes in,
or a seat that opens, is one longest path in that graph; because the assignment was best before, it is best after. "No
seat" is a team too, the last, with room for all. A team's first seats, up to its least size, carry a bonus greater than
anything else, so that a team is below its least size only when there is no other way.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from mentoring_sync.pairing.problem.availability import Ints
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.solver.lagrangian import Floats, Profits
from mentoring_sync.pairing.solver.objectives import Solution

BONUS = 1e9
CLOSED = -1


class Assignment:
    """The mentees' seats for the options that are held now."""

    def __init__(self, problem: PairingProblem, profits: Profits) -> None:
        self.problem, self.profits = problem, profits
        people, teams = len(problem.mentees), len(problem.mentors)
        self.nowhere = teams
        self.held = np.full(teams, CLOSED, dtype=np.int64)
        self._weight = np.full((people, teams + 1), -np.inf)
        self._weight[:, teams] = 0.0
        self.team = np.full(people, teams, dtype=np.int64)
        self._size = np.zeros(teams + 1, dtype=np.int64)
        self._size[teams] = people
        self._least = np.append(problem.least, 0)
        self._most = np.append(problem.most, people + 1)
        self._shift = np.full((teams + 1, teams + 1), -np.inf)
        self._mover = np.zeros((teams + 1, teams + 1), dtype=np.int64)
        self._columns = np.arange(teams + 1)
        self._fits = np.searchsorted(problem.fit_option, np.arange(len(problem.option_mentor) + 1))

    def saved(self) -> tuple[Ints, Floats, Ints, Ints, Floats, Ints]:
        """A copy of the state, for `restore`."""
        return (
            self.held.copy(),
            self._weight.copy(),
            self.team.copy(),
            self._size.copy(),
            self._shift.copy(),
            self._mover.copy(),
        )

    def restore(self, state: tuple[Ints, Floats, Ints, Ints, Floats, Ints]) -> None:
        """Takes back everything since the state was saved (which must not be used again)."""
        self.held, self._weight, self.team, self._size, self._shift, self._mover = state

    def hold(self, team: int, option: int) -> None:
        """Makes a mentor hold an option (or none: CLOSED) and seats everyone anew, as well as possible."""
        homeless = np.flatnonzero(self.team == team)
        self._empty(team)
        for person in homeless.tolist():
            self._insert(person)
        self.held[team] = option
        if option != CLOSED:
            fits = self.problem.fit_pair[self._fits[option] : self._fits[option + 1]]
            self._open(team, self.problem.pair_mentee[fits], self.profits.pair[fits])
            while self._fill(team):
                pass

    def value(self) -> float:
        """What the assignment is worth; far below nothing if a team is too small."""
        seated = float(self._weight[np.arange(len(self.team)), self.team].sum())
        held = self.held[self.held != CLOSED]
        missing = int((self._least[:-1] - self._size[:-1])[self.held != CLOSED].clip(0).sum())
        return seated + float(self.profits.option[held].sum()) - BONUS * missing

    def prices(self) -> Floats:
        """What one more of each mentee would be worth: prices at which the assignment is best."""
        onward = self._seat_gain()
        while True:
            further = (self._shift + onward[None, :]).max(axis=1)
            if not (further > onward).any():
                break
            onward = np.maximum(onward, further)
        worth: Floats = (self._weight + onward[None, :]).max(axis=1)
        return worth

    def solution(self) -> Solution:
        """The teams that reach their least size, as a solution."""
        problem = self.problem
        good = (self._size[:-1] >= self._least[:-1]) & (self.held != CLOSED) & (self._size[:-1] > 0)
        together = self.team[problem.pair_mentee] == problem.pair_mentor
        return without_the_apart(
            problem, Solution(np.flatnonzero(together & good[problem.pair_mentor]), self.held[good])
        )

    def _seat_gain(self) -> Floats:
        """What a team's next seat is worth by itself."""
        gain = np.where(self._size < self._least, BONUS, 0.0)
        gain[self._size >= self._most] = -np.inf
        gain[:-1][self.held == CLOSED] = -np.inf
        return gain

    def _empty(self, team: int) -> None:
        self.team[self.team == team] = CLOSED
        self._size[team] = 0
        self.held[team] = CLOSED
        self._weight[:, team] = -np.inf
        self._shift[:, team] = -np.inf
        self._shift[team, :] = -np.inf

    def _open(self, team: int, people: Ints, weights: Floats) -> None:
        """Lets people into an empty team: a new column of shifts, the best of each team's members last and so kept."""
        self._weight[people, team] = weights
        change = weights - self._weight[people, self.team[people]]
        order = np.argsort(change, kind="stable")
        home = self.team[people][order]
        self._shift[home, team] = change[order]
        self._mover[home, team] = people[order]

    def _insert(self, person: int) -> None:
        gain, came_from = self._spread(self._weight[person].copy())
        last = int(np.argmax(gain + self._seat_gain()))
        path = self._path(last, came_from)
        for a, b in pairwise(path):
            self.team[self._mover[a, b]] = b
        self.team[person] = path[0]
        self._size[last] += 1
        self._refresh(path)

    def _fill(self, team: int) -> bool:
        """Gives one more seat of a team to whom it is worth most; whether that gained anything."""
        if self._size[team] >= self._most[team]:
            return False
        lost = np.where(self._size <= self._least, -BONUS, 0.0)
        lost[self._size == 0] = -np.inf
        lost[self.nowhere] = 0.0
        lost[team] = -np.inf
        gain, came_from = self._spread(lost)
        if gain[team] + self._seat_gain()[team] <= 1e-9:
            return False
        path = self._path(team, came_from)
        for a, b in pairwise(path):
            self.team[self._mover[a, b]] = b
        self._size[path[0]] -= 1
        self._size[team] += 1
        self._refresh(path)
        return True

    def _spread(self, gain: Floats) -> tuple[Floats, Ints]:
        """The greatest gain with which each team can be reached, and the team before it (itself: none)."""
        came_from = np.arange(len(gain))
        front = np.flatnonzero(gain > -np.inf)
        while len(front):
            through = gain[front][:, None] + self._shift[front]
            best = through.argmax(axis=0)
            reached = through[best, self._columns]
            better = np.flatnonzero(reached > gain + 1e-9)
            came_from[better] = front[best[better]]
            gain[better] = reached[better]
            front = better
        return gain, came_from

    def _path(self, last: int, came_from: Ints) -> list[int]:
        path = [last]
        while came_from[path[-1]] != path[-1]:
            path.append(int(came_from[path[-1]]))
        return path[::-1]

    def _refresh(self, teams: Iterable[int]) -> None:
        for team in teams:
            members = np.flatnonzero(self.team == team)
            if not len(members):
                self._shift[team] = -np.inf
                continue
            change = self._weight[members] - self._weight[members, team][:, None]
            best = change.argmax(axis=0)
            self._mover[team] = members[best]
            self._shift[team] = change[best, np.arange(len(best))]
            self._shift[team, team] = -np.inf


def without_the_apart(problem: PairingProblem, solution: Solution) -> Solution:
    """The solution without one of each two mentees who are to be kept apart, and without teams too small then.

    Assignment and transportation know nothing of them: they are rare, and the exact model keeps them apart.
    """
    sitting = np.zeros(len(problem.pair_mentee), dtype=np.bool_)
    sitting[solution.pairs] = True
    for one, other in problem.apart.tolist():
        if sitting[one] and sitting[other]:
            sitting[min(one, other, key=lambda pair: (problem.pair_score[pair], pair))] = False
    size = np.bincount(problem.pair_mentor[sitting], minlength=len(problem.mentors))
    enough = size >= np.maximum(problem.least, 1)
    kept = solution.options[enough[problem.option_mentor[solution.options]]]
    return Solution(np.flatnonzero(sitting & enough[problem.pair_mentor]), np.sort(kept))
