"""What is shown of a run: bars to a person, lines to a pipe, nothing with --json."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from mentoring_sync.cli.bars import Bars
from mentoring_sync.cli.watched import Lines, watched
from mentoring_sync.run.steps import Silence, Steps, counting


def a_console(*, terminal: bool) -> Console:
    return Console(file=io.StringIO(), force_terminal=terminal, width=120, color_system=None)


def shown(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def a_step(steps: Steps, said: str = "2 sent", total: int | None = 2) -> None:
    steps.begin("Sending introductions", total)
    for _ in counting(range(total or 0), steps):
        pass
    steps.done(said)


def test_a_pipe_gets_one_plain_line_a_step() -> None:
    console = a_console(terminal=False)
    with watched(json=False, console=console) as steps:
        assert isinstance(steps, Lines)
        a_step(steps)
    assert shown(console) == "Sending introductions: 2 sent\n"


def test_a_long_line_is_not_broken_in_a_pipe() -> None:
    console = a_console(terminal=False)
    with watched(json=False, console=console) as steps:
        a_step(steps, "x" * 300)
    assert shown(console).count("\n") == 1


@pytest.mark.parametrize("total", [None, 0, 2])
def test_a_person_gets_a_bar_that_ends_full(total: int | None) -> None:
    console = a_console(terminal=True)
    with watched(json=False, console=console) as steps:
        assert isinstance(steps, Bars)
        a_step(steps, total=total)
    last = shown(console)
    assert "Sending introductions" in last
    assert f"{total or 1}/{total or 1}" in last
    assert "2 sent" in last


def test_json_leaves_the_terminal_silent() -> None:
    console = a_console(terminal=True)
    with watched(json=True, console=console) as steps:
        assert isinstance(steps, Silence)
        a_step(steps)
    assert shown(console) == ""


@pytest.mark.parametrize("terminal", [True, False])
def test_what_a_spreadsheet_is_called_steers_no_terminal(terminal: bool) -> None:
    console = a_console(terminal=terminal)
    with watched(json=False, console=console) as steps:
        a_step(steps, "“[red]\x1b]0;gotcha\x07\nround[/]”")
    assert "[red] ]0;gotcha  round[/]" in shown(console)


def test_counting_passes_everything_on() -> None:
    assert list(counting("abc", Silence())) == ["a", "b", "c"]
