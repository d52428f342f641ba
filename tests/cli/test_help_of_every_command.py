"""`--help` of each command: nothing is cut off or too wide for a terminal, and an example that can be typed."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from tests.cli.every_command import every_command, help_of, parsed

WIDTH = 80
ALL = {" ".join(path): (path, command) for path, command in every_command()}
LEAVES = [name for name, (_, command) in ALL.items() if not isinstance(command, click.Group)]


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_cut_off_on_a_terminal_of_80_columns(name: str) -> None:
    usage, *lines = help_of(*ALL[name], width=WIDTH).splitlines()
    assert [line for line in lines if len(line) > WIDTH or "..." in line.replace("[ARGS]...", "")] == []
    assert len(usage) <= WIDTH


@pytest.mark.parametrize("name", ALL)
def test_every_command_says_what_it_does(name: str) -> None:
    _, command = ALL[name]
    assert (command.help or "").strip()


@pytest.mark.parametrize("name", LEAVES)
def test_an_example_calls_the_command(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, command = ALL[name]
    example = re.search(r"  Example: (mentoring-sync .*)", help_of(path, command, width=WIDTH), re.S)
    assert example, f'{name}: give it an example: epilog="Example: mentoring-sync {name} …"'
    monkeypatch.chdir(tmp_path)
    Path("instance.json").touch()
    Path("fixtures").mkdir()
    assert parsed(example[1]) == path
