"""Nobody but programs and the Workspace's own pages gets in, and nobody fills it: at every address alike."""

import socket
import threading
import time
from contextlib import ExitStack, closing, contextmanager
from urllib.parse import quote, urlsplit

import pytest
import requests

from mentoring_sync.sandbox import Workspace as Application
from mentoring_sync.sandbox import connections, door
from mentoring_sync.sandbox.connections import Handler, Server

ADDRESSES = [
    ("GET", "/v4/spreadsheets/some"),
    ("POST", "/v4/spreadsheets"),
    ("GET", "/gmail/v1/users/ada@example.org/messages"),
    ("GET", "/drive/v3/files"),
    ("POST", "/v1/forms"),
    ("POST", "/batch"),
    ("POST", "/upload/drive/v3/files"),
    ("POST", "/token"),
    ("GET", "/o/oauth2/v2/auth?redirect_uri=http://localhost:1/"),
    ("GET", "/_sandbox/journal"),
    ("POST", "/_sandbox/tokens"),
    ("GET", "/nowhere"),
]


def ask(workspace, verb, path, **headers):
    given = {"Authorization": "Bearer any", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return requests.request(verb, workspace.url + path, headers=given, json={}, timeout=20, allow_redirects=False)


@pytest.mark.parametrize(("verb", "path"), ADDRESSES)
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:80", "localhost.evil.example", ""])
def test_a_name_that_may_be_rebound_to_this_machine_reaches_nothing(workspace, verb, path, host):
    assert ask(workspace, verb, path, Host=host).status_code == 421


@pytest.mark.parametrize(("verb", "path"), ADDRESSES)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", ""])
def test_another_site_s_page_reaches_nothing(workspace, verb, path, origin):
    assert ask(workspace, verb, path, Origin=origin).status_code == 403


def test_another_site_s_page_can_t_ask_beforehand_either(workspace):
    answer = ask(workspace, "OPTIONS", "/v4/spreadsheets", Origin="https://evil.example")
    assert answer.status_code == 403
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_another_site_s_picture_or_script_reaches_nothing(workspace):
    fetched = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}
    assert ask(workspace, "GET", "/gmail/v1/users/me/profile", **fetched).status_code == 403
    followed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"}
    assert ask(workspace, "GET", "/gmail/v1/users/me/profile", **followed).status_code == 200


def test_what_was_turned_away_changed_nothing(workspace):
    before = workspace.gmail().getProfile(userId="me").execute()
    ask(workspace, "POST", "/_sandbox/tokens", Origin="https://evil.example")
    ask(workspace, "DELETE", "/_sandbox/journal", Host="evil.example")
    assert len(workspace.control("GET", "journal")["entries"]) == 1
    assert workspace.gmail().getProfile(userId="me").execute() == before


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9", "[::1]:9", "10.0.0.7"])
def test_programs_at_plain_addresses_are_answered(workspace, host):
    assert ask(workspace, "GET", "/gmail/v1/users/me/profile", Host=host).status_code == 200


def consent(workspace, redirect):
    path = f"/o/oauth2/v2/auth?redirect_uri={quote(redirect, safe='')}"
    return ask(workspace, "GET", path)


@pytest.mark.parametrize(
    "redirect",
    [
        "http://localhost.evil.example/",
        "http://127.0.0.1@evil.example/",
        "http://localhost:80@evil.example/",
        "http://localhost\\@evil.example/",
        "http://localhost#@evil.example/",
        "http://127.0.0.1.evil.example",
        "http://[::1].evil.example/",
        "http://localhost:port/",
        "http://localhost\r\nX: y",
        "http://localhost\t.evil.example",
        "https://evil.example/http://localhost",
        "http://127.0.0.10/",
        "javascript:alert(1)//http://localhost",
        "",
    ],
)
def test_a_code_goes_to_this_machine_alone(workspace, redirect):
    answer = consent(workspace, redirect)
    assert answer.status_code == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize(
    "redirect", ["http://localhost:8080/", "http://127.0.0.1:1/back?a=b", "http://[::1]:5", "http://localhost"]
)
def test_a_code_goes_to_whatever_port_of_this_machine(workspace, redirect):
    answer = consent(workspace, redirect)
    assert answer.status_code == 302
    assert urlsplit(answer.headers["Location"]).hostname == urlsplit(redirect).hostname
    assert answer.headers["Location"].count("?") == 1


@pytest.mark.parametrize(
    "path", ["/v4/spreadsheets", "/_sandbox/tokens", "/token", "/batch", "/upload/drive/v3/files", "/forms/x"]
)
def test_a_body_that_is_too_large_is_refused_before_it_is_read(workspace, path):
    said = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Length: 300000000\r\n\r\n"
    with _connection(workspace.url) as wire:
        wire.sendall(said.encode())
        assert wire.recv(4096).startswith(b"HTTP/1.1 413 ")


def test_a_body_without_a_length_is_refused_where_it_gets_too_large(workspace, monkeypatch):
    monkeypatch.setattr(door, "LARGEST_BODY", 1000)
    pieces = (b"a" * 500 for _ in range(5))
    answer = requests.post(f"{workspace.url}/v4/spreadsheets", data=pieces, timeout=20)
    assert answer.status_code == 413


def _connection(url):
    place = urlsplit(url)
    return socket.create_connection((place.hostname, place.port), timeout=20)


@contextmanager
def served(tmp_path, most=8):
    application = Application(tmp_path / "workspace.db")
    server = Server("127.0.0.1", 0, application, Handler, most=most)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        application.close()


def _seconds_until_closed(wire):
    began = time.monotonic()
    while wire.recv(4096):
        pass
    return time.monotonic() - began


def test_a_connection_that_says_nothing_is_closed(tmp_path, monkeypatch):
    monkeypatch.setattr(connections, "FIRST_BYTE", 0.2)
    with served(tmp_path) as url, _connection(url) as wire:
        assert _seconds_until_closed(wire) < 2


@pytest.mark.parametrize(
    "said", ["GET / HT", "POST /v4/spreadsheets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{"]
)
def test_a_request_that_stops_half_way_is_closed_and_holds_up_nobody(tmp_path, monkeypatch, said):
    monkeypatch.setattr(connections, "WHOLE", 0.5)
    with served(tmp_path) as url, _connection(url) as wire:
        wire.sendall(said.encode())
        answer = requests.put(f"{url}/_sandbox/clock", json={"now": None}, timeout=20)
        assert answer.status_code == 200
        assert _seconds_until_closed(wire) < 3


def test_a_request_that_comes_letter_by_letter_is_closed(tmp_path, monkeypatch):
    monkeypatch.setattr(connections, "WHOLE", 0.3)
    with served(tmp_path) as url, _connection(url) as wire:
        assert _seconds_until_refused(wire) < 3


def _seconds_until_refused(wire):
    began = time.monotonic()
    try:
        while time.monotonic() - began < 5:
            wire.sendall(b"x")
            time.sleep(0.02)
    except ConnectionError:
        pass
    return time.monotonic() - began


def test_there_are_so_many_connections_and_no_more(tmp_path):
    with served(tmp_path, most=3) as url:
        with ExitStack() as opened:
            for _ in range(3):
                opened.enter_context(closing(_connection(url)))
            time.sleep(0.1)
            before = threading.active_count()
            for _ in range(20):
                with _connection(url) as wire:
                    assert wire.recv(4096).startswith(b"HTTP/1.1 503 ")
            assert threading.active_count() <= before
        _wait_for(lambda: requests.get(f"{url}/_sandbox/health", timeout=20).status_code == 200)


def _wait_for(happens):
    ends = time.monotonic() + 5
    while not happens():
        assert time.monotonic() < ends
        time.sleep(0.02)
