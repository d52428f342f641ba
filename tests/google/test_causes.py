"""One status, many causes: each refusal of Google's says what is the matter, in whose name, and what mends it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import responses

from mentoring_sync.errors import NotAllowedError, UnfitError
from mentoring_sync.google.causes import Asking, cause_of, refusal_of
from mentoring_sync.google.forms import Maker
from mentoring_sync.google.gmail import Mailbox
from mentoring_sync.google.identity import Bearer
from mentoring_sync.google.session import Transport
from mentoring_sync.google.sheets import Spreadsheet
from tests.google.answers import NO_PERMISSION, ROOT, SHEET_URL, SPREADSHEET, a_refusal, a_session

ROBOT = Asking(account="sync@p.iam.gserviceaccount.com", allow="Let the admin add it.", is_robot=True)
ENABLE = "https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=42"


def info(reason: str, **metadata: str) -> dict[str, Any]:
    return {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "metadata": metadata}


def refusal(
    code: int, message: str, *details: dict[str, Any], status: str = "PERMISSION_DENIED", reason: str = ""
) -> Any:
    found = a_refusal(code, status, message, reason=reason)
    found["error"]["details"] = list(details)
    return found


OFF = "Google Sheets API has not been used in project 42 before or it is disabled."
CAUSES: dict[str, tuple[dict[str, Any], str, str]] = {
    "a scope is missing": (
        refusal(403, "Request had insufficient authentication scopes.", info("ACCESS_TOKEN_SCOPE_INSUFFICIENT")),
        "a scope is missing",
        "Let the admin add it.",
    ),
    "a scope is missing, as Gmail says it": (
        refusal(403, "Insufficient Permission", reason="insufficientPermissions"),
        "a scope is missing",
        "Let the admin add it.",
    ),
    "the API is off": (
        refusal(
            403,
            OFF,
            info("SERVICE_DISABLED", consumer="projects/42"),
            {"@type": "type.googleapis.com/google.rpc.Help", "links": [{"description": "Enable", "url": ENABLE}]},
        ),
        "this API is off in the Google Cloud project 42",
        "overview?project=42",
    ),
    "the API is off, and a foreign link beside it": (
        refusal(
            403,
            OFF,
            info("SERVICE_DISABLED", consumer="projects/42"),
            {"@type": "type.googleapis.com/google.rpc.Help", "links": [{"url": "https://evil.example/"}]},
        ),
        "this API is off",
        "https://console.cloud.google.com/apis/library?project=42",
    ),
    "the project is somebody else's": (
        refusal(403, "Caller does not have required permission to use project other.", info("USER_PROJECT_DENIED")),
        "may not use the Google Cloud project",
        "set-quota-project",
    ),
    "Drive is full": (
        refusal(403, "The user's Drive storage quota has been exceeded.", reason="quotaExceeded"),
        "no room in the Drive of sync@p",
        "A service account owns no files",
    ),
    "a robot has no mailbox": (
        refusal(400, "Precondition check failed.", status="FAILED_PRECONDITION", reason="failedPrecondition"),
        "is a service account, and has no mailbox",
        "[google] act_as",
    ),
    "an Excel file": (
        refusal(400, "This operation is not supported for this document", status="FAILED_PRECONDITION"),
        "an Excel file in Drive",
        "Save as Google Sheets",
    ),
    "the organisation": (
        refusal(403, "Domain policy has disabled third-party Drive apps", reason="domainPolicy"),
        "organisation's rules",
        "App access control",
    ),
    "the token": (refusal(401, "Invalid Credentials", status="UNAUTHENTICATED"), "any more", "Let the admin add it."),
}


@pytest.mark.parametrize("name", CAUSES)
def test_each_refusal_names_its_cause_and_its_mend(name: str) -> None:
    body, what, mend = CAUSES[name]
    cause = cause_of(refusal_of(body["error"]["code"], json.dumps(body)), ROBOT)
    assert cause is not None
    assert what in cause.what
    assert mend in cause.mend
    assert "evil.example" not in cause.mend


def test_a_person_without_a_mailbox_is_no_robot() -> None:
    body = json.dumps(refusal(400, "Mail service not enabled", status="FAILED_PRECONDITION"))
    cause = cause_of(refusal_of(400, body), Asking(account="ada@example.org"))
    assert cause is not None
    assert cause.what.startswith("ada@example.org has no Gmail mailbox")


@pytest.mark.parametrize(
    "body", ["", "[]", "null", '{"error": "invalid_grant"}', '{"error": {"details": ["x"]}}', "<html>"]
)
def test_what_isnt_googles_shape_has_no_cause(body: str) -> None:
    assert cause_of(refusal_of(403, body), ROBOT) is None


def test_what_could_be_read_and_not_written_is_shared_for_viewing() -> None:
    seen = refusal_of(403, json.dumps(NO_PERMISSION))
    viewing = cause_of(seen, ROBOT, writing=True)
    assert viewing is not None
    assert "may look at it, but not edit it" in viewing.what
    assert cause_of(seen, ROBOT) is None


def of_a_robot() -> Transport:
    return Transport(Bearer(), ROOT, ROBOT)


@responses.activate
def test_a_sheet_that_isnt_shared_names_the_address_to_share_it_with() -> None:
    responses.get(SHEET_URL, json=NO_PERMISSION, status=403)
    with pytest.raises(
        NotAllowedError, match=r"Share the spreadsheet with sync@p\.iam\.gserviceaccount\.com as Editor"
    ):
        Spreadsheet(of_a_robot(), SPREADSHEET, run="r").pull()


@responses.activate
def test_a_full_drive_is_not_asked_again() -> None:
    body = refusal(403, "The user's Drive storage quota has been exceeded.", reason="userRateLimitExceeded")
    responses.get(SHEET_URL, json=body, status=403)
    with pytest.raises(NotAllowedError, match="no room"):
        Spreadsheet(of_a_robot(), SPREADSHEET, run="r", sleep=lambda _: pytest.fail("it was waited for")).pull()
    assert len(responses.calls) == 1


@responses.activate
def test_an_excel_file_is_no_matter_of_rights() -> None:
    body = refusal(400, "This operation is not supported for this document", status="FAILED_PRECONDITION")
    responses.get(SHEET_URL, json=body, status=400)
    with pytest.raises(UnfitError, match="Excel"):
        Spreadsheet(a_session(), SPREADSHEET, run="r").pull()


@responses.activate
@pytest.mark.parametrize(
    ("reason", "said", "mend"),
    [
        ("storageQuotaExceeded", "The user's Drive storage quota has been exceeded.", "use a shared drive"),
        ("insufficientPermissions", "Request had insufficient authentication scopes.", "auth login .* --set-up"),
    ],
)
def test_making_a_spreadsheet_that_is_refused_names_the_mend(reason: str, said: str, mend: str) -> None:
    responses.post(f"{ROOT}/v4/spreadsheets", json=refusal(403, said, reason=reason), status=403)
    with pytest.raises(NotAllowedError, match=mend):
        Maker(of_a_robot()).spreadsheet("Round", time_zone="Etc/GMT", locale="en_GB")


@responses.activate
def test_a_draft_refused_for_want_of_a_mailbox_is_no_fault_of_its_mail() -> None:
    body = refusal(400, "Precondition check failed.", status="FAILED_PRECONDITION", reason="failedPrecondition")
    responses.post(f"{ROOT}/gmail/v1/users/me/drafts", json=body, status=400)
    with pytest.raises(NotAllowedError, match="is a service account, and has no mailbox"):
        Mailbox(of_a_robot()).draft(b"")
