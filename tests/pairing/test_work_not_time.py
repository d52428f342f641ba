"""The same question has the same answer, however busy the machine is and whatever its clock does; or it says "cut"."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.solver import search
from mentoring_sync.pairing.solver.deadline import Deadline
from tests.benchmarks.rounds_at_scale import Scale, a_round_of
from tests.pairing.rounds import a_request, in_its_time

TOO_LITTLE = 0.08
"""Units of work in which no such round is proved, so that where the search ends depends on them."""


def asked(scale: Scale, seed: int) -> PairingRequest:
    """A round of this size."""
    mentors, mentees, given = a_round_of(scale, 1.0, seed)
    return a_request(mentors, mentees, given=given)


class JumpyClock:
    """A clock that goes by leaps: minutes may pass between two looks."""

    def __init__(self, seed: int) -> None:
        self._draw, self._now = random.Random(seed), 0.0

    def __call__(self) -> float:
        self._now += self._draw.choice((0.0, 1e-6, 0.3, 200.0))
        return self._now


@contextmanager
def noise() -> Iterator[None]:
    """A thread that never rests."""
    quiet = threading.Event()

    def burn() -> None:
        while not quiet.is_set():
            sum(range(1_000))

    busy = threading.Thread(target=burn)
    busy.start()
    try:
        yield
    finally:
        quiet.set()
        busy.join()


@pytest.fixture(params=["exact", "wide", "large"])
def request_of_each_kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> PairingRequest:
    """A round for each way to search."""
    if request.param == "large":
        monkeypatch.setattr(search, "EXACT_FITS", 0)
    if request.param == "exact":
        return asked(Scale(40, 12, work=TOO_LITTLE), 1)
    return asked(Scale(60, 40, work=TOO_LITTLE), 1)


def test_neither_the_clock_nor_a_busy_machine_changes_the_answer(request_of_each_kind: PairingRequest) -> None:
    question = request_of_each_kind
    undisturbed = pair(question, in_its_time())
    leaping = pair(_patient(question), Deadline.unlimited(JumpyClock(1)))
    with noise():
        disturbed = pair(_patient(question), in_its_time())
    assert not undisturbed.cut
    assert undisturbed == leaping == disturbed


def _patient(question: PairingRequest) -> PairingRequest:
    """The same with a deadline too far away to matter."""
    far_away = {"time_limit_seconds": 1e9}
    return PairingRequest(
        mentors=question.mentors,
        mentees=question.mentees,
        wishes=question.wishes,
        rules=question.rules.model_copy(update=far_away),
    )


def cut_after(looks: int, question: PairingRequest) -> CandidatePairing:
    """What is found where time is up after so many looks at the clock."""
    ticks = count()
    return pair(question, Deadline(looks, lambda: float(next(ticks))))


@pytest.mark.parametrize("looks", [0, 1, 20, 300])
def test_where_time_runs_out_there_are_teams_all_the_same_and_they_say_so(looks: int) -> None:
    found = cut_after(looks, asked(Scale(40, 12, work=20), 1))
    assert found.cut
    assert len({seat.mentee.id for team in found.teams for seat in team.seats}) == found.placed
