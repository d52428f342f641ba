"""How good and how fast pairing is: `python -m tests.benchmarks.pairing [--quick | --large]`.

Generated rounds (see `rounds_at_scale`), three seeds at supply/demand 0.8, 1.0 and 1.3; medians over the seeds. Beside
each, on the same instances, a careful coordinator: greedy, but aware of hours. Every team is checked on real dates.
"""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from time import monotonic

from mentoring_sync.pairing.pair import pair
from mentoring_sync.records.team import Pairing, Standing, Wishes
from tests.benchmarks.greedy import greedy
from tests.benchmarks.rounds_at_scale import Scale, a_round_of, newcomers
from tests.pairing.checker import team_faults

RATIOS = (0.8, 1.0, 1.3)
QUICK = (Scale(40, 12, seconds=10), Scale(40, 12, seconds=10, dense=2), Scale(100, 30, seconds=10))
USUAL = (*QUICK, Scale(200, 60, seconds=30))
LARGE = (Scale(1000, 300, seconds=30),)


@dataclass(frozen=True)
class Measured:
    """What one instance gave."""

    placed: int
    placed_bound: int
    score: int
    score_bound: int
    moved: int
    moved_bound: int
    seconds: float
    greedy_placed: int
    greedy_score: int

    @property
    def gap(self) -> float:
        """How far the score may be from the best, in percent of its bound."""
        return 100 * (self.score_bound - self.score) / max(1, self.score_bound)

    @property
    def proved(self) -> str:
        """Which objectives are proved."""
        marks = (
            ("placed", self.placed == self.placed_bound),
            ("moved", self.moved == self.moved_bound),
            ("score", self.score == self.score_bound),
        )
        return "+".join(name for name, holds in marks if holds) or "nothing"


def measure(scale: Scale, ratio: float, seed: int) -> tuple[Measured, Pairing]:
    """One instance, paired and checked."""
    mentors, mentees, rules = a_round_of(scale, ratio, seed)
    return _measured(mentors, mentees, Wishes(), rules)


def measure_again(scale: Scale, ratio: float, seed: int) -> Measured:
    """The same round after 3 mentors left, 8 mentees withdrew and 10 arrived; in 5 s, against the teams that stand."""
    mentors, mentees, rules = a_round_of(scale, ratio, seed)
    stands = pair(mentors, mentees, Wishes(), rules.model_copy(update={"time_limit_seconds": 8.0}))
    draw = random.Random(seed)
    gone = {person.email for person in [*draw.sample(mentors, 3), *draw.sample(mentees, 8)]}
    mentees = [*(mentee for mentee in mentees if mentee.email not in gone), *newcomers(10, seed)]
    standing = tuple(
        Standing(
            mentor=team.mentor.email,
            slot=team.slot,
            mentees=tuple(mentee.email for mentee in team.mentees),
            introduced=True,
        )
        for team in stands.teams
    )
    mentors = [mentor for mentor in mentors if mentor.email not in gone]
    hurried = rules.model_copy(update={"time_limit_seconds": 5.0})
    return _measured(mentors, mentees, Wishes(standing=standing), hurried)[0]


def _measured(mentors, mentees, wishes, rules) -> tuple[Measured, Pairing]:
    began = monotonic()
    found = pair(mentors, mentees, wishes, rules)
    seconds = monotonic() - began
    faults = [fault for team in found.teams for fault in team_faults(team, wishes, rules)]
    if faults:
        raise SystemExit(f"wrong: {faults[:3]}")
    others = greedy(mentors, mentees, rules)
    placed, moved, score = (found.objectives[name] for name in ("placed", "moved", "score"))
    return Measured(
        placed=placed.value,
        placed_bound=placed.bound,
        score=score.value,
        score_bound=score.bound,
        moved=moved.value,
        moved_bound=moved.bound,
        seconds=seconds,
        greedy_placed=others[0],
        greedy_score=others[1],
    ), found


def _lines(name: str, measured: Iterator[Measured]) -> str:
    each = list(measured)
    return (
        f"| {name} | {median(m.placed for m in each):g} of at most {median(m.placed_bound for m in each):g}"
        f" | {median(m.score for m in each):g} ({median(m.gap for m in each):.2f} %)"
        f" | {', '.join(sorted({m.proved for m in each}))} | {median(m.seconds for m in each):.1f}"
        f" | {median(m.greedy_placed for m in each):g} / {median(m.greedy_score for m in each):g} |"
    )


def main(arguments: list[str]) -> None:
    """Prints the table."""
    scales = QUICK if "--quick" in arguments else (*USUAL, *LARGE) if "--large" in arguments else USUAL
    seeds = (1,) if "--quick" in arguments else (1, 2, 3)
    print("| round, supply/demand | placed | score (gap) | proved | seconds | greedy: placed / score |")
    print("|---|---|---|---|---|---|")
    for scale in scales:
        for ratio in RATIOS:
            print(_lines(f"{scale}, {ratio}", (measure(scale, ratio, seed)[0] for seed in seeds)), flush=True)
    if "--quick" not in arguments:
        again = Scale(200, 60, seconds=5)
        for ratio in RATIOS:
            print(_lines(f"{again} again, {ratio}", (measure_again(again, ratio, seed) for seed in seeds)), flush=True)
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")


if __name__ == "__main__":
    main(sys.argv[1:])
