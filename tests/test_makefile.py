"""What `make` can do is said by `make help`, and what is checked before a merge is what anybody can run."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_target_is_in_the_help() -> None:
    [phony] = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.M)
    targets = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.M))
    said = set(re.findall(r"^([a-z-]*):.*## \S", MAKEFILE, re.M))  # as the help itself finds them
    assert targets == said == set(phony.split())


def test_a_merge_is_checked_and_tested_by_two_calls() -> None:
    calls = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert [call for call in calls if call.startswith("make")] == ["make check", "make test"]
