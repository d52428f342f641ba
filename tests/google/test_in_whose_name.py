"""In whose name it works: never in another than the one that was asked for."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import google.auth
import pytest
import responses
from google.auth import compute_engine
from google.auth.exceptions import RefreshError
from google.oauth2 import credentials as user

from mentoring_sync.errors import NotAllowedError
from mentoring_sync.google.ended import EndedError, sign_in_ended
from mentoring_sync.google.identity import DELEGATION, Identity, identity
from mentoring_sync.google.session import open_session
from mentoring_sync.google.signed_in import keep
from mentoring_sync.settings.google import GoogleSettings
from tests.google.answers import SPREADSHEET

SCOPES = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/gmail.compose")
ROBOT, ADA = "sync@p.iam.gserviceaccount.com", "ada@example.org"
PERSON = {"type": "authorized_user", "client_id": "c", "client_secret": "s", "refresh_token": "r"}


@cache
def key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem.decode()


def a_robot(**more: Any) -> dict[str, Any]:
    return {
        "type": "service_account",
        "client_email": ROBOT,
        "client_id": "123456789012345678901",
        "private_key": key(),
        "token_uri": "https://oauth2.googleapis.com/token",
        **more,
    }


def of(info: dict[str, Any] | None = None, **google: Any) -> Identity:
    given = {"credentials": json.dumps(info)} if info else {}
    return identity(GoogleSettings(spreadsheet=SPREADSHEET, **given, **google), SCOPES)


def test_a_robot_works_in_the_name_of_the_person_that_is_asked_for() -> None:
    found = of(a_robot(), act_as=ADA)
    assert (found.asking.account, found.asking.is_robot) == (ADA, False)
    assert "client id 123456789012345678901" in found.asking.allow
    assert f"{DELEGATION} > Add new" in found.asking.allow
    assert ",".join(SCOPES) in found.asking.allow


@pytest.mark.parametrize(("act_as", "said"), [(None, "has no mailbox"), ("ada@gmail.com", "is a private account")])
def test_a_robot_that_can_work_for_nobody_says_so_beforehand(act_as: str | None, said: str) -> None:
    with pytest.raises(NotAllowedError, match=said):
        of(a_robot(), act_as=act_as)


def test_a_secret_in_a_place_that_is_shown_is_not_shown() -> None:
    with pytest.raises(NotAllowedError) as refused:
        of(a_robot(client_id="GOCSPX-never-to-be-seen", client_email="never-to-be-seen"))
    assert "never-to-be-seen" not in str(refused.value)


def test_a_persons_file_works_in_no_other_name() -> None:
    with pytest.raises(NotAllowedError, match="works in its own name only"):
        of(PERSON, act_as=ADA)
    assert of({**PERSON, "account": "Ada@Example.org"}, act_as=ADA).asking.account == ADA


def test_a_sign_in_that_is_kept_works_in_no_other_name(tmp_path: Path) -> None:
    keep(tmp_path, {**PERSON, "account": ADA, "scopes": list(SCOPES)})
    assert of(state=str(tmp_path), act_as=ADA).asking.account == ADA
    with pytest.raises(NotAllowedError, match="works in its own name only"):
        of(state=str(tmp_path), act_as="bo@example.org")


def test_gclouds_sign_in_works_in_no_other_name_and_lacks_scopes_by_its_own_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(google.auth, "default", lambda **_: (user.Credentials("t"), None))
    assert "gcloud auth application-default login --scopes=" in of().asking.allow
    with pytest.raises(NotAllowedError, match="works in its own name only"):
        of(act_as=ADA)


METADATA = "http://metadata.google.internal/computeMetadata/v1/instance/service-accounts"
SIGN = f"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{ROBOT}:signJwt"
TOKEN = "https://oauth2.googleapis.com/token"


def a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(google.auth, "default", lambda **_: (compute_engine.Credentials(), None))
    responses.get("http://metadata.google.internal/computeMetadata/v1/universe/universe-domain", body="googleapis.com")
    for name in ("default", ROBOT):
        responses.get(f"{METADATA}/{name}/", json={"email": ROBOT, "scopes": []})
        responses.get(f"{METADATA}/{name}/token", json={"access_token": "machine", "expires_in": 3600})


@responses.activate
def test_a_machine_without_a_key_signs_through_iam_in_the_persons_name(monkeypatch: pytest.MonkeyPatch) -> None:
    a_machine(monkeypatch)
    responses.post(SIGN, json={"signedJwt": "signed"})
    responses.post(TOKEN, json={"access_token": "of ada", "expires_in": 3600})
    responses.get("https://sheets.googleapis.com/v4/x", json={})
    session = open_session(GoogleSettings(spreadsheet=SPREADSHEET, act_as=ADA))
    session.request("GET", "https://sheets.googleapis.com/v4/x")
    asked: dict[str, Any] = {str(call.request.url): call.request for call in responses.calls}
    claims = json.loads(json.loads(asked[SIGN].body)["payload"])
    assert (claims["iss"], claims["sub"], claims["scope"].split()[0]) == (ROBOT, ADA, SCOPES[0])
    assert parse_qs(asked[TOKEN].body.decode())["assertion"] == ["signed"]
    assert asked["https://sheets.googleapis.com/v4/x"].headers["authorization"] == "Bearer of ada"


ELSEWHERE = {
    "type": "external_account",
    "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
    "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
    "token_url": "https://sts.googleapis.com/v1/token",
    "credential_source": {"file": "/no/such/token"},
}
IN_ITS_NAME = {"service_account_impersonation_url": SIGN.replace(":signJwt", ":generateAccessToken")}


def test_another_clouds_identity_signs_in_the_name_of_the_account_that_it_names() -> None:
    assert of({**ELSEWHERE, **IN_ITS_NAME}, act_as=ADA).asking.account == ADA
    with pytest.raises(NotAllowedError, match="name no service account"):
        of(ELSEWHERE, act_as=ADA)
    with pytest.raises(NotAllowedError, match="has no mailbox"):
        of({**ELSEWHERE, **IN_ITS_NAME})


@pytest.mark.parametrize(
    "changed",
    [
        {"token_url": "https://evil.example/token"},
        {"credential_source": {"executable": {}}},
        {"credential_source": None},
    ],
)
def test_a_file_that_leads_elsewhere_than_to_google_is_not_followed(changed: dict[str, Any]) -> None:
    info = {key: value for key, value in {**ELSEWHERE, **IN_ITS_NAME, **changed}.items() if value}
    with pytest.raises(NotAllowedError, match="damaged"):
        of(info, act_as=ADA)


@responses.activate
def test_a_machine_that_may_not_sign_says_which_role_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    a_machine(monkeypatch)
    responses.post(SIGN, status=403, json={"error": {"code": 403, "message": "Permission denied", "status": "X"}})
    session = open_session(GoogleSettings(spreadsheet=SPREADSHEET, act_as=ADA))
    with pytest.raises(RefreshError) as refused:
        session.request("GET", "https://sheets.googleapis.com/v4/x")
    assert "Service Account Token Creator" in sign_in_ended(refused.value).remedy


@responses.activate
def test_a_machine_without_act_as_says_so_beforehand(monkeypatch: pytest.MonkeyPatch) -> None:
    a_machine(monkeypatch)
    with pytest.raises(NotAllowedError, match="has no mailbox"):
        of()


REVOKED = RefreshError("invalid_grant: Token has been expired or revoked.")


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (2, "ended 2 days after the sign-in: the password"),
        (7, "on the seventh day"),
        (40, "after six months"),
        (None, "seven days while"),
    ],
)
def test_the_age_of_a_sign_in_says_why_it_ended(days: int | None, why: str) -> None:
    made = datetime.now(UTC) - timedelta(days=days, hours=1) if days else None
    said = sign_in_ended(EndedError(REVOKED, made=made))
    assert why in said.message
    assert "auth login" in said.remedy


@responses.activate
def test_a_clock_that_is_off_is_named_before_anything_else(tmp_path: Path) -> None:
    later = datetime.now(UTC) + timedelta(hours=2)
    responses.post(
        TOKEN,
        status=400,
        json={"error": "invalid_grant", "error_description": "Bad Request"},
        headers={"Date": later.strftime("%a, %d %b %Y %H:%M:%S GMT")},
    )
    keep(tmp_path, {**PERSON, "token_uri": TOKEN, "scopes": list(SCOPES)})
    session = open_session(GoogleSettings(spreadsheet=SPREADSHEET, state=str(tmp_path)))
    with pytest.raises(EndedError) as refused:
        session.request("GET", "https://sheets.googleapis.com/v4/x")
    assert "clock is off by 120 minutes" in sign_in_ended(refused.value).message


@pytest.mark.parametrize("said", ["invalid_grant: Invalid JWT Signature.", "invalid_grant: Account not associated"])
def test_what_only_looks_like_a_clock_is_none(said: str) -> None:
    assert "clock" not in sign_in_ended(RefreshError(said)).message
