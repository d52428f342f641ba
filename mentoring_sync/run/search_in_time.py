"""A search that time cut: nothing changes on its unfinished plan. The next run takes twice the time; if that is cut,
too, nothing is searched any more before a person says what to do."""

from __future__ import annotations

from dataclasses import replace

from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.run.questions import Asking
from mentoring_sync.run.searched import Searched
from mentoring_sync.workbook.known.cut_pairing import KnownCut, cut_cells, known_cut
from mentoring_sync.workbook.known.pairing import answered_cells
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.tabs.teams import TEAMS

MOST_CUTS = 2
TAKE, AGAIN = "take these teams", "search again"


def search_in_time(base: TabBase, request: PairingRequest, deadline: Deadline, asking: Asking) -> Searched:
    """The best teams, where time allowed to search as far as the rules say; or what is to be said of it."""
    own, before = Asking(asking.answers), known_cut(base, request)
    if before and before.times >= MOST_CUTS:
        choice = own.ask(_question(before))
        asking.acted_on.update(own.acted_on)
        if choice == TAKE:
            taken = replace(before.found, cut=False)
            return Searched(found=taken, memory=answered_cells(request, taken))
        if choice != AGAIN:
            return _cut(before, request, own)
    times = before.times if before else 0
    found = pair(request.with_patience(times + 1), deadline)
    if not found.cut:
        return Searched(found=found, memory=answered_cells(request, found))
    best = before.found if before and _value(before.found) > _value(found) else found
    cut = KnownCut(times=times + 1, found=best)
    if cut.times == MOST_CUTS:
        own.ask(_question(cut))
    return _cut(cut, request, own)


def _cut(cut: KnownCut, request: PairingRequest, asking: Asking) -> Searched:
    said = _first_time(cut) if cut.times < MOST_CUTS else _for_operator()
    return Searched(found=cut.found, memory=cut_cells(request, cut), problems=(said, *asking.unanswered))


def _value(found: CandidatePairing) -> tuple[int, int]:
    return found.placed, found.score


def _first_time(cut: KnownCut) -> Problem:
    return Problem(
        where=Place(tab=TEAMS.title),
        what=f"Time ran out while teams were searched for ({_so_far(cut)} so far). "
        "Nothing is changed, nobody is mailed.",
        remedy="Nothing to do: the next run takes more time. If it was to pair again, ask for that again.",
    )


def _for_operator() -> Problem:
    return Problem(
        where=Place(tab=TEAMS.title),
        what="Time ran out again while teams were searched for: this machine is too slow or too busy.",
        remedy="Raise time_limit_seconds under [pairing] in the configuration, lower work_limit, or run it elsewhere.",
        for_operator=True,
    )


def _question(cut: KnownCut) -> Problem:
    return Problem(
        where=Place(tab=TEAMS.title),
        what=f"Time ran out while teams were searched for, and again ({_so_far(cut)}; there may be better teams). "
        "Nothing is changed, nobody is mailed.",
        remedy=f"Choose “{TAKE}”, and they are proposed as any; or “{AGAIN}”, and the next run goes on.",
        choices=(TAKE, AGAIN),
    )


def _so_far(cut: KnownCut) -> str:
    return f"{cut.found.placed} mentees in {len(cut.found.teams)} teams"
