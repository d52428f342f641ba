"""What the headers of a mail tell of its posting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mentoring_sync.mail.kinds.announcement import read_announcement
from mentoring_sync.mail.kinds.applicants import RECEIPT
from mentoring_sync.mail.outbox.adopted import found_draft, found_sent, left_behind, once_more
from mentoring_sync.mail.outbox.evidence import Carried
from mentoring_sync.records.message import KEY_HEADER, TOLD_HEADER, MailState, Message, Posting
from tests.mail.team_mail import NOW, a_posting, parsed, the_introduction


def carried(message: Message) -> Carried:
    mail = parsed(message)
    return Carried(
        id="m-1",
        thread_id="t-1",
        key=str(mail[KEY_HEADER]),
        digest=message.digest,
        told=str(mail[TOLD_HEADER] or ""),
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        at=NOW,
    )


def test_a_sent_introduction_is_what_mail_said_of_it() -> None:
    message = the_introduction()
    sent = Posting.owed(message).drafted("r-1", "t-1").sent(NOW, "m-1", "t-1")
    assert found_sent(carried(message)) == replace(sent, draft_id="")


def test_what_the_team_was_told_is_known_again() -> None:
    message = the_introduction()
    assert read_announcement(found_sent(carried(message)).announcement) == read_announcement(message.announcement)


def test_an_introduction_at_a_corrected_address_tells_nothing_of_the_whole_team() -> None:
    message = carried(the_introduction())
    assert found_sent(replace(message, key=f"{message.key}/sam-example-org")).announcement == ""


def test_a_mail_of_no_team_is_of_its_kind_and_person() -> None:
    found = found_sent(
        Carried(id="m", thread_id="t", key="p/r/receipt/mentee-a", to="=?utf-8?q?Zo=C3=A9?= <zoe@example.org>")
    )
    assert (found.kind, found.team, found.to, found.attempt) == (RECEIPT.name, "", "zoe@example.org", 1)


def test_a_later_attempt_is_of_the_same_message() -> None:
    found = found_sent(Carried(id="m", thread_id="t", key="p/r/meetings-cancelled/a/team-3-1#2"))
    assert (found.key, found.attempt, found.team) == ("p/r/meetings-cancelled/a/team-3-1", 2, "Team 3")


@pytest.mark.parametrize("key", ["", "p", "p/r", "p/r/nothing", "////", "p/r/a/b/c/d"])
def test_a_key_that_nobody_can_read_is_still_a_message_that_went(key: str) -> None:
    assert found_sent(Carried(id="m", thread_id="t", key=key, told="[", subject="=?x?y?z?=")).state is MailState.SENT


def test_a_draft_is_never_taken_for_one_that_nobody_has_edited() -> None:
    found = found_draft("r-1", carried(the_introduction()))
    assert (found.state, found.draft_id, found.made_as) == (MailState.DRAFTED, "r-1", "")


def test_what_is_sent_again_is_another_attempt_and_a_draft_stays_one() -> None:
    sent, draft = found_sent(carried(the_introduction())), found_draft("r-1", carried(the_introduction()))
    again = once_more(sent)
    assert (again.state, again.attempt, again.sent_at, again.sending_key) == (MailState.OWED, 2, None, f"{sent.key}#2")
    assert once_more(draft) == draft


@pytest.mark.parametrize("state", sorted(MailState))
def test_an_account_that_is_left_behind_keeps_its_drafts_and_threads(state: MailState) -> None:
    left = left_behind(a_posting(state))
    assert (left.draft_id, left.thread_id) == ("", "")
    expected = {MailState.DRAFTED: MailState.OWED, MailState.SENDING: MailState.UNCLEAR}
    assert left.state is expected.get(state, state)
