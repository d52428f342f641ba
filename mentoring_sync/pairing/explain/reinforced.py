"""What recruiting would bring: the round paired again with each mentor of the recruiting brief, imagined as it says.

A recruit seats more than those who wait for them: whoever leaves another team for theirs makes room for one more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mentoring_sync.pairing.explain.wanted import Wanted
from mentoring_sync.pairing.problem.candidates import CandidatePairing, MentorCandidate
from mentoring_sync.pairing.problem.problem import formulate
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.pairing.solver.objectives import objectives_in_order
from mentoring_sync.pairing.solver.search import search
from mentoring_sync.records.availability import Block, WeeklyHours
from mentoring_sync.records.person import PersonId

RECRUIT = PersonId("the recruit")


@dataclass(frozen=True, kw_only=True)
class Reinforced:
    """A mentor to recruit, and how many more mentees have a team once the round is paired again with them.

    At least those whom the brief names; how many more is what was found in that work, not what is possible at most.
    """

    wanted: Wanted
    more: int

    def __str__(self) -> str:
        beyond = self.more - len(self.wanted.mentees)
        return f"{self.wanted}" + (f"; paired again, {self.more} more are placed" if beyond > 0 else "")


def reinforced(
    request: PairingRequest, deadline: Deadline, *, brief: Sequence[Wanted], found: CandidatePairing
) -> tuple[Reinforced, ...]:
    """Each line of the brief by itself against the pairing `found`, all within the rules' limits."""
    whole = request.rules.budget(deadline)
    result = []
    for at, wanted in enumerate(brief):
        problem = formulate(request.with_mentor(_recruit(wanted, request.rules)))
        order = objectives_in_order(problem, request.rules.strictness)
        solution = search(problem, order, whole.part(1 / (len(brief) - at))).solution
        more = max(len(solution.pairs) - found.placed, len(wanted.mentees))
        result.append(Reinforced(wanted=wanted, more=more))
    return tuple(result)


def _recruit(wanted: Wanted, rules: Rules) -> MentorCandidate:
    """The mentor a line asks for, with that one hour."""
    block = Block(day=wanted.slot.day, start=wanted.slot.start, end=wanted.slot.start + rules.round.meeting_minutes)
    return MentorCandidate(
        id=RECRUIT,
        name="A recruit",
        hours=WeeklyHours(zone=wanted.slot.zone, blocks=(block,)),
        languages=(wanted.language,),
        tools=wanted.tools,
        capacity=rules.most_mentees,
    )
