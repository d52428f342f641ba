"""What recruiting would bring: the round paired again with each mentor of the recruiting brief, imagined as it says.

A recruit seats more than those who wait for them: whoever leaves another team for theirs makes room for one more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mentoring_sync.pairing.explain.recruiting import Wanted
from mentoring_sync.pairing.problem.problem import open_market
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.solver.deadline import Patience
from mentoring_sync.pairing.solver.objectives import levels
from mentoring_sync.pairing.solver.search import search
from mentoring_sync.records.availability import Block, WeeklyHours
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.team import Pairing, Wishes

RECRUIT = "recruit@mentors.invalid"


@dataclass(frozen=True, kw_only=True)
class Reinforced:
    """A mentor to recruit, and how many more mentees have a team once the round is paired again with them.

    At least those whom the brief names; how many more is what was found in the time, not what is possible at most.
    """

    wanted: Wanted
    more: int

    def __str__(self) -> str:
        beyond = self.more - len(self.wanted.mentees)
        return f"{self.wanted}" + (f"; paired again, {self.more} more are placed" if beyond > 0 else "")


def reinforced(
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    wishes: Wishes,
    rules: Rules,
    *,
    brief: Sequence[Wanted],
    found: Pairing,
) -> tuple[Reinforced, ...]:
    """Each line of the brief by itself against the pairing `found`, all within the rules' time limit."""
    whole = Patience(rules.time_limit_seconds)
    result = []
    for at, wanted in enumerate(brief):
        market = open_market([*mentors, _recruit(wanted, rules)], mentees, wishes, rules)
        plan = search(market, levels(market, rules.strictness), whole.part(1 / (len(brief) - at))).plan
        more = max(len(plan.pairs) - found.placed, len(wanted.mentees))
        result.append(Reinforced(wanted=wanted, more=more))
    return tuple(result)


def _recruit(wanted: Wanted, rules: Rules) -> Mentor:
    """The mentor a line asks for, with that one hour; nothing is checked, since nobody says this of themselves."""
    block = Block(day=wanted.slot.day, start=wanted.slot.start, end=wanted.slot.start + rules.round.meeting_minutes)
    answers: dict[str, Any] = {
        "name": "A recruit",
        "email": RECRUIT,
        "hours": WeeklyHours(zone=wanted.slot.zone, blocks=(block,)),
        "languages": (wanted.language,),
        "tools": wanted.tools,
        "kinds_of_help": (),
    }
    return Mentor.model_construct(**answers, capacity=rules.most_mentees, min_team=1)
