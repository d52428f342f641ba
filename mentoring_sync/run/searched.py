"""What came of a search for teams, or what is known of an earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.records.problem import Problem
from mentoring_sync.workbook.merge.rows import Cells


@dataclass(frozen=True, kw_only=True)
class Searched:
    """What was found, and what the next run is to know of it. `found` is cut where nothing may come of it yet."""

    found: CandidatePairing
    memory: Mapping[str, Cells] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
