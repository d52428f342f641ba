"""Where access tokens come from, what they may do, and how Google says no."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import requests
from google.auth import exceptions
from google.auth.transport.requests import Request
from google.oauth2 import service_account
from google.oauth2.credentials import Credentials
from googleapiclient.errors import HttpError

from tests.sandbox.google_clients import letter, raw

COMPOSE = "https://www.googleapis.com/auth/gmail.compose"
METADATA = "https://www.googleapis.com/auth/gmail.metadata"
SERVICE = "runner@project.iam.gserviceaccount.com"


def refreshed(workspace, token="1//anything", scopes=None):
    credentials = Credentials(
        None,
        refresh_token=token,
        token_uri=f"{workspace.url}/token",
        client_id="client",
        client_secret="secret",
        scopes=scopes,
    )
    credentials.refresh(Request())
    return credentials


def key_file(workspace, **wanted):
    return workspace.control("POST", "service-accounts", {"email": SERVICE, **wanted})


def profile(workspace, token):
    return workspace.gmail(token).getProfile(userId="me").execute()


def test_a_refresh_token_gives_an_access_token_for_its_user(workspace):
    tokens = workspace.control("POST", "tokens", {"user": "ada@example.org"})
    credentials = refreshed(workspace, tokens["refresh_token"])
    assert profile(workspace, credentials.token)["emailAddress"] == "ada@example.org"


def test_a_refresh_token_that_was_never_issued_speaks_for_the_default_user(workspace):
    assert profile(workspace, refreshed(workspace).token)["emailAddress"] == "coordinator@example.org"


def test_a_revoked_refresh_token_is_refused_in_googles_words(workspace):
    tokens = workspace.control("POST", "tokens", {})
    requests.post(f"{workspace.url}/revoke", data={"token": tokens["refresh_token"]}, timeout=20)
    with pytest.raises(exceptions.RefreshError, match="Token has been expired or revoked"):
        refreshed(workspace, tokens["refresh_token"])


def test_a_missing_scope_shows_as_403_with_googles_reason(workspace):
    token = workspace.control("POST", "tokens", {"scopes": [METADATA]})["access_token"]
    with pytest.raises(HttpError, match="Request had insufficient authentication scopes") as refusal:
        workspace.gmail(token).messages().send(userId="me", body=raw(letter())).execute()
    assert refusal.value.status_code == 403
    assert "ACCESS_TOKEN_SCOPE_INSUFFICIENT" in refusal.value.content.decode()


def test_the_least_scopes_of_a_sender_are_enough_to_draft_and_send(workspace):
    token = workspace.control("POST", "tokens", {"scopes": [COMPOSE, METADATA]})["access_token"]
    drafts = workspace.gmail(token).drafts()
    draft = drafts.create(userId="me", body={"message": raw(letter())}).execute()
    assert drafts.send(userId="me", body={"id": draft["id"]}).execute()["labelIds"] == ["SENT"]


def test_a_token_for_headers_alone_neither_searches_nor_reads_content(workspace):
    workspace.gmail("me").messages().send(userId="me", body=raw(letter())).execute()
    token = workspace.control("POST", "tokens", {"scopes": [COMPOSE, METADATA]})["access_token"]
    messages = workspace.gmail(token).messages()
    [sent] = messages.list(userId="me", labelIds=["SENT"]).execute()["messages"]
    assert messages.get(userId="me", id=sent["id"], format="metadata").execute()["payload"]["headers"]
    with pytest.raises(HttpError, match="doesn't allow format FULL"):
        messages.get(userId="me", id=sent["id"]).execute()
    with pytest.raises(HttpError, match="does not support 'q' parameter"):
        messages.list(userId="me", q="in:sent").execute()


def test_an_access_token_expires_after_an_hour(workspace):
    token = workspace.control("POST", "tokens", {})["access_token"]
    later = datetime.now(UTC) + timedelta(hours=1, minutes=1)
    workspace.control("PUT", "clock", {"now": later.isoformat()})
    with pytest.raises(HttpError, match="invalid authentication credentials") as refusal:
        profile(workspace, token)
    assert refusal.value.status_code == 401


def test_a_request_without_a_token_is_refused(workspace):
    answer = workspace.session(token=None).get("https://gmail.googleapis.com/gmail/v1/users/me/profile", timeout=20)
    assert answer.status_code == 401
    assert answer.json()["error"]["status"] == "UNAUTHENTICATED"


def test_a_service_account_with_delegation_acts_for_the_subject(workspace):
    info = key_file(workspace, delegated=[COMPOSE, METADATA])
    account = service_account.Credentials.from_service_account_info(info, scopes=[METADATA])
    credentials = account.with_subject("coordinator@example.org")
    credentials.refresh(Request())
    assert profile(workspace, credentials.token)["emailAddress"] == "coordinator@example.org"


def test_a_service_account_in_its_own_name_has_no_mailbox(workspace):
    info = key_file(workspace, delegated=[METADATA])
    credentials = service_account.Credentials.from_service_account_info(info, scopes=[METADATA])
    credentials.refresh(Request())
    with pytest.raises(HttpError, match="Precondition check failed") as refusal:
        profile(workspace, credentials.token)
    assert refusal.value.status_code == 400


def test_delegation_must_cover_every_scope(workspace):
    info = key_file(workspace, delegated=[METADATA])
    account = service_account.Credentials.from_service_account_info(info, scopes=[COMPOSE])
    with pytest.raises(exceptions.RefreshError, match="unauthorized_client"):
        account.with_subject("coordinator@example.org").refresh(Request())


def test_a_key_that_was_not_registered_is_refused(workspace):
    stranger = key_file(workspace)
    key_file(workspace)
    account = service_account.Credentials.from_service_account_info(stranger, scopes=[METADATA])
    with pytest.raises(exceptions.RefreshError, match="Invalid JWT Signature"):
        account.refresh(Request())


def test_an_unknown_grant_type_is_named(workspace):
    answer = requests.post(f"{workspace.url}/token", data={"grant_type": "password"}, timeout=20)
    assert answer.status_code == 400
    assert answer.json()["error"] == "unsupported_grant_type"


def test_consent_sends_back_a_code_that_buys_tokens_once(workspace):
    asked = {"redirect_uri": "http://localhost:9/", "scope": METADATA, "state": "s", "client_id": "client"}
    asked["access_type"] = "offline"
    consent = requests.get(f"{workspace.url}/o/oauth2/v2/auth", params=asked, allow_redirects=False, timeout=20)
    code = dict(pair.split("=") for pair in consent.headers["Location"].split("?")[1].split("&"))["code"]
    bought = {
        "grant_type": "authorization_code",
        "code": code.replace("%2F", "/"),
        "redirect_uri": asked["redirect_uri"],
    }
    first = requests.post(f"{workspace.url}/token", data=bought, timeout=20).json()
    assert first["scope"] == METADATA
    assert json.dumps(first["refresh_token"])
    again = requests.post(f"{workspace.url}/token", data=bought, timeout=20)
    assert again.json()["error"] == "invalid_grant"
