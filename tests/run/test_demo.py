"""The demo, as `make demo` runs it; it runs once, and its figures and its words are looked at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mentoring_sync.cli import demo as demonstrating
from mentoring_sync.cli.demo import Demo, run_demo
from tests.run.conftest import Finished, Sandbox, here


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, Finished]:
    """What the demo did, and what it said."""
    data = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    found: list[Demo] = []

    def watched(*given: Any, **named: Any) -> Demo:
        found.append(run_demo(*given, **named))
        return found[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demonstrating, "run_demo", watched)
        said = here("demo", "--data", str(data))
    assert said.code == 0, said.err
    [demo] = found
    return demo, said


def test_the_demo_does_the_whole_job_and_its_figures_agree_with_the_servers(shown: tuple[Demo, Finished]) -> None:
    demo, _ = shown
    figures = json.loads(json.dumps(demo.as_json()))
    running = Sandbox(Path(demo.data))
    running.start()
    try:
        proposed, first = figures["proposed"], figures["first"]
        assert (proposed["introduced"], first["introduced"]) == (0, first["teams"])
        assert len(running.introduced()) == first["teams"]
        sent = proposed["mail"].get("sent", 0) + first["mail"]["sent"]
        assert len(running.sent()) == sent == figures["messages"]
        assert len(running.rows("Teams")) == first["placed"]
    finally:
        running.stop()
    assert figures["second"]["requests"] == {"sheets": 1}
    folder = Path(demo.data).parent
    assert (folder / "workbook.xlsx").stat().st_size > 10_000
    assert len(list((folder / "mail").rglob("*.eml"))) == demo.messages


def test_the_demo_says_in_words_what_happened_and_where_to_look(shown: tuple[Demo, Finished]) -> None:
    _, said = shown
    for word in ("mentees in", "then tick Send", "Where to look", "workbook.xlsx", "Another run"):
        assert word in said.out
    assert "Sending mail" in said.err
