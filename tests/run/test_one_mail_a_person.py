"""One mail a person a run, in drafts too; a digest says what it was made for; drafts that wait cost nothing."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.outbox.evidence import UnclearError
from mentoring_sync.records.requirement import Role
from tests.run.in_memory import Mailbox, Programme
from tests.run.test_what_the_mailbox_shows import address, begun, go_on, keys, states

WAITING = 30


def many_drafts() -> Programme:
    """A programme in draft mode with a draft for each of 30 people who wait."""
    programme = begun(Delivery.DRAFT)
    for number in range(WAITING):
        programme.answers(
            Role.MENTEE, f"Flo{number} Ek", f"flo{number}@example.org", hours_TUE="", hours_SUN="6:00-7:00"
        )
    programme.run()
    assert len(programme.mailbox.drafts) >= WAITING
    return programme


def test_an_unchanged_run_in_draft_mode_with_30_drafts_asks_the_mailbox_nothing_and_writes_nothing() -> None:
    programme = many_drafts()
    drafts, before = dict(programme.mailbox.drafts), programme.sheets.commit
    programme.mailbox.asked.clear()
    for _ in range(3):
        assert programme.run().edits == 0
        programme.now += timedelta(minutes=15)
    assert (programme.mailbox.drafts, programme.sheets.commit) == (drafts, before)
    assert programme.mailbox.asked == {}


def test_drafts_that_wait_are_looked_after_once_an_hour() -> None:
    programme = begun(Delivery.DRAFT)
    programme.run()
    drafts = dict(programme.mailbox.drafts)
    programme.mailbox.asked.clear()
    for _ in range(12):
        programme.now += timedelta(minutes=15)
        programme.run()
    assert programme.mailbox.asked == {"drafts": 3}
    assert programme.mailbox.drafts == drafts


def test_nobody_has_two_drafts_however_many_runs_there_are() -> None:
    programme = begun(Delivery.DRAFT)
    programme.now -= timedelta(days=4)
    programme.run()
    for hours in (1, 30, 60, 100):
        programme.now += timedelta(hours=hours)
        programme.run()
        people = Counter(address for each in waiting(programme) for address in each.split(", "))
        assert max(people.values(), default=0) <= 1, people


def waiting(programme: Programme) -> list[str]:
    return [str(to) for to, state in programme.cells("Mail", "To", "State").values() if state == "drafted"]


class _Dying(Mailbox):
    """A mailbox that doesn't say whether it took a draft, and didn't."""

    def draft(self, mime: bytes, *, thread_id: str = "") -> object:  # type: ignore[override]
        raise UnclearError


@pytest.mark.parametrize("delivery", [Delivery.SEND, Delivery.DRAFT])
def test_a_digest_whose_run_died_lists_what_it_was_made_for(delivery: Delivery) -> None:
    programme = begun(delivery)
    programme.answers(Role.MENTOR, "Gus Ib", address("Gus Ib"), time_zone="Nowhere", capacity=1.0)
    well, programme.mailbox = programme.mailbox, _Dying()
    with pytest.raises(Exception, match="didn't say that it took"):
        programme.run()
    assert {state for key, state in states(programme).items() if "/digest/" in key} == {"owed"}
    programme.mailbox = well
    programme.run()
    raw = [mime for mime in well.drafts.values() if b"/digest/" in mime] or [
        bytes(each.message) for each in well.sent.values() if "/digest/" in each.key
    ]
    assert len(raw) == 1
    assert b"0 new rows" not in raw[0]
    assert b"Gus Ib" in raw[0]


def test_a_digest_with_nothing_to_say_any_more_isnt_sent() -> None:
    programme = begun(Delivery.DRAFT)
    row = programme.answers(Role.MENTOR, "Gus Ib", address("Gus Ib"), time_zone="Nowhere", capacity=1.0)
    programme.run()
    assert "drafted" in {state for key, state in states(programme).items() if "/digest/" in key}
    programme.set_field(Role.MENTOR, row, "time_zone", "Berlin")
    programme.run()
    assert {state for key, state in states(programme).items() if "/digest/" in key} == {"not needed"}
    assert not any(b"/digest/" in mime for mime in programme.mailbox.drafts.values())


def test_what_a_day_without_a_digest_had_new_is_in_the_next() -> None:
    programme = begun(Delivery.SEND)
    programme.answers(Role.MENTOR, "Gus Ib", address("Gus Ib"), time_zone="Nowhere", capacity=1.0)
    programme.run()
    assert sum("/digest/" in key for key in keys(programme)) == 1
    programme.answers(Role.MENTOR, "Hal Kim", address("Hal Kim"), time_zone="Nowhere", capacity=1.0)
    go_on(programme, runs=2, hours=1)
    assert sum("/digest/" in key for key in keys(programme)) == 1
    go_on(programme, runs=1, hours=24)
    digests = [each for key, each in keys_of_digests(programme)]
    assert len(digests) == 2
    assert "Hal Kim" in digests[1]
    assert "Gus Ib" not in digests[1]


def keys_of_digests(programme: Programme) -> list[tuple[str, str]]:
    sent = programme.mailbox.sent.values()
    bodies = ((each.key, each.message.get_body(("plain",))) for each in sent if "/digest/" in each.key)
    return [(key, str(body.get_content())) for key, body in bodies if body]
