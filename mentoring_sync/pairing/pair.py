"""The door: people, wishes and rules come in, the pairing goes out.

Reads like the job: open the market, solve one objective after the other, settle ties, put the plan into words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mentoring_sync.pairing.explain.reasons import unplaced
from mentoring_sync.pairing.explain.remedies import Remedies
from mentoring_sync.pairing.problem.problem import Market, open_market
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.score import why
from mentoring_sync.pairing.solver.deadline import Patience, ended_by_ctrl_c
from mentoring_sync.pairing.solver.objectives import Plan, levels
from mentoring_sync.pairing.solver.proof import objectives
from mentoring_sync.pairing.solver.search import search
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.team import Pairing, Seat, Team, Wishes

PINNED_SHARE = 0.7
"""Where there are pins, the share of the time for a search: if some can't be kept together, there is another."""


def pair(mentors: Sequence[Mentor], mentees: Sequence[Mentee], wishes: Wishes, rules: Rules) -> Pairing:
    """The best teams within the rules' time limit, who is in none and why, and how good that is proved to be.

    The same people, wishes and rules give the same pairing in whatever order they come, unless time runs out.
    """
    patience = Patience(rules.time_limit_seconds)
    with ended_by_ctrl_c(patience):
        return _paired(mentors, mentees, wishes, rules, patience)


def _paired(
    mentors: Sequence[Mentor], mentees: Sequence[Mentee], wishes: Wishes, rules: Rules, patience: Patience
) -> Pairing:
    market = open_market(mentors, mentees, wishes, rules)
    order = levels(market, rules.strictness)
    found = search(market, order, patience.part(PINNED_SHARE) if market.heard.pinned else patience)
    plan = found.plan
    lost = _lost_pins(market, plan)
    if lost:
        rest = _paired(mentors, mentees, replace(wishes, pins=wishes.pins - lost.keys()), rules, patience)
        return replace(rest, ignored=tuple(sorted({*rest.ignored, *lost.values()})))
    teams = _teams(market, plan)
    return Pairing(
        teams=teams,
        unplaced=unplaced(market, plan, Remedies(market, teams, rules)),
        objectives=objectives(market, plan, order, found.bounds),
        ignored=tuple(sorted(market.heard.ignored.values())),
    )


def _teams(market: Market, plan: Plan) -> tuple[Team, ...]:
    teams = []
    for option in plan.options.tolist():
        mentor = market.mentors[market.option_mentor[option]]
        pairs = plan.pairs[market.pair_mentor[plan.pairs] == market.option_mentor[option]].tolist()
        mentees = [(market.mentees[market.pair_mentee[pair]], int(market.pair_score[pair])) for pair in pairs]
        seats = tuple(Seat(mentee=mentee, score=points, why=why(mentor, mentee)) for mentee, points in mentees)
        teams.append(Team(mentor=mentor, slot=market.slot(option), seats=seats))
    return tuple(teams)


def _lost_pins(market: Market, plan: Plan) -> dict[tuple[str, str], str]:
    """Pins that can each be kept, but not all together: the sentence for each that the plan gave up."""
    seated = set(market.pair_mentee[plan.pairs].tolist())
    lost = {}
    for mentee, mentor in sorted(market.heard.pinned.items()):
        if mentee not in seated:
            names = market.mentees[mentee].email, market.mentors[mentor].email
            lost[names] = f"{names[0]} can't be pinned to {names[1]}: the other pins leave too few people for that team"
    return lost
