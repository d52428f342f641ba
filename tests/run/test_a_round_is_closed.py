"""A round is closed: its tabs are kept by name, its people remembered, and nothing of it nags, mails or counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from mentoring_sync.errors import OverlapError, TryLaterError, UsageError
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from tests.run.in_memory import EVENINGS, Programme, address, programme_of_two_teams
from tests.run.test_another_round import configured, questions
from tests.run.test_the_calendar import dated, next_step
from tests.workbook.live import LiveTab

OVER = datetime(2027, 5, 10, 9, tzinfo=UTC)
NEXT: dict[str, Any] = {"name": "2027-2", "applications_close": date(2027, 8, 1), "start": date(2027, 9, 6)}
CLEARED = ("Teams", "Attendance", "Progress", "Mail", "Review")


@cache
def _over() -> Programme:
    """A round of two teams that has gone by; the first mentee came twice and met all that a certificate takes."""
    programme = programme_of_two_teams(Delivery.SEND)
    programme.run()
    programme.approve()
    programme.run()
    attendance = programme.live.tab("Attendance")
    for title in ("Meeting 1", "Meeting 2", "Showcase", "Closing survey"):
        attendance.type("mentee:bo@example.org", title, "present")
    programme.live.tab("Teams").type("cy@example.org", "Notes", "likes maps")
    programme.live.tab("Roster").type("mentee:ed@example.org", "Withdrawn", True)
    programme.now = OVER
    for _ in range(6):
        programme.now += timedelta(hours=21)
        programme.run()
    return programme


def over() -> Programme:
    return _over().copied()


def closed() -> Programme:
    programme = over()
    programme.close()
    return programme


def begun(programme: Programme, **changes: Any) -> None:
    """The operator configures the next round."""
    configured(programme, **{**NEXT, **changes})


def answers(programme: Programme, role: Role, name: str, **given: Any) -> None:
    """Somebody answers the form now."""
    days = (programme.now - datetime(1899, 12, 30, tzinfo=UTC)) / timedelta(days=1)
    programme.answers(role, name, address(name), **{"timestamp": days, **given})


def status(programme: Programme, key: str) -> tuple[object, ...]:
    return programme.cells("Roster", "Status", "Reason")[key]


def test_the_tabs_are_kept_by_name_and_the_live_ones_begin_empty() -> None:
    programme = over()
    before = {title: [list(row) for row in programme.live.tab(title).cells] for title in ("Roster", *CLEARED)}
    done = programme.close()
    assert done.tabs == tuple(f"{title} · 2027-1" for title in ("Roster", *CLEARED))
    for title, cells in before.items():
        assert list(programme.live.tab(f"{title} · 2027-1").cells) == cells
    for title in CLEARED:
        tab = programme.live.tab(title)
        assert tab.header == before[title][0]
        assert not any(cell for row in tab.cells[1:] for cell in row)


def test_what_everybody_was_stands_in_roster_afterwards() -> None:
    programme = closed()
    programme.run()
    mentor = programme.live.tab("Teams · 2027-1").at("bo@example.org", "Mentor")
    assert status(programme, "mentee:bo@example.org") == (
        "Earlier round",
        f"Was a mentee of {mentor} in 2027-1, finished.",
    )
    assert "not finished" in str(status(programme, "mentee:cy@example.org")[1])
    assert "withdrew" in str(status(programme, "mentee:ed@example.org")[1])
    assert "Bo Lund" in str([status(programme, f"mentor:{who}@example.org") for who in ("ada", "al")])


def test_whose_time_zone_nobody_knew_is_remembered_too() -> None:
    programme = over()
    answers(programme, Role.MENTEE, "Flo Ek", time_zone=None)
    for _ in range(3):
        programme.now += timedelta(days=1)
        programme.run()
    assert programme.cells("Roster", "Time zone")["mentee:flo@example.org"] == (None,)
    programme.close()
    programme.run()
    assert "mentee:flo@example.org" in programme.cells("Roster", "Status")


def test_nothing_of_a_closed_round_nags_or_mails() -> None:
    programme = closed()
    sent, drafts = len(programme.mailbox.sent), dict(programme.mailbox.drafts)
    programme.responses(Role.MENTEE).cells[1:] = [[None] * len(programme.responses(Role.MENTEE).header)] * 8
    for days in (0, 1, 40):
        programme.now += timedelta(days=days)
        programme.approve()
        programme.run()
    assert (len(programme.mailbox.sent), programme.mailbox.drafts) == (sent, drafts)
    assert programme.asked() == []
    assert programme.teams() == {}
    assert next_step(programme) == (
        "Nothing to do. The round is closed. Another [round] in the configuration begins the next."
    )
    assert status(programme, "mentee:bo@example.org")[0] == "Earlier round"


def test_an_unchanged_run_after_closing_writes_nothing() -> None:
    programme = closed()
    programme.run()
    commit = programme.sheets.commit
    programme.now += timedelta(days=3)
    programme.run()
    assert programme.sheets.commit == commit


def test_closing_twice_says_that_it_is_closed() -> None:
    programme = closed()
    commit = programme.sheets.commit
    assert programme.close().already
    programme.run()
    begun(programme)
    assert programme.close().already
    assert programme.sheets.commit == commit + 1


def test_a_dry_run_says_what_would_be_kept_and_writes_nothing() -> None:
    programme = over()
    commit = programme.sheets.commit
    done = programme.close(dry_run=True)
    assert (done.people, dict(done.ended)) == (6, {"finished": 1, "not finished": 4, "withdrew": 1})
    assert "would be kept: Roster · 2027-1" in done.in_words()[1]
    assert programme.sheets.commit == commit


def test_a_round_that_goes_on_is_closed_only_if_that_is_said() -> None:
    programme = over()
    programme.now = datetime(2027, 4, 1, tzinfo=UTC)
    with pytest.raises(UsageError, match="it goes on until 2027-05-03"):
        programme.close()
    assert programme.close(even_if_unfinished=True).tabs


def test_drafts_that_wait_in_gmail_are_seen_to_first() -> None:
    programme = programme_of_two_teams(Delivery.REVIEW)
    programme.run()
    programme.now = OVER
    with pytest.raises(UsageError, match="2 drafts of it wait in Gmail"):
        programme.close(even_if_unfinished=True)


def unreachable(programme: Programme) -> None:
    """Gmail can't be had in this run: what is owed stays owed."""

    def refuses(mime: bytes, *, thread_id: str = "") -> Any:
        raise TryLaterError("Gmail can't be reached.")

    programme.mailbox.draft = refuses  # type: ignore[method-assign]
    with pytest.raises(TryLaterError):
        programme.run()


def owed(programme: Programme) -> set[str]:
    rows = programme.cells("Mail", "Kind", "State").values()
    return {str(kind) for kind, state in rows if state == "owed"}


def test_what_the_coordinator_was_still_to_hear_ends_with_the_round() -> None:
    programme = over()
    programme.live.tab("Roster").type("mentee:bo@example.org", "Withdrawn why", "not engaged")
    programme.now += timedelta(days=1)
    unreachable(programme)
    assert owed(programme) == {"digest"}
    assert programme.close().tabs


def test_a_mail_whose_reason_is_gone_does_not_keep_a_round_open_and_one_that_is_due_does() -> None:
    programme = programme_of_two_teams(Delivery.SEND)
    programme.run()
    programme.approve()
    programme.run()
    dated(programme, check_in=datetime(2027, 3, 9, 15, tzinfo=UTC))
    programme.now = datetime(2027, 3, 8, 9, tzinfo=UTC)
    late = programme.copied()
    unreachable(programme)
    assert owed(programme) == {"milestone", "digest"}
    programme.now = OVER
    assert programme.close().tabs
    late.now = datetime(2027, 4, 14, 9, tzinfo=UTC)
    late.run()
    late.now += timedelta(days=1)
    unreachable(late)
    late.now = OVER
    assert "closing survey" in owed(late)
    with pytest.raises(UsageError, match="still owed"):
        late.close()


def test_whoever_answered_since_the_last_run_is_read_first() -> None:
    programme = over()
    answers(programme, Role.MENTEE, "Flo Ek")
    with pytest.raises(UsageError, match="Flo Ek answered since the last run"):
        programme.close()


def test_a_round_that_was_closed_is_not_taken_back() -> None:
    programme = closed()
    with pytest.raises(UsageError, match="A round was closed"):
        programme.undo()
    programme.run()
    with pytest.raises(UsageError, match="A round was closed"):
        programme.undo("run-2")


def test_what_somebody_types_as_the_round_is_closed_is_in_the_archive() -> None:
    programme, obey = over(), None
    obey = programme.live.obey

    def typed_first(edits: Any) -> None:
        programme.live.obey = obey  # type: ignore[method-assign]
        teams = programme.live.tab("Teams")
        teams.type("cy@example.org", "Notes", "at the last moment")
        teams.insert_row(1, ["my own row"])
        obey(edits)

    programme.live.obey = typed_first  # type: ignore[method-assign]
    programme.close()
    archive = programme.live.tab("Teams · 2027-1")
    assert archive.at("cy@example.org", "Notes") == "at the last moment"
    assert archive.cells[1][0] == "my own row"
    assert programme.teams() == {}
    programme.run()
    assert programme.teams() == {}


def test_a_run_that_lands_beside_is_read_before_the_round_is_closed() -> None:
    programme = over()
    write, refused = programme.sheets.write, list[bool]()

    def beside(edits: Any, *, after: Any) -> Any:
        if not refused:
            refused.append(True)
            programme.live.tab("Teams").type("bo@example.org", "Notes", "from another run")
            raise OverlapError
        return write(edits, after=after)

    programme.sheets.write = beside  # type: ignore[method-assign]
    programme.close()
    assert programme.live.tab("Teams · 2027-1").at("bo@example.org", "Notes") == "from another run"
    assert len([tab for tab in programme.live.tabs.values() if tab.title.startswith("Teams")]) == 2


def test_a_closing_that_dies_before_it_has_said_so_is_said_by_the_next_run() -> None:
    programme = over()
    write, landed = programme.sheets.write, list[bool]()

    def dies(edits: Any, *, after: Any) -> Any:
        if landed:
            raise TryLaterError("Google can't be reached.")
        landed.append(True)
        return write(edits, after=after)

    programme.sheets.write = dies  # type: ignore[method-assign]
    assert not programme.close().already
    programme.sheets.write = write  # type: ignore[method-assign]
    assert programme.close().already
    programme.run()
    assert next_step(programme).startswith("Nothing to do. The round is closed.")


def test_a_changed_round_is_simply_the_new_one_and_old_answers_do_not_count_in_it() -> None:
    programme = closed()
    begun(programme)
    programme.run()
    assert questions(programme) == []
    answers(programme, Role.MENTOR, "Gil Ito", capacity=2.0)
    answers(programme, Role.MENTEE, "Flo Ek")
    answers(programme, Role.MENTEE, "Cy Roth")
    programme.now = datetime(2027, 8, 3, tzinfo=UTC)
    sent = len(programme.mailed())
    programme.run()
    programme.approve()
    programme.run()
    assert set(programme.teams()) == {"flo@example.org", "cy@example.org"}
    [new] = programme.mailed()[sent:]
    assert "/2027-2/introduction/" in new.key
    assert set(new.to) == {"gil@example.org", "flo@example.org", "cy@example.org"}
    assert status(programme, "mentee:bo@example.org")[0] == "Earlier round"
    assert programme.asked() == []


def test_those_who_come_back_are_known_also_in_another_role() -> None:
    programme = closed()
    begun(programme)
    programme.run()
    answers(programme, Role.MENTEE, "Cy Roth")
    answers(programme, Role.MENTOR, "Bo Lund", capacity=2.0)
    programme.run()
    assert status(programme, "mentee:cy@example.org")[0] == "Accepted"
    assert "Was a mentee of" in str(status(programme, "mentee:cy@example.org")[1])
    assert status(programme, "mentor:bo@example.org")[0] == "Accepted"
    assert "in 2027-1, finished." in str(status(programme, "mentor:bo@example.org")[1])
    assert status(programme, "mentee:bo@example.org")[0] == "Earlier round"


def test_a_tick_of_the_old_round_is_taken_away_and_counts_no_more() -> None:
    programme = closed()
    begun(programme)
    answers(programme, Role.MENTEE, "Ed Nore")
    programme.run()
    assert status(programme, "mentee:ed@example.org")[0] == "Accepted"
    assert programme.live.tab("Roster").at("mentee:ed@example.org", "Withdrawn") is False
    programme.run()
    programme.live.tab("Roster").type("mentee:ed@example.org", "Withdrawn", True)
    programme.run()
    assert status(programme, "mentee:ed@example.org")[0] == "Withdrawn"


def test_answers_given_after_the_next_opening_count_although_the_round_was_closed_later() -> None:
    programme = over()
    answers(programme, Role.MENTEE, "Flo Ek", hours_TUE="", hours_SAT=EVENINGS)
    programme.run()
    programme.now += timedelta(days=20)
    programme.close()
    begun(programme, applications_open=date(2027, 5, 1))
    programme.run()
    assert status(programme, "mentee:flo@example.org")[0] == "Accepted"
    assert status(programme, "mentee:cy@example.org")[0] == "Earlier round"


def test_keep_apart_is_for_good() -> None:
    programme = over()
    teams = programme.live.tab("Teams")
    apart = teams.at("cy@example.org", "Mentor email")
    teams.type("cy@example.org", "Keep apart", True)
    programme.run()
    programme.close()
    assert programme.live.tab("Teams").keys() == ["cy@example.org"]
    begun(programme)
    programme.run()
    name = {"ada@example.org": "Ada Brandt", "al@example.org": "Al Gore"}[str(apart)]
    answers(programme, Role.MENTOR, name, capacity=2.0)
    answers(programme, Role.MENTEE, "Cy Roth")
    programme.now = datetime(2027, 8, 3, tzinfo=UTC)
    programme.run()
    assert programme.teams()["cy@example.org"][0] is None
    assert status(programme, "mentee:cy@example.org")[0] == "Waiting for a team"


def test_a_round_may_be_closed_when_the_configuration_speaks_of_the_next_already() -> None:
    programme = over()
    begun(programme)
    programme.run()
    assert len(questions(programme)) == 1
    assert programme.close().round == "2027-1"
    programme.run()
    assert questions(programme) == []
    assert programme.teams() == {}


def test_two_rounds_later_everybody_is_still_known() -> None:
    programme = closed()
    begun(programme)
    answers(programme, Role.MENTEE, "Cy Roth")
    programme.run()
    programme.now = datetime(2027, 12, 24, tzinfo=UTC)
    programme.run()
    programme.close()
    begun(programme, name="2028-1", applications_close=date(2028, 2, 1), start=date(2028, 3, 6))
    programme.run()
    answers(programme, Role.MENTEE, "Cy Roth")
    programme.run()
    said = str(status(programme, "mentee:cy@example.org")[1])
    assert said.startswith("Waited for a team in 2027-2. Was a mentee of")
    assert "Was a mentee of" in str(status(programme, "mentee:bo@example.org")[1])
    assert {tab.title for tab in programme.live.tabs.values()} >= {"Teams · 2027-1", "Teams · 2027-2"}


def test_a_name_that_is_used_once_more_is_another_round_all_the_same() -> None:
    programme = closed()
    begun(programme, name="2027-1")
    answers(programme, Role.MENTOR, "Gil Ito", capacity=2.0)
    answers(programme, Role.MENTEE, "Cy Roth")
    programme.now = datetime(2027, 8, 3, tzinfo=UTC)
    programme.run()
    programme.approve()
    programme.run()
    assert "/2027-1-2027-09-06/introduction/" in programme.mailed()[-1].key


def put_off() -> Programme:
    """Di puts it off in mid-round; then the round is closed."""
    programme = over()
    roster = programme.live.tab("Roster")
    roster.type("mentee:di@example.org", "Withdrawn", True)
    roster.type("mentee:di@example.org", "Withdrawn why", "deferred to the next round")
    programme.run()
    programme.close()
    return programme


def test_whoever_put_it_off_has_a_status_of_their_own_and_is_asked_at_the_next_opening() -> None:
    programme = put_off()
    programme.run()
    assert status(programme, "mentee:di@example.org")[0] == "Deferred"
    assert "put it off" in str(status(programme, "mentee:di@example.org")[1])
    sent = len(programme.mailed())
    begun(programme, applications_open=date(2027, 7, 1))
    programme.now = datetime(2027, 6, 30, tzinfo=UTC)
    for days in (0, 1, 2, 30):
        programme.now += timedelta(days=days)
        programme.run()
        programme.approve()
        programme.run()
    [asked] = programme.mailed()[sent:]
    assert asked.key.endswith("/2027-2/welcome-back/mentee-di-example-org")
    assert status(programme, "mentee:di@example.org")[0] == "Deferred"
    [count] = [
        each for key, each in programme.cells("Progress", "Value", "What it means").items() if "Deferred to" in key
    ]
    assert (count[0], "Di Moll" in str(count[1])) == (1.0, True)


def test_whoever_put_it_off_and_applies_is_an_applicant_like_others() -> None:
    programme = put_off()
    begun(programme)
    answers(programme, Role.MENTEE, "Di Moll")
    sent = len(programme.mailed())
    programme.run()
    programme.approve()
    programme.run()
    assert status(programme, "mentee:di@example.org")[0] == "Accepted"
    assert not [each for each in programme.mailed()[sent:] if "welcome-back" in each.key]


def test_whoever_put_it_off_and_stays_away_is_not_asked_in_the_round_after() -> None:
    programme = put_off()
    begun(programme)
    programme.run()
    programme.now = datetime(2027, 12, 24, tzinfo=UTC)
    programme.run()
    programme.close(even_if_unfinished=True)
    begun(programme, name="2028-1", applications_close=date(2028, 2, 1), start=date(2028, 3, 6))
    programme.run()
    assert status(programme, "mentee:di@example.org")[0] == "Earlier round"


def test_an_answer_through_an_old_form_is_found_and_asked_about() -> None:
    programme = closed()
    old = programme.responses(Role.MENTEE)
    old.title = "Mentee applications 2027-1"
    fresh = LiveTab(77, "Mentee applications", 12, len(old.header))
    fresh.cells[0][:] = old.header
    programme.live.tabs[77] = fresh
    begun(programme)
    programme.run()
    assert programme.asked() == []
    days = (programme.now - datetime(1899, 12, 30, tzinfo=UTC)) / timedelta(days=1)
    late = next(number for number, row in enumerate(old.cells) if number and not any(row))
    old.cells[late] = list(old.cells[1])
    old.cells[late][old.header.index("Timestamp")] = days
    programme.run()
    [said] = programme.asked()
    assert "“Mentee applications 2027-1”, through an old form or link: bo@example.org" in said


def test_the_next_round_does_not_ask_again_for_the_mail_of_the_last() -> None:
    programme = closed()
    went = len(programme.mailed())
    assert went
    begun(programme)
    answers(programme, Role.MENTOR, "Gus Holm")
    programme.now += timedelta(days=1)
    programme.mailbox.asked.clear()
    programme.run()
    programme.approve()
    programme.run()
    assert [each.key for each in programme.mailed() if "/2027-2/receipt/" in each.key]
    assert programme.mailbox.asked["headers"] <= 2
