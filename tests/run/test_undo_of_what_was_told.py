"""What an undo takes back in the tabs, it can't take back from people: they keep their team, its label and its hour."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.errors import OverlapError
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.announcement import read_announcement
from mentoring_sync.records.message import MailState
from mentoring_sync.records.requirement import Role
from tests.extent import extent
from tests.run.in_memory import Mailed, Programme, address, programme_of_two_teams

MENTEES = ("bo@example.org", "cy@example.org", "di@example.org", "ed@example.org")


def introduced(delivery: Delivery = Delivery.SEND) -> Programme:
    return _introduced(delivery).copied()


@cache
def _introduced(delivery: Delivery) -> Programme:
    programme = programme_of_two_teams(delivery)
    programme.run()
    programme.approve()
    programme.run()
    assert {row[3] for row in programme.teams().values()} == {"Introduced"}
    return programme


def later(programme: Programme) -> None:
    programme.now += timedelta(days=1)
    programme.run()


def owed(programme: Programme) -> list[str]:
    states = programme.cells("Mail", "State")
    waiting = {MailState.OWED, MailState.DRAFTED, MailState.SENDING}
    return [key for key, (state,) in states.items() if state in waiting and "/digest/" not in key]


@pytest.mark.parametrize("run", ["", "run-1"])
def test_whoever_was_introduced_keeps_the_team_when_the_run_is_taken_back(run: str) -> None:
    programme = introduced()
    before, sent = programme.teams(), len(programme.mailed())
    programme.undo(run)
    later(programme)
    assert programme.teams() == before
    assert len(programme.mailed()) == sent
    assert not owed(programme)


def test_the_run_that_made_and_sent_at_once_taken_back_tells_nobody_of_a_new_team_or_a_cancelled_one() -> None:
    programme = programme_of_two_teams(Delivery.SEND)
    row = programme.answers(Role.MENTEE, "Zed Zimmer", address("Zed Zimmer"), hours_TUE="", hours_SUN="6:00-7:00")
    programme.now -= timedelta(days=5)
    programme.run()
    programme.approve()
    later(programme)
    programme.clear_row(Role.MENTEE, row)
    programme.now += timedelta(days=4)
    programme.run()
    before, sent = programme.teams(), [each.key for each in programme.mailed()]
    assert len(before) == 4
    assert {row[3] for row in before.values()} == {"Introduced"}
    assert programme.undo().rows_deleted >= 4
    assert programme.teams() == {}
    later(programme)
    later(programme)
    assert programme.teams() == before
    assert [each.key for each in programme.mailed()] == sent
    assert not owed(programme)


def test_teams_that_nobody_was_told_of_come_back_under_their_labels_with_their_drafts() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    programme.run()
    before, drafts = programme.teams(), dict(programme.mailbox.drafts)
    programme.undo()
    programme.run()
    assert programme.teams() == before
    assert programme.mailbox.drafts == drafts


def test_an_hour_that_people_were_told_stays_theirs_when_the_run_that_changed_it_is_taken_back() -> None:
    programme = introduced()
    [mine] = {str(row[2]) for row in programme.teams().values()}
    programme.live.tab("Teams").type("bo@example.org", "Meets", "Tue 19:00" if "19" not in mine else "Tue 18:00")
    later(programme)
    programme.approve()
    later(programme)
    told, sent = programme.teams(), len(programme.mailed())
    assert "meetings-changed" in programme.mailed()[-1].key
    changing = programme.history()[-2].run
    programme.undo(changing)
    programme.live.tab("Teams").type("bo@example.org", "Meets", None)
    later(programme)
    later(programme)
    assert programme.teams() == told
    assert len(programme.mailed()) == sent
    assert not owed(programme)


def test_a_team_that_was_told_it_is_no_more_comes_back_under_another_label() -> None:
    programme = introduced()
    [label] = {row[0] for key, row in programme.teams().items() if row[1] == "Ada Brandt"}
    roster = programme.live.tab("Roster")
    roster.type("mentor:ada@example.org", "Withdrawn", True)
    later(programme)
    programme.approve()
    later(programme)
    assert any("meetings-cancelled" in each.key for each in programme.mailed())
    roster.type("mentor:ada@example.org", "Withdrawn", False)
    later(programme)
    labels = {row[0] for key, row in programme.teams().items() if row[1] == "Ada Brandt"}
    assert labels
    assert label not in labels


def test_a_team_that_was_about_to_be_told_so_keeps_its_label_and_nobody_hears_of_it() -> None:
    programme = introduced(Delivery.REVIEW)
    before, sent = programme.teams(), len(programme.mailed())
    roster = programme.live.tab("Roster")
    roster.type("mentor:ada@example.org", "Withdrawn", True)
    later(programme)
    roster.type("mentor:ada@example.org", "Withdrawn", False)
    later(programme)
    assert programme.teams() == before
    assert len(programme.mailed()) == sent
    assert not owed(programme)


def test_an_undo_that_another_run_came_before_takes_back_the_run_that_was_asked_for() -> None:
    programme = introduced()
    write, beside = programme.sheets.write, [True]

    def beaten(*arguments: object, **named: object) -> object:
        if beside.pop() if beside else False:
            programme.live.tab("Roster").type("mentee:bo@example.org", "Withdrawn", True)
            programme.run()
            raise OverlapError
        return write(*arguments, **named)  # type: ignore[arg-type]

    wanted = programme.history()[-1].run
    programme.sheets.write = beaten  # type: ignore[method-assign, assignment]
    assert programme.undo().run == wanted


def test_a_run_that_mails_on_after_an_undo_makes_no_rows_that_the_undo_took() -> None:
    programme = programme_of_two_teams(Delivery.SEND)
    programme.now -= timedelta(days=5)
    programme.run()
    programme.approve()
    programme.run()
    programme.now += timedelta(days=5)
    undone: list[Mailed] = []

    def beside(mailed: Mailed) -> None:
        if not undone:
            undone.append(mailed)
            programme.undo()

    programme.mailbox.on_send = beside
    programme.run()
    assert undone
    assert programme.teams() == {}
    later(programme)
    introductions = [each for each in programme.mailed() if "/introduction/" in each.key]
    assert len(introductions) == len({each.key for each in introductions}) == 2
    assert {row[3] for row in programme.teams().values()} == {"Introduced"}
    assert not owed(programme)


def _withdraw(programme: Programme, at: int) -> None:
    _tick(programme, "Roster", f"mentee:{MENTEES[at]}", "Withdrawn")


def _mentor_withdraws(programme: Programme, at: int) -> None:
    _tick(programme, "Roster", f"mentor:{('ada', 'al')[at % 2]}@example.org", "Withdrawn")


def _keep_apart(programme: Programme, at: int) -> None:
    _tick(programme, "Teams", MENTEES[at], "Keep apart")


def _pin(programme: Programme, at: int) -> None:
    _tick(programme, "Teams", MENTEES[at], "Pin")


def _hour(programme: Programme, at: int) -> None:
    tab = programme.live.tab("Teams")
    if MENTEES[at] in programme.cells("Teams"):
        tab.type(MENTEES[at], "Meets", f"Tue {17 + at % 3}:00")


def _joins(programme: Programme, at: int) -> None:
    name = ("Flo Ek", "Gil Ito", "Hal Jo", "Ida Kay")[at]
    programme.answers(Role.MENTEE, name, address(name))


def _tick(programme: Programme, title: str, key: str, column: str) -> None:
    tab = programme.live.tab(title)
    if key in programme.cells(title):
        tab.type(key, column, not tab.at(key, column))


def _sync(programme: Programme, _: int) -> None:
    later(programme)


def _repair(programme: Programme, _: int) -> None:
    programme.now += timedelta(hours=1)
    programme.run(repair=True)


def _approve(programme: Programme, _: int) -> None:
    programme.approve()
    later(programme)


def _undo(programme: Programme, at: int) -> None:
    history = [each.run for each in programme.history()]
    if history:
        programme.undo(history[-1 - at % 2] if len(history) > 1 else "")


STEPS: tuple[Callable[[Programme, int], None], ...] = (
    _withdraw, _mentor_withdraws, _keep_apart, _pin, _hour, _joins, _sync, _repair, _approve, _undo, _undo,
)  # fmt: skip


@settings(
    max_examples=extent(share=3, whole=300),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    delivery=st.sampled_from((Delivery.SEND, Delivery.REVIEW)),
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3)), min_size=2, max_size=9),
)
def test_whatever_is_undone_no_label_names_two_teams_and_nobody_is_introduced_twice(
    delivery: Delivery, steps: list[tuple[Callable[[Programme, int], None], int]]
) -> None:
    programme = introduced(delivery)
    for step, at in steps:
        step(programme, at)
        _nobody_is_introduced_twice(programme)
        _labels_name_one_team(programme)
    for _ in range(4):
        _approve(programme, 0)
    mails = len(programme.mailed())
    programme.undo()
    for _ in range(3):
        _approve(programme, 0)
    assert len(programme.mailed()) == mails
    assert not owed(programme)


def _nobody_is_introduced_twice(programme: Programme) -> None:
    keys = [each.key for each in programme.mailed()]
    assert len(keys) == len(set(keys))


def _labels_name_one_team(programme: Programme) -> None:
    """Each label's announcements have one mentor, and somebody in common from one to the next."""
    told = defaultdict(list)
    for team, text, state in programme.cells("Mail", "Team", "_told", "State").values():
        announced = read_announcement(str(text or ""))
        if announced and state == MailState.SENT:
            told[team].append(announced)
    for each in told.values():
        each.sort(key=lambda one: one.sequence)
        assert len({next(iter(one.members)) for one in each}) == 1
        for one, other in itertools.pairwise(each):
            assert set(list(one.members)[1:]) & set(list(other.members)[1:])
