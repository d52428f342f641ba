"""How much goes out in a run and in a day, and what is said of it before."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.applicants import RECEIPT
from mentoring_sync.mail.kinds.catalogue import KINDS, by_name, introduces
from mentoring_sync.mail.kinds.meetings import MEETINGS_CHANGED
from mentoring_sync.mail.kinds.owed import REST
from mentoring_sync.mail.outbox.course import Course
from mentoring_sync.mail.outbox.quota import DAY, Quota, overtaken, quota, summary
from mentoring_sync.mail.settings import MailSettings
from mentoring_sync.records.message import Address, MailState, Posting
from tests.extent import extent
from tests.mail.team_mail import NOW, a_posting


def posting(number: int, state: MailState = MailState.OWED, **given: object):
    return a_posting(state, **{"key": f"key-{number}", "to": f"p{number}@example.org", **given})


def allowed(postings, delivery: Delivery = Delivery.SEND, *, run: int = 100, day: int = 450) -> Quota:
    mailbox = Address(name="Groups", email="groups@example.org")
    mail = MailSettings(sender=mailbox, reply_to=mailbox, delivery=delivery, most_a_run=run, most_a_day=day)
    return quota(postings, mail, Course(delivery=delivery, begun=True), now=NOW)


def test_to_one_person_one_mail_goes_in_a_run_and_the_most_important_first() -> None:
    receipt, introduction = (
        posting(1, kind=RECEIPT.name, to="a@example.org"),
        posting(2, to="b@example.org, a@example.org"),
    )
    found = allowed([receipt, introduction, posting(3, to="c@example.org")])
    assert (found.keys, found.later) == ({"key-2", "key-3"}, 1)
    assert found.why == "1 mail waits for a later run: nobody gets two in one, nor two in a day of which one can wait"


def test_whoever_may_have_been_mailed_by_a_run_that_died_waits() -> None:
    dead = posting(1, MailState.SENDING, to="a@example.org")
    change = posting(2, MailState.DRAFTED, kind=MEETINGS_CHANGED.name, to="a@example.org")
    assert allowed([change, dead]).keys == {"key-1"}


def test_no_team_waits_because_one_of_its_people_is_in_another() -> None:
    two = [posting(1, to="a@example.org, b@example.org"), posting(2, to="a@example.org, c@example.org")]
    assert allowed(two).keys == {"key-1", "key-2"}


def test_whom_another_run_has_begun_to_mail_waits_for_a_later_one() -> None:
    change = posting(1, MailState.SENDING, kind=MEETINGS_CHANGED.name, to="a@example.org")
    another = posting(2, MailState.SENDING, to="a@example.org")
    known = {change.key: change, another.key: replace(another, state=MailState.DRAFTED)}
    assert overtaken(change, {**known, another.key: another}, known)
    assert overtaken(change, {**known, another.key: another}, {change.key: change})
    assert not overtaken(change, known, known)
    assert not overtaken(change, {**known, another.key: another}, {**known, another.key: another})
    assert not overtaken(another, {**known, change.key: change}, {another.key: another})


def test_what_can_wait_rests_a_day_after_another_mail_unless_its_row_is_ticked() -> None:
    sent = posting(1, MailState.SENT, sent_at=NOW - timedelta(hours=3), to="a@example.org")
    receipt = posting(2, kind=RECEIPT.name, to="a@example.org")
    change = posting(3, kind=MEETINGS_CHANGED.name, to="a@example.org")
    assert allowed([sent, receipt]).keys == frozenset()
    assert allowed([sent, replace(receipt, wanted=True)]).keys == {"key-2"}
    assert allowed([sent, change]).keys == {"key-3"}


def test_drafts_to_look_at_are_made_of_all_that_is_owed() -> None:
    two = [posting(1, to="a@example.org"), posting(2, to="a@example.org")]
    assert allowed(two, Delivery.DRAFT).keys == {"key-1", "key-2"}


PEOPLE = ("a@example.org", "b@example.org", "c@example.org")
SOME = st.builds(
    lambda number, state, kind, to, hours, wanted: posting(
        number,
        state,
        kind=kind.name,
        to=", ".join(sorted(to)),
        sent_at=NOW - timedelta(hours=hours) if state is MailState.SENT else None,
        wanted=wanted,
    ),
    number=st.integers(0, 10**6),
    state=st.sampled_from(sorted(MailState)),
    kind=st.sampled_from(KINDS),
    to=st.sets(st.sampled_from(PEOPLE), min_size=1),
    hours=st.integers(0, 40),
    wanted=st.booleans(),
)


@settings(max_examples=extent(share=150, whole=2_000), deadline=None)
@given(
    st.lists(SOME, max_size=12, unique_by=lambda each: each.key),
    st.sampled_from([Delivery.SEND, Delivery.DRAFT, Delivery.REVIEW]),
    st.integers(1, 6),
    st.integers(1, 6),
)
def test_whatever_is_owed_nobody_gets_two_mails_in_a_run_nor_one_that_can_wait_soon(
    postings: list[Posting], delivery: Delivery, run: int, day: int
) -> None:
    found = allowed(postings, delivery, run=run, day=day)
    course = Course(delivery=delivery, begun=True)
    sent = [each for each in postings if each.key in found.keys and course(each) is Delivery.SEND]
    going = [each for each in sent if each.state is not MailState.SENDING]
    dying = [each for each in postings if each.state is MailState.SENDING]
    waiting = [each for each in going if not introduces(each)]
    people = Counter(email for each in (*going, *dying) for email in each.readers)
    assert all(people[email] == 1 for each in waiting for email in each.readers)
    lately = {email for each in postings if each.sent_at and each.sent_at > NOW - REST for email in each.readers}
    for each in waiting:
        assert each.wanted or by_name(each.kind).urgent or lately.isdisjoint(each.readers)
    assert len(found.keys) <= run
    assert len(going) <= max(0, day - sum(1 for each in postings if each.sent_at and each.sent_at > NOW - DAY))
    if not found.later:
        assert {
            each.key for each in postings if each.state is MailState.SENDING and course(each) is Delivery.SEND
        } <= found.keys


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
