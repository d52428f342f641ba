"""What people answer is read out of the mailbox: its thread, its headers, its words, in whatever form it comes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import responses

from mentoring_sync.cli.demo import filled
from mentoring_sync.errors import NotAllowedError
from mentoring_sync.google.gmail import Mailbox
from mentoring_sync.google.session import SCOPES, SCOPES_TO_READ, open_session
from mentoring_sync.mail.replies.heard import ReplyKind, replies_in
from mentoring_sync.mail.replies.letter import Received
from mentoring_sync.sandbox import serving
from mentoring_sync.settings.google import GoogleSettings
from tests.google.answers import ROOT, SPREADSHEET, a_session

ME = f"{ROOT}/gmail/v1/users/me"
OURS = (
    b"From: Groups <coordinator@example.org>\r\nTo: ada@example.org\r\nSubject: Who came?\r\n"
    b"X-Mentoring-Sync-Key: p/r/meeting-report/team-1/1\r\n\r\nWho came to the meeting of Team 1?\r\n"
)


def part(kind: str, content: bytes, *, filename: str = "", charset: str = "UTF-8") -> dict[str, Any]:
    return {
        "mimeType": kind,
        "filename": filename,
        "headers": [{"name": "Content-type", "value": f'{kind}; charset="{charset}"'}],
        "body": {"data": base64.urlsafe_b64encode(content).decode().rstrip("="), "size": len(content)},
    }


def message(*parts: dict[str, Any], labels: tuple[str, ...] = ("INBOX", "UNREAD")) -> dict[str, Any]:
    headers = [{"name": "FROM", "value": "Ada <Ada@example.org>"}, {"name": "Subject", "value": "Re: Who came?"}]
    payload: dict[str, Any] = {"mimeType": "multipart/mixed", "headers": headers, "parts": list(parts)}
    return {"id": "m1", "threadId": "t1", "labelIds": list(labels), "internalDate": "1768928400000", "payload": payload}


def text_of(*parts: dict[str, Any]) -> str:
    with responses.RequestsMock() as google:
        google.add("GET", f"{ME}/threads/t1", json={"id": "t1", "messages": [message(*parts)]})
        (letter,) = Mailbox(a_session(), sleep=lambda _: None).letters("t1")
        assert "format=full" in str(google.calls[0].request.url)
    assert letter.sender == "ada@example.org"
    assert not letter.is_sent
    return letter.text


def test_plain_text_counts_before_html_wherever_it_stands():
    nested = {
        "mimeType": "multipart/alternative",
        "parts": [part("text/html", b"<p>no</p>"), part("text/plain", b"yes")],
    }
    assert text_of(part("text/plain", b"notes", filename="notes.txt"), nested) == "yes"


def test_html_alone_is_read_as_text():
    assert text_of(part("text/html", b"<p>all but <b>Cy</b></p><blockquote>all came</blockquote>")) == (
        "all but Cy\n> all came"
    )


@pytest.mark.parametrize("charset", ["ISO-8859-1", "windows-1252", "no-such-charset"])
def test_letters_that_arent_utf_8_are_read_as_they_say(charset):
    assert text_of(part("text/plain", "alle außer Cy".encode("latin-1"), charset=charset)) == "alle außer Cy"
    assert text_of(part("text/plain", "alle außer Cy".encode(), charset=charset)) == "alle außer Cy"


def test_a_letter_without_text_says_nothing_and_a_long_one_is_cut():
    assert text_of() == ""
    assert text_of({"mimeType": "text/plain", "body": {"attachmentId": "a", "size": 9}}) == ""
    assert len(text_of(part("text/plain", b"word " * 30_000))) == 20_000


@responses.activate
def test_the_inbox_is_listed_a_page_at_a_time_and_no_further_than_is_asked():
    page = {"messages": [{"id": "m3", "threadId": "t3"}, {"id": "m2", "threadId": "t2"}], "nextPageToken": "next"}
    responses.add("GET", f"{ME}/messages", json=page)
    entries = iter(Mailbox(a_session(), sleep=lambda _: None).received())
    assert next(entries) == Received(id="m3", thread_id="t3")
    assert len(responses.calls) == 1
    assert "labelIds=INBOX" in str(responses.calls[0].request.url)


@pytest.fixture
def root(tmp_path: Path) -> Iterator[str]:
    data = tmp_path / "workspace.sqlite"
    filled(data, SPREADSHEET, {"Mentor applications": b"Timestamp,Name\n11/2/2026 14:03:22,Maya\n"}).close()
    with serving(data) as server:
        yield server.url


def as_person(root: str, person: str, path: str, body: object = None) -> dict[str, Any]:
    """What Gmail answers somebody else than the account."""
    asked = requests.request(
        "POST" if body else "GET",
        f"{root}/gmail/v1/users/me/{path}",
        headers={"Authorization": f"Bearer {person}"},
        json=body,
        timeout=10,
    )
    asked.raise_for_status()
    found: dict[str, Any] = asked.json()
    return found


def answer(root: str, person: str, text: str, *headers: str) -> None:
    """Somebody answers the newest mail in their inbox, quoting it."""
    newest = as_person(root, person, "messages?labelIds=INBOX")["messages"][0]["id"]
    got = as_person(root, person, f"messages/{newest}?format=metadata")["payload"]["headers"]
    cited = next(each["value"] for each in got if each["name"].lower() == "message-id")
    head = (
        f"From: {person}",
        "To: coordinator@example.org",
        "Subject: Re: Who came?",
        f"In-Reply-To: {cited}",
        *headers,
    )
    raw = "\r\n".join((*head, "Content-Type: text/plain; charset=utf-8", "", text)).encode()
    as_person(root, person, "messages/send", {"raw": base64.urlsafe_b64encode(raw).decode()})


def test_an_answer_comes_back_in_its_thread_with_its_writers_own_words(root: str) -> None:
    mailbox = Mailbox(a_session(root), sleep=lambda _: None)
    sent = mailbox.send(mailbox.draft(OURS).id)
    text = "all but Cy\r\n\r\nOn Tue, 19 Jan 2027, Groups wrote:\r\n> Who came to the meeting of Team 1?\r\n"
    answer(root, "ada@example.org", text)
    answer(root, "ada@example.org", "All came back to normal", "Auto-Submitted: auto-replied")
    assert {each.thread_id for each in mailbox.received()} == {sent.thread_id}
    first, second = replies_in(mailbox.letters(sent.thread_id))
    assert (first.answers, first.sender, first.words) == (
        "p/r/meeting-report/team-1/1",
        "ada@example.org",
        "all but Cy",
    )
    assert (second.kind, second.words) == (ReplyKind.AUTOMATIC, "")
    assert not list(replies_in(mailbox.letters(sent.thread_id), {first.id, second.id}))


def test_who_clicks_on_unsubscribe_is_found_by_the_subject(root: str) -> None:
    mailbox = Mailbox(a_session(root), sleep=lambda _: None)
    raw = b"From: ada@example.org\r\nTo: coordinator@example.org\r\nSubject: Do not mail\r\n\r\n\r\n"
    as_person(root, "ada@example.org", "messages/send", {"raw": base64.urlsafe_b64encode(raw).decode()})
    requests.put(f"{root}/_sandbox/limits", json={"search_lag_seconds": 0}, timeout=5).raise_for_status()
    (found,) = mailbox.received('subject:"Do not mail" newer_than:30d')
    (letter,) = mailbox.letters(found.thread_id)
    assert letter.subject == "Do not mail"


def test_answers_are_read_with_the_right_to_and_not_with_headers_alone(root: str, tmp_path: Path) -> None:
    for read, scopes in ((True, SCOPES_TO_READ), (False, SCOPES)):
        account = {"email": f"robot{read}@sandbox.iam.gserviceaccount.com", "delegated": list(scopes)}
        key = requests.post(f"{root}/_sandbox/service-accounts", json=account, timeout=30).json()
        file = tmp_path / f"key{read}.json"
        file.write_text(json.dumps(key))
        settings = GoogleSettings(
            spreadsheet=SPREADSHEET, api_root=root, credentials=str(file), act_as="coordinator@example.org"
        )
        mailbox = Mailbox(open_session(settings, read_replies=read), sleep=lambda _: None)
        thread = mailbox.send(mailbox.draft(OURS).id).thread_id
        if read:
            assert mailbox.letters(thread)
            continue
        with pytest.raises(NotAllowedError, match="read_replies"):
            mailbox.letters(thread)


def test_headers_and_text_are_never_asked_for_together():
    assert not {each for each in SCOPES_TO_READ if each.endswith("gmail.metadata")}
    assert not {each for each in SCOPES if each.endswith("gmail.readonly")}
