"""The demo, as `make demo` runs it."""

from __future__ import annotations

from pathlib import Path

from tests.run.conftest import Sandbox, command


def test_the_demo_does_the_whole_job_and_its_figures_agree_with_the_servers(tmp_path: Path) -> None:
    done = command("demo", "--json", "--data", str(tmp_path / "demo.sqlite"))
    assert done.code == 0, done.err
    proposed, first, second = (done.json[run] for run in ("proposed", "first", "second"))
    running = Sandbox(tmp_path / "demo.sqlite")
    running.start()
    try:
        assert (proposed["introduced"], first["introduced"]) == (0, first["teams"])
        assert len(running.introduced()) == first["teams"]
        sent = proposed["mail"].get("sent", 0) + first["mail"]["sent"]
        assert len(running.sent()) == sent == done.json["messages"]
        assert len(running.rows("Teams")) == first["placed"]
    finally:
        running.stop()
    assert second["requests"] == {"sheets": 1}
    assert (tmp_path / "workbook.xlsx").stat().st_size > 10_000
    assert len(list((tmp_path / "mail").rglob("*.eml"))) == done.json["messages"]


def test_the_demo_says_in_words_what_happened_and_where_to_look(tmp_path: Path) -> None:
    done = command("demo", "--data", str(tmp_path / "demo.sqlite"))
    assert done.code == 0, done.err
    for word in ("mentees in", "then tick Send", "Where to look", "workbook.xlsx", "Another run"):
        assert word in done.out
    assert "Sending mail" in done.err
