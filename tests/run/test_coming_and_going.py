"""People come and go while a round runs: each change is made by the next run, disturbs the fewest, and is told once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import cache

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.round import LateApplicants
from mentoring_sync.spreadsheet.grid import Scalar
from tests.run.in_memory import Programme, address, programme_of_two_teams
from tests.run.test_another_round import configured

LATE = 46355.0
"""29 November, when applications have been closed for days."""


def introduced(*mentors: str, waiting: tuple[str, ...] = ()) -> Programme:
    """Two teams of two, introduced, and further mentors and mentees who wait."""
    return _introduced(mentors, waiting).copied()


@cache
def _introduced(mentors: tuple[str, ...], waiting: tuple[str, ...]) -> Programme:
    programme = programme_of_two_teams(Delivery.SEND)
    programme.run()
    programme.approve()
    programme.run()
    for name in mentors:
        programme.answers(Role.MENTOR, name, address(name), capacity=4.0)
    for name in waiting:
        programme.answers(Role.MENTEE, name, address(name))
    quiet(programme)
    return programme


def quiet(programme: Programme, days: int = 4) -> None:
    """Some days pass, and all that is to be told is approved and told."""
    for _ in range(days):
        programme.now += timedelta(days=1)
        programme.approve()
        programme.run()
    assert programme.run().edits == 0


def write(programme: Programme, name: str, column: str, word: Scalar, role: Role = Role.MENTEE) -> None:
    """The coordinator types into somebody's row of *Roster*."""
    programme.live.tab("Roster").type(f"{role}:{address(name)}", column, word)


def standing(programme: Programme, name: str, role: Role = Role.MENTEE) -> tuple[Scalar, ...]:
    return programme.cells("Roster", "Status", "Reason", "Team")[f"{role}:{address(name)}"]


def together(programme: Programme) -> set[frozenset[str]]:
    """The teams, each by its people's addresses."""
    teams: dict[str, set[str]] = {}
    for label, mentor, mentee in programme.cells("Teams", "Team", "Mentor email", "Mentee email").values():
        if label:
            teams.setdefault(str(label), set()).update((str(mentor), str(mentee)))
    return {frozenset(each) for each in teams.values()}


def team_of(programme: Programme, name: str) -> frozenset[str]:
    return next((team for team in together(programme) if address(name) in team), frozenset())


def mails_to(programme: Programme, name: str, since: int) -> list[EmailMessage]:
    return [each.message for each in programme.mailed()[since:] if address(name) in each.to]


def says(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part
    return str(part.get_content())


def test_who_withdrew_hears_once_that_it_is_over_and_not_that_another_team_will_come() -> None:
    programme = introduced()
    since = len(programme.mailed())
    write(programme, "Bo Lund", "Withdrawn", True)
    write(programme, "Bo Lund", "Withdrawn why", "personal circumstances")
    quiet(programme)
    assert standing(programme, "Bo Lund") == ("Withdrawn", "Personal circumstances.", None)
    (goodbye,) = mails_to(programme, "Bo Lund", since)
    assert "another team" not in says(goodbye)
    assert "METHOD:CANCEL" in str(goodbye.get_body(("calendar",)) or goodbye.as_string()) or goodbye.is_multipart()
    assert Counter(name for each in programme.mailed()[since:] for name in each.to).most_common(1)[0][1] == 1


def test_who_left_hears_it_in_their_own_language() -> None:
    programme = programme_of_two_teams(Delivery.SEND)
    programme.set_field(Role.MENTEE, 1, "first_language", "German")
    for _ in range(2):
        programme.run()
        programme.approve()
    quiet(programme)
    assert programme.field(Role.MENTEE, 1, "email") == address("Bo Lund")
    since = len(programme.mailed())
    write(programme, "Bo Lund", "Withdrawn", True)
    write(programme, "Di Moll", "Withdrawn", True)
    quiet(programme)
    (his,), (hers,) = (mails_to(programme, name, since) for name in ("Bo Lund", "Di Moll"))
    assert says(his).startswith("Hallo Bo")
    assert says(hers).startswith("Hello Di")


def test_the_closing_survey_goes_to_nobody_who_left_or_is_on_leave() -> None:
    programme = introduced()
    write(programme, "Bo Lund", "On leave", "2027-04-01 to 2027-04-25")
    write(programme, "Cy Roth", "On leave", "2027-03-01 to 2027-03-25")
    write(programme, "Di Moll", "Withdrawn", True)
    quiet(programme)
    programme.now = programme.now.replace(year=2027, month=4, day=13)
    for _ in range(8):
        programme.now += timedelta(days=1)
        programme.approve()
        programme.run()
    asked = {name for each in programme.mailed() if "/closing-survey/" in each.key for name in each.to}
    assert asked == {address(name) for name in ("Ada", "Al", "Cy", "Ed")}


def test_who_goes_on_in_the_next_round_is_counted_and_named_apart() -> None:
    programme = introduced()
    since = len(programme.mailed())
    write(programme, "Bo Lund", "Withdrawn", True)
    write(programme, "Bo Lund", "Withdrawn why", "Deferred to the next round")
    quiet(programme)
    assert standing(programme, "Bo Lund")[0] == "Deferred"
    (goodbye,) = mails_to(programme, "Bo Lund", since)
    assert "next round" in says(goodbye)
    assert "another team" not in says(goodbye)


def test_a_reason_without_the_tick_withdraws_nobody_and_is_asked_about() -> None:
    programme = introduced()
    write(programme, "Bo Lund", "Withdrawn why", "not engaged")
    programme.run()
    assert standing(programme, "Bo Lund")[0] == "In a team"
    assert any("Withdrawn isn't ticked" in each for each in programme.asked())


def test_the_freed_seat_is_for_who_waits_and_a_newcomer_does_not_jump_the_queue() -> None:
    programme = introduced(waiting=("Flo Ek",))
    assert standing(programme, "Flo Ek")[0] == "Waiting for a team"
    team = team_of(programme, "Bo Lund")
    programme.answers(Role.MENTEE, "Aa Late", address("Aa Late"), timestamp=LATE, tools="Git")
    write(programme, "Bo Lund", "Withdrawn", True)
    quiet(programme)
    assert team_of(programme, "Flo Ek") == team - {address("Bo Lund")} | {address("Flo Ek")}
    assert standing(programme, "Aa Late")[0] == "Waiting for a team"


def test_of_two_late_comers_the_one_who_came_first_is_seated_first() -> None:
    programme = introduced()
    programme.answers(Role.MENTEE, "Zoe First", address("Zoe First"), timestamp=LATE)
    programme.answers(Role.MENTEE, "Aa Second", address("Aa Second"), timestamp=LATE + 3)
    quiet(programme)
    write(programme, "Bo Lund", "Withdrawn", True)
    quiet(programme)
    assert standing(programme, "Zoe First")[0] == "In a team"
    assert standing(programme, "Aa Second")[0] == "Waiting for a team"


def test_a_late_comer_joins_a_team_with_room_and_all_of_it_hear_once() -> None:
    programme = introduced()
    write(programme, "Bo Lund", "Withdrawn", True)
    quiet(programme)
    since = len(programme.mailed())
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"), timestamp=LATE)
    quiet(programme)
    (told,) = programme.mailed()[since:]
    assert "/new-member/" in told.key
    assert set(told.to) == team_of(programme, "Flo Ek")


def test_whose_mentor_left_hear_of_it_with_their_new_one_in_one_mail() -> None:
    programme = introduced("Uma Kim")
    orphans = team_of(programme, "Bo Lund") - {address("Ada"), address("Al")}
    (mentor,) = team_of(programme, "Bo Lund") - orphans
    since = len(programme.mailed())
    programme.live.tab("Roster").type(f"mentor:{mentor}", "Withdrawn", True)
    quiet(programme)
    assert team_of(programme, "Bo Lund") == orphans | {address("Uma")}
    told = [(each.key.split("/")[2], set(each.to)) for each in programme.mailed()[since:]]
    assert sorted(told) == [("meetings-cancelled", {mentor}), ("new-mentor", orphans | {address("Uma")})]
    (news,) = [each.message for each in programme.mailed()[since:] if "/new-mentor/" in each.key]
    assert "you don't meet with Team" in says(news)
    files = {part.get_filename(): part.get_content() for part in news.iter_attachments()}
    assert b"METHOD:CANCEL" in files["cancelled-1.ics"]


def test_who_finds_no_team_when_the_mentor_left_hears_once_that_one_is_looked_for() -> None:
    programme = introduced()
    orphans = team_of(programme, "Bo Lund") - {address("Ada"), address("Al")}
    (mentor,) = team_of(programme, "Bo Lund") - orphans
    since = len(programme.mailed())
    programme.live.tab("Roster").type(f"mentor:{mentor}", "Withdrawn", True)
    quiet(programme)
    assert {each.key.split("/")[2] for each in programme.mailed()[since:]} == {"meetings-cancelled"}
    texts = {each.to: says(each.message) for each in programme.mailed()[since:]}
    assert {frozenset(to) for to in texts} == {frozenset(orphans), frozenset({mentor})}
    assert [("another team" in text) for to, text in sorted(texts.items(), key=lambda each: len(each[0]))] == [
        False,
        True,
    ]


def test_orphans_come_before_those_who_wait() -> None:
    programme = introduced(waiting=("Flo Ek", "Gus Ib"))
    (mentor,) = team_of(programme, "Bo Lund") & {address("Ada"), address("Al")}
    orphans = team_of(programme, "Bo Lund") - {mentor}
    programme.live.tab("Roster").type(f"mentor:{mentor}", "Withdrawn", True)
    programme.run()
    programme.answers(Role.MENTOR, "Uma Kim", address("Uma Kim"), capacity=2.0, timestamp=LATE)
    quiet(programme)
    assert orphans | {address("Uma")} in together(programme)


@pytest.mark.parametrize("policy", [LateApplicants.REFUSE, LateApplicants.WAIT])
def test_a_late_applicant_is_turned_away_or_waits_as_the_programme_says(policy: LateApplicants) -> None:
    programme = introduced()
    configured(programme, late=policy)
    write(programme, "Bo Lund", "Withdrawn", True)
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"), timestamp=LATE)
    quiet(programme)
    status, reason, team = standing(programme, "Flo Ek")
    if policy is LateApplicants.REFUSE:
        assert (status, reason) == ("Not eligible yet", "applied after 20 Nov 2026, when applications closed")
        (mail,) = mails_to(programme, "Flo Ek", 0)
        assert "When the next round opens, apply again" in says(mail)
        write(programme, "Flo Ek", "Waive", True)
    else:
        assert status == "Waiting for a team"
        assert "waits until you tick Re-pair" in str(reason)
        programme.live.tab("Control").type("Re-pair", "Value", True)
    quiet(programme)
    assert standing(programme, "Flo Ek")[0] == "In a team"
    assert team is None


def test_who_answered_in_time_and_answers_again_later_is_not_late() -> None:
    programme = introduced(waiting=("Flo Ek",))
    configured(programme, late=LateApplicants.REFUSE)
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"), timestamp=LATE)
    quiet(programme)
    row = next(n for n, cells in enumerate(programme.responses(Role.MENTEE).cells) if address("Flo") in cells)
    programme.clear_row(Role.MENTEE, row)
    quiet(programme)
    assert standing(programme, "Flo Ek")[0] == "Waiting for a team"


def test_a_zone_that_leaves_the_team_its_hour_changes_nothing_but_the_local_time() -> None:
    programme = introduced()
    before, since = programme.teams(), len(programme.mailed())
    write(programme, "Bo Lund", "Time zone", "Europe/Madrid")
    quiet(programme)
    assert (programme.teams(), len(programme.mailed())) == (before, since)
    assert programme.cells("Roster", "Time zone")[f"mentee:{address('Bo')}"] == ("Europe/Madrid",)


def test_a_mentor_who_moves_keeps_the_hour_on_the_new_clock_and_nobody_is_mailed() -> None:
    programme = introduced()
    (mentor,) = team_of(programme, "Bo Lund") & {address("Ada"), address("Al")}
    people, since = together(programme), len(programme.mailed())
    hour = str(programme.teams()[address("Bo")][2])
    programme.live.tab("Roster").type(f"mentor:{mentor}", "Time zone", "Europe/Madrid")
    quiet(programme)
    assert together(programme) == people
    assert programme.teams()[address("Bo")][2] == hour.replace("Europe/Berlin", "Europe/Madrid")
    assert len(programme.mailed()) == since


def test_who_moves_and_joins_a_team_of_their_new_zone_has_not_answered_anew() -> None:
    programme = introduced()
    programme.answers(Role.MENTOR, "Lou Marsh", address("Lou"), time_zone="America/New_York", capacity=2.0)
    quiet(programme)
    write(programme, "Bo Lund", "Time zone", "America/New_York")
    quiet(programme)
    programme.choose("Bo Lund is in America/New_York now", "Take")
    quiet(programme)
    assert team_of(programme, "Bo Lund") == {address("Lou"), address("Bo")}
    assert not [said for said in programme.asked() if "answered anew" in said]


@pytest.mark.parametrize("takes", [True, False])
def test_a_zone_that_costs_introduced_people_their_hour_is_a_question_first(takes: bool) -> None:
    programme = introduced()
    team, before, since = team_of(programme, "Bo Lund"), programme.teams(), len(programme.mailed())
    write(programme, "Bo Lund", "Time zone", "Europe/London")
    quiet(programme)
    assert (programme.teams(), len(programme.mailed())) == (before, since)
    programme.choose("Bo Lund is in Europe/London now", "Take" if takes else "Keep the old")
    quiet(programme)
    if not takes:
        assert (programme.teams(), len(programme.mailed())) == (before, since)
        return
    assert team_of(programme, "Bo Lund") == team
    assert programme.teams()[address("Bo")][2] != before[address("Bo")][2]
    (told,) = programme.mailed()[since:]
    assert ("/meetings-changed/" in told.key, set(told.to)) == (True, team)


def test_a_mentor_takes_more_as_typed_and_not_fewer_than_sit_there_without_an_answer() -> None:
    programme = introduced(waiting=("Flo Ek",))
    (mentor,) = team_of(programme, "Bo Lund") & {address("Ada"), address("Al")}
    team = team_of(programme, "Bo Lund")
    programme.live.tab("Roster").type(f"mentor:{mentor}", "Takes at most", 3.0)
    quiet(programme)
    assert team_of(programme, "Flo Ek") == team | {address("Flo")}
    programme.live.tab("Roster").type(f"mentor:{mentor}", "Takes at most", 2.0)
    quiet(programme)
    assert team_of(programme, "Flo Ek") == team | {address("Flo")}
    programme.choose("takes 2 at most", "The team becomes smaller")
    quiet(programme)
    assert sorted(map(len, together(programme))) == [3, 3]


def test_a_number_that_cannot_be_read_leaves_the_forms_answer() -> None:
    programme = introduced(waiting=("Flo Ek",))
    programme.live.tab("Roster").type(f"mentor:{address('Ada')}", "Takes at most", "as many as come")
    quiet(programme)
    assert sorted(map(len, together(programme))) == [3, 3]
    assert any("“as many as come” is no number" in each for each in programme.asked())


def test_who_is_on_leave_keeps_the_place_and_is_spared_until_back() -> None:
    programme = introduced()
    teams = programme.teams()
    programme.now = programme.now.replace(year=2027, month=2, day=10)
    write(programme, "Bo Lund", "On leave", "until 1 Mar")
    since = len(programme.mailed())
    for _ in range(30):
        programme.now += timedelta(days=1)
        programme.run()
        if programme.now.day == 20:
            assert standing(programme, "Bo Lund")[1] == "On leave until 1 Mar 2027."
    assert {each.key.split("/")[2] for each in programme.mailed()[since:]} >= {"monthly-follow-up"}
    assert [each for each in programme.mailed()[since:] if address("Bo") in each.to] == [
        each for each in programme.mailed()[since:] if address("Bo") in each.to and "half-way" in each.key
    ]
    assert programme.teams() == teams
    assert standing(programme, "Bo Lund")[1] is None


def test_a_mentor_on_leave_is_in_review_with_the_meetings_and_mails_nobody() -> None:
    programme = introduced()
    since = len(programme.mailed())
    (mentor,) = team_of(programme, "Bo Lund") & {address("Ada"), address("Al")}
    programme.live.tab("Roster").type(f"mentor:{mentor}", "On leave", "1 Feb to 1 Mar 2027")
    quiet(programme)
    assert any("is away when the team meets on 16 Feb 2027" in each for each in programme.asked())
    assert len(programme.mailed()) == since


def merged(programme: Programme, name: str, into: str) -> None:
    programme.live.tab("Teams").type(address(name), "Merge into", into)


def test_two_teams_become_one_and_each_hears_once() -> None:
    programme = introduced()
    write(programme, "Bo Lund", "Withdrawn", True)
    programme.live.tab("Roster").type(f"mentor:{address('Ada')}", "Takes at most", 5.0)
    programme.live.tab("Roster").type(f"mentor:{address('Al')}", "Takes at most", 5.0)
    quiet(programme)
    small = min(together(programme), key=len)
    (left,) = small - {address("Ada"), address("Al")}
    (free,) = small - {left}
    (other,) = {str(row[0]) for key, row in programme.teams().items() if key != left}
    since = len(programme.mailed())
    programme.live.tab("Teams").type(left, "Merge into", other.lower())
    quiet(programme)
    (team,) = together(programme)
    assert team == {address(each) for each in ("Ada", "Al", "Cy", "Di", "Ed")} - {free}
    told = [(each.key.split("/")[2], set(each.to)) for each in programme.mailed()[since:]]
    assert sorted(told) == [("meetings-cancelled", {free}), ("new-member", team)]
    assert standing(programme, "Cy Roth")[0] == "In a team"
    assert programme.run().edits == 0


def test_teams_that_cannot_become_one_stay_and_review_says_why() -> None:
    programme = introduced()
    before, since = programme.teams(), len(programme.mailed())
    label = next(str(row[0]) for key, row in before.items() if row[0] != before[address("Bo")][0])
    merged(programme, "Bo Lund", label)
    quiet(programme)
    assert (programme.teams(), len(programme.mailed())) == (before, since)
    assert any("together have 4 mentees" in each for each in programme.asked())
    merged(programme, "Bo Lund", "the other one")
    quiet(programme)
    assert any("“the other one” names no other team" in each for each in programme.asked())


def test_a_meeting_during_leave_counts_neither_for_nor_against() -> None:
    programme = introduced()
    write(programme, "Bo Lund", "On leave", "1 Feb to 1 Mar 2027")
    programme.now = programme.now.replace(year=2027, month=1, day=12)
    quiet(programme)
    attendance = programme.live.tab("Attendance")
    for number in (1, 2, 3):
        for mentor in ("Ada", "Al"):
            attendance.type(f"mentor:{address(mentor)}", f"Meeting {number}", "present")
        attendance.type(f"mentee:{address('Bo')}", f"Meeting {number}", "present" if number == 1 else "missed")
        attendance.type(f"mentee:{address('Cy')}", f"Meeting {number}", "present" if number == 1 else "missed")
    programme.now = programme.now.replace(month=3, day=18)
    quiet(programme)
    rates = programme.cells("Attendance", "Attended", "Rate")
    assert rates[f"mentee:{address('Bo')}"] == (1.0, 0.5)
    assert rates[f"mentee:{address('Cy')}"] == (1.0, pytest.approx(1 / 3))


def test_nobody_joins_a_team_after_its_last_meeting_unless_the_coordinator_says_so() -> None:
    programme = introduced(waiting=("Flo Ek",))
    programme.now = datetime(2027, 4, 20, 9, tzinfo=UTC)
    programme.run()
    since = len(programme.mailed())
    write(programme, "Bo Lund", "Withdrawn", True)
    quiet(programme)
    assert standing(programme, "Flo Ek") == ("Waiting for a team", "The round's meetings are over", None)
    assert not mails_to(programme, "Flo Ek", since)


def about(programme: Programme, words: str) -> list[str]:
    return [each for each in programme.asked() if words in each]


def test_what_is_typed_over_ours_and_is_a_question_already_is_one_row_of_review() -> None:
    programme = introduced()
    write(programme, "Bo Lund", "Time zone", "America/Toronto")
    programme.live.tab("Teams").type("cy@example.org", "Meets", "sometime")
    programme.live.tab("Teams").type("di@example.org", "Mentor email", "nobody@example.org")
    programme.run()
    assert len(about(programme, "America/Toronto")) == 1, about(programme, "America/Toronto")
    assert "If that counted" in about(programme, "America/Toronto")[0]
    assert len(about(programme, "sometime")) == 1
    assert "names no mentor" in about(programme, "nobody@example.org")[0]
    assert len(about(programme, "nobody@example.org")) == 1


def test_several_hours_typed_at_once_are_one_row_and_a_word_that_nothing_is_asked_of_is_one() -> None:
    programme = introduced()
    team = [mentee for mentee in programme.teams() if programme.teams()[mentee][0] == "Team 1"]
    for mentee, hour in zip(team, ("Tue 18:00", "Tue 19:00"), strict=True):
        programme.live.tab("Teams").type(mentee, "Meets", hour)
    programme.live.tab("Teams").type(team[0], "Why", "great")
    programme.run()
    assert len(about(programme, "Tue 19:00")) == 1
    assert about(programme, "great")[0].startswith("Somebody typed")
