"""The same people have the same teams on a busy machine: `python -m tests.benchmarks.busy [--quick | --huge]`.

Each round is paired alone, beside two processes that never rest, and on one core (where the system can pin a process).
All must answer alike, byte for byte: teams, reasons, bounds. Ends with 1 if any doesn't.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from resource import RUSAGE_SELF, getrusage
from time import monotonic

from tests.benchmarks.rounds_at_scale import Scale, a_round_of
from tests.pairing.rounds import paired_unchecked

QUICK = (Scale(50, 15, work=10), Scale(200, 60, work=10))
USUAL = (*QUICK, Scale(1000, 300, work=10))
HUGE = (Scale(5000, 1500, work=10),)
ONE = "--one"
NEVER_RESTS = "while True: pass"


def answer(mentees: int, mentors: int) -> str:
    """One round, paired here: its answer in a few letters, how many are placed, CPU seconds and seconds."""
    people_and_rules = a_round_of(Scale(mentees, mentors, work=10), 1.0, 1)
    began = monotonic()
    found = paired_unchecked(*people_and_rules[:2], given=people_and_rules[2])
    used = getrusage(RUSAGE_SELF)
    digest = hashlib.sha256(repr(found).encode()).hexdigest()[:16]
    return f"{digest} {found.placed} {'cut' if found.cut else 'whole'} {used.ru_utime:.1f} {monotonic() - began:.1f}"


@contextmanager
def alone() -> Iterator[Callable[[], None] | None]:
    """Nothing beside it."""
    yield None


@contextmanager
def beside_two() -> Iterator[Callable[[], None] | None]:
    """Two processes that never rest run beside it."""
    busy = [subprocess.Popen([sys.executable, "-c", NEVER_RESTS]) for _ in range(2)]
    try:
        yield None
    finally:
        for each in busy:
            each.kill()
            each.wait()


@contextmanager
def on_one_core() -> Iterator[Callable[[], None] | None]:
    """It has one core (as `taskset` does it)."""
    yield lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


WAYS = {"alone": alone, "beside two": beside_two}
if hasattr(os, "sched_setaffinity"):
    WAYS["on one core"] = on_one_core


def main(arguments: list[str]) -> int:
    """Prints the table; how many rounds were answered in more than one way."""
    scales = QUICK if "--quick" in arguments else HUGE if "--huge" in arguments else USUAL
    differing = 0
    print("| round | how | answer | placed | cut | CPU s | s |\n|---|---|---|---|---|---|---|")
    for scale in scales:
        answers = set()
        for name, way in WAYS.items():
            with way() as first:
                line = _in_a_process(scale, first)
            print(f"| {scale} | {name} | {' | '.join(line.split())} |", flush=True)
            answers.add(line.split()[0])
        differing += len(answers) > 1
    print("the same answers" if not differing else f"{differing} rounds had several answers")
    return differing


def _in_a_process(scale: Scale, first: Callable[[], None] | None) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.busy", ONE, str(scale.mentees), str(scale.mentors)]
    return subprocess.run(command, capture_output=True, text=True, check=True, preexec_fn=first).stdout.strip()


if __name__ == "__main__":
    if ONE in sys.argv:
        print(answer(int(sys.argv[-2]), int(sys.argv[-1])))
    else:
        sys.exit(min(1, main(sys.argv[1:])))
