"""The application around the APIs: what is checked before a handler works, and what its transaction promises."""

import signal
import subprocess
import sys
import textwrap

import pytest

from mentoring_sync.sandbox.server import serving
from tests.sandbox.google_clients import Workspace
from tests.sandbox.spreadsheet_client import ROOT, Spreadsheet, new_spreadsheet


@pytest.fixture
def book(workspace):
    return new_spreadsheet(workspace.session())


def message(answer):
    return answer.json()["error"]["message"]


def test_an_unknown_field_is_named_with_its_place(book):
    answer = book.send("POST", ":batchUpdate", {"requests": [{"noSuchRequest": {}}]})
    text = "Invalid JSON payload received. Unknown name \"noSuchRequest\" at 'requests[0]': Cannot find field."
    assert answer.status_code == 400
    assert answer.json()["error"] == {
        "code": 400,
        "message": text,
        "status": "INVALID_ARGUMENT",
        "details": [
            {
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": [{"field": "requests[0]", "description": text}],
            }
        ],
    }


def test_a_wrong_type_is_named_with_what_was_given(book):
    answer = book.send("PUT", "/values/A1", {"values": "A1:D4"}, valueInputOption="RAW")
    assert (
        message(answer) == "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue), \"A1:D4\""
    )


def test_everything_that_is_wrong_is_said_at_once(book):
    requests = [{"deleteSheet": {"sheetId": "zero"}}, {"nothing": {}}]
    answer = book.send("POST", ":batchUpdate", {"requests": requests})
    assert len(answer.json()["error"]["details"][0]["fieldViolations"]) == 2
    assert message(answer).count("\n") == 1


def test_two_kinds_in_one_request_exclude_each_other(book):
    both = {"deleteSheet": {"sheetId": 1}, "addSheet": {}}
    answer = book.send("POST", ":batchUpdate", {"requests": [both]})
    assert message(answer) == (
        "Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set. Cannot set 'add_sheet'"
    )


def test_an_unknown_query_parameter_is_refused(book):
    assert 'Unknown name "nothing": Cannot bind query parameter.' in message(book.send("GET", nothing="1"))


def test_a_mask_that_names_nothing_real_is_refused(book):
    answer = book.send("GET", fields="sheets(nothing)")
    assert answer.status_code == 400
    assert answer.json()["error"]["details"][0]["fieldViolations"][0]["field"] == "sheets.nothing"


def test_numbers_may_come_as_text_and_names_as_protocol_buffers_spell_them(book):
    book.batch({"add_sheet": {"properties": {"sheet_id": "5", "title": "Five"}}})
    assert book.get("sheets(properties(sheetId))")["sheets"][1]["properties"]["sheetId"] == 5


def test_broken_json_is_refused(workspace):
    answer = workspace.session().post(ROOT, data=b'{"properties": ', timeout=20)
    assert answer.status_code == 400
    assert message(answer).startswith("Invalid JSON payload received.")


def test_half_a_character_does_not_get_in(book):
    data = b'{"values": [["\\ud83d"]]}'
    url = f"{ROOT}/{book.id}/values/A1?valueInputOption=RAW"
    assert book.session.put(url, data=data, timeout=20).status_code == 200
    assert book.values("A1") == [["\ufffd"]]


def test_a_method_without_a_handler_says_that_it_is_not_implemented(workspace):
    answer = workspace.session().get("https://www.googleapis.com/drive/v3/drives", timeout=20)
    assert answer.status_code == 501


def test_drive_refuses_in_the_old_shape(workspace):
    answer = workspace.session().get("https://www.googleapis.com/drive/v3/files/none", timeout=20)
    error = answer.json()["error"]
    assert answer.status_code == 404
    assert "status" not in error
    assert error["errors"][0] == {
        "message": "File not found: none.",
        "domain": "global",
        "reason": "notFound",
        "locationType": "parameter",
        "location": "fileId",
    }


def test_two_servers_on_one_file_see_each_others_writes(book, workspace):
    with serving(workspace.data, check_responses=True) as second:
        other = Spreadsheet(Workspace(second.url, workspace.data).session(), book.id)
        for number in range(5):
            book.put("A1", [[f"first {number}"]])
            assert other.values("A1") == [[f"first {number}"]]
            other.put("A1", [[f"second {number}"]])
            assert book.values("A1") == [[f"second {number}"]]


def test_what_was_acknowledged_survives_the_death_of_the_process(tmp_path):
    data = tmp_path / "workspace.db"
    program = textwrap.dedent(
        """
        import pathlib, sys
        from mentoring_sync.sandbox.server import serve_forever
        serve_forever(pathlib.Path(sys.argv[1]), ready=lambda url: print(url, flush=True))
        """
    )
    with subprocess.Popen([sys.executable, "-c", program, str(data)], stdout=subprocess.PIPE, text=True) as server:
        book = new_spreadsheet(Workspace(server.stdout.readline().strip(), data).session())
        for number in range(20):
            book.put(f"A{number + 1}:B{number + 1}", [[number, "whole"]])
        server.send_signal(signal.SIGKILL)
    with serving(data) as again:
        found = Spreadsheet(Workspace(again.url, data).session(), book.id).values("A1:B20")
    assert found == [[str(number), "whole"] for number in range(20)]
