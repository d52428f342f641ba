"""Prices bound everything, the assignment is exact, and the search ends at the deadline."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.pairing.rules import Strictness
from mentoring_sync.pairing.solver.annealing import Cooling, anneal, assign
from mentoring_sync.pairing.solver.assignment import CLOSED, Assignment
from mentoring_sync.pairing.solver.lagrangian import Lagrangian, Profits
from mentoring_sync.pairing.solver.local_search import Losses, improve
from mentoring_sync.pairing.solver.mip import MipModel
from mentoring_sync.pairing.solver.objectives import LinearObjective, Solution, objectives_in_order
from mentoring_sync.pairing.solver.search import search
from tests.extent import extent
from tests.pairing.rounds import a_mentee, a_mentor, a_problem, within
from tests.pairing.strategies import small_rounds

NOTHING = Solution(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
quick = settings(
    max_examples=extent(share=25, whole=60),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)


def problem_of(people):
    return a_problem(*people)


def profits_of(problem, for_each=100.0):
    return Profits(problem.pair_score + for_each, np.zeros(len(problem.option_mentor)))


def best_sum(problem, model=None):
    gains = (problem.pair_score + 100).astype(np.int64)
    objective = LinearObjective(gains, np.zeros_like(problem.option_mentor))
    return objective.value((model or MipModel(problem)).best(objective, NOTHING, within(20))[0])


@quick
@given(small_rounds(), st.integers(0, 2**32 - 1))
def test_any_prices_bound_the_best_plan(people, seed):
    problem = problem_of(people)
    if len(problem.pair_mentee):
        prices = np.random.default_rng(seed).uniform(0, 200, len(problem.mentees))
        assert Lagrangian(problem, profits_of(problem)).at(prices).bound >= best_sum(problem) - 1e-6


@quick
@given(small_rounds(), st.integers(0, 2**32 - 1))
def test_what_a_pair_or_an_option_costs_the_bound_is_never_overstated(people, seed):
    problem = problem_of(people)
    if not len(problem.pair_mentee):
        return
    draw = np.random.default_rng(seed)
    lagrangian = Lagrangian(problem, profits_of(problem))
    prices = draw.uniform(0, 200, len(problem.mentees))
    option_loss, pair_loss = lagrangian.losses(prices)
    pair = int(draw.integers(len(problem.pair_mentee)))
    forced = MipModel(problem)
    one = LinearObjective(np.eye(len(pair_loss), dtype=np.int64)[pair], np.zeros_like(problem.option_mentor))
    forced.require(one, 1)
    assert lagrangian.at(prices).bound - pair_loss[pair] >= best_sum(problem, forced) - 1e-6
    option = int(draw.integers(len(problem.option_mentor)))
    held = MipModel(problem)
    held.require(
        LinearObjective(np.zeros_like(problem.pair_score), np.eye(len(option_loss), dtype=np.int64)[option]), 1
    )
    assert lagrangian.at(prices).bound - option_loss[option] >= best_sum(problem, held) - 1e-6


@quick
@given(small_rounds(), st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_an_assignment_that_was_mended_is_as_good_as_the_exact_one(people, changes):
    problem = problem_of(people)
    if not len(problem.pair_mentee):
        return
    assignment = Assignment(problem, profits_of(problem))
    for change in changes:
        option = change % len(problem.option_mentor)
        mentor = int(problem.option_mentor[option])
        assignment.hold(mentor, CLOSED if change % 7 == 0 else option)
    if assignment.value() >= 0:
        model = MipModel(problem)
        model.drop(np.zeros(model.fits, dtype=bool), ~np.isin(np.arange(model.options), assignment.held))
        for option in assignment.held[assignment.held != CLOSED].tolist():
            kept = np.eye(model.options, dtype=np.int64)[option]
            model.require(LinearObjective(np.zeros_like(problem.pair_score), kept), 1)
        assert assignment.value() == best_sum(problem, model)


@quick
@given(small_rounds())
def test_at_its_own_prices_an_assignment_is_worth_its_bound(people):
    problem = problem_of(people)
    if not len(problem.pair_mentee):
        return
    assignment, lagrangian = Assignment(problem, profits_of(problem)), Lagrangian(problem, profits_of(problem))
    assignment.hold(int(problem.option_mentor[0]), 0)
    if assignment.value() >= 0:
        prices = assignment.prices()
        assert prices.sum() + lagrangian.gains(prices)[0] == pytest.approx(assignment.value())


def test_a_problem_without_pairs_is_searched_in_no_time():
    problem = a_problem([], [])
    assert (
        search(problem, objectives_in_order(problem, Strictness.MOVE_ANYONE), within(1)).solution.pairs.tolist() == []
    )


def test_neighbourhoods_never_lose_and_leave_the_model_whole():
    mentors = [a_mentor(f"mentor {at}", capacity=1, tools=("R",) if at % 2 else ("SQL",)) for at in range(8)]
    mentees = [a_mentee(f"mentee {at}", tools=("SQL",) if at % 2 else ("R",)) for at in range(8)]
    problem = problem_of((mentors, mentees))
    placed, score = objectives_in_order(problem, Strictness.MOVE_ANYONE)
    model = MipModel(problem)
    solution, _ = model.best(placed, NOTHING, within(20))
    model.require(placed, placed.value(solution))
    losses = Losses(np.zeros(model.options), np.zeros(model.fits), reach=1.0)
    better = improve(model, score, solution, losses, within(2))
    best, bound = model.best(score, better, within(20))
    assert score.value(solution) <= score.value(better) <= score.value(best) == bound


def test_what_annealing_finds_is_a_plan_that_the_exact_model_allows():
    mentors = [a_mentor(f"mentor {at}", min_team=2, capacity=3) for at in range(4)]
    problem = problem_of((mentors, [a_mentee(f"mentee {at}") for at in range(7)]))
    lagrangian = Lagrangian(problem, profits_of(problem))
    solution = anneal(assign(problem, lagrangian.profits, np.arange(1)), lagrangian, Cooling(20, 3, 60), within(20))
    placed, _ = objectives_in_order(problem, Strictness.MOVE_ANYONE)
    assert MipModel(problem).best(placed, solution, within(20)) == (solution, placed.value(solution))
    assert placed.value(solution) == 7
