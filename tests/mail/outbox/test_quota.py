"""How much goes out in a run and in a day, and what is said of it before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.applicants import RECEIPT
from mentoring_sync.mail.outbox.course import Course
from mentoring_sync.mail.outbox.quota import Quota, quota, summary
from mentoring_sync.mail.settings import MailSettings
from mentoring_sync.records.message import Address, MailState
from tests.mail.team_mail import NOW, a_posting


def posting(number: int, state: MailState = MailState.OWED, **given: object):
    return a_posting(state, key=f"key-{number}", **given)


def allowed(postings, delivery: Delivery = Delivery.SEND, *, run: int = 100, day: int = 450) -> Quota:
    mailbox = Address(name="Groups", email="groups@example.org")
    mail = MailSettings(sender=mailbox, reply_to=mailbox, delivery=delivery, most_a_run=run, most_a_day=day)
    return quota(postings, mail, Course(delivery=delivery, begun=True), now=NOW)


def test_everything_goes_while_there_is_room() -> None:
    assert allowed([posting(1), posting(2)]) == Quota(keys=frozenset({"key-1", "key-2"}))


def test_a_run_stops_at_its_most_and_says_that_the_rest_waits() -> None:
    found = allowed([posting(number) for number in range(5)], run=3)
    assert (found.keys, found.later) == ({"key-0", "key-1", "key-2"}, 2)
    assert found.why == "2 mails wait for the next run: at most 3 go out in one"


def test_what_was_begun_goes_first() -> None:
    found = allowed([posting(1), posting(2, MailState.DRAFTED), posting(3, MailState.SENDING)], run=2)
    assert found.keys == {"key-2", "key-3"}


def test_what_went_out_in_the_last_24_hours_counts_against_the_day() -> None:
    sent = [posting(n, MailState.SENT, sent_at=NOW - timedelta(hours=h)) for n, h in ((1, 2), (2, 23), (3, 25))]
    found = allowed([*sent, posting(4), posting(5)], day=3)
    assert (found.keys, found.later) == ({"key-4"}, 1)
    assert found.why == "1 mail waits for tomorrow's limit: at most 3 go out in 24 hours"


def test_a_message_that_may_have_gone_out_is_settled_whatever_the_day_holds() -> None:
    sent = [posting(1, MailState.SENT, sent_at=NOW)]
    assert allowed([*sent, posting(2, MailState.SENDING), posting(3)], day=1).keys == {"key-2"}


def test_drafts_that_wait_for_the_coordinator_take_no_turn() -> None:
    assert allowed([posting(1, MailState.DRAFTED), posting(2)], Delivery.DRAFT, run=1).keys == {"key-2"}


def test_a_ticked_message_has_its_turn_among_drafts_too() -> None:
    ticked = posting(1, MailState.DECLINED, wanted=True)
    assert allowed([ticked], Delivery.DRAFT).keys == {"key-1"}


@pytest.mark.parametrize("state", [MailState.SENT, MailState.FAILED, MailState.DECLINED, MailState.UNCLEAR])
def test_what_has_ended_takes_no_turn(state: MailState) -> None:
    assert allowed([posting(1, state)]) == Quota()


def test_nothing_goes_while_mail_is_off() -> None:
    assert allowed([posting(1)], Delivery.OFF) == Quota()


def test_the_mail_of_a_run_is_announced_by_kind_and_people() -> None:
    due = [
        posting(1, to="ana@example.org, bo@example.org"),
        posting(2, to="bo@example.org"),
        posting(3, kind=RECEIPT.name, to="cy@example.org"),
    ]
    assert summary(due) == "3 mails to 3 people: 2 × introduction, 1 × receipt"
    assert summary([]) == "no mail"
