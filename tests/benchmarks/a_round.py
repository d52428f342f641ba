"""Rounds of any size, made by the fixtures' generator with a seed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def responses(folder: Path, *, mentors: int, mentees: int, seed: int = 7) -> dict[str, bytes]:
    """The response tabs' CSVs by title."""
    command = [sys.executable, str(ROOT / "fixtures" / "generate.py"), "--seed", str(seed)]
    command += ["--mentors", str(mentors), "--mentees", str(mentees), "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.csv"))}
