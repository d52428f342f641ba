"""The first Ctrl-C ends the search, the second the program; whatever the parent does with the signal."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator

import numpy as np
import pytest

from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.highs import new_solver, run
from mentoring_sync.run.interrupts import ended_by_ctrl_c


@pytest.fixture(autouse=True)
def own_signal() -> Iterator[None]:
    """Ctrl-C is an interrupt here, even if whoever started the tests ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def ctrl_c() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def interrupted_twice() -> None:
    with ended_by_ctrl_c():
        ctrl_c()
        ctrl_c()


def test_ctrl_c_ends_the_deadline_and_not_the_program() -> None:
    with ended_by_ctrl_c() as deadline:
        assert not deadline.over
        ctrl_c()
        assert deadline.over
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_second_ctrl_c_is_an_interrupt() -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted_twice()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def swallowed() -> None:
    with ended_by_ctrl_c():
        ctrl_c()
        try:
            ctrl_c()
        except KeyboardInterrupt:
            return


def test_an_interrupt_that_a_callback_swallows_comes_all_the_same() -> None:
    with pytest.raises(KeyboardInterrupt):
        swallowed()


def test_each_search_has_a_deadline_of_its_own() -> None:
    with ended_by_ctrl_c():
        ctrl_c()
    with ended_by_ctrl_c() as deadline:
        assert not deadline.over


def test_outside_the_main_thread_ctrl_c_is_left_alone() -> None:
    found = []

    def look() -> None:
        with ended_by_ctrl_c() as deadline:
            found.append((signal.getsignal(signal.SIGINT), deadline.over))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [(signal.default_int_handler, False)]


def test_ctrl_c_is_heard_while_highs_solves() -> None:
    draw, count = np.random.default_rng(1), 120
    highs = new_solver()
    highs.addVars(count, np.zeros(count), np.ones(count))
    columns = np.arange(count, dtype=np.int32)
    highs.changeColsIntegrality(count, columns, np.ones(count, dtype=np.uint8))
    highs.changeColsCost(count, columns, -draw.integers(50, 100, count).astype(float))
    for _ in range(80):
        row = draw.integers(50, 100, count).astype(float)
        start = np.array([0], dtype=np.int32)
        highs.addRows(1, np.array([-np.inf]), np.array([row.sum() / 2]), count, start, columns, row)
    with ended_by_ctrl_c() as deadline:
        threading.Timer(0.5, ctrl_c).start()
        run(highs, Budget(math.inf, deadline.at_most(60)))
        assert deadline.over
        assert deadline.elapsed() < 30


IGNORED = """
    import os, signal
    from mentoring_sync.run.interrupts import ended_by_ctrl_c

    with ended_by_ctrl_c() as deadline:
        os.kill(os.getpid(), signal.SIGINT)
        assert deadline.over
        os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
"""


def test_where_the_parent_ignores_ctrl_c_the_first_ends_the_search_and_the_second_is_ignored() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(IGNORED)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
