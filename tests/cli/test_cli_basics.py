"""The command line from outside: help, wrong usage, a configuration with mistakes; most in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.run.conftest import here

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mentoring_sync", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT)


def a_configuration(folder: Path, *changes: tuple[str, str]) -> Path:
    """The programme's own configuration with some texts replaced."""
    text = (ROOT / "config" / "program.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "program.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_help_lists_the_commands() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert {"sync", "pair", "demo", "sandbox"} <= set(done.stdout.split())


@pytest.mark.parametrize("command", ["sync", "pair", "demo"])
def test_every_command_takes_the_common_options(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert all(option in done.stdout for option in ("--config", "--json", "--now"))


@pytest.mark.parametrize("arguments", [("sync", "--nope"), ("nope",), ("sync", "--now", "yesterday")])
def test_wrong_usage_ends_with_2_and_no_traceback(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Error:" in done.stderr


def test_a_missing_configuration_ends_with_2_and_names_what_is_missing(tmp_path: Path) -> None:
    done = run("sync", "--config", str(tmp_path / "program.toml"))
    assert done.returncode == 2
    assert all(name in done.stderr for name in ("program.toml", "questions.toml"))
    assert "Traceback" not in done.stderr


def test_every_mistake_in_the_configuration_is_named_at_once(tmp_path: Path) -> None:
    mistakes = (
        ("weeks = 15", "weeks = 0"),
        ("most_mentees = 5", "most_mentes = 5"),
        ('level = "soft"', 'level = "so"'),
    )
    done = here("sync", "--config", str(a_configuration(tmp_path, *mistakes)))
    assert done.code == 2
    for named in ("round.weeks", "pairing.most_mentes", "did you mean most_mentees", "workshops_taught.level"):
        assert named in done.err
    assert done.out == ""


def test_help_loads_click_and_next_to_nothing_else() -> None:
    heavy = "{'pandas', 'gspread', 'googleapiclient', 'highspy', 'pydantic', 'json', 'difflib'} & set(sys.modules)"
    code = f"import sys, mentoring_sync.cli.commands; print({heavy} or 'light')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "light"


def test_no_sentence_of_the_help_is_cut_off() -> None:
    assert "..." not in run("--help").stdout.replace("[OPTIONS] COMMAND [ARGS]...", "")
