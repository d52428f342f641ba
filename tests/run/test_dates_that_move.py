"""A date of the round that moves after mails named it: reminders follow, and who was told the old one hears once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from tests.extent import extent
from tests.run.in_memory import Mailed, Programme, address, programme_of_two_teams
from tests.run.test_the_calendar import dated

SHOWCASE = datetime(2027, 4, 28, 14, tzinfo=UTC)
DATES: dict[str, Any] = {"check_in": date(2027, 3, 9), "showcases": (SHOWCASE, SHOWCASE + timedelta(hours=8))}
MENTORS = {"ada@example.org", "al@example.org"}
EVERYONE = MENTORS | {f"{name}@example.org" for name in ("bo", "cy", "di", "ed")}


@cache
def _introduced() -> Programme:
    programme = programme_of_two_teams(Delivery.SEND)
    dated(programme, **DATES)
    programme.run()
    programme.approve()
    programme.run()
    assert len(programme.mailed()) == 2
    return programme


def introduced() -> Programme:
    return _introduced().copied()


def run_on(programme: Programme, now: datetime, *, times: int = 2) -> None:
    """Some runs, an hour after each other."""
    for hours in range(times):
        programme.now = now + timedelta(hours=hours)
        programme.run()


def of_kind(programme: Programme, slug: str) -> list[Mailed]:
    return [each for each in programme.mailed() if f"/{slug}/" in each.key]


def readers(mails: list[Mailed]) -> Counter[str]:
    return Counter(reader for each in mails for reader in each.to)


def text_of(mailed: Mailed) -> str:
    part = mailed.message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_an_introduction_names_the_dates_on_each_readers_clock() -> None:
    [first, _] = introduced().mailed()
    assert "DATES OF THE ROUND" in text_of(first)
    assert "- Wednesday 28 April 2027, 16:00 (Berlin time)" in text_of(first)
    assert "- 9 March 2027" in text_of(first)


def test_who_was_told_a_date_that_moves_hears_once_and_nobody_else() -> None:
    programme = introduced()
    programme.answers(Role.MENTOR, "Gil Ito", address("Gil Ito"), capacity=1.0)
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"))
    dated(programme, showcases=(SHOWCASE + timedelta(days=1),), check_in=date(2027, 3, 10))
    run_on(programme, datetime(2027, 2, 1, tzinfo=UTC))
    told = of_kind(programme, "dates-moved")
    assert readers(told) == Counter(EVERYONE)
    by_reader = {each.to[0]: text_of(each) for each in told}
    assert "Showcase: Thursday 29 April 2027, 16:00 (Berlin time), instead of Wed" in by_reader["ada@example.org"]
    assert "Check-in of the mentors: 10 March 2027, instead of 9 March 2027" in by_reader["ada@example.org"]
    assert "Check-in" not in by_reader["bo@example.org"]


def test_a_date_that_moves_back_before_that_was_said_needs_no_word() -> None:
    programme = introduced()
    program = programme.configuration.program
    kept = {"mail": program.mail.model_copy(update={"delivery": Delivery.REVIEW})}
    programme.configuration = programme.configuration.model_copy(update={"program": program.model_copy(update=kept)})
    dated(programme, check_in=date(2027, 3, 10))
    run_on(programme, datetime(2027, 2, 1, tzinfo=UTC))
    assert len(programme.mailbox.drafts) == 2
    dated(programme, **DATES)
    run_on(programme, datetime(2027, 2, 3, tzinfo=UTC))
    assert programme.mailbox.drafts == {}
    assert of_kind(programme, "dates-moved") == []


def test_each_move_is_told_also_one_back_to_the_first_date() -> None:
    programme = introduced()
    for number, day in enumerate((10, 9, 10, 11), start=1):
        dated(programme, check_in=date(2027, 3, day))
        run_on(programme, datetime(2027, 2, 1, tzinfo=UTC) + timedelta(days=number))
        assert readers(of_kind(programme, "dates-moved")) == Counter(dict.fromkeys(MENTORS, number))


def test_a_date_that_is_given_up_is_told_too() -> None:
    programme = introduced()
    dated(programme, check_in=None)
    run_on(programme, datetime(2027, 2, 1, tzinfo=UTC))
    assert "not on 9 March 2027" in text_of(of_kind(programme, "dates-moved")[0])
    run_on(programme, datetime(2027, 2, 2, tzinfo=UTC))
    assert readers(of_kind(programme, "dates-moved")) == Counter(MENTORS)


def test_a_date_that_has_passed_is_corrected_no_more() -> None:
    programme = introduced()
    run_on(programme, datetime(2027, 3, 12, tzinfo=UTC))
    before = len(of_kind(programme, "dates-moved"))
    dated(programme, check_in=date(2027, 3, 8))
    run_on(programme, datetime(2027, 3, 13, tzinfo=UTC))
    assert len(of_kind(programme, "dates-moved")) == before == 0


def test_reminders_go_before_a_date_and_follow_it_when_it_moves() -> None:
    programme = introduced()
    run_on(programme, datetime(2027, 3, 3, tzinfo=UTC))
    assert readers(of_kind(programme, "milestone")) == Counter(MENTORS)
    dated(programme, check_in=date(2027, 3, 23))
    run_on(programme, datetime(2027, 3, 5, tzinfo=UTC))
    run_on(programme, datetime(2027, 3, 8, 6, tzinfo=UTC))
    assert readers(of_kind(programme, "milestone")) == Counter(MENTORS)
    run_on(programme, datetime(2027, 3, 17, tzinfo=UTC))
    run_on(programme, datetime(2027, 3, 22, 6, tzinfo=UTC))
    assert readers(of_kind(programme, "milestone")) == Counter(dict.fromkeys(MENTORS, 3))


def test_a_correction_near_the_date_is_its_reminder() -> None:
    programme = introduced()
    dated(programme, check_in=date(2027, 3, 10))
    run_on(programme, datetime(2027, 3, 4, tzinfo=UTC))
    assert readers(of_kind(programme, "dates-moved")) == Counter(MENTORS)
    assert of_kind(programme, "milestone") == []


def test_a_showcase_that_is_held_twice_is_one_reminder_for_all() -> None:
    programme = introduced()
    run_on(programme, SHOWCASE - timedelta(days=5))
    assert readers(of_kind(programme, "milestone")) == Counter(EVERYONE)
    assert "There are 2 dates" in text_of(of_kind(programme, "milestone")[0])
    run_on(programme, SHOWCASE + timedelta(hours=1))
    assert set(readers(of_kind(programme, "milestone")).values()) == {1}


def test_applicants_are_reminded_of_the_information_session() -> None:
    programme = programme_of_two_teams(Delivery.SEND, now=datetime(2026, 11, 9, 9, tzinfo=UTC))
    dated(programme, information_sessions=(datetime(2026, 11, 10, 15, tzinfo=UTC),))
    programme.run()
    programme.approve()
    run_on(programme, datetime(2026, 11, 9, 10, tzinfo=UTC))
    assert readers(of_kind(programme, "milestone")) == Counter(EVERYONE)


def test_a_deadline_that_is_put_off_is_told_to_those_whose_receipt_named_it() -> None:
    programme = programme_of_two_teams(Delivery.SEND, now=datetime(2026, 11, 16, tzinfo=UTC))
    programme.run()
    programme.approve()
    run_on(programme, datetime(2026, 11, 16, 1, tzinfo=UTC))
    assert readers(of_kind(programme, "receipt")) == Counter(EVERYONE)
    dated(programme, applications_close=date(2026, 11, 27))
    run_on(programme, datetime(2026, 11, 19, tzinfo=UTC))
    told = of_kind(programme, "dates-moved")
    assert readers(told) == Counter(EVERYONE)
    assert "Applications close: 27 November 2026, instead of 20 November 2026" in text_of(told[0])
    run_on(programme, datetime(2026, 11, 21, tzinfo=UTC))
    assert len(of_kind(programme, "dates-moved")) == len(told)


def test_a_start_that_moves_is_one_correction_with_the_calendars_update() -> None:
    programme = introduced()
    dated(programme, start=date(2027, 1, 25))
    run_on(programme, datetime(2026, 12, 1, tzinfo=UTC))
    told = of_kind(programme, "meetings-changed")
    assert readers(told) == Counter(EVERYONE)
    assert "on other dates than you were told" in text_of(told[0])
    assert "26 January" in text_of(told[0])
    run_on(programme, datetime(2026, 12, 3, tzinfo=UTC))
    assert len(of_kind(programme, "meetings-changed")) == 2


def test_meetings_whose_dates_an_earlier_version_did_not_write_down_are_corrected_all_the_same() -> None:
    programme = introduced()
    mail, memory = programme.live.tab("Mail"), programme.live.tab("_sync")
    at = mail.column("_told")
    for row in mail.cells[1:]:
        row[at] = str(row[at]).split(',"meets"')[0] + "}" if row[at] else None
    for row in memory.cells[1:]:
        if row[memory.column("Tab")] in {"Mail", "_calendar", "_teams"}:
            row[:] = [None] * len(row)
    run_on(programme, datetime(2026, 12, 1, tzinfo=UTC))
    assert of_kind(programme, "meetings-changed") == []
    dated(programme, weeks=19)
    run_on(programme, datetime(2026, 12, 3, tzinfo=UTC))
    assert readers(of_kind(programme, "meetings-changed")) == Counter(EVERYONE)


def test_dates_are_known_again_from_the_mailbox_where_mail_has_lost_them() -> None:
    programme = introduced()
    mail, memory = programme.live.tab("Mail"), programme.live.tab("_sync")
    for row in mail.cells[1:]:
        row[:] = [None] * len(row)
    for row in memory.cells[1:]:
        if row[memory.column("Tab")] in {"Mail"}:
            row[:] = [None] * len(row)
    dated(programme, check_in=date(2027, 3, 10))
    run_on(programme, datetime(2027, 2, 1, tzinfo=UTC))
    programme.choose("Gmail shows", "They went")
    run_on(programme, datetime(2027, 2, 2, tzinfo=UTC))
    assert readers(of_kind(programme, "dates-moved")) == Counter(MENTORS)


@settings(max_examples=extent(share=1, whole=100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(days=st.lists(st.tuples(st.integers(5, 14), st.booleans()), min_size=1, max_size=5))
def test_whatever_moves_whoever_was_told_knows_the_date_in_the_end(days: list[tuple[int, bool]]) -> None:
    programme, told, corrections = introduced(), 9, 0
    for number, (day, runs) in enumerate(days):
        dated(programme, check_in=date(2027, 3, day))
        if runs or number == len(days) - 1:
            run_on(programme, datetime(2027, 2, 1, tzinfo=UTC) + timedelta(days=number))
            corrections, told = corrections + (day != told), day
    mails = of_kind(programme, "dates-moved")
    assert readers(mails) == Counter(dict.fromkeys(MENTORS, corrections)) or not corrections
    assert len(mails) == 2 * corrections
