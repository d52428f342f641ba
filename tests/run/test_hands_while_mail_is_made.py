"""What the coordinator does while a run drafts and sends: ticks, and runs taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from tests.run.in_memory import Programme, programme_of_two_teams
from tests.run.test_another_round import configured


def once_before(programme: Programme, method: str, act: Callable[[], object]) -> list[Callable[[], object]]:
    """Let a hand move before the mailbox is first asked for something; empty once it has."""
    waiting, asked = [act], getattr(programme.mailbox, method)

    def meanwhile(*given: Any, **named: Any) -> Any:
        if waiting:
            waiting.pop()()
        return asked(*given, **named)

    setattr(programme.mailbox, method, meanwhile)
    return waiting


def next_step(programme: Programme) -> str:
    return str(programme.live.tab("Control").at("Next step", "Value"))


def later(programme: Programme, runs: int = 1) -> None:
    for _ in range(runs):
        programme.now += timedelta(hours=2)
        programme.run()


def test_a_tick_while_drafts_are_made_sends_none_of_them() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    waiting = once_before(programme, "draft", programme.approve)
    programme.run()
    assert not waiting
    assert next_step(programme).startswith("Send was ticked while a run was making drafts, so these wait. 2 intro")
    later(programme, 2)
    assert programme.mailed() == []
    programme.approve()
    later(programme)
    assert len(programme.mailed()) == 2


def test_a_tick_while_drafts_are_made_counts_for_those_that_were_listed() -> None:
    programme = programme_of_two_teams(Delivery.DRAFT)
    programme.run()
    before = set(programme.mailbox.drafts_by_key())
    programme.answers(Role.MENTEE, "Zoe Late", "zoe@example.org", certification="No")
    once_before(programme, "draft", programme.approve)
    later(programme)
    assert programme.live.tab("Control").at("Send", "Value") is False
    made = set(programme.mailbox.drafts_by_key()) - before
    assert made
    later(programme, 2)
    assert {each.key for each in programme.mailed()} == before


def test_a_run_that_is_taken_back_while_it_mails_sends_no_more() -> None:
    programme = programme_of_two_teams(Delivery.SEND)
    programme.run()
    programme.approve()
    later(programme)
    assert len(programme.mailed()) == 2
    programme.answers(Role.MENTEE, "Zoe Late", "zoe@example.org")
    waiting = once_before(programme, "draft", programme.undo)
    later(programme)
    assert not waiting
    assert len(programme.mailed()) == 2


def test_a_tick_while_a_question_stops_all_mail_says_that_it_sent_nothing() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    programme.run()
    configured(programme, name="2027-2", applications_close=date(2027, 8, 1), start=date(2027, 9, 6))
    programme.approve()
    later(programme)
    assert next_step(programme).startswith("Send was ticked, and nothing was sent: see to what Review asks first")
    assert programme.live.tab("Control").at("Send", "Value") is False
    assert programme.mailed() == []
