import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.outbox.decisions import Action, Knowledge, for_a_person, next_action, resolved
from mentoring_sync.mail.outbox.evidence import Evidence, HeldDraft, SentMessage
from mentoring_sync.records.message import MailState
from tests.mail.team_mail import NOW, a_posting

DRAFT = HeldDraft(id="r-1", thread_id="t-1")
SENT = SentMessage(id="m-9", thread_id="t-1")


@pytest.mark.parametrize(
    ("state", "delivery", "knowledge", "action"),
    [
        ("owed", "send", "seen", Action.CREATE_DRAFT),
        ("owed", "draft", "seen", Action.CREATE_DRAFT),
        ("owed", "off", "seen", Action.NOTHING),
        ("owed", "send", "recorded", Action.RESOLVE),
        ("owed", "off", "recorded", Action.NOTHING),
        ("drafted", "send", "seen", Action.SEND_DRAFT),
        ("drafted", "send", "recorded", Action.RESOLVE),
        ("drafted", "draft", "seen", Action.NOTHING),
        ("drafted", "draft", "recorded", Action.RESOLVE),
        ("drafted", "off", "recorded", Action.NOTHING),
        ("sending", "send", "recorded", Action.RESOLVE),
        ("sending", "off", "recorded", Action.RESOLVE),
        ("sending", "send", "seen", Action.RESOLVE),
        ("sent", "send", "recorded", Action.NOTHING),
        ("failed", "send", "recorded", Action.NOTHING),
        ("unclear", "send", "recorded", Action.NOTHING),
    ],
)
def test_the_next_action_follows_from_state_delivery_and_knowledge(state, delivery, knowledge, action):
    assert next_action(a_posting(MailState(state)), Delivery(delivery), Knowledge(knowledge)) is action


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
    assert resolved(a_posting(MailState(state)), evidence, now=NOW).state is MailState(becomes)


def test_an_orphan_draft_is_adopted_with_its_ids():
    adopted = resolved(a_posting(MailState.OWED), Evidence(draft=DRAFT), now=NOW)
    assert (adopted.draft_id, adopted.thread_id) == ("r-1", "t-1")


def test_a_message_found_sent_is_recorded_with_its_id_and_instant():
    found = resolved(a_posting(MailState.SENDING), Evidence(sent=SENT), now=NOW)
    assert (found.message_id, found.thread_id, found.sent_at) == ("m-9", "t-1", NOW)


def test_a_draft_that_is_still_there_keeps_its_id_so_that_only_it_can_be_sent():
    assert resolved(a_posting(MailState.SENDING), Evidence(draft=DRAFT), now=NOW).draft_id == "r-1"


@pytest.mark.parametrize("state", [MailState.UNCLEAR, MailState.FAILED])
def test_a_message_that_only_a_person_can_take_further_is_in_review(state):
    problem = for_a_person(a_posting(state))
    assert problem is not None
    assert "meet Team 3" in problem.what
    assert problem.remedy


@pytest.mark.parametrize("state", [MailState.OWED, MailState.DRAFTED, MailState.SENDING, MailState.SENT])
def test_a_message_on_its_way_is_not_in_review(state):
    assert for_a_person(a_posting(state)) is None
