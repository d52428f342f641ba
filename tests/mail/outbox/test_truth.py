"""A draft never outlives its truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.outbox.evidence import HeldDraft
from mentoring_sync.mail.outbox.truth import as_of_old, faced, held_back, is_outdated, is_time_to_look, rests
from mentoring_sync.records.message import MailState, Message, Posting
from tests.builders import a_mentee
from tests.mail.team_mail import NOW, a_team, the_introduction

DRAFT = HeldDraft(id="r-1", thread_id="t-1", message_id="d-1")


def drafted(message: Message, **given: Any) -> Posting:
    """The posting of a message whose draft nobody has touched."""
    owed = Posting.owed(message)
    usual: dict[str, Any] = {"state": MailState.DRAFTED, "draft_id": "r-1", "thread_id": "t-1", "made_as": "d-1"}
    return replace(owed, **{**usual, **given})


BEFORE = the_introduction()
OTHER_HOUR = the_introduction(team=a_team(at="Wed 09:00"))
OTHER_PEOPLE = the_introduction(team=a_team(None, a_mentee("Bo Lund")))


def test_a_message_says_the_same_whenever_it_is_composed() -> None:
    later = the_introduction(now=NOW + timedelta(days=3))
    assert (later.digest, later.mime == BEFORE.mime) == (BEFORE.digest, False)
    assert f"X-Mentoring-Sync-Content: {BEFORE.digest}".encode() in BEFORE.mime


@pytest.mark.parametrize("now", [OTHER_HOUR, OTHER_PEOPLE, None])
def test_another_hour_other_people_or_no_reason_make_a_draft_untrue(now: Message | None) -> None:
    assert is_outdated(drafted(BEFORE), now)
    assert not is_outdated(drafted(BEFORE), BEFORE)


def test_an_untouched_draft_is_written_anew_or_not_needed() -> None:
    assert faced(drafted(BEFORE), OTHER_HOUR, DRAFT).state is MailState.OWED
    assert faced(drafted(BEFORE), None, DRAFT).state is MailState.NOT_NEEDED


def test_what_was_approved_was_the_draft_as_it_was() -> None:
    ticked = drafted(BEFORE, approved=BEFORE.digest, wanted=True)
    after = faced(ticked, OTHER_HOUR, DRAFT)
    assert (after.approved, after.wanted, after.answered) == ("", False, True)


@pytest.mark.parametrize("made_as", ["d-0", ""])
def test_a_draft_that_was_edited_or_may_have_been_is_held_back(made_as: str) -> None:
    held = faced(drafted(BEFORE, made_as="d-1", wanted=True), OTHER_HOUR, replace(DRAFT, message_id="d-2"))
    assert (held.state, held.held, held.waits_to_go, held.wanted) == (MailState.DRAFTED, True, False, False)
    unknown = replace(drafted(BEFORE), made_as=made_as)
    assert faced(unknown, OTHER_HOUR, DRAFT).held


def test_review_says_what_no_longer_fits() -> None:
    held = drafted(BEFORE, held=True)
    [hour] = held_back([held], {held.key: OTHER_HOUR})
    assert "they meet Wed" in hour.what
    [people] = held_back([held], {held.key: OTHER_PEOPLE})
    assert "sam.hill@example.org isn't to get it" in people.what
    assert "bo.lund@example.org isn't among its readers" in people.what
    [gone] = held_back([held], {})
    assert "no reason for it" in gone.what
    assert not list(held_back([held], {held.key: BEFORE}))


def test_a_draft_that_waits_and_is_true_rests_and_is_looked_after_once_an_hour() -> None:
    waiting = drafted(BEFORE, looked_at=NOW)
    assert rests(waiting, BEFORE, Delivery.DRAFT)
    assert not rests(waiting, OTHER_HOUR, Delivery.DRAFT)
    assert not rests(waiting, BEFORE, Delivery.SEND)
    assert rests(replace(waiting, held=True), OTHER_HOUR, Delivery.SEND)
    assert not is_time_to_look([waiting], NOW + timedelta(minutes=59))
    assert is_time_to_look([waiting], NOW + timedelta(minutes=60))


def test_a_row_from_before_there_were_digests_has_one_if_it_says_what_would_be_said_now() -> None:
    old = replace(drafted(BEFORE), digest="", made_as="")
    assert as_of_old(old, BEFORE).digest == BEFORE.digest
    assert as_of_old(old, OTHER_HOUR).digest == ""
    assert as_of_old(old, OTHER_PEOPLE).digest == ""
    assert as_of_old(old, None) == old
