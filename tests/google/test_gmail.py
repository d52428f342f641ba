"""Gmail: nothing that may have been sent is sent again, and what became of it is found out by reading."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
import requests
import responses

from mentoring_sync.errors import MentoringSyncError, NotAllowedError, TryLaterError, UnfitError
from mentoring_sync.google.gmail import Mailbox
from mentoring_sync.mail.outbox.evidence import (
    Carried,
    Evidence,
    GoneError,
    HeldDraft,
    RefusedError,
    SentMessage,
    UnclearError,
)
from tests.google.answers import NO_PERMISSION, NOT_FOUND, QUOTA, RATE, ROOT, SPENT, UNAVAILABLE, a_refusal, a_session

ME = f"{ROOT}/gmail/v1/users/me"
CREATE, SEND, LIST = f"{ME}/drafts", f"{ME}/drafts/send", f"{ME}/drafts"
UNANSWERED = [
    requests.ConnectionError("reset"),
    requests.ReadTimeout("slow"),
    requests.exceptions.ChunkedEncodingError("cut"),
    (500, {}),
    (503, UNAVAILABLE),
]


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox(a_session(), sleep=lambda _: None)


def answers(method: str, url: str, *replies: tuple[int, dict[str, Any]] | Exception) -> None:
    for reply in replies:
        if isinstance(reply, Exception):
            responses.add(method, url, body=reply)
        else:
            responses.add(method, url, status=reply[0], json=reply[1])


def a_message(number: str, *, key: str = "", labels: tuple[str, ...] = ("SENT",)) -> dict[str, Any]:
    headers = [{"name": "x-mentoring-sync-key", "value": key}] if key else []
    return {"id": number, "threadId": "t-1", "labelIds": list(labels), "payload": {"headers": headers}}


@responses.activate
def test_a_draft_carries_the_whole_message(mailbox: Mailbox) -> None:
    answers("POST", CREATE, (200, {"id": "r-1", "message": {"id": "m-0", "threadId": "t-1"}}))
    assert mailbox.draft(b"Subject: x\r\n\r\ny?>") == HeldDraft(id="r-1", thread_id="t-1", message_id="m-0")
    body = json.loads(responses.calls[0].request.body or "{}")
    assert base64.urlsafe_b64decode(body["message"]["raw"]) == b"Subject: x\r\n\r\ny?>"


@responses.activate
def test_a_draft_is_sent_by_its_id(mailbox: Mailbox) -> None:
    answers("POST", SEND, (200, {"id": "m-1", "threadId": "t-1", "labelIds": ["SENT"]}))
    assert mailbox.send("r-1") == SentMessage(id="m-1", thread_id="t-1")


@responses.activate
@pytest.mark.parametrize("reply", UNANSWERED)
def test_a_send_without_a_clear_answer_is_never_repeated(mailbox: Mailbox, reply: Any) -> None:
    answers("POST", SEND, reply)
    with pytest.raises(UnclearError):
        mailbox.send("r-1")
    assert len(responses.calls) == 1


@responses.activate
@pytest.mark.parametrize("reply", UNANSWERED)
def test_a_draft_without_a_clear_answer_is_never_repeated(mailbox: Mailbox, reply: Any) -> None:
    answers("POST", CREATE, reply)
    with pytest.raises(UnclearError):
        mailbox.draft(b"")
    assert len(responses.calls) == 1


@responses.activate
@pytest.mark.parametrize("body", ['{"id": "m-', "{}", "[]", "<html>"])
def test_an_answer_that_cannot_be_read_is_unclear(mailbox: Mailbox, body: str) -> None:
    responses.add("POST", SEND, body=body, content_type="application/json")
    with pytest.raises(UnclearError):
        mailbox.send("r-1")
    assert len(responses.calls) == 1


@responses.activate
@pytest.mark.parametrize("turned_away", [(429, QUOTA), (403, RATE)])
def test_a_send_that_was_turned_away_at_the_door_is_repeated(mailbox: Mailbox, turned_away: Any) -> None:
    answers("POST", SEND, turned_away, turned_away, (200, {"id": "m-1", "threadId": "t-1"}))
    assert mailbox.send("r-1").id == "m-1"
    assert len(responses.calls) == 3


@responses.activate
@pytest.mark.parametrize("status", [403, 429])
def test_an_account_that_gmail_has_blocked_for_hours_does_not_ask_again(mailbox: Mailbox, status: int) -> None:
    said = "User-rate limit exceeded.  Retry after 2026-12-01T20:00:00.000Z (Mail sending)"
    answers("POST", SEND, (status, a_refusal(status, "RESOURCE_EXHAUSTED", said, reason="rateLimitExceeded")))
    with pytest.raises(TryLaterError, match="Retry after 2026-12-01T20"):
        mailbox.send("r-1")
    assert len(responses.calls) == 1


@responses.activate
def test_a_draft_that_is_not_there_any_more_is_gone(mailbox: Mailbox) -> None:
    answers("POST", SEND, (404, NOT_FOUND))
    with pytest.raises(GoneError):
        mailbox.send("r-1")


@responses.activate
def test_a_message_that_gmail_never_takes_is_refused(mailbox: Mailbox) -> None:
    answers("POST", CREATE, (400, a_refusal(400, "INVALID_ARGUMENT", "Invalid To header", reason="invalidArgument")))
    with pytest.raises(RefusedError, match="Invalid To header"):
        mailbox.draft(b"")


@responses.activate
@pytest.mark.parametrize(
    ("reply", "error", "said"),
    [
        ((403, NO_PERMISSION), NotAllowedError, r"gmail\.compose"),
        ((401, a_refusal(401, "UNAUTHENTICATED", "Invalid Credentials")), NotAllowedError, "credentials"),
        ((429, QUOTA), TryLaterError, "Quota"),
        ((403, SPENT), TryLaterError, "Daily Limit"),
        ((404, NOT_FOUND), UnfitError, "mailbox"),
    ],
)
def test_a_refusal_says_what_to_do(mailbox: Mailbox, reply: Any, error: type[MentoringSyncError], said: str) -> None:
    answers("POST", CREATE, reply)
    with pytest.raises(error, match=said):
        mailbox.draft(b"")


@responses.activate
def test_a_sent_draft_is_seen_in_its_thread(mailbox: Mailbox) -> None:
    answers("GET", f"{ME}/drafts/r-1", (404, NOT_FOUND))
    messages = [a_message("m-7", key="another"), a_message("m-8", key="ours")]
    answers("GET", f"{ME}/threads/t-1", (200, {"messages": messages}))
    seen = mailbox.look(draft_id="r-1", thread_id="t-1", key="ours")
    assert seen == Evidence(sent=SentMessage(id="m-8", thread_id="t-1"))


@responses.activate
def test_a_draft_that_waits_is_seen_as_one(mailbox: Mailbox) -> None:
    answers("GET", f"{ME}/drafts/r-1", (200, {"id": "r-1"}))
    answers("GET", f"{ME}/threads/t-1", (200, {"messages": [a_message("m-0", key="ours", labels=("DRAFT",))]}))
    seen = mailbox.look(draft_id="r-1", thread_id="t-1", key="ours")
    assert seen == Evidence(draft=HeldDraft(id="r-1", thread_id="t-1"))


@responses.activate
def test_a_look_is_repeated_until_gmail_answers(mailbox: Mailbox) -> None:
    answers("GET", f"{ME}/drafts/r-1", requests.ConnectionError("reset"), (503, UNAVAILABLE), (404, NOT_FOUND))
    answers("GET", f"{ME}/threads/t-1", (404, NOT_FOUND))
    seen = mailbox.look(draft_id="r-1", thread_id="t-1", key="ours")
    assert seen == Evidence()


@responses.activate
def test_drafts_are_listed_on_every_page(mailbox: Mailbox) -> None:
    page = {"drafts": [{"id": "r-1", "message": {"id": "m-1"}}], "nextPageToken": "more"}
    answers("GET", LIST, (200, page), (200, {"drafts": [{"id": "r-2", "message": {"id": "m-2"}}]}))
    assert mailbox.draft_ids() == {"r-1": "m-1", "r-2": "m-2"}


@responses.activate
def test_sent_messages_are_listed_by_their_label_on_every_page_those_in_the_bin_too(mailbox: Mailbox) -> None:
    page = {"messages": [{"id": "m-1"}, {"id": "m-2"}], "nextPageToken": "more"}
    answers("GET", f"{ME}/messages", (200, page), (200, {"messages": [{"id": "m-3"}]}))
    assert list(mailbox.sent_ids()) == ["m-1", "m-2", "m-3"]
    for part in ("labelIds=SENT", "includeSpamTrash=true"):
        assert part in str(responses.calls[0].request.url)


@responses.activate
def test_an_empty_mailbox_has_sent_nothing(mailbox: Mailbox) -> None:
    answers("GET", f"{ME}/messages", (200, {"resultSizeEstimate": 0}))
    assert list(mailbox.sent_ids()) == []


@responses.activate
def test_a_message_is_known_by_its_headers(mailbox: Mailbox) -> None:
    message = {**a_message("m-1", key="ours"), "internalDate": "1795424400000"}
    answers("GET", f"{ME}/messages/m-1", (200, message))
    answers("GET", f"{ME}/messages/m-2", (404, NOT_FOUND))
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert mailbox.carried("m-1") == Carried(id="m-1", thread_id="t-1", key="ours", at=at)
    assert mailbox.carried("m-2") is None


@responses.activate
def test_a_draft_that_was_edited_and_lost_its_header_is_seen_in_its_own_thread(mailbox: Mailbox) -> None:
    answers("GET", f"{ME}/drafts/r-1", (404, NOT_FOUND))
    answers("GET", f"{ME}/threads/t-1", (200, {"messages": [a_message("m-0", key="other"), a_message("m-1")]}))
    assert mailbox.look(draft_id="r-1", thread_id="t-1", key="ours").sent == SentMessage(id="m-1", thread_id="t-1")


@responses.activate
def test_while_the_draft_waits_a_letter_of_the_coordinators_is_not_taken_for_it(mailbox: Mailbox) -> None:
    answers("GET", f"{ME}/drafts/r-1", (200, {"id": "r-1"}))
    answers("GET", f"{ME}/threads/t-1", (200, {"messages": [a_message("m-1")]}))
    assert mailbox.look(draft_id="r-1", thread_id="t-1", key="ours").sent is None


@responses.activate
def test_a_thread_is_read_by_the_headers_that_say_who_answers_what(mailbox: Mailbox) -> None:
    headers = {
        "From": "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
        "message-id": "<n@mx.google.com>",
        "In-Reply-To": "<a@mail.gmail.com>",
        "References": "<a@mail.gmail.com> <b@mail.gmail.com>",
        "X-Failed-Recipients": "maya@example.org, sam@example.org",
    }
    notice = {"id": "m-2", "payload": {"headers": [{"name": name, "value": each} for name, each in headers.items()]}}
    answers("GET", f"{ME}/threads/t-1", (200, {"messages": [a_message("m-1"), notice]}))
    sent, read = mailbox.thread("t-1")
    assert (sent.id, sent.is_sent, sent.failed) == ("m-1", True, ())
    assert (read.sender, read.rfc_id, read.is_sent) == (headers["From"], "<n@mx.google.com>", False)
    assert set(read.cites) == {"<a@mail.gmail.com>", "<b@mail.gmail.com>"}
    assert read.failed == ("maya@example.org", "sam@example.org")


@responses.activate
def test_a_reply_is_drafted_in_its_thread(mailbox: Mailbox) -> None:
    answers("POST", CREATE, (200, {"id": "r-1", "message": {"id": "m-0", "threadId": "t-9"}}))
    mailbox.draft(b"Subject: x\r\n\r\ny", thread_id="t-9")
    assert json.loads(responses.calls[0].request.body or "{}")["message"]["threadId"] == "t-9"


@responses.activate
@pytest.mark.parametrize(
    ("aliases", "may"),
    [
        ((200, {"sendAs": [{"sendAsEmail": "groups@example.org", "verificationStatus": "accepted"}]}), True),
        ((200, {"sendAs": [{"sendAsEmail": "groups@example.org", "verificationStatus": "pending"}]}), False),
        ((200, {"sendAs": [{"sendAsEmail": "me@example.org"}]}), False),
        ((403, NO_PERMISSION), True),
    ],
)
def test_the_account_writes_as_itself_or_as_an_address_it_has_proved(mailbox: Mailbox, aliases: Any, may: bool) -> None:
    answers("GET", f"{ME}/profile", (200, {"emailAddress": "me@example.org"}))
    answers("GET", f"{ME}/settings/sendAs", aliases)
    assert mailbox.may_write_as("Me@example.org")
    assert mailbox.may_write_as("groups@example.org") is may


@responses.activate
def test_all_that_a_draft_says_is_read_and_a_refusal_is_one(mailbox: Mailbox) -> None:
    parts = [
        {"mimeType": kind, "filename": name, "body": {"data": base64.urlsafe_b64encode(text.encode()).decode()}}
        for kind, name, text in (
            ("text/plain", "", "Hej Bo"),
            ("text/calendar", "invite.ics", "ATTENDEE:bo@example.org"),
        )
    ]
    payload = {"headers": [{"name": "To", "value": "Bo <bo@example.org>"}], "parts": parts}
    answers(
        "GET",
        f"{LIST}/r-1",
        (200, {"id": "r-1", "message": {"id": "m-1", "threadId": "t-1", "payload": payload}}),
        (404, NOT_FOUND),
        (403, NO_PERMISSION),
    )
    said = mailbox.held_text("r-1")
    assert [each for each in ("Bo <bo@example.org>", "Hej Bo", "ATTENDEE:bo@example.org") if each not in said] == []
    assert "format=full" in str(responses.calls[0].request.url)
    assert mailbox.held_text("r-1").strip() == ""
    with pytest.raises(NotAllowedError):
        mailbox.held_text("r-1")
