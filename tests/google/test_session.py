"""The one transport: another server if asked, a time-out on everything, and one POST for one call."""

from __future__ import annotations

import io
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests
import responses
from googleapiclient.discovery import build

from mentoring_sync.errors import NotAllowedError
from mentoring_sync.google.as_http import as_http
from mentoring_sync.google.session import CONNECT_SECONDS, READ_SECONDS, Transport, open_session
from mentoring_sync.settings.google import GoogleSettings
from tests.google.answers import ROOT, SPREADSHEET, a_session


def gmail(session: Transport) -> Any:
    return build("gmail", "v1", http=as_http(session), static_discovery=True, cache_discovery=False)


class DroppingServer:
    """Reads each request and closes the connection without a word."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.requests: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self.requests.append(connection.recv(65536).split(b"\r\n")[0])

    def close(self) -> None:
        self._socket.close()


@contextmanager
def dropping() -> Iterator[DroppingServer]:
    server = DroppingServer()
    try:
        yield server
    finally:
        server.close()


@responses.activate
def test_both_clients_reach_the_other_server() -> None:
    responses.get(f"{ROOT}/v4/spreadsheets/{SPREADSHEET}", json={"spreadsheetId": SPREADSHEET})
    responses.get(f"{ROOT}/gmail/v1/users/me/profile", json={"emailAddress": "a@example.org"})
    session = a_session()
    gspread.HTTPClient(session.credentials, session=session).fetch_sheet_metadata(SPREADSHEET)
    assert gmail(session).users().getProfile(userId="me").execute() == {"emailAddress": "a@example.org"}
    assert len(responses.calls) == 2


@responses.activate
def test_the_query_survives_the_way_to_the_other_server() -> None:
    responses.get(f"{ROOT}/gmail/v1/users/me/drafts", json={})
    gmail(a_session()).users().drafts().list(userId="me", maxResults=5).execute()
    assert "maxResults=5" in str(responses.calls[0].request.url)


@responses.activate
def test_requests_are_counted_by_service() -> None:
    responses.get(f"{ROOT}/v4/spreadsheets/{SPREADSHEET}", json={})
    responses.get(f"{ROOT}/gmail/v1/users/me/profile", json={})
    session = a_session()
    for _ in range(2):
        gspread.HTTPClient(session.credentials, session=session).fetch_sheet_metadata(SPREADSHEET)
    gmail(session).users().getProfile(userId="me").execute()
    assert dict(session.counted) == {"sheets": 2, "gmail": 1}


@pytest.mark.parametrize("timeout", [None, (1.0, 2.0)])
def test_no_request_waits_for_ever(monkeypatch: pytest.MonkeyPatch, timeout: tuple[float, float] | None) -> None:
    seen: list[object] = []

    def send(self: object, request: requests.PreparedRequest, **kwargs: object) -> requests.Response:
        seen.append(kwargs["timeout"])
        answer = requests.Response()
        answer.status_code, answer.request, answer.url = 200, request, str(request.url)
        answer.raw = io.BytesIO(b"{}")
        return answer

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    a_session().request("GET", "https://sheets.googleapis.com/v4/spreadsheets/x", timeout=timeout)
    assert seen == [timeout or (CONNECT_SECONDS, READ_SECONDS)]


def test_gmail_is_sent_a_post_once_when_the_connection_drops() -> None:
    with dropping() as server:
        asked = gmail(a_session(server.url)).users().drafts().send(userId="me", body={"id": "r-1"})
        with pytest.raises(requests.ConnectionError):
            asked.execute()
        assert server.requests == [b"POST /gmail/v1/users/me/drafts/send?alt=json HTTP/1.1"]


def test_sheets_is_sent_a_post_once_when_the_connection_drops() -> None:
    with dropping() as server:
        session = a_session(server.url)
        client = gspread.HTTPClient(session.credentials, session=session)
        with pytest.raises(requests.ConnectionError):
            client.batch_update(SPREADSHEET, {"requests": []})
        assert len(server.requests) == 1


def test_the_environments_proxy_is_not_asked_for_the_other_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")
    with dropping() as server:
        with pytest.raises(requests.ConnectionError):
            a_session(server.url).request("GET", "https://sheets.googleapis.com/v4/x")
        assert server.requests == [b"GET /v4/x HTTP/1.1"]


@responses.activate
def test_the_other_server_is_told_a_token() -> None:
    responses.get(f"{ROOT}/v4/spreadsheets/{SPREADSHEET}", json={})
    session = a_session()
    gspread.HTTPClient(session.credentials, session=session).fetch_sheet_metadata(SPREADSHEET)
    assert responses.calls[0].request.headers["authorization"].startswith("Bearer ")


@responses.activate
def test_a_password_in_netrc_takes_no_tokens_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(
        "machine 127.0.0.1 login ada password secret\nmachine sheets.googleapis.com login ada password x\n"
    )
    monkeypatch.setenv("NETRC", str(netrc))
    assert requests.utils.get_netrc_auth(f"{ROOT}/v4") == ("ada", "secret")
    responses.get(f"{ROOT}/v4/x", json={})
    a_session().request("GET", "https://sheets.googleapis.com/v4/x")
    assert responses.calls[0].request.headers["authorization"].startswith("Bearer ")


@pytest.mark.parametrize(
    "content", [None, "", "{}", "[]", '{"type": "service_account"}', '{"type": "magic"}', "not JSON"]
)
def test_credentials_that_cannot_be_used_are_named(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "key.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(NotAllowedError, match=r"that were named can't be used|has no mailbox"):
        open_session(GoogleSettings(spreadsheet=SPREADSHEET, credentials=str(path)))


def test_an_authorised_users_file_is_used(tmp_path: Path) -> None:
    path = tmp_path / "user.json"
    token = {"type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "r"}
    path.write_text(json.dumps(token), encoding="utf-8")
    session = open_session(GoogleSettings(spreadsheet=SPREADSHEET, credentials=str(path)))
    assert session.credentials.refresh_token == "r"


@pytest.mark.parametrize(
    "given",
    [SPREADSHEET, f"https://docs.google.com/spreadsheets/d/{SPREADSHEET}/edit#gid=0"],
)
def test_a_spreadsheet_is_named_by_its_id_or_its_address(given: str) -> None:
    assert GoogleSettings(spreadsheet=given).spreadsheet == SPREADSHEET


@pytest.mark.parametrize("given", ["", "our sheet", "https://example.org/sheet"])
def test_what_is_neither_id_nor_address_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="neither a spreadsheet's id nor its address"):
        GoogleSettings(spreadsheet=given)
