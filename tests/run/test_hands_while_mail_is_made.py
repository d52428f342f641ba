"""What the coordinator does while a run drafts and sends: ticks, and runs taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from mentoring_sync.errors import TryLaterError
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from mentoring_sync.run import deliver
from mentoring_sync.spreadsheet.edits import Edit
from mentoring_sync.spreadsheet.grid import Workbook
from tests.run.in_memory import Programme, programme_of_two_teams
from tests.run.test_another_round import configured
from tests.run.test_what_the_mailbox_shows import Away


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


class Died(BaseException):
    """The machine went down."""


def dies(programme: Programme, *, at: int, before: Callable[[], object], landed: bool) -> None:
    """The next run dies at its so-many-th batch, once that has `landed` or before; a hand moves right before that."""
    write, left = programme.sheets.write, [at]

    def writing(edits: Sequence[Edit], *, after: Workbook) -> Workbook:
        left[0] -= 1
        if left[0] > 0:
            return write(edits, after=after)
        if left[0] == 0:
            before()
        if left[0] == 0 and landed:
            write(edits, after=after)
        raise Died

    programme.sheets.write = writing  # type: ignore[method-assign]
    with pytest.raises(Died):
        programme.run()
    programme.sheets.write = write  # type: ignore[method-assign]


@pytest.mark.parametrize("landed", [False, True])
def test_a_tick_while_a_run_makes_drafts_and_dies_sends_none_of_them(landed: bool) -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    dies(programme, at=2, before=programme.approve, landed=landed)
    assert len(programme.mailbox.drafts) == 2
    later(programme, 2)
    assert programme.mailed() == []
    assert "2 introductions are ready" in next_step(programme)
    programme.approve()
    later(programme)
    assert len(programme.mailed()) == 2


def test_a_tick_in_a_row_of_mail_that_is_written_anew_meanwhile_is_emptied_and_said_so() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    programme.run()
    changed = _told_otherwise(programme)
    once_before(programme, "draft", lambda: _tick_rows(programme))
    later(programme)
    ticks = programme.cells("Mail", "Send")
    assert {key for key in ticks if ticks[key] == (False,)} == {changed}
    assert next_step(programme).startswith("Send was ticked while a run was making drafts, so these wait. ")
    later(programme, 2)
    assert changed not in {each.key for each in programme.mailed()}
    assert len(programme.mailed()) == 1


def test_a_tick_in_a_row_of_mail_right_before_it_is_written_anew_doesnt_send_it() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    programme.run()
    changed = _told_otherwise(programme)
    programme.now += timedelta(hours=2)
    dies(programme, at=3, before=lambda: _tick_rows(programme), landed=True)
    later(programme, 2)
    assert changed not in {each.key for each in programme.mailed()}


def _told_otherwise(programme: Programme) -> str:
    """An hour is typed for one team; the key of its introduction."""
    programme.live.tab("Teams").type("bo@example.org", "Meets", "Tue 18:00")
    team = str(programme.teams()["bo@example.org"][0]).replace("Team ", "team-")
    return next(key for key in programme.cells("Mail", "To") if key.endswith(team))


def test_a_tick_in_a_row_of_mail_that_is_owed_is_an_order_for_that_mail() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    dies(programme, at=2, before=lambda: _tick_rows(programme), landed=False)
    later(programme, 2)
    assert len(programme.mailed()) == 2


def _tick_rows(programme: Programme) -> None:
    mail = programme.live.tab("Mail")
    for key in list(mail.keys()):
        mail.type(key, "Send", True)


@pytest.mark.parametrize("landed", [False, True])
def test_a_tick_while_a_run_lists_mail_that_it_owes_and_dies_sends_none_of_it(landed: bool) -> None:
    programme = programme_of_two_teams(Delivery.DRAFT)
    programme.run()
    before = set(programme.mailbox.drafts_by_key())
    programme.answers(Role.MENTEE, "Zoe Late", "zoe@example.org", certification="No")
    programme.now += timedelta(hours=2)
    dies(programme, at=1, before=programme.approve, landed=landed)
    later(programme, 2)
    assert {each.key for each in programme.mailed()} == before
    assert len(programme.mailbox.drafts) > 0


def test_a_tick_while_gmail_is_down_doesnt_count_for_what_became_owed_meanwhile() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    programme.run()
    programme.approve()
    later(programme)
    assert len(programme.mailed()) == 2
    there, programme.mailbox = programme.mailbox, Away()
    programme.answers(Role.MENTEE, "Zoe Late", "zoe@example.org")
    programme.now += timedelta(hours=2)
    once_before_writing(programme, programme.approve)
    with pytest.raises(TryLaterError):
        programme.run()
    assert "owed" in {row[0] for row in programme.cells("Mail", "State").values()}
    assert "ready" not in next_step(programme)
    programme.mailbox = there
    later(programme, 2)
    assert len(programme.mailed()) == 2
    assert "ready" in next_step(programme)


def once_before_writing(programme: Programme, act: Callable[[], object]) -> None:
    """A hand moves between the last reading and the batch."""
    write = programme.sheets.write

    def writing(edits: Sequence[Edit], *, after: Workbook) -> Workbook:
        programme.sheets.write = write  # type: ignore[method-assign]
        act()
        return write(edits, after=after)

    programme.sheets.write = writing  # type: ignore[method-assign]


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


def test_a_run_that_is_taken_back_while_it_sends_sends_no_more_than_the_portion_under_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deliver, "PORTION", 1)
    programme = programme_of_two_teams(Delivery.SEND)
    programme.run()
    programme.approve()
    waiting = once_before(programme, "send", programme.undo)
    later(programme)
    assert not waiting
    assert len(programme.mailed()) == 1
    assert sorted(str(row[0]) for row in programme.cells("Mail", "State").values()) == ["drafted", "sent"]
    assert len(programme.mailbox.drafts) == 1


def test_a_run_that_nobody_takes_back_reads_once_more_for_each_portion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver, "PORTION", 1)
    programme = programme_of_two_teams(Delivery.SEND)
    programme.run()
    programme.approve()
    later(programme)
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
