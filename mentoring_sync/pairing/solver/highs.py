"""HiGHS as we use it: silent, with one thread (so that it always takes the same way), and stoppable.

It counts no work of its own yet (https://github.com/ERGO-Code/HiGHS/issues/3133), and tells a mixed-integer run's
simplex iterations only once it is over. But it calls back at each simplex iteration of a linear run, and whenever a
mixed-integer run looks at its limits, always at the same points: so these calls are what is counted.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from mentoring_sync.pairing.solver.budget import Budget

ALMOST_ONE = 0.99
FEASIBLE = 2
"""HiGHS' word for a solution that holds."""

ITERATION, ITERATION_A_ROW = 1e-5, 4.5e-8
"""Work of a simplex iteration. Measured: 25 us at 250 rows, 240 us at 4,900."""

LOOK_AN_ENTRY = 2.3e-7
"""Work between two looks at the limits of a mixed-integer run, by the entries (to the power of 1.5) of the columns that
aren't fixed to zero.
Measured: 0.06 to 0.12 s at 5,000 to 9,000 entries, 0.005 to 0.01 s at 600, 0.4 s at 24,000."""

BEGINNING_AN_ENTRY = 5e-6
"""Work of presolve, by the model's entries."""

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


def run(highs: Any, budget: Budget) -> bool:
    """Solves until done or until the budget is spent; whether there is a solution that holds then."""
    from highspy import HighsModelStatus, cb  # as above

    if budget.is_spent():
        return False
    simplex, look_at_limits = cb.HighsCallbackType.kCallbackSimplexInterrupt, cb.HighsCallbackType.kCallbackMipInterrupt
    open_columns = np.asarray(highs.getLp().col_upper_) > 0
    size = highs.getNumNz() * float(open_columns.mean())
    work = {
        simplex: ITERATION + ITERATION_A_ROW * highs.getNumRow(),
        look_at_limits: LOOK_AN_ENTRY * size**1.5,
    }

    def look(kind: Any, _message: str, _out: Any, answer: Any, _data: Any) -> None:
        budget.spend(work[kind])
        answer.user_interrupt = budget.is_spent()

    budget.spend(BEGINNING_AN_ENTRY * size)
    highs.setCallback(look, None)
    for kind in work:
        highs.startCallback(kind)
    highs.setOptionValue("time_limit", budget.deadline.left())  # of this run
    highs.run()
    if highs.getModelStatus() == HighsModelStatus.kTimeLimit:
        budget.cut()
    return bool(highs.getInfo().primal_solution_status == FEASIBLE)
