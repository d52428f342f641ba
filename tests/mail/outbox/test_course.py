"""What goes by itself, what waits for the coordinator's tick, and what the tick approves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.applicants import INVITATION_TO_APPLY, NOT_ELIGIBLE, RECEIPT, WAITING_LIST, WELCOME_BACK
from mentoring_sync.mail.kinds.calendar import DATES_MOVED
from mentoring_sync.mail.kinds.catalogue import KINDS
from mentoring_sync.mail.kinds.certificates import TAKEN_BACK
from mentoring_sync.mail.kinds.coordinator import DIGEST
from mentoring_sync.mail.kinds.introductions import INTRODUCTION, NEW_MENTOR
from mentoring_sync.mail.kinds.kind import Kind
from mentoring_sync.mail.kinds.meetings import MEETINGS_CANCELLED, MEETINGS_CHANGED, NEW_MEMBER
from mentoring_sync.mail.outbox.course import Course, approved, course, ready
from mentoring_sync.mail.settings import MailSettings
from mentoring_sync.records.message import MailState, Posting
from tests.mail.team_mail import NOW, a_posting

CONTACT = "mentoring@example.org"
MAILBOX = "Groups <groups@example.org>"
THE_TICK_EACH_TIME = {
    INTRODUCTION,
    NEW_MENTOR,
    NEW_MEMBER,
    MEETINGS_CHANGED,
    MEETINGS_CANCELLED,
    DATES_MOVED,
    TAKEN_BACK,
    NOT_ELIGIBLE,
    WAITING_LIST,
    INVITATION_TO_APPLY,
    WELCOME_BACK,
}


def of(delivery: Delivery, *postings: Posting, **kinds: object) -> Course:
    settings = {"sender": MAILBOX, "reply_to": MAILBOX, "delivery": delivery, "kinds": kinds}
    return course(MailSettings.model_validate(settings), postings, frozenset({CONTACT}))


SOMEBODY = a_posting(MailState.SENT, key="before", sent_at=NOW)
TO_CONTACT = a_posting(MailState.SENT, key="digest", kind=DIGEST, to=CONTACT, sent_at=NOW)
deliveries = st.sampled_from(Delivery)
kinds = st.sampled_from(KINDS)


@given(delivery=deliveries, kind=kinds)
def test_before_the_first_approval_nothing_goes_to_anybody_but_the_coordinator(delivery: Delivery, kind: Kind) -> None:
    before = of(delivery, TO_CONTACT)
    assert before(a_posting(kind=kind)) is not Delivery.SEND
    goes = delivery in (Delivery.REVIEW, Delivery.SEND)
    assert (before(a_posting(kind=DIGEST, to="Mentoring@example.org")) is Delivery.SEND) is goes


@given(kind=kinds)
def test_after_it_review_lets_go_by_itself_what_is_routine(kind: Kind) -> None:
    waits = of(Delivery.REVIEW, SOMEBODY)(a_posting(kind=kind)) is Delivery.DRAFT
    assert waits is (kind in THE_TICK_EACH_TIME)


@given(kind=kinds)
def test_after_it_send_lets_all_go_and_draft_nothing(kind: Kind) -> None:
    assert of(Delivery.SEND, SOMEBODY)(a_posting(kind=kind)) is Delivery.SEND
    assert of(Delivery.DRAFT, SOMEBODY)(a_posting(kind=kind)) is Delivery.DRAFT


@given(delivery=deliveries, own=deliveries)
def test_a_kind_goes_its_own_way_unless_all_mail_is_off(delivery: Delivery, own: Delivery) -> None:
    found = of(delivery, SOMEBODY, receipt={"delivery": own})(a_posting(kind=RECEIPT))
    without = of(own if delivery is not Delivery.OFF else delivery, SOMEBODY)(a_posting(kind=RECEIPT))
    assert found is without


@given(delivery=deliveries, kind=kinds, begun=st.booleans(), says=st.sampled_from(["", "a", "b"]))
def test_what_was_approved_goes_as_long_as_it_says_the_same(
    delivery: Delivery, kind: Kind, begun: bool, says: str
) -> None:
    becomes = of(delivery, *([SOMEBODY] if begun else []))
    [posting] = approved([a_posting(MailState.DRAFTED, kind=kind, digest="a")])
    other = replace(posting, digest=says)
    changed = becomes(replace(other, approved=""))
    assert becomes(other) is (Delivery.SEND if says == "a" and delivery is not Delivery.OFF else changed)


@pytest.mark.parametrize("state", [MailState.SENT, MailState.FAILED, MailState.SENDING, MailState.DECLINED])
def test_only_what_hasnt_begun_to_go_waits(state: MailState) -> None:
    assert of(Delivery.REVIEW).waiting([a_posting(state)]) == ()
    [waiting] = of(Delivery.REVIEW).waiting([a_posting(state, key="other"), a_posting(MailState.DRAFTED)])
    assert waiting.state is MailState.DRAFTED


def test_what_is_ready_is_counted_in_words() -> None:
    receipt = a_posting(kind=RECEIPT)
    assert ready([]) == ""
    assert ready([a_posting()]).startswith("1 introduction is ready: look at it in Mail (or Gmail's drafts), then tick")
    assert ready([receipt, receipt]).startswith("2 mails are ready: look at them")
    assert ready([a_posting(), a_posting(), receipt]).startswith("2 introductions and 1 other mail are ready")
