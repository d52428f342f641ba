"""HiGHS as we use it: silent, with one thread (so that it always takes the same way), and stoppable."""

from __future__ import annotations

from typing import Any

from mentoring_sync.pairing.solver.deadline import Deadline

ALMOST_ONE = 0.99
FEASIBLE = 2
"""HiGHS' word for a solution that holds."""

OPTIONS: dict[str, bool | float | int] = {
    "output_flag": False,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": ALMOST_ONE,
    "random_seed": 0,
    "threads": 1,
}


def new_solver() -> Any:
    """An empty model that minimises.

    `highspy.Highs` prints a banner to stdout before it can be told to be silent; its base class doesn't.
    """
    from highspy import _core  # takes a tenth of a second: only for those who solve

    highs = _core._Highs()
    for name, value in OPTIONS.items():
        highs.setOptionValue(name, value)
    return highs


def run(highs: Any, deadline: Deadline) -> None:
    """Solves until done or until the deadline, which HiGHS asks for every now and then."""
    from highspy import cb  # as above

    def look(_kind: int, _message: str, _out: Any, answer: Any, _data: Any) -> None:
        answer.user_interrupt = deadline.over

    highs.setCallback(look, None)
    for kind in (cb.HighsCallbackType.kCallbackMipInterrupt, cb.HighsCallbackType.kCallbackSimplexInterrupt):
        highs.startCallback(kind)
    highs.setOptionValue("time_limit", deadline.left())  # of this run
    highs.run()
