"""Bad input ends with its exit code and one clear message; nothing is half-written, and there is never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.run.conftest import SPREADSHEET, Finished, Sandbox, here


def expect_refusal(done: Finished, code: int, *words: str) -> None:
    assert done.code == code, done.err
    assert done.out == ""
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


def titles(sandbox: Sandbox) -> list[str]:
    sheets = sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}?fields=sheets.properties")["sheets"]
    return [sheet["properties"]["title"] for sheet in sheets]


def change(sandbox: Sandbox, *requests: dict) -> None:
    sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}:batchUpdate", body={"requests": list(requests)})


def sheet_id(sandbox: Sandbox, title: str) -> int:
    sheets = sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}?fields=sheets.properties")["sheets"]
    return next(s["properties"].get("sheetId", 0) for s in sheets if s["properties"]["title"] == title)


def test_a_missing_spreadsheet_is_exit_3(empty_sandbox: Sandbox) -> None:
    expect_refusal(empty_sandbox.sync(), 3, SPREADSHEET, "[google] spreadsheet")


def test_a_missing_tab_is_exit_3_and_names_the_tab(sandbox: Sandbox) -> None:
    properties = {"sheetId": sheet_id(sandbox, "Mentor applications"), "title": "Mentor application"}
    change(sandbox, {"updateSheetProperties": {"properties": properties, "fields": "title"}})
    before = titles(sandbox)
    expect_refusal(sandbox.sync(), 3, "“Mentor applications”", "“Mentor application”")
    assert titles(sandbox) == before


def test_a_missing_question_is_exit_3_and_names_the_nearest_title(sandbox: Sandbox) -> None:
    values = sandbox.api(f"/v4/spreadsheets/{SPREADSHEET}/values/Mentee applications!1:1".replace(" ", "%20"))["values"]
    place = values[0].index("How many workshops have you taught?")
    cell = {"userEnteredValue": {"stringValue": "How many workshops did you teach?"}}
    start = {"sheetId": sheet_id(sandbox, "Mentee applications"), "rowIndex": 0, "columnIndex": place}
    change(sandbox, {"updateCells": {"rows": [{"values": [cell]}], "fields": "userEnteredValue", "start": start}})
    before = titles(sandbox)
    expect_refusal(sandbox.sync(), 3, "How many workshops have you taught?", "How many workshops did you teach?")
    assert titles(sandbox) == before


def test_a_form_without_responses_is_fine_and_makes_the_tabs(sandbox: Sandbox) -> None:
    for title in ("Mentor applications", "Mentee applications"):
        body = {"sheetId": sheet_id(sandbox, title), "startRowIndex": 1}
        change(sandbox, {"updateCells": {"range": body, "fields": "userEnteredValue"}})
    done = sandbox.sync()
    assert done.code == 0, done.err
    assert done.json["responses"] == done.json["teams"] == 0
    assert "Roster" in titles(sandbox)


def test_an_unreachable_server_is_exit_75(tmp_path: Path) -> None:
    done = here("sync", "--json", MENTORING_SYNC_API_ROOT="http://127.0.0.1:9")
    expect_refusal(done, 75, "Google Sheets")


def test_credentials_that_may_not_do_enough_are_exit_4(sandbox: Sandbox, config: Path) -> None:
    key = {
        "type": "authorized_user",
        "client_id": "a client",
        "client_secret": "a secret",
        "refresh_token": refresh_token(sandbox, "https://www.googleapis.com/auth/gmail.compose"),
        "token_uri": f"{sandbox.url}/token",
    }
    (config.parent / "key.json").write_text(json.dumps(key))
    named = f'[google]\ncredentials = "{config.parent / "key.json"}"'
    config.write_text(config.read_text().replace("[google]", named))
    expect_refusal(sandbox.sync(config=config), 4, "wasn't allowed at the sign-in")


def refresh_token(sandbox: Sandbox, scope: str) -> str:
    """A refresh token that a person granted for `scope` alone."""
    back = {"redirect_uri": "http://127.0.0.1:1/"}
    asked = requests.get(
        f"{sandbox.url}/o/oauth2/v2/auth",
        params={"scope": scope, "access_type": "offline", **back},
        allow_redirects=False,
        timeout=10,
    )
    code = parse_qs(urlsplit(asked.headers["Location"]).query)["code"][0]
    form = {"grant_type": "authorization_code", "code": code, **back}
    token: str = requests.post(f"{sandbox.url}/token", data=form, timeout=10).json()["refresh_token"]
    return token


def test_missing_credentials_are_exit_4(tmp_path: Path) -> None:
    expect_refusal(here("sync", "--json", HOME=str(tmp_path)), 4, "credentials")


def test_an_expired_token_is_exit_4(sandbox: Sandbox) -> None:
    sandbox.api("/_sandbox/faults", body={"path": "/v4/spreadsheets/*", "kind": "expired"})
    expect_refusal(sandbox.sync(), 4)


def test_wrong_toml_is_exit_2_and_names_the_line(config: Path) -> None:
    config.write_text("[programme\nname = 1")
    expect_refusal(here("sync", "--json", "--config", str(config)), 2, "program.toml", "line 1")


def test_every_mistake_in_the_configuration_is_named_at_once(config: Path) -> None:
    text = config.read_text()
    text = text.replace("weeks = 15", "weeks = 0").replace('delivery = "review"', 'delivery = "post"', 1)
    config.write_text(text.replace("most_mentees", "most_mentes"))
    done = here("sync", "--json", "--config", str(config))
    expect_refusal(done, 2, "round.weeks", "mail.delivery", "pairing.most_mentes", "did you mean most_mentees")


def test_a_missing_configuration_is_exit_2(tmp_path: Path) -> None:
    expect_refusal(here("sync", "--json", "--config", str(tmp_path / "none.toml")), 2, "none.toml")


@pytest.mark.parametrize("arguments", [["sync", "--frobnicate"], ["sink"], ["sync", "--now", "yesterday"]])
def test_bad_usage_is_exit_2(arguments: list[str]) -> None:
    expect_refusal(here(*arguments), 2)
