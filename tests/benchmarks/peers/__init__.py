"""Peers beside ours, on the same instances: tools that pair people two by two and leave the calendar to them.

Each peer is a script run in a virtual environment of its own (two of them install a package of one name), made once
under `.bench/` from the lock beside the script. It gets every pair that shares a language and an hour (kinder than
life: the hours hold in every week) with its score, and each mentor's places.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from mentoring_sync.pairing.problem.problem import PairingProblem

HERE = Path(__file__).resolve().parent
ENVIRONMENTS = HERE.parents[2] / ".bench"
PEERS = ("hospital_resident", "linear_sum_assignment", "mentor_match")
TIME_OUT_SECONDS = 300


@dataclass(frozen=True)
class Outcome:
    """What a peer's pairing comes to.

    `paper`: mentees it paired. `meet`: those who can really meet, once every team takes its best hour and the others
    drop out. `refilled`: after the dropped took free seats that fit; `score` is theirs. `failed`: why there is none.
    """

    paper: int = 0
    meet: int = 0
    refilled: int = 0
    score: int = 0
    seconds: float = 0.0
    failed: str = ""

    def __str__(self) -> str:
        if self.failed:
            return self.failed
        return f"{self.paper} / {self.meet} / {self.refilled} / {self.score} / {self.seconds:.2f} s"


def beside(problem: PairingProblem, peer: str) -> Outcome:
    """What a peer makes of a problem."""
    asked = {
        "mentees": len(problem.mentees),
        "places": problem.most.tolist(),
        "pairs": np.stack([problem.pair_mentee, problem.pair_mentor, problem.pair_score], axis=1).tolist(),
    }
    command = [_python(peer), str(HERE / f"{peer}.py")]
    try:
        done = subprocess.run(
            command, input=json.dumps(asked), capture_output=True, text=True, timeout=TIME_OUT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Outcome(failed=f"not done in {TIME_OUT_SECONDS} s")
    if done.returncode:
        return Outcome(failed=(done.stderr.strip() or "killed").splitlines()[-1][:60])
    answer = json.loads(done.stdout)
    return _Meeting(problem).outcome([tuple(seat) for seat in answer["seats"]], answer["seconds"])


@cache
def _python(peer: str) -> str:
    """The peer's interpreter; its environment is made at the first call."""
    where = ENVIRONMENTS / peer
    ready = where / "ready"
    python = str(where / "bin" / "python")
    lock = HERE / f"{peer}.lock"
    if not ready.exists() or ready.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(where)], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*install, "--no-deps", "-r", str(lock)], check=True, env=os.environ)
        ready.touch()
    return python


class _Meeting:
    """Puts a pairing on paper to the test of the calendar."""

    def __init__(self, problem: PairingProblem) -> None:
        self.problem = problem
        self.pair = {
            couple: at
            for at, couple in enumerate(zip(problem.pair_mentee.tolist(), problem.pair_mentor.tolist(), strict=True))
        }
        order = np.argsort(problem.fit_option, kind="stable")
        ends = np.searchsorted(problem.fit_option[order], np.arange(1, len(problem.option_mentor)))
        self.pairs_of = [set(pairs.tolist()) for pairs in np.split(problem.fit_pair[order], ends)]
        self.options_of: dict[int, list[int]] = {}
        for option, mentor in enumerate(problem.option_mentor.tolist()):
            self.options_of.setdefault(mentor, []).append(option)

    def outcome(self, seats: list[tuple[int, int]], seconds: float) -> Outcome:
        by_mentor: dict[int, list[int]] = {}
        for mentee, mentor in seats:
            by_mentor.setdefault(mentor, []).append(self.pair[mentee, mentor])
        teams = {mentor: self._best_hour(mentor, pairs) for mentor, pairs in by_mentor.items()}
        meet = sum(len(team) for mentor, (_, team) in teams.items() if len(team) >= self.problem.least[mentor])
        self._refill(teams)
        kept = [pair for mentor, (_, team) in teams.items() if len(team) >= self.problem.least[mentor] for pair in team]
        return Outcome(len(seats), meet, len(kept), int(self.problem.pair_score[kept].sum()), seconds)

    def _best_hour(self, mentor: int, pairs: list[int]) -> tuple[int, list[int]]:
        teams = [
            (option, [pair for pair in pairs if pair in self.pairs_of[option]])
            for option in self.options_of.get(mentor, [])
        ]
        return max(teams, key=lambda each: (len(each[1]), self._score(each[1])), default=(-1, []))

    def _score(self, pairs: list[int]) -> int:
        return int(self.problem.pair_score[pairs].sum()) if pairs else 0

    def _refill(self, teams: dict[int, tuple[int, list[int]]]) -> None:
        """The dropped take, best score first, any free seat at an hour that stands."""
        seated = {int(self.problem.pair_mentee[pair]) for _, team in teams.values() for pair in team}
        open_pairs = [pair for option, _ in teams.values() if option >= 0 for pair in self.pairs_of[option]]
        for pair in sorted(open_pairs, key=lambda pair: (-self.problem.pair_score[pair], pair)):
            mentor, mentee = int(self.problem.pair_mentor[pair]), int(self.problem.pair_mentee[pair])
            if mentee not in seated and len(teams[mentor][1]) < self.problem.most[mentor]:
                teams[mentor][1].append(pair)
                seated.add(mentee)
