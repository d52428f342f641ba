"""Somebody is forgotten at any stage: nothing of them is left, nothing comes back, the others hear what they must."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from mentoring_sync.errors import TryLaterError, UsageError
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.edits import Edit
from mentoring_sync.spreadsheet.grid import Workbook
from tests.run.held import named_in
from tests.run.in_memory import Programme, address, programme_of_two_teams
from tests.workbook.live import LiveTab

OVER = datetime(2027, 5, 10, 9, tzinfo=UTC)
MENTEE, MENTOR = ("bo@example.org", "Bo Lund"), ("ada@example.org", "Ada Brandt")
IN_KEYS = {"bo@example.org": "bo-example-org", "ada@example.org": "ada-example-org"}


@cache
def _applied() -> Programme:
    programme = programme_of_two_teams(Delivery.REVIEW)
    programme.run()
    return programme


@cache
def _introduced() -> Programme:
    programme = programme_of_two_teams(Delivery.SEND)
    programme.run()
    programme.approve()
    programme.run()
    roster, teams = programme.live.tab("Roster"), programme.live.tab("Teams")
    roster.type("mentee:cy@example.org", "Notes", "met Bo Lund and Ada  Brandt in Lisbon; Lund, Bo was late")
    teams.type("di@example.org", "Notes", "ask Bo or ada@example.org")
    teams.type("cy@example.org", "Pin", True)
    attendance = programme.live.tab("Attendance")
    for who in ("mentee:bo@example.org", "mentor:ada@example.org"):
        attendance.type(who, "Meeting 1", "present")
    programme.now += timedelta(days=1)
    programme.run()
    return programme


@cache
def _left() -> Programme:
    """One mentee and one mentor left, and everybody heard of it."""
    programme = _introduced().copied()
    for key in ("mentee:bo@example.org", "mentor:ada@example.org"):
        programme.live.tab("Roster").type(key, "Withdrawn", True)
        programme.now += timedelta(days=1)
        programme.run()
    return programme


@cache
def _archived() -> Programme:
    programme = _introduced().copied()
    programme.now = OVER
    for _ in range(4):
        programme.now += timedelta(hours=21)
        programme.run()
    programme.close()
    return programme


STAGES: dict[str, Callable[[], Programme]] = {
    "applied": _applied,
    "introduced": _introduced,
    "left": _left,
    "archived": _archived,
}


def traces(programme: Programme, who: tuple[str, str]) -> list[tuple[str, str]]:
    return named_in(programme, *who, IN_KEYS[who[0]])


def sent_since(programme: Programme, before: int) -> list[str]:
    return [reader for each in list(programme.mailbox.sent.values())[before:] for reader in each.to]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("who", [MENTEE, MENTOR], ids=["mentee", "mentor"])
def test_nothing_of_a_forgotten_person_is_left_and_runs_bring_nothing_back(stage: str, who: tuple[str, str]) -> None:
    programme = STAGES[stage]().copied()
    assert traces(programme, who)
    before = len(programme.mailbox.sent)
    done = programme.forget(who[0])
    assert done.found == ()
    assert traces(programme, who) == []
    for days in (0, 1, 30):
        programme.now += timedelta(days=days)
        programme.approve()
        programme.run()
        assert traces(programme, who) == []
    assert who[0] not in sent_since(programme, before)
    assert programme.asked() == [each for each in programme.asked() if who[1] not in each]


def test_a_run_after_it_changes_nothing_more_than_a_run_that_had_nothing_to_do() -> None:
    programme = _introduced().copied()
    programme.forget("ed@example.org")
    programme.run()
    programme.run()
    commit = programme.sheets.commit
    programme.run()
    assert programme.sheets.commit == commit


def test_a_name_will_do_where_only_one_has_it() -> None:
    programme = _introduced().copied()
    programme.forget("bo LUND")
    assert traces(programme, MENTEE) == []


def test_who_is_meant_must_be_certain() -> None:
    programme = _applied().copied()
    programme.answers(Role.MENTEE, "Bo Lund", "other@example.org")
    programme.run()
    commit = programme.sheets.commit
    with pytest.raises(UsageError, match=r"2 people are called Bo Lund: bo@example\.org; other@example\.org"):
        programme.forget("Bo Lund")
    with pytest.raises(UsageError, match=r"Did you mean bo@example\.org"):
        programme.forget("boo@example.org")
    with pytest.raises(UsageError, match="runs the programme"):
        programme.forget("mentoring@example.org")
    assert programme.sheets.commit == commit


def test_forgotten_once_more_it_is_searched_again_by_the_address() -> None:
    programme = _introduced().copied()
    programme.forget("bo@example.org")
    assert programme.forget("bo@example.org").found == ()
    with pytest.raises(UsageError, match="Bo Lund was forgotten already"):
        programme.forget("Bo Lund")


def test_a_namesake_stays_as_they_are() -> None:
    programme = _applied().copied()
    programme.answers(Role.MENTEE, "Bo Lund", "other@example.org")
    programme.run()
    done = programme.forget("bo@example.org")
    programme.run()
    assert programme.cells("Roster", "Person")["mentee:other@example.org"] == ("Bo Lund",)
    assert named_in(programme, "bo@example.org") == []
    assert any("The name Bo Lund" in each for each in done.unreached)


def test_a_dry_run_says_what_would_go_and_changes_nothing() -> None:
    programme = _introduced().copied()
    commit, cells = programme.sheets.commit, [list(map(list, tab.cells)) for tab in programme.live.tabs.values()]
    done = programme.forget("bo@example.org", dry_run=True)
    assert done.rows == {"Roster": 1, "Teams": 1, "Attendance": 1}
    assert done.in_words()[:2] == [
        "Nothing was written. It would be:",
        "Roster: 1 row deleted or emptied, 1 cell changed.",
    ]
    assert programme.sheets.commit == commit
    assert [list(map(list, tab.cells)) for tab in programme.live.tabs.values()] == cells


def test_the_coordinators_other_words_stay_and_a_part_of_the_name_is_shown_to_them() -> None:
    programme = _introduced().copied()
    done = programme.forget("bo@example.org")
    assert programme.cells("Roster", "Notes")["mentee:cy@example.org"] == (
        "met […] and Ada  Brandt in Lisbon; […] was late",
    )
    assert programme.cells("Teams", "Notes", "Pin")["cy@example.org"] == (None, True)
    assert programme.cells("Teams", "Notes")["di@example.org"] == ("ask Bo or ada@example.org",)
    assert done.perhaps == (f"Teams, row {programme.live.tab('Teams').row('di@example.org') + 1}, Notes",)


def test_what_cannot_be_reached_is_said_by_its_place() -> None:
    programme = _introduced().copied()
    done = programme.forget("bo@example.org")
    said = "\n".join(done.in_words())
    assert "Mentee applications, row 2" in said
    assert "1 mail that went to them, and what they answered, in the mailbox of groups@example.org." in said
    assert "version history" in said
    assert "bo@example.org" not in said


def test_the_others_hear_that_their_team_has_changed_without_a_name() -> None:
    programme = _introduced().copied()
    before = len(programme.mailbox.sent)
    programme.forget("bo@example.org")
    programme.now += timedelta(days=1)
    programme.run()
    mails = list(programme.mailbox.sent.values())[before:]
    assert [each.to for each in mails] == [("ada@example.org", "cy@example.org")]
    body = mails[0].message.get_body(("plain",))
    assert body is not None
    assert "your team has changed" in body.get_content()
    said = [str(part.get_content()) for part in mails[0].message.walk() if part.get_content_maintype() == "text"]
    assert not [word for word in ("Bo Lund", "bo@example.org", "somebody") for text in said if word in text]


def test_a_mentor_who_is_forgotten_leaves_a_team_that_is_no_more() -> None:
    programme = _introduced().copied()
    programme.live.tab("Teams").type("bo@example.org", "Keep apart", True)
    programme.forget("ada@example.org")
    before = len(programme.mailbox.sent)
    programme.now += timedelta(days=1)
    programme.run()
    assert {row[1] for row in programme.teams().values()} == {"Al Gore", None}
    assert sorted(sent_since(programme, before)) == ["bo@example.org", "cy@example.org"]
    assert programme.cells("Teams", "Keep apart", "_apart_from")["bo@example.org"] == (True, "[…]")


def test_the_archives_of_closed_rounds_keep_a_number_and_no_person() -> None:
    programme = _archived().copied()
    roster = programme.live.tab("Roster · 2027-1")
    row = roster.row("mentee:bo@example.org")
    rows, status = len(roster.cells), roster.cells[row][roster.column("Status")]
    figures = [list(each) for each in programme.live.tab("Progress · 2027-1").cells]
    programme.forget("bo@example.org")
    assert len(roster.cells) == rows
    kept = [cell for cell in roster.cells[row] if isinstance(cell, str)]
    assert sorted(kept) == sorted(["mentee", str(status), "Team 1"])
    assert [list(each) for each in programme.live.tab("Progress · 2027-1").cells] == figures
    assert "Bo" not in str(programme.cells("Roster", "Reason")["mentor:ada@example.org"])


def test_nobody_who_is_forgotten_stays_on_a_list() -> None:
    programme = _introduced().copied()
    for sheet_id, title, header, rows in (
        (
            77,
            "Recruit",
            ["Name", "Email", "Role"],
            [["Bo Lund", "bo@example.org", "mentee"], ["X", "x@y.org", "mentor"]],
        ),
        (
            78,
            "Do not mail",
            ["Address", "Why"],
            [["bo@example.org", "asked"], ["z@example.org", "a friend of Bo Lund"]],
        ),
    ):
        tab = LiveTab(sheet_id, title, 8, len(header))
        tab.cells[0][:] = header
        for number, row in enumerate(rows, start=1):
            tab.cells[number] = [*row, *[None] * (len(header) - len(row))]
        programme.live.tabs[tab.sheet_id] = tab
    programme.forget("bo@example.org")
    assert [row[1] for row in programme.live.tab("Recruit").cells[1:] if any(row)] == ["x@y.org"]
    listed = [row for row in programme.live.tab("Do not mail").cells[1:] if any(row)]
    assert listed == [["z@example.org", "a friend of […]"]]
    programme.live.tab("Recruit").cells[2] = ["Bo Lund", "bo@example.org", "mentee"]
    before = len(programme.mailbox.sent)
    programme.run()
    assert any("Somebody stands here who was forgotten" in each for each in programme.asked())
    assert "bo@example.org" not in sent_since(programme, before)
    programme.live.tab("Recruit").cells[2] = [None] * 3
    assert traces(programme, MENTEE) == []


def newly_answered(programme: Programme) -> None:
    days = (programme.now - datetime(1899, 12, 30, tzinfo=UTC)) / timedelta(days=1)
    programme.answers(Role.MENTEE, "Bo Lund", "bo@example.org", timestamp=days)


def test_a_newer_answer_is_asked_about_by_its_place_alone_and_taken_up_on_yes() -> None:
    programme = _introduced().copied()
    programme.forget("bo@example.org")
    programme.now += timedelta(days=2)
    newly_answered(programme)
    programme.run()
    question = next(each for each in programme.asked() if "forgotten" in each)
    assert traces(programme, MENTEE) == []
    assert "mentee:bo@example.org" not in programme.cells("Roster")
    programme.run()
    assert programme.asked().count(question) == 1
    programme.choose(question, "They are back: take the answer up")
    programme.run()
    assert "mentee:bo@example.org" in programme.cells("Roster")
    assert not any("forgotten" in each for each in programme.asked())
    programme.run()
    assert "mentee:bo@example.org" in programme.cells("Roster")
    programme.forget("bo@example.org")
    programme.run()
    assert traces(programme, MENTEE) == []


def test_a_newer_answer_that_is_left_out_is_not_asked_about_again() -> None:
    programme = _introduced().copied()
    programme.forget("bo@example.org")
    programme.now += timedelta(days=2)
    newly_answered(programme)
    programme.run()
    programme.choose("forgotten", "Leave it out")
    for _ in range(2):
        programme.run()
    assert not any("forgotten" in each for each in programme.asked())
    assert traces(programme, MENTEE) == []


def test_what_they_answer_to_our_mails_later_is_not_kept() -> None:
    programme = _introduced().copied()
    shipped = programme.configuration
    mail = shipped.program.mail.model_copy(update={"read_replies": True, "reply_to": shipped.program.mail.sender})
    program = shipped.program.model_copy(update={"mail": mail})
    programme.configuration = shipped.model_copy(update={"program": program})
    programme.mailbox.address = "coordinator@example.org"
    programme.forget("bo@example.org")
    programme.answers_mail("introduction/team-1", "I, Bo, was never asked", "Bo Lund <bo@example.org>")
    programme.answers_mail("introduction/team-1", "Where is Bo Lund?", "Cy Roth <cy@example.org>")
    programme.now += timedelta(hours=2)
    programme.run()
    assert programme.mailbox.asked["threads"]
    assert traces(programme, MENTEE) == []


def test_their_words_in_the_answers_of_others_are_not_taken_up_again() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    programme.set_field(Role.MENTEE, 2, "about", "I work with Bo Lund (bo@example.org).")
    programme.run()
    assert named_in(programme, "I work with Bo Lund")
    programme.forget("bo@example.org")
    programme.run()
    assert traces(programme, MENTEE) == []
    assert programme.cells("Roster", "Status")["mentee:cy@example.org"] == ("In a team",)


def test_it_cannot_be_taken_back_and_earlier_runs_bring_nothing_back() -> None:
    programme = _introduced().copied()
    runs = [chapter.run for chapter in programme.history()]
    programme.forget("bo@example.org")
    with pytest.raises(UsageError, match="it can't be taken back"):
        programme.undo()
    for run in reversed(runs):
        programme.undo(run)
        assert traces(programme, MENTEE) == []
    programme.run()
    assert traces(programme, MENTEE) == []


def test_a_mail_that_may_be_on_its_way_comes_first() -> None:
    programme = _applied().copied()
    programme.live.tab("Control").type("Send", "Value", True)

    def dies(_: str) -> Any:
        raise TryLaterError("Gmail is gone.")

    programme.mailbox.send = dies  # type: ignore[method-assign,assignment]
    with pytest.raises(TryLaterError):
        programme.run()
    assert ("sending",) in programme.cells("Mail", "State").values()
    with pytest.raises(TryLaterError, match="on its way"):
        programme.forget("bo@example.org")


class _KilledError(Exception):
    """The process is killed."""


def _dying_at(programme: Programme, number: int) -> None:
    """Writes and thrown away drafts are counted; at this one the process dies, before or after it (odd numbers)."""
    left = [number]

    def counted(act: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == -1 and number % 2 == 0:
                raise _KilledError
            answer = act(*args, **named)
            if left[0] == -1:
                raise _KilledError
            return answer

        return wrapped

    programme.sheets.write = counted(programme.sheets.write)  # type: ignore[method-assign]
    programme.mailbox.discard = counted(programme.mailbox.discard)  # type: ignore[method-assign]


def _revived(programme: Programme) -> None:
    del programme.sheets.write, programme.mailbox.discard


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("by_a_run", [True, False], ids=["by a run", "by the command"])
def test_killed_at_any_request_it_is_completed(number: int, *, by_a_run: bool) -> None:
    programme = _applied().copied()
    _dying_at(programme, number)
    with suppress(_KilledError):
        programme.forget("bo@example.org")
    _revived(programme)
    landed = "mentee:bo@example.org" not in programme.cells("Roster")
    if by_a_run and landed:
        programme.run()
    else:
        programme.forget("bo@example.org")
    assert traces(programme, MENTEE) == []
    programme.run()
    assert traces(programme, MENTEE) == []


def test_an_edit_that_comes_in_between_is_kept_and_the_person_forgotten_all_the_same() -> None:
    programme = _introduced().copied()
    write, moved = programme.sheets.write, list[str]()

    def edits_first(edits: tuple[Edit, ...], *, after: Workbook) -> Workbook:
        if not moved:
            programme.live.tab("Roster").sort("Person", descending=True)
            moved.append("once")
        return write(edits, after=after)

    programme.sheets.write = edits_first  # type: ignore[method-assign,assignment]
    programme.forget("bo@example.org")
    assert traces(programme, MENTEE) == []
    assert len(programme.cells("Roster")) == 5
    programme.run()
    assert len(programme.cells("Roster")) == 5


def test_closing_and_the_next_round_keep_them_forgotten() -> None:
    programme = _introduced().copied()
    programme.forget("bo@example.org")
    programme.now = OVER
    for _ in range(3):
        programme.now += timedelta(hours=21)
        programme.run()
    programme.close()
    programme.run()
    assert traces(programme, MENTEE) == []
    assert address("Bo Lund") == MENTEE[0]
