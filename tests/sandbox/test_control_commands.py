"""`sandbox` at the command line, on the same file that a server holds open."""

import json
import os
import signal
import subprocess
import sys

import pytest
import requests
from click.testing import CliRunner

from mentoring_sync.sandbox.commands import sandbox
from tests.sandbox.google_clients import letter, raw

TAB = "Timestamp,Name,Workshops taught\n9/3/2026 14:03:22,Ada,2-3\n\n9/4/2026 9:00:00,Ben,10\n"


@pytest.fixture
def run(workspace):
    """Runs a command on the workspace's file; gives back its lines, or its one complaint."""

    def command(*words, exit_code=0):
        result = CliRunner().invoke(sandbox, [*map(str, words), "--data", str(workspace.data)])
        assert result.exit_code == exit_code, result.output
        return result.stdout.splitlines() if exit_code == 0 else result.stderr

    return command


@pytest.fixture
def responses(tmp_path, run):
    """The id of a spreadsheet with one imported response tab."""
    (tmp_path / "Mentees - Mentee applications.csv").write_text(TAB)
    (spreadsheet_id,) = run("import", tmp_path / "Mentees - Mentee applications.csv", "--time-zone", "Europe/Berlin")
    return spreadsheet_id


def values(workspace, spreadsheet_id):
    answer = workspace.sheets().values().get(spreadsheetId=spreadsheet_id, range="Mentee applications").execute()
    return answer["values"]


def test_an_imported_csv_is_served_at_once(workspace, responses):
    rows = values(workspace, responses)
    assert rows[0] == ["Timestamp", "Name", "Workshops taught"]
    assert rows[1] == ["9/3/2026 14:03:22", "Ada", "2-3"]
    assert rows[2] == []
    assert rows[3][1:] == ["Ben", "10"]


def test_an_imported_spreadsheet_has_its_own_title_zone_and_frozen_header(workspace, responses):
    shown = workspace.sheets().get(spreadsheetId=responses).execute()
    assert (shown["properties"]["title"], shown["properties"]["timeZone"]) == ("Mentees", "Europe/Berlin")
    assert shown["sheets"][0]["properties"]["gridProperties"]["frozenRowCount"] == 1


def test_an_id_can_be_given_to_an_imported_spreadsheet(tmp_path, run):
    (tmp_path / "tab.csv").write_text(TAB)
    assert run("import", tmp_path / "tab.csv", "--spreadsheet", "the-one") == ["the-one"]


def test_a_folder_becomes_a_spreadsheet_with_a_tab_a_file(workspace, tmp_path, run):
    folder = tmp_path / "Round 7"
    folder.mkdir()
    for name in ("Mentors", "Mentees"):
        (folder / f"{name}.csv").write_text(TAB)
    (made,) = run("import", folder)
    shown = workspace.sheets().get(spreadsheetId=made).execute()
    assert shown["properties"]["title"] == "Round 7"
    assert [sheet["properties"]["title"] for sheet in shown["sheets"]] == ["Mentees", "Mentors"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("tab.csv", b"\xff\xfe", "no CSV in UTF-8"),
        ("book.xlsx", b"Timestamp,Name\n", "no XLSX workbook"),
        ("letter.pdf", b"%PDF", "neither .csv nor .xlsx"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_one_line_and_exit_2(tmp_path, run, name, content, why):
    (tmp_path / name).write_bytes(content)
    complaint = run("import", tmp_path / name, exit_code=2)
    assert why in complaint
    assert len(complaint.splitlines()) == 1


def test_a_file_that_is_missing_is_named(tmp_path, run):
    assert "none.csv: no such file" in run("import", tmp_path / "none.csv", exit_code=2)


def test_an_id_that_is_taken_is_one_line_and_exit_2(tmp_path, run):
    (tmp_path / "tab.csv").write_text(TAB)
    run("import", tmp_path / "tab.csv", "--spreadsheet", "the-one")
    assert "the-one already" in run("import", tmp_path / "tab.csv", "--spreadsheet", "the-one", exit_code=2)


def test_an_unknown_time_zone_is_named(tmp_path, run):
    (tmp_path / "tab.csv").write_text(TAB)
    assert "'Mars/Olympus'" in run("import", tmp_path / "tab.csv", "--time-zone", "Mars/Olympus", exit_code=2)


def test_a_data_file_that_is_something_else_is_one_line_and_exit_2(tmp_path):
    (tmp_path / "notes.txt").write_text("not a database, whatever its length" * 100)
    result = CliRunner().invoke(sandbox, ["journal", "--data", str(tmp_path / "notes.txt")])
    assert result.exit_code == 2
    assert "the data file can't be used" in result.stderr


def test_a_data_file_that_is_missing_is_named(tmp_path):
    result = CliRunner().invoke(sandbox, ["export", "--data", str(tmp_path / "none.db"), "--to", str(tmp_path)])
    assert result.exit_code == 2
    assert "none.db" in result.stderr


def test_export_writes_workbooks_and_mail_and_says_where(workspace, tmp_path, run, responses):
    workspace.gmail().messages().send(userId="me", body=raw(letter(subject="Your team: Ada & Ben"))).execute()
    lines = run("export", "--to", tmp_path / "out")
    assert any("Mentees" in line and line.endswith(".xlsx") for line in lines)
    (mail,) = (tmp_path / "out").rglob("*.eml")
    assert str(mail) in lines
    assert "Your team Ada Ben" in mail.name


def test_a_form_is_adopted_answered_edited_and_deleted(workspace, run, responses):
    (form_id,) = run("form", "adopt", "--spreadsheet", responses, "--tab", "Mentee applications")
    (response_id,) = run("form", "submit", "Name=Cy", "Workshops taught=1")
    assert values(workspace, responses)[4][1:] == ["Cy", "1"]
    run("form", "edit", response_id, "Name=Cyrus")
    assert values(workspace, responses)[4][1] == "Cyrus"
    run("form", "delete", response_id)
    assert values(workspace, responses)[4][1] == "Cyrus"
    assert run("form", "list")[0].startswith(form_id)


def test_a_question_that_the_form_does_not_have_is_one_line_and_exit_2(run, responses):
    run("form", "adopt", "--spreadsheet", responses, "--tab", "Mentee applications")
    assert "'Shoe size'" in run("form", "submit", "Shoe size=43", exit_code=2)


def test_answers_are_written_as_question_equals_answer(run, responses):
    run("form", "adopt", "--spreadsheet", responses, "--tab", "Mentee applications")
    assert "QUESTION=ANSWER" in run("form", "submit", "Cyrus", exit_code=2)


def test_a_fault_set_at_the_command_line_meets_the_running_server(workspace, run):
    run("faults", "add", "status", "--path", "*/profile", "--status", "429")
    assert workspace.session().get(f"{workspace.url}/gmail/v1/users/me/profile", timeout=20).status_code == 429
    assert json.loads(run("faults", "list")[0])["seen"] == 1
    run("faults", "clear")
    assert run("faults", "list") == []


def test_the_clock_is_set_and_shown_at_the_command_line(workspace, run):
    assert run("clock", "2026-10-25T00:30:00Z", "--stand-still") == ["2026-10-25T00:30:00+00:00"]
    assert workspace.control("GET", "clock")["now"].startswith("2026-10-25T00:30:00")
    assert run("clock", "--reset")[0] < "2100"


def test_the_journal_prints_a_line_a_request(workspace, run):
    workspace.gmail().getProfile(userId="me").execute()
    assert "gmail.users.getProfile" in run("journal")[-1]
    assert json.loads(run("journal", "--json")[-1])["status"] == 200


def test_serve_says_where_it_listens_and_ends_on_sigterm(tmp_path):
    command = [sys.executable, "-c", "from mentoring_sync.sandbox.commands import sandbox; sandbox()"]
    command += ["serve", "--data", str(tmp_path / "w.db"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        line = server.stdout.readline()
        url = line.split(" at ")[1].strip()
        assert line.startswith(f"Serving {tmp_path / 'w.db'} at http://127.0.0.1:")
        assert requests.get(f"{url}_sandbox/health", timeout=20).json()["status"] == "ok"
        os.kill(server.pid, signal.SIGTERM)
        assert server.wait(timeout=20) == 0
        assert server.stderr.read() == ""
