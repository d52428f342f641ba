"""How good and how fast pairing is: `python -m tests.benchmarks.pairing [--quick | --large | --huge] [--each]`.

Generated rounds (see `rounds_at_scale`), three seeds at supply/demand 0.8, 1.0 and 1.3; medians over the seeds, or each
by itself. Beside each, on the same instances, a careful coordinator: greedy, but aware of hours (where the problem is
whole). Every instance has a process of its own, whose greatest memory is told once the teams are found. Teams are
checked on real dates: all of them, or in huge rounds a thousand.
"""

from __future__ import annotations

import random
import resource
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median
from time import monotonic
from typing import Any

from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.records.team import Objective, Wishes
from tests.benchmarks.greedy import greedy
from tests.benchmarks.rounds_at_scale import Scale, a_round_of, newcomers
from tests.pairing.checker import team_faults
from tests.pairing.rounds import paired_unchecked, standing_of

RATIOS = (0.8, 1.0, 1.3)
QUICK = (Scale(40, 12, work=10), Scale(40, 12, work=10, dense=2), Scale(100, 30, work=10))
USUAL = (*QUICK, Scale(200, 60, work=30))
LARGE = (Scale(1000, 300, work=30),)
HUGE = (Scale(5000, 1500, work=30), Scale(20_000, 6_000, work=55))
MOST_CHECKED = 1_000
MOST_FOR_GREEDY = 5_000


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
    mebibytes: float
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


def measure(scale: Scale, ratio: float, seed: int) -> Measured:
    """One instance, paired and checked."""
    mentors, mentees, rules = a_round_of(scale, ratio, seed)
    return _measured(mentors, mentees, Wishes(), rules)


def measure_again(scale: Scale, ratio: float, seed: int) -> Measured:
    """The same round after 3 mentors left, 8 mentees withdrew and 10 arrived; 5 units, against the teams that stand."""
    mentors, mentees, rules = a_round_of(scale, ratio, seed)
    stands = paired_unchecked(mentors, mentees, given=rules.model_copy(update={"work_limit": 8.0}))
    draw = random.Random(seed)
    gone = {person.id for person in [*draw.sample(mentors, 3), *draw.sample(mentees, 8)]}
    mentees = [*(mentee for mentee in mentees if mentee.id not in gone), *newcomers(10, seed)]
    mentors = [mentor for mentor in mentors if mentor.id not in gone]
    hurried = rules.model_copy(update={"work_limit": 5.0})
    return _measured(mentors, mentees, Wishes(standing=standing_of(stands, introduced=True)), hurried)


def _measured(mentors, mentees, wishes, rules) -> Measured:
    began = monotonic()
    found = paired_unchecked(mentors, mentees, wishes, rules)
    seconds = monotonic() - began
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    _check(found, wishes, rules)
    others = greedy(mentors, mentees, rules) if len(mentees) <= MOST_FOR_GREEDY else (0, 0)
    placed, moved, score = (found.objectives[each] for each in Objective)
    return Measured(
        placed=placed.value,
        placed_bound=placed.bound,
        score=score.value,
        score_bound=score.bound,
        moved=moved.value,
        moved_bound=moved.bound,
        seconds=seconds,
        mebibytes=mebibytes,
        greedy_placed=others[0],
        greedy_score=others[1],
    )


def _check(found: CandidatePairing, wishes: Wishes, rules: Rules) -> None:
    some = found.teams[:: max(1, len(found.teams) // MOST_CHECKED)]
    faults = [fault for team in some for fault in team_faults(team, wishes, rules)]
    seated = [mentee.id for team in found.teams for mentee in team.mentees]
    leading = [team.mentor.id for team in found.teams]
    if len(set(seated)) < len(seated) or len(set(leading)) < len(leading):
        faults.append("someone is in two teams")
    if found.objectives[Objective.SCORE].value != found.score:
        faults.append("the score isn't the sum of the seats' scores")
    if faults:
        raise SystemExit(f"wrong: {faults[:3]}")


def _alone(measuring: Callable[..., Measured], *instance: Any) -> Measured:
    """Measured in a process of its own."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
        return process.submit(measuring, *instance).result()


def _line(name: str, each: list[Measured]) -> str:
    beside = f"{median(m.greedy_placed for m in each):g} / {median(m.greedy_score for m in each):g}"
    return (
        f"| {name} | {median(m.placed for m in each):g} of at most {median(m.placed_bound for m in each):g}"
        f" | {median(m.score for m in each):g} of {median(m.score_bound for m in each):g}"
        f" ({median(m.gap for m in each):.2f} %)"
        f" | {', '.join(sorted({m.proved for m in each}))} | {median(m.seconds for m in each):.1f}"
        f" | {median(m.mebibytes for m in each):.0f} | {beside if any(m.greedy_placed for m in each) else '-'} |"
    )


def _lines(name: str, measured: Iterator[Measured], *, each_too: bool) -> Iterator[str]:
    every = []
    for seed, one in enumerate(measured, start=1):
        every.append(one)
        if each_too:
            yield _line(f"{name}, seed {seed}", [one])
    if not each_too:
        yield _line(name, every)


def main(arguments: list[str]) -> None:
    """Prints the table."""
    scales: tuple[Scale, ...] = USUAL
    for wish, chosen in (("--quick", QUICK), ("--large", LARGE), ("--huge", HUGE)):
        scales = chosen if wish in arguments else scales
    seeds, each_too = (1,) if "--quick" in arguments else (1, 2, 3), "--each" in arguments
    print("| round, supply/demand | placed | score (gap) | proved | seconds | MiB | greedy: placed / score |")
    print("|---|---|---|---|---|---|---|")
    for scale in scales:
        for ratio in RATIOS:
            measured = (_alone(measure, scale, ratio, seed) for seed in seeds)
            for line in _lines(f"{scale}, {ratio}", measured, each_too=each_too):
                print(line, flush=True)
    if scales is USUAL:
        again = Scale(200, 60, work=5)
        for ratio in RATIOS:
            measured = (_alone(measure_again, again, ratio, seed) for seed in seeds)
            for line in _lines(f"{again} again, {ratio}", measured, each_too=each_too):
                print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
