"""A round is part of every memory: of an old one nothing is mailed again, nothing counts, and nobody is asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.errors import TryLaterError
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from mentoring_sync.run.round import NEW, SAME
from tests.extent import extent
from tests.run.in_memory import Programme, address, programme_of_two_teams

AFTER_THE_FIRST_MEETING = datetime(2027, 1, 25, 9, tzinfo=UTC)
QUESTION = "Is that another round?"
NEXT: dict[str, Any] = {"name": "2027-2", "applications_close": date(2027, 8, 1), "start": date(2027, 9, 6)}


def configured(programme: Programme, table: str = "round", **changes: Any) -> None:
    """The operator changes the configuration."""
    program = programme.configuration.program
    changed = getattr(program, table).model_copy(update=changes)
    program = program.model_copy(update={table: changed})
    programme.configuration = programme.configuration.model_copy(update={"program": program})


def introduced() -> Programme:
    return _introduced().copied()


@cache
def _introduced() -> Programme:
    programme = programme_of_two_teams(Delivery.SEND)
    programme.run()
    programme.approve()
    programme.run()
    assert len(programme.mailed()) == 2
    return programme


def later(programme: Programme, days: int = 1) -> None:
    programme.now += timedelta(days=days)
    programme.run()


def approved(programme: Programme) -> None:
    programme.approve()
    later(programme)
    programme.approve()
    later(programme)


def questions(programme: Programme) -> list[str]:
    return [each for each in programme.asked() if QUESTION in each]


def test_another_round_with_standing_teams_is_one_question_and_nothing_happens_before_its_answer() -> None:
    programme = introduced()
    teams, roster = programme.teams(), programme.cells("Roster", "Status", "Team")
    configured(programme, **NEXT)
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"))
    later(programme)
    approved(programme)
    assert len(questions(programme)) == 1
    assert "2 teams stand" in questions(programme)[0]
    assert programme.teams() == teams
    assert programme.cells("Roster", "Status", "Team") == roster
    assert len(programme.mailed()) == 2
    assert not programme.mailbox.drafts


def test_putting_the_configuration_back_is_an_answer_too() -> None:
    programme = introduced()
    teams, before = programme.teams(), programme.configuration
    configured(programme, **NEXT)
    later(programme)
    programme.configuration = before
    later(programme)
    approved(programme)
    assert questions(programme) == []
    assert programme.teams() == teams
    assert len(programme.mailed()) == 2


def test_a_new_round_frees_its_people_and_introduces_nobody_before_its_closing() -> None:
    programme = introduced()
    labels = {row[0] for row in programme.teams().values()}
    configured(programme, **NEXT)
    later(programme)
    programme.choose(QUESTION, NEW)
    later(programme)
    approved(programme)
    assert questions(programme) == []
    assert programme.teams() == {}
    assert len(programme.mailed()) == 2
    programme.now = datetime(2027, 8, 3, tzinfo=UTC)
    approved(programme)
    new = programme.mailed()[2:]
    assert [each.key.split("/")[1:3] for each in new] == [["2027-2", "introduction"]] * 2
    assert labels.isdisjoint(row[0] for row in programme.teams().values())


@pytest.mark.parametrize(
    "changes",
    [{"name": "Winter 2027"}, NEXT, {"start": date(2027, 9, 6), "applications_close": date(2027, 8, 1)}],
    ids=["name", "name and dates", "dates far away"],
)
def test_a_corrected_round_goes_on_under_its_old_keys(changes: dict[str, Any]) -> None:
    programme = introduced()
    teams = programme.teams()
    configured(programme, **changes)
    later(programme)
    programme.choose(QUESTION, SAME)
    later(programme)
    approved(programme)
    assert questions(programme) == []
    assert programme.teams() == teams
    assert len([*_introductions(programme)]) == 2
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"))
    programme.answers(Role.MENTOR, "Gil Ito", address("Gil Ito"), capacity=2.0)
    programme.run()
    approved(programme)
    [new] = [*_introductions(programme)][2:]
    assert "/2027-1/introduction/" in new.key


@pytest.mark.parametrize(
    "changes",
    [
        {"applications_close": date(2026, 11, 27)},
        {"start": date(2027, 1, 25)},
        {"weeks": 12},
        {"holidays": (date(2027, 2, 16),)},
        {"start": date(2027, 3, 1), "applications_close": date(2027, 2, 1)},
    ],
    ids=str,
)
def test_dates_that_move_within_the_round_are_no_other_round(changes: dict[str, Any]) -> None:
    programme = introduced()
    teams = programme.teams()
    configured(programme, **changes)
    later(programme)
    approved(programme)
    assert questions(programme) == []
    assert programme.teams() == teams
    assert [each for each in programme.mailed()[2:] if "introduction" in each.key] == []


def test_a_programme_that_is_called_otherwise_introduces_nobody_again() -> None:
    programme = introduced()
    configured(programme, "programme", name="Mentoring Circles")
    later(programme)
    approved(programme)
    assert questions(programme) == []
    assert len(programme.mailed()) == 2


def test_a_round_with_an_id_of_its_own_may_be_called_anything() -> None:
    programme = programme_of_two_teams(Delivery.SEND)
    configured(programme, id="winter")
    programme.run()
    programme.approve()
    programme.run()
    assert {each.key.split("/")[1] for each in programme.mailed()} == {"winter"}
    configured(programme, **NEXT)
    approved(programme)
    assert questions(programme) == []
    assert len([*_introductions(programme)]) == 2


def test_without_teams_another_name_at_the_same_time_mails_nobody_twice() -> None:
    programme = programme_of_two_teams(Delivery.SEND, now=datetime(2026, 11, 16, tzinfo=UTC))
    programme.run()
    approved(programme)
    receipts = len(programme.mailed())
    assert receipts == 6
    configured(programme, name="Winter 2027")
    programme.run()
    approved(programme)
    assert len(programme.mailed()) == receipts
    assert questions(programme) == []


def test_old_marks_and_wishes_do_not_count_in_a_new_round_until_somebody_makes_them_anew() -> None:
    programme = introduced()
    attendance = programme.live.tab("Attendance")
    programme.now = AFTER_THE_FIRST_MEETING
    attendance.type("mentee:bo@example.org", "Meeting 1", "present")
    teams = programme.live.tab("Teams")
    apart = {"Ada Brandt": "Al Gore", "Al Gore": "Ada Brandt"}[str(teams.at("bo@example.org", "Mentor"))]
    teams.type("cy@example.org", "Move to", "Nobody at all")
    teams.type("bo@example.org", "Pin", True)
    later(programme)
    assert programme.cells("Attendance", "Attended")["mentee:bo@example.org"] == (1.0,)
    configured(programme, **NEXT)
    later(programme)
    programme.choose(QUESTION, NEW)
    later(programme)
    assert programme.cells("Teams", "Team", "Pin")["bo@example.org"] == (None, True)
    assert not [each for each in programme.asked() if "Nobody at all" in each]
    programme.now = datetime(2027, 8, 3, tzinfo=UTC)
    programme.run()
    assert programme.cells("Attendance", "Attended")["mentee:bo@example.org"] == (0.0,)
    attendance.type("mentee:bo@example.org", "Meeting 1", "excused")
    teams.type("cy@example.org", "Move to", apart)
    later(programme)
    attendance.type("mentee:bo@example.org", "Meeting 1", "present")
    later(programme, days=60)
    assert programme.cells("Attendance", "Attended")["mentee:bo@example.org"] == (1.0,)
    assert programme.teams()["cy@example.org"][1] == apart


def test_an_old_missed_meeting_is_not_mailed_again() -> None:
    programme = introduced()
    attendance = programme.live.tab("Attendance")
    attendance.type("mentee:bo@example.org", "Meeting 1", "missed")
    programme.now = AFTER_THE_FIRST_MEETING
    programme.run()
    assert [each.key for each in programme.mailed() if "missed-meeting" in each.key]
    sent = len(programme.mailed())
    closed = programme.now.date() - timedelta(days=2)
    configured(programme, name="2027-2", applications_close=closed, start=date(2027, 3, 1))
    later(programme)
    programme.choose(QUESTION, NEW)
    later(programme)
    approved(programme)
    assert [each.key for each in programme.mailed()[sent:] if "missed-meeting" in each.key] == []


def test_what_was_answered_in_the_old_round_is_not_answered_again_in_a_new_one() -> None:
    programme = programme_of_two_teams(Delivery.SEND, now=datetime(2026, 11, 16, tzinfo=UTC))
    programme.run()
    approved(programme)
    receipts = len(programme.mailed())
    configured(programme, **NEXT)
    programme.run()
    approved(programme)
    assert len(programme.mailed()) == receipts == 6
    given = programme.now.date() - date(1899, 12, 30)
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"), timestamp=float(given.days + 1))
    later(programme, days=2)
    approved(programme)
    assert [set(each.to) for each in programme.mailed()[receipts:]] == [{address("Flo Ek")}]


def test_the_old_rounds_drafts_are_never_sent_in_a_new_one() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    programme.run()
    assert len(programme.mailbox.drafts) == 2
    configured(programme, **NEXT)
    later(programme)
    approved(programme)
    assert len(programme.mailbox.drafts) == 2
    programme.choose(QUESTION, NEW)
    later(programme)
    approved(programme)
    assert programme.mailed() == []
    assert programme.mailbox.drafts == {}


def test_the_beginning_of_a_round_taken_back_lets_no_old_team_stand_in_it() -> None:
    programme = introduced()
    configured(programme, **NEXT)
    later(programme)
    programme.choose(QUESTION, NEW)
    later(programme)
    programme.undo()
    assert len(programme.teams()) == 4
    later(programme)
    approved(programme)
    assert programme.teams() == {}
    assert len(programme.mailed()) == 2


def test_going_back_to_the_old_round_gives_its_teams_back_and_mails_nobody() -> None:
    programme = introduced()
    teams, before = programme.teams(), programme.configuration
    attendance = programme.live.tab("Attendance")
    programme.now = AFTER_THE_FIRST_MEETING
    attendance.type("mentee:bo@example.org", "Meeting 1", "present")
    later(programme)
    configured(programme, **NEXT)
    later(programme)
    programme.choose(QUESTION, NEW)
    later(programme)
    programme.configuration = before
    later(programme)
    approved(programme)
    assert programme.teams() == teams
    assert programme.cells("Attendance", "Attended")["mentee:bo@example.org"] == (1.0,)
    assert len([*_introductions(programme)]) == 2


def forgets_rounds(programme: Programme) -> None:
    """The workbook as an earlier version would have left it: `_sync` without what this one remembers of rounds."""
    memory = programme.live.tab("_sync")
    for row in memory.cells[1:]:
        if row[memory.column("Tab")] in {"_round", "_teams", "_passed", "_hours"}:
            row[:] = [None] * len(row)


def test_a_workbook_that_remembers_no_round_is_of_this_one() -> None:
    programme = introduced()
    teams = programme.teams()
    forgets_rounds(programme)
    later(programme)
    approved(programme)
    assert questions(programme) == []
    assert programme.teams() == teams
    assert len(programme.mailed()) == 2


@pytest.mark.parametrize("answer", [NEW, SAME])
def test_a_workbook_that_remembers_no_round_but_has_mail_of_another_is_asked_about(answer: str) -> None:
    programme = introduced()
    forgets_rounds(programme)
    configured(programme, **NEXT)
    later(programme)
    approved(programme)
    assert len(questions(programme)) == 1
    programme.choose(QUESTION, answer)
    later(programme)
    approved(programme)
    assert questions(programme) == []
    assert len(programme.teams()) == (0 if answer == NEW else 4)
    assert len([*_introductions(programme)]) == 2


def lost_everything(**changes: Any) -> Programme:
    """*Mail* and `_sync` are deleted and the round is another, with no run between."""
    programme = introduced()
    for title in ("Mail", "_sync"):
        del programme.live.tabs[programme.live.tab(title).sheet_id]
    configured(programme, **changes)
    return programme


@pytest.mark.parametrize("answer", [NEW, SAME])
def test_where_mail_and_memory_are_gone_gmail_tells_that_the_teams_are_of_another_round(answer: str) -> None:
    programme = lost_everything(**NEXT)
    teams = programme.teams()
    later(programme)
    approved(programme)
    assert len(questions(programme)) == 1
    assert "2027-1" in questions(programme)[0]
    assert programme.teams() == teams
    programme.choose(QUESTION, answer)
    later(programme)
    approved(programme)
    assert questions(programme) == []
    assert len(programme.teams()) == (0 if answer == NEW else 4)
    assert len(programme.mailed()) == 2
    assert not programme.mailbox.drafts
    lost = [each for each in programme.asked() if "Mail knows nothing of" in each]
    assert len(lost) == (answer == SAME)


def test_where_teams_is_gone_as_well_roster_shows_that_there_were_some() -> None:
    programme = lost_everything(**NEXT)
    del programme.live.tabs[programme.live.tab("Teams").sheet_id]
    roster = programme.cells("Roster", "Status", "Team")
    later(programme)
    approved(programme)
    assert "2 teams stand" in questions(programme)[0]
    assert programme.cells("Roster", "Status", "Team") == roster
    assert len(programme.mailed()) == 2
    programme.choose(QUESTION, NEW)
    approved(programme)
    later(programme)
    assert questions(programme) == []
    assert programme.teams() == {}
    assert len(programme.mailed()) == 2


def test_while_that_is_asked_an_unchanged_run_looks_into_no_mailbox_and_writes_nothing() -> None:
    programme = lost_everything(**NEXT)
    later(programme)
    later(programme)
    before = programme.mailbox.asked.copy(), programme.sheets.commit
    programme.run()
    assert (programme.mailbox.asked, programme.sheets.commit) == before


def test_where_mail_and_memory_are_gone_and_gmail_is_down_nobody_decides_which_round_it_is() -> None:
    programme = lost_everything(**NEXT)
    teams, sent_ids = programme.teams(), programme.mailbox.sent_ids
    programme.mailbox.sent_ids = _down  # type: ignore[method-assign]
    for _ in range(2):
        with pytest.raises(TryLaterError):
            later(programme)
    programme.mailbox.sent_ids = sent_ids  # type: ignore[method-assign]
    later(programme)
    approved(programme)
    assert len(questions(programme)) == 1
    assert programme.teams() == teams
    assert len(programme.mailed()) == 2


def _down() -> Iterator[str]:
    raise TryLaterError("Gmail can't be reached.")


def test_without_any_mail_the_teams_are_taken_for_the_configured_rounds_until_there_is() -> None:
    programme = lost_everything(**NEXT)
    delivery = programme.configuration.program.mail.delivery
    configured(programme, "mail", delivery=Delivery.OFF)
    later(programme)
    assert questions(programme) == []
    configured(programme, "mail", delivery=delivery)
    later(programme)
    approved(programme)
    assert len(questions(programme)) == 1
    assert len(programme.mailed()) == 2


def test_where_the_last_mail_is_of_the_configured_round_it_isnt_asked() -> None:
    programme = lost_everything()
    later(programme)
    assert questions(programme) == []
    assert [each for each in programme.asked() if "Mail knows nothing of" in each]


ROUNDS: tuple[dict[str, Any], ...] = (
    {"name": "2027-1", "applications_close": date(2026, 11, 20), "start": date(2027, 1, 18)},
    {"name": "Winter", "applications_close": date(2026, 11, 20), "start": date(2027, 1, 18)},
    {"name": "2027-1", "applications_close": date(2026, 11, 27), "start": date(2027, 1, 25)},
    NEXT,
)


@settings(max_examples=extent(share=3, whole=150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(st.tuples(st.sampled_from(ROUNDS), st.sampled_from(("", SAME))), min_size=1, max_size=5))
def test_however_a_round_is_called_and_dated_its_people_are_introduced_once(
    steps: list[tuple[dict[str, Any], str]],
) -> None:
    programme = introduced()
    teams = programme.teams()
    for changes, answer in steps:
        configured(programme, **changes)
        later(programme)
        for _ in questions(programme)[:1] if answer else ():
            programme.choose(QUESTION, answer)
        approved(programme)
        assert programme.teams() == teams
    assert [each.key for each in _introductions(programme)] == [each.key for each in programme.mailed()[:2]]


def _introductions(programme: Programme) -> Iterator[Any]:
    return (each for each in programme.mailed() if "introduction" in each.key or "cancelled" in each.key)


def test_a_wish_whose_row_was_deleted_ends_with_its_round_all_the_same() -> None:
    programme = introduced()
    teams = programme.live.tab("Teams")
    teams.type("bo@example.org", "Move to", "Nobody at all")
    later(programme)
    assert [each for each in programme.asked() if "Nobody at all" in each]
    del teams.cells[teams.row("bo@example.org")]
    later(programme)
    configured(programme, **NEXT)
    later(programme)
    programme.choose(QUESTION, NEW)
    later(programme)
    programme.now = datetime(2027, 8, 3, tzinfo=UTC)
    programme.run()
    assert not [each for each in programme.asked() if "Nobody at all" in each]
    assert len(programme.teams()) == 4
