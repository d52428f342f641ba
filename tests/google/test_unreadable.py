"""Answers that aren't Google's: asked again like a passing fault, then one line that says what came."""

from __future__ import annotations

from typing import Any

import pytest
import responses
from google.oauth2.credentials import Credentials

from mentoring_sync.errors import TryLaterError
from mentoring_sync.google.gmail import Mailbox
from mentoring_sync.google.refusals import ATTEMPTS
from mentoring_sync.google.session import Transport
from mentoring_sync.google.sheets import Spreadsheet
from mentoring_sync.google.unreadable import one_line
from mentoring_sync.mail.outbox.evidence import UnclearError
from tests.google.answers import BATCH_URL, ROOT, SHEET_URL, SPREADSHEET, a_session
from tests.google.test_sheets import EDITS, METADATA_URL, STALE, STANDING, TAKEN

ME = f"{ROOT}/gmail/v1/users/me"
TOKEN = "https://oauth2.googleapis.com/token"
PAGE = "<!doctype html>\n<html>\n\x1b[31mSign in to the\tguest network</html>"
BODIES = {
    "an empty body": ("application/json", "", "application/json and nothing in it"),
    "a proxy's page": (
        "text/html; charset=utf-8",
        PAGE,
        r"text/html and “<!doctype html> <html> \x1b[31mSign in to the",
    ),
    "JSON that was cut off": ("application/json", '{"sheets": [{"properties": ', '“{"sheets": [{"properties":”'),
    "JSON that was cut off behind a brace": (
        "application/json",
        '{"sheets": [{"data": {}',
        '“{"sheets": [{"data": {}”',
    ),
    "a list": ("application/json", "[1, 2]", "application/json and “[1, 2]”"),
    "bytes": ("", b"\xff\xfe{}", "something of no declared type"),
}
unreadable = pytest.mark.parametrize(("kind", "body", "said"), BODIES.values(), ids=BODIES.keys())


class Naps(list[float]):
    def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def naps() -> Naps:
    return Naps()


def an_answer(method: str, url: str, kind: str, body: Any, status: int = 200) -> None:
    responses.add(method, url, body=body, content_type=kind, status=status)


@responses.activate
@unreadable
def test_a_read_of_the_spreadsheet_is_asked_again_and_then_for_later(
    naps: Naps, kind: str, body: Any, said: str
) -> None:
    an_answer("GET", SHEET_URL, kind, body)
    with pytest.raises(TryLaterError) as later:
        Spreadsheet(a_session(), SPREADSHEET, run="run-1", sleep=naps).pull()
    assert said in later.value.message
    assert later.value.message.isprintable()
    assert len(responses.calls) == ATTEMPTS
    assert len(naps) == ATTEMPTS - 1


@responses.activate
@unreadable
def test_a_read_that_comes_through_the_second_time_is_read(naps: Naps, kind: str, body: Any, said: str) -> None:
    an_answer("GET", SHEET_URL, kind, body)
    responses.add("GET", SHEET_URL, json=STANDING)
    assert Spreadsheet(a_session(), SPREADSHEET, run="run-1", sleep=naps).pull() == STALE, said


@responses.activate
@pytest.mark.parametrize(
    "answer", [{}, {"spreadsheetId": 7}, {**STANDING, "sheets": ["x"]}, {**STANDING, "properties": 1}]
)
def test_json_that_is_no_spreadsheet_is_for_later_too(naps: Naps, answer: Any) -> None:
    responses.add("GET", SHEET_URL, json=answer)
    with pytest.raises(TryLaterError, match="it answered with application/json"):
        Spreadsheet(a_session(), SPREADSHEET, run="run-1", sleep=naps).pull()


@responses.activate
@unreadable
def test_a_batch_with_such_an_answer_has_landed_once(naps: Naps, kind: str, body: Any, said: str) -> None:
    an_answer("POST", BATCH_URL, kind, body)
    responses.add("POST", BATCH_URL, json=TAKEN, status=400)
    responses.add("GET", METADATA_URL, json={"metadataValue": "run-1"})
    responses.add("GET", SHEET_URL, json=STANDING)
    assert Spreadsheet(a_session(), SPREADSHEET, run="run-1", sleep=naps).write(EDITS, after=STALE) == STALE, said


@responses.activate
@unreadable
def test_a_read_of_the_mailbox_is_asked_again_and_then_for_later(naps: Naps, kind: str, body: Any, said: str) -> None:
    an_answer("GET", f"{ME}/drafts", kind, body)
    with pytest.raises(TryLaterError) as later:
        Mailbox(a_session(), sleep=naps).draft_ids()
    assert said in later.value.message
    assert len(responses.calls) == ATTEMPTS


@responses.activate
@unreadable
def test_a_send_with_such_an_answer_is_unclear_and_not_repeated(naps: Naps, kind: str, body: Any, said: str) -> None:
    an_answer("POST", f"{ME}/drafts/send", kind, body)
    with pytest.raises(UnclearError):
        Mailbox(a_session(), sleep=naps).send("r-1")
    assert len(responses.calls) == 1, said


@responses.activate
@pytest.mark.parametrize("status", [200, 502])
def test_a_token_that_cant_be_read_is_asked_for_again_and_then_for_later(naps: Naps, status: int) -> None:
    an_answer("POST", TOKEN, "text/html", PAGE, status)
    tokens = Credentials(None, refresh_token="r", token_uri=TOKEN, client_id="i", client_secret="s")
    session = Transport(tokens, None)
    with pytest.raises(TryLaterError, match="it answered with text/html") as later:
        Spreadsheet(session, SPREADSHEET, run="run-1", sleep=naps).pull()
    assert later.value.message.isprintable()
    assert len(responses.calls) == ATTEMPTS


@responses.activate
def test_a_refusal_of_no_shape_that_google_has_is_for_later(naps: Naps) -> None:
    responses.add("GET", SHEET_URL, json={"error": "access_denied"}, status=403)
    with pytest.raises(TryLaterError, match="access_denied"):
        Spreadsheet(a_session(), SPREADSHEET, run="run-1", sleep=naps).pull()


@responses.activate
def test_a_proxys_page_of_its_own_refusal_is_told_on_one_line(naps: Naps) -> None:
    an_answer("GET", SHEET_URL, "text/html", PAGE, status=502)
    with pytest.raises(TryLaterError) as later:
        Spreadsheet(a_session(), SPREADSHEET, run="run-1", sleep=naps).pull()
    assert later.value.message.isprintable()
    assert "<!doctype html> <html>" in later.value.message


@responses.activate
def test_a_deletion_is_answered_with_nothing(naps: Naps) -> None:
    responses.add("GET", f"{ME}/drafts/r-1", json={"id": "r-1", "message": {"labelIds": ["DRAFT"]}})
    an_answer("DELETE", f"{ME}/drafts/r-1", "", "", 204)
    Mailbox(a_session(), sleep=naps).discard("r-1")
    assert len(responses.calls) == 2


def test_a_long_text_is_shown_by_its_beginning() -> None:
    assert one_line("a\n b\u202e" + "c" * 100, 10) == "a b\\u202eccccc…"
