import pytest

from mentoring_sync.mail.outbox.decisions import (
    Evidence,
    HeldDraft,
    Knowledge,
    SentMessage,
    Step,
    for_a_person,
    next_step,
    settle,
)
from mentoring_sync.mail.settings import Delivery
from mentoring_sync.records.message import MailState
from tests.mail.team_mail import NOW, a_posting

DRAFT = HeldDraft(id="r-1", thread_id="t-1")
SENT = SentMessage(id="m-9", thread_id="t-1", at=NOW)


@pytest.mark.parametrize(
    ("state", "delivery", "knowledge", "step"),
    [
        ("owed", "send", "seen", Step.CREATE_DRAFT),
        ("owed", "draft", "seen", Step.CREATE_DRAFT),
        ("owed", "off", "seen", Step.NOTHING),
        ("owed", "send", "recorded", Step.SETTLE),
        ("owed", "off", "recorded", Step.NOTHING),
        ("drafted", "send", "seen", Step.SEND_DRAFT),
        ("drafted", "send", "recorded", Step.SETTLE),
        ("drafted", "draft", "seen", Step.NOTHING),
        ("drafted", "draft", "recorded", Step.SETTLE),
        ("drafted", "off", "recorded", Step.NOTHING),
        ("sending", "send", "recorded", Step.SETTLE),
        ("sending", "off", "recorded", Step.SETTLE),
        ("sending", "send", "seen", Step.SETTLE),
        ("sent", "send", "recorded", Step.NOTHING),
        ("failed", "send", "recorded", Step.NOTHING),
        ("unclear", "send", "recorded", Step.NOTHING),
    ],
)
def test_the_next_step_follows_from_state_delivery_and_knowledge(state, delivery, knowledge, step):
    assert next_step(a_posting(MailState(state)), Delivery(delivery), Knowledge(knowledge)) is step


@pytest.mark.parametrize(
    ("state", "evidence", "becomes"),
    [
        ("owed", Evidence(), "owed"),
        ("owed", Evidence(draft=DRAFT), "drafted"),
        ("owed", Evidence(sent=SENT), "sent"),
        ("drafted", Evidence(draft=DRAFT), "drafted"),
        ("drafted", Evidence(sent=SENT), "sent"),
        ("drafted", Evidence(), "declined"),
        ("sending", Evidence(draft=DRAFT), "drafted"),
        ("sending", Evidence(sent=SENT), "sent"),
        ("sending", Evidence(draft=DRAFT, sent=SENT), "sent"),
        ("sending", Evidence(), "unclear"),
        ("unclear", Evidence(), "unclear"),
        ("unclear", Evidence(sent=SENT), "sent"),
        ("sent", Evidence(sent=SENT), "sent"),
        ("failed", Evidence(draft=DRAFT), "failed"),
        ("failed", Evidence(sent=SENT), "failed"),
    ],
)
def test_evidence_settles_a_posting(state, evidence, becomes):
    assert settle(a_posting(MailState(state)), evidence).state is MailState(becomes)


def test_an_orphan_draft_is_adopted_with_its_ids():
    adopted = settle(a_posting(MailState.OWED), Evidence(draft=DRAFT))
    assert (adopted.draft_id, adopted.thread_id) == ("r-1", "t-1")


def test_a_message_found_sent_is_recorded_with_its_id_and_instant():
    found = settle(a_posting(MailState.SENDING), Evidence(sent=SENT))
    assert (found.message_id, found.thread_id, found.sent_at) == ("m-9", "t-1", NOW)


def test_a_draft_that_is_still_there_keeps_its_id_so_that_only_it_can_be_sent():
    assert settle(a_posting(MailState.SENDING), Evidence(draft=DRAFT)).draft_id == "r-1"


@pytest.mark.parametrize("state", [MailState.UNCLEAR, MailState.FAILED])
def test_a_message_that_only_a_person_can_take_further_is_in_review(state):
    problem = for_a_person(a_posting(state))
    assert problem is not None
    assert "meet Team 3" in problem.what
    assert problem.remedy


@pytest.mark.parametrize("state", [MailState.OWED, MailState.DRAFTED, MailState.SENDING, MailState.SENT])
def test_a_message_on_its_way_is_not_in_review(state):
    assert for_a_person(a_posting(state)) is None
