"""Sign-ins that go wrong, as an operator meets them at the command line: one clear sentence each, and no secret."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from mentoring_sync.google.loopback import Loopback
from mentoring_sync.sandbox import serving
from tests.cli.test_signing_in import SECRET, browsing, client_of, written
from tests.run.conftest import Finished, here

CONFIG = Path(__file__).parents[2] / "config"
ROBOT = "sync@p.iam.gserviceaccount.com"
SHEETS, COMPOSE = (f"https://www.googleapis.com/auth/{name}" for name in ("spreadsheets", "gmail.compose"))
METADATA = "https://www.googleapis.com/auth/gmail.metadata"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("oauth") / "workspace.sqlite") as server:
        yield server.url.rstrip("/")


@dataclass
class Desk:
    """A machine with a browser, and the sandbox for Google."""

    root: str
    folder: Path
    patch: pytest.MonkeyPatch

    def run(self, *arguments: str, **environment: str) -> Finished:
        where = {"HOME": str(self.folder), "XDG_STATE_HOME": "", "MENTORING_SYNC_API_ROOT": self.root}
        return here(*arguments, **where, **environment)

    def login(self, **client: str) -> Finished:
        found = {**client_of(self.root), **client}
        return self.run("auth", "login", "--client", written(self.folder, {"installed": found}))

    def browser(self, does: Callable[[dict[str, str]], dict[str, str]], *, state: str = "") -> None:
        """A browser whose person changes what is asked on the page; `state` is forged on the way back."""

        def opened(url: str) -> bool:
            page = urlsplit(url)
            asked = does({name: values[0] for name, values in parse_qs(page.query).items()})

            def go() -> None:
                back = requests.get(
                    f"{self.root}{page.path}?{urlencode(asked)}", allow_redirects=False, timeout=10
                ).headers["Location"]
                requests.get(re.sub("state=[^&]+", f"state={state}", back) if state else back, timeout=10)

            threading.Thread(target=go).start()
            return True

        browsing(self.patch)
        self.patch.setattr("webbrowser.open", opened)

    def keep(self, **info: Any) -> None:
        """A sign-in that was made some time ago."""
        state = self.folder / ".local" / "state" / "mentoring-sync"
        state.mkdir(parents=True, exist_ok=True)
        kept = {"type": "authorized_user", "client_id": "c", "client_secret": SECRET, "token_uri": f"{self.root}/token"}
        (state / "sign-in.json").write_text(json.dumps({**kept, "scopes": [SHEETS, COMPOSE, METADATA], **info}))

    def key(self, **wanted: Any) -> dict[str, Any]:
        """A new key of a service account."""
        asked = requests.post(f"{self.root}/_sandbox/service-accounts", json={"email": ROBOT, **wanted}, timeout=20)
        found: dict[str, Any] = asked.json()
        return found

    def status(self, *, act_as: str = "", **environment: str) -> Finished:
        """`auth status` of a programme that works in somebody's name."""
        text = (CONFIG / "program.toml").read_text("utf-8")
        named = f'[google]\nact_as = "{act_as}"' if act_as else "[google]"
        (self.folder / "program.toml").write_text(text.replace("[google]", named, 1), "utf-8")
        (self.folder / "questions.toml").write_bytes((CONFIG / "questions.toml").read_bytes())
        return self.run("auth", "status", "--config", str(self.folder / "program.toml"), **environment)


@pytest.fixture
def desk(root: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(Loopback.wait, "__kwdefaults__", {**(Loopback.wait.__kwdefaults__ or {}), "seconds": 1.0})
    return Desk(root, tmp_path, monkeypatch)


def refused_on_the_page(desk: Desk) -> Finished:
    desk.browser(lambda asked: {**asked, "deny": "access_denied"})
    return desk.login()


def forbidden_by_the_organisation(desk: Desk) -> Finished:
    desk.browser(lambda asked: {**asked, "deny": "admin_policy_enforced"})
    return desk.login()


def forged(desk: Desk) -> Finished:
    desk.browser(dict, state="forged")
    return desk.login()


def lasting_an_hour(desk: Desk) -> Finished:
    desk.browser(lambda asked: {**asked, "access_type": "online"})
    return desk.login()


def without_the_spreadsheet(desk: Desk) -> Finished:
    desk.browser(lambda asked: {**asked, "allow": COMPOSE})
    return desk.login()


def with_anothers_challenge(desk: Desk) -> Finished:
    desk.browser(lambda asked: {**asked, "code_challenge": "x" * 43})
    return desk.login()


def in_the_open(desk: Desk) -> Finished:
    return desk.login(token_uri="http://tokens.example/token")


def expired(desk: Desk) -> Finished:
    desk.keep(refresh_token="expired", made="2026-11-23T09:00:00+00:00")
    return desk.status()


def revoked(desk: Desk) -> Finished:
    token = requests.post(f"{desk.root}/_sandbox/tokens", json={}, timeout=10).json()["refresh_token"]
    requests.post(f"{desk.root}/revoke", data={"token": token}, timeout=10)
    desk.keep(refresh_token=token)
    return desk.status()


def for_another_person(desk: Desk) -> Finished:
    desk.keep(refresh_token="1//never-to-be-seen", account="bo@example.org")
    return desk.status(act_as="coordinator@example.org")


def of_fewer_scopes(desk: Desk) -> Finished:
    asked = {"scopes": [COMPOSE]}
    token = requests.post(f"{desk.root}/_sandbox/tokens", json=asked, timeout=10).json()["refresh_token"]
    desk.keep(refresh_token=token)
    return desk.status()


def a_robot_not_delegated(desk: Desk) -> Finished:
    return desk.status(act_as="coordinator@example.org", MENTORING_SYNC_CREDENTIALS=json.dumps(desk.key()))


def a_robot_delegated_for_less(desk: Desk) -> Finished:
    key = json.dumps(desk.key(delegated=[SHEETS]))
    return desk.status(act_as="coordinator@example.org", MENTORING_SYNC_CREDENTIALS=key)


def a_key_that_was_replaced(desk: Desk) -> Finished:
    old = desk.key(delegated=[SHEETS, COMPOSE, METADATA])
    desk.key(delegated=[SHEETS, COMPOSE, METADATA])
    return desk.status(act_as="coordinator@example.org", MENTORING_SYNC_CREDENTIALS=json.dumps(old))


def a_robot_for_nobody(desk: Desk) -> Finished:
    return desk.status(MENTORING_SYNC_CREDENTIALS=json.dumps(desk.key(delegated=[SHEETS, COMPOSE, METADATA])))


def an_account_that_is_gone(desk: Desk) -> Finished:
    key = {**desk.key(), "client_email": "gone@p.iam.gserviceaccount.com"}
    return desk.status(act_as="coordinator@example.org", MENTORING_SYNC_CREDENTIALS=json.dumps(key))


def a_key_cut_off(desk: Desk) -> Finished:
    return desk.status(MENTORING_SYNC_CREDENTIALS=json.dumps(desk.key())[:-40])


def a_key_escaped_twice(desk: Desk) -> Finished:
    return desk.status(MENTORING_SYNC_CREDENTIALS=json.dumps(desk.key()).replace('"', '\\"'))


def a_key_in_quotes(desk: Desk) -> Finished:
    return desk.status(MENTORING_SYNC_CREDENTIALS=f"'{json.dumps(desk.key())}'")


def a_key_in_base64_cut_off(desk: Desk) -> Finished:
    return desk.status(MENTORING_SYNC_CREDENTIALS=base64.b64encode(json.dumps(desk.key()).encode()).decode()[:-7])


def a_key_without_line_breaks(desk: Desk) -> Finished:
    key = desk.key()
    broken = {**key, "private_key": key["private_key"].replace("\n", "\\n")}
    return desk.status(act_as="coordinator@example.org", MENTORING_SYNC_CREDENTIALS=json.dumps(broken))


SIGN_INS: dict[Callable[[Desk], Finished], str] = {
    refused_on_the_page: "refused on the page",
    forbidden_by_the_organisation: "trust the client id",
    forged: "Nobody signed in within",
    lasting_an_hour: "none to renew it",
    without_the_spreadsheet: "nothing works without it",
    with_anothers_challenge: "invalid_grant",
    in_the_open: "would go in the open",
    expired: "publish it",
    revoked: "access was taken away",
    for_another_person: "works in its own name only",
    of_fewer_scopes: "wasn't allowed at the sign-in",
    a_robot_not_delegated: "Domain-wide delegation",
    a_robot_delegated_for_less: "Domain-wide delegation",
    a_key_that_was_replaced: "key was deleted or disabled",
    a_robot_for_nobody: "is a service account, and has no mailbox",
    an_account_that_is_gone: "is gone",
    a_key_cut_off: "cut off",
    a_key_escaped_twice: "escaped",
    a_key_in_quotes: "quotes",
    a_key_in_base64_cut_off: "base64",
    a_key_without_line_breaks: "line breaks",
}
SHOWS_A_SECRET = re.compile(
    r"never-to-be-seen|PRIVATE KEY|MII[A-Za-z0-9+/]{8}|1//|4/[\w-]{8}|ya29|eyJ|expired\b.*token="
)


@pytest.mark.parametrize("goes_wrong", SIGN_INS, ids=lambda each: each.__name__)
def test_a_sign_in_that_goes_wrong_is_one_clear_sentence(goes_wrong: Callable[[Desk], Finished], desk: Desk) -> None:
    done = goes_wrong(desk)
    assert SIGN_INS[goes_wrong] in done.err, done.err
    assert done.code == 4
    assert "Traceback" not in done.err
    assert not SHOWS_A_SECRET.search(done.out + done.err)


def test_a_box_that_was_not_ticked_is_named_with_what_then_wont_work(desk: Desk) -> None:
    desk.browser(lambda asked: {**asked, "allow": f"{METADATA} {SHEETS}"})
    done = desk.login()
    assert (done.code, done.err) == (0, "")
    assert f"Not allowed: drafting and sending mail ({COMPOSE})" in done.out
    shown = desk.status()
    assert f"Lacking: drafting and sending mail: {COMPOSE}" in shown.out
    assert not SHOWS_A_SECRET.search(done.out + shown.out)


def test_without_a_browser_an_address_is_pasted_and_a_wrong_one_asked_again(desk: Desk) -> None:
    answers = iter(["http://127.0.0.1:1/?code=4/x&state=old", ""])
    seen: list[str] = []
    desk.patch.setattr("click.echo", lambda text="", **_: seen.append(str(text)))

    def pasted(*_: Any, **__: Any) -> str:
        link = re.search(r"http\S+", seen[0])
        assert link
        came = requests.get(link[0], allow_redirects=False, timeout=10).headers["Location"]
        return next(answers) or came

    desk.patch.setattr("click.prompt", pasted)
    client = written(desk.folder, {"installed": client_of(desk.root)})
    assert desk.run("auth", "login", "--no-browser", "--client", client).code == 0
    assert any("copy the whole address" in line for line in seen)
    assert any("Signed in as coordinator@example.org" in line for line in seen)
