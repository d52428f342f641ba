"""`python -m tests.benchmarks.peers [--quick | --large]`: peers on the generated rounds, medians of three seeds.

Each cell: mentees paired on paper / who can really meet in every week / after a second round / their score / seconds.
"""

from __future__ import annotations

import sys
from statistics import median

from tests.benchmarks.greedy import greedy
from tests.benchmarks.peers import PEERS, Outcome, beside
from tests.benchmarks.rounds_at_scale import Scale, a_round_of
from tests.pairing.rounds import a_problem

RATIOS = (0.8, 1.0, 1.3)
USUAL = (
    Scale(40, 12, work=10),
    Scale(40, 12, work=10, dense=2),
    Scale(100, 30, work=10),
    Scale(200, 60, work=30),
)
LARGE = (*USUAL, Scale(1000, 300, work=30))


def _median(outcomes: list[Outcome]) -> str:
    failed = [outcome for outcome in outcomes if outcome.failed]
    if failed:
        return failed[0].failed
    figures = (
        f"{median(getattr(outcome, name) for outcome in outcomes):g}" for name in ("paper", "meet", "refilled", "score")
    )
    return f"{' / '.join(figures)} / {median(outcome.seconds for outcome in outcomes):.2f} s"


def main(arguments: list[str]) -> None:
    """Prints the table."""
    scales = USUAL[:1] if "--quick" in arguments else LARGE if "--large" in arguments else USUAL
    print(f"| round, supply/demand | greedy, hour-aware: placed / score | {' | '.join(PEERS)} |")
    print("|---|---|---|---|---|")
    for scale in scales:
        for ratio in RATIOS:
            print(_line(scale, ratio), flush=True)


def _line(scale: Scale, ratio: float) -> str:
    outcomes: dict[str, list[Outcome]] = {peer: [] for peer in PEERS}
    careful = []
    for seed in (1, 2, 3):
        mentors, mentees, rules = a_round_of(scale, ratio, seed)
        problem = a_problem(mentors, mentees, given=rules)
        careful.append(greedy(mentors, mentees, rules))
        for peer in PEERS:
            outcomes[peer].append(beside(problem, peer))
    placed, score = (median(each[at] for each in careful) for at in (0, 1))
    return f"| {scale}, {ratio} | {placed:g} / {score:g} | {' | '.join(map(_median, outcomes.values()))} |"


main(sys.argv[1:])
