"""Nothing that was typed in a sheet reaches the terminal as anything but text on its own line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.cli.commands import commands, main
from mentoring_sync.cli.terminal import as_json, in_lines, printable
from mentoring_sync.cli.words import in_words
from mentoring_sync.run.undo import TakenBack, listed
from mentoring_sync.workbook.history.chapters import Chapter
from mentoring_sync.workbook.merge.changes import CellChange, Changes
from tests.cli.test_words import OUTCOME
from tests.pairing.instance_json.test_solve import a_person, an_instance

NASTY = "A\x1b[2J\x1b]0;owned\x07b\x9b31m\r\nRun 1: done\u202e\u2066txt\u2028x\x00\u200f\U000e0041"
STEERING = [letter for letter in NASTY if not letter.isprintable()]


def is_harmless(text: str) -> bool:
    return not any(letter in text for letter in STEERING if letter != "\n")


@given(st.text())
def test_printable_text_is_one_line_without_control(text):
    assert all(letter.isprintable() for letter in printable(text))
    assert len(printable(text)) == len(text)


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_says_the_same_without_control(said):
    text = as_json(said)
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    assert json.loads(text) == said


def test_the_summary_of_a_run_keeps_titles_and_wishes_on_their_lines():
    lines = in_words(replace(OUTCOME, spreadsheet=NASTY, costs=(NASTY,), explanation=(NASTY,)))
    shown = in_lines(lines)
    assert is_harmless(shown)
    assert shown.count("\n") == len(lines) - 1


def test_history_keeps_cells_keys_and_triggers_on_their_lines():
    cell = CellChange(tab=NASTY, key=NASTY, column=NASTY, before=NASTY, after="b")
    chapter = Chapter(run="r1", started=NASTY, trigger=NASTY, changes=Changes(cells=(cell,), made=((NASTY, NASTY),)))
    shown = in_lines(listed([chapter], "r1"))
    assert is_harmless(shown)
    assert len(shown.splitlines()) == 3


def test_an_undo_keeps_what_is_left_on_its_line():
    done = TakenBack(run="r1", cells=1, rows_deleted=0, rows_restored=0, left=(NASTY,), sent=(NASTY,), dry_run=False)
    shown = in_lines(done.in_words())
    assert is_harmless(shown)
    assert len(shown.splitlines()) == 4


@pytest.mark.parametrize("options", [(), ("--explain",), ("--json",), ("--against",)])
def test_solve_keeps_names_on_their_lines(tmp_path, options):
    people = {"mentors": [a_person(f"m{NASTY}", capacity=3)], "mentees": [a_person(f"e{NASTY}"), a_person(f"f{NASTY}")]}
    file = tmp_path / "instance.json"
    file.write_text(json.dumps(an_instance(**people)), "utf-8")
    given_options = (*options, str(file)) if "--against" in options else options
    done = CliRunner().invoke(commands, ["solve", str(file), *given_options], catch_exceptions=False)
    assert done.exit_code == 0
    assert is_harmless(done.output)
    assert not any(line.startswith("Run 1: done") for line in done.output.splitlines())


def test_an_error_that_quotes_what_was_typed_is_harmless(tmp_path, capsys, monkeypatch):
    file = tmp_path / "instance.json"
    file.write_text(json.dumps(an_instance(mentors=[a_person("m1", tz=NASTY, capacity=3)])), "utf-8")
    monkeypatch.setattr("sys.argv", ["mentoring-sync", "solve", str(file)])
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 3
    assert "m1" in said or "mentors" in said
    assert is_harmless(said)
