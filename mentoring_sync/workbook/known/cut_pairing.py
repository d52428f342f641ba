"""A search for teams that time cut: what was asked, how often it was cut, and the best that was found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.workbook.known.pairing import ASKED, CUT, answered_cells, kept_answer
from mentoring_sync.workbook.merge.rows import Cells, TabBase

STOOD = "stood"


@dataclass(frozen=True, kw_only=True)
class KnownCut:
    """The same question was cut so many times; `found` is the best of what was found."""

    times: int
    found: CandidatePairing


def cut_cells(request: PairingRequest, cut: KnownCut) -> dict[str, Cells]:
    """What is to be kept of it: the rows of an answer, which isn't one yet."""
    cells = answered_cells(request, cut.found)
    return {**cells, ASKED: {**cells[ASKED], CUT: float(cut.times), STOOD: _stood(request)}}


def known_cut(base: TabBase, request: PairingRequest) -> KnownCut | None:
    """What is known of a cut search, where the question is the same; None where there was none, or it was spoiled."""
    asked = base.get(ASKED, {})
    found = kept_answer(base, request)
    if found is None or asked.get(STOOD) != _stood(request):
        return None
    try:
        times = int(float(str(asked[CUT])))
    except (KeyError, ValueError):
        return None
    return KnownCut(times=times, found=replace(found, cut=True))


def _stood(request: PairingRequest) -> str:
    """The teams that stand, in a few letters, in whatever order they come."""
    return hashlib.sha256("\n".join(sorted(map(repr, request.wishes.standing))).encode()).hexdigest()[:24]
