"""Gmail's search language, as far as programs use it."""

from datetime import UTC, datetime

import pytest

from mentoring_sync.sandbox.gmail import search
from mentoring_sync.sandbox.gmail.mailbox import Mail
from tests.sandbox.google_clients import letter

NOW = datetime(2026, 9, 10, 12, tzinfo=UTC)


def found(query, **more):
    message = letter(
        to="Ada <ada@example.org>",
        subject=more.pop("subject", "Your mentoring team"),
        text="You meet Ben on Tuesdays. Reference SL42abc.",
        From="coordinator@example.org",
        Message_ID="<CA1@mail.gmail.com>",
    )
    if more.pop("attachment", False):
        message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="a.ics")
    labels = more.pop("labels", ("SENT", "Label_1"))
    mail = Mail("1", "coordinator@example.org", "1", message.as_bytes(), datetime(2026, 9, 3, tzinfo=UTC), 1, labels)
    return search.matches(mail, search.parse(query), {"round 7": "Label_1"}, NOW)


@pytest.mark.parametrize(
    "query",
    [
        "to:ada@example.org",
        "from:coordinator",
        "subject:mentoring",
        'subject:"mentoring team"',
        "SL42abc",
        '"you meet ben"',
        "in:sent",
        "is:read",
        "label:round-7",
        "rfc822msgid:CA1@mail.gmail.com",
        "after:2026/9/2 before:2026/9/4",
        "after:1788220800",
        "newer_than:8d",
        "older_than:2d",
        "-to:ben -is:unread tuesdays",
        "",
    ],
)
def test_a_query_finds_what_it_describes(query):
    assert found(query)


@pytest.mark.parametrize(
    "query",
    [
        "to:ben@example.org",
        'subject:"team mentoring"',
        "SL42",
        '"meet you"',
        "in:inbox",
        "is:unread",
        "label:other",
        "has:attachment",
        "rfc822msgid:CA2@mail.gmail.com",
        "after:2026/9/4",
        "after:soon",
        "newer_than:2d",
        "-in:sent",
        "mentoring badger",
    ],
)
def test_a_query_leaves_out_what_it_does_not_describe(query):
    assert not found(query)


def test_attachments_can_be_asked_for():
    assert found("has:attachment", attachment=True)


def test_an_unread_message_is_not_read():
    assert not found("is:read", labels=("INBOX", "UNREAD"))


def test_a_query_that_names_the_trash_looks_there():
    assert search.looks_beyond_the_mailbox(search.parse("in:trash subject:x"))
    assert not search.looks_beyond_the_mailbox(search.parse("subject:trash"))
