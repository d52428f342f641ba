"""The outbox on another Gmail-like server: nothing leans on our sandbox's own habits."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mentoring_sync.google.gmail import Mailbox
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.introductions import INTRODUCTION
from mentoring_sync.mail.outbox.course import Course
from mentoring_sync.records.message import Address, MailState, Message, Posting
from mentoring_sync.run.deliver import Outbox
from mentoring_sync.run.looking import Looking
from mentoring_sync.run.steps import Silence
from tests.google.another_gmail import AnotherGmail, another_gmail
from tests.google.answers import a_session

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
KEYS = ("groups/2027/introduction/team-1", "groups/2027/introduction/team-2", "groups/2027/introduction/team-3")


def a_message(key: str, **given: Any) -> Message:
    raw = f"From: me@example.org\r\nTo: ana@example.org\r\nSubject: Hi\r\nX-Mentoring-Sync-Key: {key}\r\n\r\nHello\r\n"
    to = (Address(name="Ana", email="ana@example.org"),)
    kind = INTRODUCTION.name
    message = Message(key=key, kind=kind, team="Team", to=to, subject="Hi", sealed=raw.encode)
    return replace(message, **given)


class Killed(BaseException):
    """The process is gone."""


class Sheet:
    """*Mail* as it was committed; `dies_at` is the commit at which the process is killed, after it landed."""

    def __init__(self) -> None:
        self.postings: dict[str, Posting] = {}
        self.commits, self.dies_at = 0, 0

    def commit(self, postings: Sequence[Posting], _expected: Mapping[str, Posting]) -> Mapping[str, Posting]:
        self.postings |= {posting.key: posting for posting in postings}
        self.commits += 1
        if self.commits == self.dies_at:
            raise Killed
        return {}


@pytest.fixture
def gmail() -> Iterator[AnotherGmail]:
    with another_gmail() as server:
        yield server


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


def a_run(
    gmail: AnotherGmail,
    sheet: Sheet,
    *messages: Message,
    delivery: Delivery = Delivery.SEND,
    now: datetime = NOW,
) -> None:
    messages = messages or tuple(map(a_message, KEYS))
    new = [Posting.owed(each) for each in messages if each.key not in sheet.postings]
    sheet.postings |= {posting.key: posting for posting in new}
    mailbox = Mailbox(a_session(gmail.url), sleep=lambda _: None)
    outbox = Outbox(
        channel=mailbox,
        looking=Looking(channel=mailbox),
        is_undone=lambda: False,
        becomes=Course(delivery=delivery, begun=True),
        commit=sheet.commit,
        allowed=frozenset(sheet.postings),
        now=now,
        steps=Silence(),
        sleep=lambda _: None,
    )
    with contextlib.suppress(Killed):
        outbox.deliver(
            list(sheet.postings.values()),
            {each.key: each for each in messages},
            new=frozenset(posting.key for posting in new),
        )


def states(sheet: Sheet) -> set[MailState]:
    return {posting.state for posting in sheet.postings.values()}


def test_each_is_sent_once(gmail: AnotherGmail, sheet: Sheet) -> None:
    a_run(gmail, sheet)
    a_run(gmail, sheet)
    assert gmail.sent_keys() == list(KEYS)
    assert states(sheet) == {MailState.SENT}


@pytest.mark.parametrize("delivery", [Delivery.SEND, Delivery.DRAFT])
@pytest.mark.parametrize("fate", ["before", "after"])
@pytest.mark.parametrize("at", range(1, 7))
def test_whatever_request_gets_no_clear_answer(
    gmail: AnotherGmail, sheet: Sheet, at: int, fate: str, delivery: Delivery
) -> None:
    posts: list[str] = []

    def breaks(method: str, path: str) -> str:
        posts.extend([path] if method == "POST" else [])
        return fate if method == "POST" and len(posts) == at else ""

    gmail.breaks = breaks
    a_run(gmail, sheet, delivery=delivery)
    gmail.breaks = lambda _method, _path: ""
    a_run(gmail, sheet)
    a_run(gmail, sheet)
    assert gmail.sent_keys() == list(KEYS)
    assert not gmail.drafts()
    assert states(sheet) == {MailState.SENT}


@pytest.mark.parametrize("dies_at", [1, 2])
def test_a_run_that_died_after_a_commit_is_gone_on_with(gmail: AnotherGmail, sheet: Sheet, dies_at: int) -> None:
    sheet.dies_at = dies_at
    a_run(gmail, sheet)
    sheet.dies_at = 0
    a_run(gmail, sheet)
    assert gmail.sent_keys() == list(KEYS)
    assert states(sheet) == {MailState.SENT}


def test_orphan_drafts_on_several_pages_are_adopted(gmail: AnotherGmail, sheet: Sheet) -> None:
    owed = {each.key: Posting.owed(each) for each in map(a_message, KEYS)}
    a_run(gmail, Sheet(), delivery=Delivery.DRAFT)
    sheet.postings = dict(owed)
    a_run(gmail, sheet)
    assert (gmail.sent_keys(), gmail.drafts()) == (list(KEYS), [])


def test_a_draft_edited_in_an_editor_that_drops_our_header_is_known_to_be_sent(
    gmail: AnotherGmail, sheet: Sheet
) -> None:
    a_run(gmail, sheet, a_message(KEYS[0]), delivery=Delivery.DRAFT)
    [letter] = gmail.drafts()
    letter.raw, letter.draft, letter.sent = b"Subject: Hi, edited\r\n\r\nHello you\r\n", "", True
    a_run(gmail, sheet, a_message(KEYS[0]))
    assert sheet.postings[KEYS[0]].state is MailState.SENT
    assert len([each for each in gmail.letters if each.sent]) == 1


def test_a_draft_thrown_away_is_declined(gmail: AnotherGmail, sheet: Sheet) -> None:
    a_run(gmail, sheet, delivery=Delivery.DRAFT)
    gmail.letters.clear()
    a_run(gmail, sheet)
    assert (states(sheet), gmail.sent_keys()) == ({MailState.DECLINED}, [])


def test_a_reply_stays_in_its_thread_and_names_what_it_answers(gmail: AnotherGmail, sheet: Sheet) -> None:
    first, reply = a_message(KEYS[0]), a_message(KEYS[1], follows=KEYS[0])
    a_run(gmail, sheet, first)
    a_run(gmail, sheet, first, reply)
    begun, answer = gmail.letters
    assert answer.thread == begun.thread
    assert f"In-Reply-To: <{begun.id}@mail.another.example>".encode() in answer.raw


def test_what_came_back_is_noticed(gmail: AnotherGmail, sheet: Sheet) -> None:
    a_run(gmail, sheet, a_message(KEYS[0]))
    gmail.comes_in(
        gmail.letters[0].thread,
        b"From: MAILER-DAEMON@example.org\r\nX-Failed-Recipients: ana@example.org\r\n\r\n550\r\n",
    )
    a_run(gmail, sheet, a_message(KEYS[0]), now=NOW + timedelta(hours=2))
    assert states(sheet) == {MailState.RETURNED}


def test_the_account_is_asked_for_its_addresses(gmail: AnotherGmail) -> None:
    gmail.aliases = ("groups@example.org",)
    mailbox = Mailbox(a_session(gmail.url))
    assert mailbox.may_write_as("coordinator@example.org")
    assert mailbox.may_write_as("groups@example.org")
    assert not mailbox.may_write_as("dean@example.org")
