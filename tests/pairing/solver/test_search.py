"""Prices bound everything, the flow is exact, and the search ends when patience does."""

from __future__ import annotations

import os
import signal
import threading

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.pairing.problem.problem import open_market
from mentoring_sync.pairing.rules import Strictness
from mentoring_sync.pairing.solver.annealing import Cooling, anneal, seat
from mentoring_sync.pairing.solver.assignment import CLOSED, Seating
from mentoring_sync.pairing.solver.deadline import Patience, ended_by_ctrl_c
from mentoring_sync.pairing.solver.lagrangian import Exchange, Worth
from mentoring_sync.pairing.solver.local_search import Losses, improve
from mentoring_sync.pairing.solver.mip import ExactModel
from mentoring_sync.pairing.solver.objectives import Level, Plan, levels
from mentoring_sync.pairing.solver.search import search
from mentoring_sync.records.team import Wishes
from tests.builders import a_mentee, a_mentor
from tests.pairing.rounds import rules, small_rounds

NOTHING = Plan(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
quick = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def market_of(people):
    return open_market(*people, Wishes(), rules())


def worth_of(market, for_each=100.0):
    return Worth(market.pair_score + for_each, np.zeros(len(market.option_mentor)))


def best_sum(market, model=None):
    gains = (market.pair_score + 100).astype(np.int64)
    level = Level("sum", gains, np.zeros_like(market.option_mentor))
    return level.value((model or ExactModel(market)).best(level, NOTHING, Patience(20))[0])


@quick
@given(small_rounds(), st.integers(0, 2**32 - 1))
def test_any_prices_bound_the_best_plan(people, seed):
    market = market_of(people)
    if len(market.pair_mentee):
        prices = np.random.default_rng(seed).uniform(0, 200, len(market.mentees))
        assert Exchange(market, worth_of(market)).quote(prices).bound >= best_sum(market) - 1e-6


@quick
@given(small_rounds(), st.integers(0, 2**32 - 1))
def test_what_a_pair_or_an_option_costs_the_bound_is_never_overstated(people, seed):
    market = market_of(people)
    if not len(market.pair_mentee):
        return
    draw = np.random.default_rng(seed)
    exchange = Exchange(market, worth_of(market))
    prices = draw.uniform(0, 200, len(market.mentees))
    option_loss, pair_loss = exchange.losses(prices)
    pair = int(draw.integers(len(market.pair_mentee)))
    forced = ExactModel(market)
    one = Level("one", np.eye(len(pair_loss), dtype=np.int64)[pair], np.zeros_like(market.option_mentor))
    forced.require(one, 1)
    assert exchange.quote(prices).bound - pair_loss[pair] >= best_sum(market, forced) - 1e-6
    option = int(draw.integers(len(market.option_mentor)))
    held = ExactModel(market)
    held.require(Level("one", np.zeros_like(market.pair_score), np.eye(len(option_loss), dtype=np.int64)[option]), 1)
    assert exchange.quote(prices).bound - option_loss[option] >= best_sum(market, held) - 1e-6


@quick
@given(small_rounds(), st.lists(st.integers(0, 10**6), min_size=1, max_size=6))
def test_a_seating_that_was_mended_is_as_good_as_the_exact_one(people, changes):
    market = market_of(people)
    if not len(market.pair_mentee):
        return
    seating = Seating(market, worth_of(market))
    for change in changes:
        option = change % len(market.option_mentor)
        mentor = int(market.option_mentor[option])
        seating.hold(mentor, CLOSED if change % 7 == 0 else option)
    if seating.value() >= 0:
        model = ExactModel(market)
        model.drop(np.zeros(model.fits, dtype=bool), ~np.isin(np.arange(model.options), seating.held))
        for option in seating.held[seating.held != CLOSED].tolist():
            kept = np.eye(model.options, dtype=np.int64)[option]
            model.require(Level("held", np.zeros_like(market.pair_score), kept), 1)
        assert seating.value() == best_sum(market, model)


@quick
@given(small_rounds())
def test_at_its_own_prices_a_seating_is_worth_its_bound(people):
    market = market_of(people)
    if not len(market.pair_mentee):
        return
    seating, exchange = Seating(market, worth_of(market)), Exchange(market, worth_of(market))
    seating.hold(int(market.option_mentor[0]), 0)
    if seating.value() >= 0:
        prices = seating.prices()
        assert prices.sum() + exchange.gains(prices)[0] == pytest.approx(seating.value())


def test_ctrl_c_ends_the_patience_and_not_the_program():
    patience = Patience(60)
    with ended_by_ctrl_c(patience):
        os.kill(os.getpid(), signal.SIGINT)
        assert patience.left() == 0


def interrupted_twice():
    with ended_by_ctrl_c(Patience(60)):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)


def test_a_second_ctrl_c_is_an_interrupt():
    with pytest.raises(KeyboardInterrupt):
        interrupted_twice()


def test_outside_the_main_thread_ctrl_c_is_left_alone():
    found = []

    def look():
        with ended_by_ctrl_c(Patience(60)):
            found.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [signal.default_int_handler]


def test_a_part_of_patience_ends_with_the_whole():
    whole = Patience(60)
    part = whole.part(0.5)
    whole.end()
    assert part.left() == 0


def test_a_market_without_pairs_is_searched_in_no_time():
    market = open_market([], [], Wishes(), rules())
    assert search(market, levels(market, Strictness.MOVE_ANYONE), Patience(1)).plan.pairs.tolist() == []


def test_neighbourhoods_never_lose_and_leave_the_model_whole():
    mentors = [a_mentor(f"mentor {at}", capacity=1, tools=("R",) if at % 2 else ("SQL",)) for at in range(8)]
    mentees = [a_mentee(f"mentee {at}", tools=("SQL",) if at % 2 else ("R",)) for at in range(8)]
    market = market_of((mentors, mentees))
    placed, score = levels(market, Strictness.MOVE_ANYONE)
    model = ExactModel(market)
    plan, _ = model.best(placed, NOTHING, Patience(20))
    model.require(placed, placed.value(plan))
    losses = Losses(np.zeros(model.options), np.zeros(model.fits), reach=1.0)
    better = improve(model, score, plan, losses, Patience(2))
    best, bound = model.best(score, better, Patience(20))
    assert score.value(plan) <= score.value(better) <= score.value(best) == bound


def test_what_annealing_finds_is_a_plan_that_the_exact_model_allows():
    mentors = [a_mentor(f"mentor {at}", min_team=2, capacity=3) for at in range(4)]
    market = market_of((mentors, [a_mentee(f"mentee {at}") for at in range(7)]))
    exchange = Exchange(market, worth_of(market))
    plan = anneal(seat(market, exchange.worth, np.arange(1)), exchange, Cooling(20, 3, 60), Patience(20))
    placed, _ = levels(market, Strictness.MOVE_ANYONE)
    assert ExactModel(market).best(placed, plan, Patience(20)) == (plan, placed.value(plan))
    assert placed.value(plan) == 7
