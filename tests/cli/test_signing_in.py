"""Signing in, as an operator does: with a browser, with a pasted address; and what is said when it goes wrong."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import responses
from google.auth.exceptions import RefreshError

from mentoring_sync.cli.signing_in import has_browser
from mentoring_sync.errors import MentoringSyncError, NotAllowedError
from mentoring_sync.google import sign_in
from mentoring_sync.google.credential_files import from_info, of_client, read_info
from mentoring_sync.google.ended import sign_in_ended
from mentoring_sync.google.loopback import Loopback
from mentoring_sync.google.sign_in import SignIn
from mentoring_sync.sandbox import serving
from mentoring_sync.settings.google import GoogleSettings
from tests.run.conftest import here

SECRET = "GOCSPX-never-to-be-seen"
KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvnever-to-be-seen\n-----END PRIVATE KEY-----\n"
SHEETS, COMPOSE = sign_in.SHEETS_SCOPE, sign_in.COMPOSE_SCOPE


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("oauth") / "workspace.sqlite") as server:
        yield server.url.rstrip("/")


def client_of(root: str) -> dict[str, str]:
    return {
        "client_id": "1-x.apps.googleusercontent.com",
        "client_secret": SECRET,
        "auth_uri": f"{root}/o/oauth2/v2/auth",
        "token_uri": f"{root}/token",
    }


def written(tmp_path: Path, content: object) -> str:
    path = tmp_path / "client_secret.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    path.chmod(0o600)
    return str(path)


def browsing(monkeypatch: pytest.MonkeyPatch, *, before: str = "") -> None:
    """A browser that allows what it is asked; some other page's request may come `before`."""

    def opened(url: str) -> bool:
        def go() -> None:
            redirect = parse_qs(urlsplit(url).query)["redirect_uri"][0]
            if before:
                assert requests.get(redirect + before, timeout=10).status_code in (400, 404)
            requests.get(url, timeout=10)

        threading.Thread(target=go).start()
        return True

    monkeypatch.setattr("webbrowser.open", opened)
    monkeypatch.setattr("mentoring_sync.cli.signing_in.has_browser", lambda *_: True)


def test_a_browser_signs_in_and_the_token_is_the_owners_alone(
    root: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browsing(monkeypatch, before="?code=4/stolen&state=forged")
    state = {"HOME": str(tmp_path), "XDG_STATE_HOME": ""}
    done = here("auth", "login", "--client", written(tmp_path, {"installed": client_of(root)}), **state)
    assert (done.code, done.err) == (0, "")
    assert "Signed in as coordinator@example.org" in done.out
    assert "seven days" in done.out
    assert SECRET not in done.out
    kept = tmp_path / ".local" / "state" / "mentoring-sync" / "sign-in.json"
    assert oct(kept.stat().st_mode & 0o777) == "0o600"
    config = Path(__file__).parents[2] / "config" / "program.toml"
    shown = here("auth", "status", "--config", str(config), "--json", MENTORING_SYNC_API_ROOT=root, **state)
    said = json.loads(shown.out)
    assert (said["account"], said["how"], SHEETS in said["scopes"]) == ("coordinator@example.org", "sign-in", True)
    assert "Signed out." in here("auth", "logout", **state).out
    assert not kept.exists()
    assert "Nobody is signed in." in here("auth", "logout", **state).out


def an_attempt(root: str, redirect: str = "http://127.0.0.1:1/") -> SignIn:
    return SignIn(client=client_of(root), scopes=(SHEETS, COMPOSE), redirect=redirect)


def came_back(attempt: SignIn) -> str:
    answer = requests.get(attempt.url, allow_redirects=False, timeout=10)
    return str(answer.headers["Location"])


def test_the_address_to_which_the_browser_came_back_may_be_pasted(root: str) -> None:
    attempt = an_attempt(root)
    code = attempt.code_in(f"  {came_back(attempt)}\n")
    assert code
    done = attempt.redeem(code)
    assert (done.lacking, done.info["type"]) == ((), "authorized_user")
    with pytest.raises(NotAllowedError, match="gives no token: invalid_grant"):
        attempt.redeem(code)


def test_another_verifier_gets_no_token(root: str) -> None:
    attempt = an_attempt(root)
    code = attempt.code_in(came_back(attempt))
    attempt.verifier = "x" * 64
    with pytest.raises(NotAllowedError, match="invalid_grant"):
        attempt.redeem(str(code))


def test_a_foreign_state_is_nobodys_code(root: str) -> None:
    attempt = an_attempt(root)
    assert attempt.code_in(re.sub("state=[^&]+", "state=forged", came_back(attempt))) is None


def test_a_refusal_on_the_page_is_said(root: str) -> None:
    attempt = an_attempt(root)
    with pytest.raises(NotAllowedError, match="refused on the page"):
        attempt.code_in(f"http://127.0.0.1:1/?error=access_denied&state={attempt.state}")


def test_the_wait_is_bounded(root: str) -> None:
    loopback = Loopback()
    times = iter(range(0, 1000, 200))
    with pytest.raises(NotAllowedError, match="within 5 minutes"):
        loopback.wait(an_attempt(root, loopback.address), now=lambda: float(next(times)))


@responses.activate
@pytest.mark.parametrize(
    ("scope", "lacking"),
    [(f"openid {COMPOSE} {SHEETS}", ()), (f"openid {SHEETS}", (COMPOSE,)), ("", ())],
)
def test_more_scopes_or_another_order_are_fine_and_fewer_are_named(scope: str, lacking: tuple[str, ...]) -> None:
    root = "http://127.0.0.1:9"
    responses.post(f"{root}/token", json={"access_token": "a", "refresh_token": "r", "scope": scope})
    assert an_attempt(root).redeem("c").lacking == lacking


@responses.activate
@pytest.mark.parametrize(
    ("status", "said", "mend"),
    [
        (401, {"error": "invalid_client", "error_description": SECRET}, "download its file anew"),
        (400, {"error": "deleted_client"}, "Make a client anew"),
        (400, {"error": "redirect_uri_mismatch"}, "must be a desktop app"),
        (400, {"error": f"{SECRET} 4/code"}, "Sign in again"),
        (400, [SECRET], "Try again in a while"),
        (200, None, "Try again in a while"),
    ],
)
def test_each_refusal_of_a_code_has_its_own_mend(status: int, said: Any, mend: str) -> None:
    root = "http://127.0.0.1:9"
    responses.post(f"{root}/token", status=status, json=said)
    with pytest.raises(MentoringSyncError, match=mend) as refused:
        an_attempt(root).redeem("c")
    assert "never-to-be-seen" not in str(refused.value)


@pytest.mark.parametrize(
    ("environment", "platform", "has"),
    [
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "linux", False),
        ({"DISPLAY": ":10", "SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, "linux", False),
        ({}, "darwin", True),
        ({"SSH_TTY": "/dev/ttys001"}, "darwin", False),
    ],
)
def test_a_browser_that_cannot_come_back_here_is_not_waited_for(
    environment: dict[str, str], platform: str, has: bool
) -> None:
    assert has_browser(environment, platform) is has


ACCOUNT = {"type": "service_account", "client_email": "a@b.iam.gserviceaccount.com", "token_uri": "https://x/y"}
BAD_FILES: dict[str, tuple[object, str]] = {
    "a web client": ({"web": {"client_id": "1", "client_secret": SECRET}}, "file of a web client"),
    "an API key": ({"api_key": SECRET}, "holds an API key"),
    "a service account": (
        {**ACCOUNT, "private_key": KEY},
        r"signs in by itself: name the file in \[google\] credentials",
    ),
    "an authorised user": ({"type": "authorized_user", "refresh_token": SECRET}, "signs in by itself"),
    "a token": ({"access_token": SECRET}, "an access token, which lasts an hour"),
    "half a key": ({"private_key_id": "1", "private_key": KEY}, "a part of a service account's key"),
    "a list": ([SECRET], "isn't what Google gives"),
    "cut off": ('{"installed": {"client_secret": "' + SECRET, "isn't whole JSON"),
    "empty": ("", "isn't whole JSON"),
    "another file": ({"hello": SECRET}, "no desktop client's file"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_another_kind_of_file_says_which_is_wanted_and_nothing_of_itself(name: str, tmp_path: Path) -> None:
    content, said = BAD_FILES[name]
    done = here("auth", "login", "--client", written(tmp_path, content), HOME=str(tmp_path))
    assert done.code == 4
    assert re.search(said, done.err), done.err
    assert "never-to-be-seen" not in done.err + done.out
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (json.dumps({"installed": {"client_id": "1", "client_secret": SECRET}}), "auth login --client FILE"),
        (base64.b64encode(json.dumps({**ACCOUNT, "private_key": KEY}).encode()).decode(), "damaged"),
        (KEY, "it is the key alone"),
        (json.dumps({**ACCOUNT, "private_key": KEY}), "damaged"),
        ("/no/such/file.json", "names no file that can be read"),
    ],
)
def test_what_stands_where_a_path_belongs_is_never_quoted(given: str, said: str) -> None:
    with pytest.raises(NotAllowedError) as refused:
        from_info(read_info(given), "me@example.org", ())
    assert said in str(refused.value)
    assert "never-to-be-seen" not in str(refused.value)


@pytest.mark.parametrize("key", ["spreadsheet", "credentials", "act_as", "api_root", "state"])
def test_no_value_of_google_is_quoted_by_a_mistake(key: str, tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "config"
    text = (shipped / "program.toml").read_text("utf-8")
    value = f'{key} = ["{SECRET}"]'
    changed = re.sub(
        r"(?m)^spreadsheet = .*$", value if key == "spreadsheet" else f'spreadsheet = "abcdefgh"\n{value}', text
    )
    (tmp_path / "program.toml").write_text(changed, "utf-8")
    (tmp_path / "questions.toml").write_bytes((shipped / "questions.toml").read_bytes())
    done = here("status", "--config", str(tmp_path / "program.toml"))
    assert done.code == 2
    assert f"google.{key}" in done.err
    assert "never-to-be-seen" not in done.err


def test_credentials_are_shown_to_google_alone() -> None:
    with pytest.raises(ValueError, match="must begin with https"):
        GoogleSettings(spreadsheet="abcdefgh", credentials="key.json", api_root="http://example.org")
    assert GoogleSettings(spreadsheet="abcdefgh", credentials="key.json", api_root="http://127.0.0.1:8765").credentials


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("('invalid_grant: Token has been expired or revoked.', {})", "it has ended: after seven days"),
        ("invalid_grant: Bad Request", "it has ended"),
        ("invalid_grant: reauth related error (invalid_rapt)", "from time to time"),
        ("deleted_client: The OAuth client was deleted.", "is gone"),
        ("invalid_client: Unauthorized", "is gone, or its secret was changed"),
        ("unauthorized_client: Client is unauthorized to retrieve access tokens", "may not act for this person"),
        ("invalid_grant: Invalid email or User ID", "no such person"),
        ("invalid_grant: Invalid JWT: Token must be a short-lived token", "clock is wrong"),
        ("admin_policy_enforced", "organisation's rules"),
        ("invalid_scope: Some requested scopes cannot be shown", "wasn't allowed at the sign-in"),
        ("disabled_client: The OAuth client was disabled.", "disabled or deleted|is gone"),
    ],
)
def test_each_end_of_a_sign_in_has_its_own_mend(said: str, why: str) -> None:
    error = sign_in_ended(RefreshError(said))
    assert error.exit_code == 4
    assert re.search(why, error.message), error.message
    assert error.remedy


def test_a_missing_file_is_one_sentence() -> None:
    with pytest.raises(MentoringSyncError, match="names no file"):
        of_client("nowhere.json")
