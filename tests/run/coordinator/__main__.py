"""`python -m tests.run.coordinator 200`: so many episodes, and the table; every fault on stderr as it is found.

`--only sorts,undoes` plays with these hands alone; `--seed 17` plays one episode and tells it, `--shrink` finds the
smallest part of an episode that shows its fault.
"""

from __future__ import annotations

import argparse
import sys

from tests.run.coordinator.play import ALL, Report, episode, play, shrunk, table
from tests.run.in_process import quickly


def _hands(asked: argparse.Namespace) -> tuple[str, ...]:
    return tuple(asked.only.split(",")) if asked.only else ALL


def _told(report: Report) -> str:
    return "\n".join([*report.log, *(f"{kind.upper()}: {words}" for kind, words in report.faults)])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.run.coordinator", description=__doc__)
    parser.add_argument("episodes", type=int, nargs="?", default=20)
    parser.add_argument("--only", default="")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first episode")
    parser.add_argument("--seed", type=int, help="one episode alone, told")
    parser.add_argument("--shrink", action="store_true", help="the smallest episode that shows the fault")
    asked = parser.parse_args()
    hands = _hands(asked)
    with quickly():
        seeds = [asked.seed] if asked.seed is not None else range(asked.first, asked.first + asked.episodes)
        reports = []
        for seed in seeds:
            wanted = episode(seed, hands)
            report = play(wanted)
            reports.append(report)
            if report.faults and asked.shrink:
                wanted = shrunk(wanted, report.faults[0][0])
                report = play(wanted)
            if asked.seed is not None or (report.faults and asked.shrink):
                print(f"seed {seed}: begins {wanted.start}, mail {wanted.delivery}\n{_told(report)}", file=sys.stderr)
            for kind, words in report.faults:
                print(f"seed {seed}: {kind}: {words}", file=sys.stderr, flush=True)
        print(table(reports))


if __name__ == "__main__":
    main()
