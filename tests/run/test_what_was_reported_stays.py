"""What was reported is read against the teams of when it was said: whatever becomes of their people later, the reports
stay what they were, and nothing about them is asked anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache, partial

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from mentoring_sync.run.decide import decide
from mentoring_sync.run.reports import Reports
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.standing import StandingWorkbook
from tests.intake.reports.larch import a_tab
from tests.run.in_memory import Programme, _patient, programme_of_two_teams
from tests.run.test_a_round_is_closed import NEXT, OVER
from tests.run.test_another_round import configured
from tests.run.test_answers_by_mail import reading
from tests.workbook.live import LiveTab

FIRST_MEETING = datetime(2027, 1, 19, 23, tzinfo=UTC)
Event = Callable[[Programme], None]


def told(programme: Programme) -> Reports:
    with _patient() as deadline:
        standing = StandingWorkbook(programme.sheets.pull())
        return decide(programme.configuration, standing, now=programme.now, repair=False, deadline=deadline).reports


def asked(programme: Programme) -> set[str]:
    """What is asked of reports."""
    return {each.what for each in told(programme).problems} | {
        each for each in programme.asked() if "typed there" in each
    }


def pass_days(programme: Programme, days: int = 1) -> None:
    for _ in range(days):
        programme.now += timedelta(days=1)
        programme.approve()
        programme.run()


def of_team(programme: Programme, label: str) -> list[tuple[str, str, str]]:
    """Mentor, mentee and mentee's name."""
    rows = programme.cells("Teams", "Team", "Mentor email", "Mentee email", "Mentee").values()
    return [(str(row[1]), str(row[2]), str(row[3])) for row in rows if row[0] == label]


@cache
def _reported() -> Programme:
    """Two teams met. One mentor answers the mail, the other the form; one answer isn't understood whole, one counts
    since the coordinator says so, a mentee speaks for a team."""
    programme = reading(programme_of_two_teams(Delivery.SEND))
    programme.run()
    programme.approve()
    programme.run()
    programme.answers(Role.MENTOR, "Gil Orr", "gil@example.org", capacity=4.0, hours_WED="")
    programme.now = FIRST_MEETING - timedelta(days=1)
    programme.run()
    programme.now = FIRST_MEETING + timedelta(hours=10)
    programme.run()
    (mentor, _, first), *_ = of_team(programme, "Team 1")
    programme.answers_mail("meeting-report/team-1", f"All but {first.split()[0]}", mentor)
    (other, _, second), *rest = of_team(programme, "Team 2")
    programme.answers_mail("meeting-report/team-2", "All came. The room was taken.", other)
    programme.answers_mail("meeting-report/team-2", "All came back to normal", rest[0][1])
    programme.live.tab("Attendance").type(f"mentee:{rest[0][1]}", "Meeting 1", "missed")
    programme.run()
    form(programme, {"email": other, "came": second, "worries": "I worry", "excused": rest[0][2]})
    pass_days(programme)
    programme.choose("The room was taken", "Count what is understood")
    programme.choose("All came back to normal", "Seen")
    pass_days(programme)
    return programme


def form(programme: Programme, *rows: dict[str, Scalar]) -> None:
    """Mentors answer the form."""
    at = f"{programme.now + timedelta(hours=1):%Y-%m-%d %H:%M:%S}"
    written = a_tab([{"timestamp": at, **row} for row in rows])
    tab = LiveTab(77, written.title, len(written.rows) + 2, len(written.header))
    for number, row in enumerate(written.rows):
        tab.cells[number][: len(row)] = row
    programme.live.tabs[77] = tab


@pytest.fixture
def programme() -> Programme:
    return _reported().copied()


def roster(role: Role, column: str, word: Scalar, at: int, programme: Programme) -> None:
    """The coordinator types into *Roster*, into the row of the first team's mentor or one of its mentees."""
    mentor, mentee, _ = of_team(programme, "Team 1")[at]
    who = mentor if role is Role.MENTOR else mentee
    programme.live.tab("Roster").type(f"{role}:{who}", column, word)


def name_of(programme: Programme, mentor: str) -> str:
    return str(programme.cells("Roster", "Person")[f"mentor:{mentor}"][0])


def moved(programme: Programme) -> None:
    """A mentee goes to the other team."""
    _, mentee, _ = of_team(programme, "Team 1")[0]
    programme.live.tab("Roster").type(f"mentor:{of_team(programme, 'Team 2')[0][0]}", "Takes at most", 4.0)
    programme.live.tab("Teams").type(mentee, "Move to", name_of(programme, of_team(programme, "Team 2")[0][0]))


def merged(programme: Programme) -> None:
    """The first team goes into the second."""
    programme.live.tab("Roster").type(f"mentor:{of_team(programme, 'Team 2')[0][0]}", "Takes at most", 4.0)
    pass_days(programme)
    _, mentee, _ = of_team(programme, "Team 1")[0]
    programme.live.tab("Teams").type(mentee, "Merge into", "Team 2")


def answers_under_another_name(programme: Programme) -> None:
    """A mentee applies again, with a longer name."""
    _, mentee, name = of_team(programme, "Team 1")[0]
    programme.answers(Role.MENTEE, name.replace(" ", " Maria "), mentee, timestamp=46408.0)


def somebody_with_nearly_that_name(programme: Programme) -> None:
    """A newcomer is called nearly as a member."""
    name = of_team(programme, "Team 1")[0][2]
    programme.answers(Role.MENTEE, f"{name}e", "near@example.org", timestamp=46410.0)


def renamed_like_another(programme: Programme) -> None:
    """Two members have one first name from now on."""
    rows = of_team(programme, "Team 1")
    programme.live.tab("Roster").type(f"mentee:{rows[1][1]}", "Person", f"{rows[0][2].split()[0]} Other")


EVENTS: dict[str, Event] = {
    "a mentee withdraws": partial(roster, Role.MENTEE, "Withdrawn", True, 0),
    "the other mentee withdraws": partial(roster, Role.MENTEE, "Withdrawn", True, 1),
    "the mentor withdraws": partial(roster, Role.MENTOR, "Withdrawn", True, 0),
    "a mentee moves": moved,
    "the teams merge": merged,
    "a name is corrected": partial(roster, Role.MENTEE, "Person", "Quite Another", 0),
    "the mentor's name is corrected": partial(roster, Role.MENTOR, "Person", "Quite Another", 0),
    "an address is corrected": partial(roster, Role.MENTEE, "Email", "new@example.org", 0),
    "the mentor's address is corrected": partial(roster, Role.MENTOR, "Email", "new@example.org", 0),
    "a zone is corrected": partial(roster, Role.MENTOR, "Time zone", "Europe/Lisbon", 0),
    "a mentee goes on leave": partial(roster, Role.MENTEE, "On leave", "2027-02-01 to 2027-03-01", 0),
    "the mentor goes on leave": partial(roster, Role.MENTOR, "On leave", "2027-02-01 to 2027-03-01", 0),
    "somebody applies again": answers_under_another_name,
    "a newcomer is called alike": somebody_with_nearly_that_name,
    "two have one first name": renamed_like_another,
}


@pytest.mark.parametrize("what", EVENTS)
def test_what_happens_later_changes_no_report_and_asks_nothing_anew(programme: Programme, what: str) -> None:
    before, questions = told(programme), asked(programme)
    assert any("typed there" in each for each in questions)
    assert [(each.team, each.source.value) for each in before.reports] == [
        *(("Team 1", "mail"), ("Team 2", "mail"), ("Team 2", "form")),
    ]
    stood = programme.cells("Roster", "Person", "Email", "Status", "Time zone", "On leave", "Team")
    EVENTS[what](programme)
    pass_days(programme, 3)
    assert programme.cells("Roster", "Person", "Email", "Status", "Time zone", "On leave", "Team") != stood
    after = told(programme)
    assert after.reports == before.reports
    assert after.said == before.said
    assert asked(programme) <= questions
    assert programme.run().edits == 0


def test_all_that_can_happen_may_happen_one_after_the_other(programme: Programme) -> None:
    before, questions = told(programme), asked(programme)
    for what in ("a name is corrected", "a newcomer is called alike", "a mentee moves", "the mentor withdraws"):
        EVENTS[what](programme)
        pass_days(programme, 2)
    after = told(programme)
    assert after.reports == before.reports
    assert asked(programme) <= questions


def test_who_takes_a_team_over_is_asked_about_meetings_before_their_time(programme: Programme) -> None:
    roster(Role.MENTOR, "Withdrawn", True, 0, programme)
    pass_days(programme, 2)
    mentor = next(mentor for label in ("Team 1", "Team 3") for mentor, *_ in of_team(programme, label)[:1])
    label = str(programme.cells("Roster", "Team")[f"mentor:{mentor}"][0])
    form(programme, {"email": mentor, "team": label, "date": "2027-01-20", "came": of_team(programme, label)[0][2]})
    pass_days(programme)
    assert [each for each in told(programme).reports if each.by == mentor] == []
    assert any("before the writer led it" in each or "hasn't met yet" in each for each in programme.asked()), label


def test_the_mentor_of_a_team_that_has_ended_still_tells_of_its_meetings() -> None:
    programme = _reported().copied()
    mentor, _, name = of_team(programme, "Team 1")[0]
    merged(programme)
    pass_days(programme, 40)
    assert not of_team(programme, "Team 1")
    form(programme, {"email": mentor, "came": name})
    pass_days(programme)
    (report,) = [each for each in told(programme).reports if each.source == "form"]
    assert (report.team, report.number, report.by) == ("Team 1", 1, mentor)


def test_what_was_reported_of_a_closed_round_asks_nothing_in_the_next(programme: Programme) -> None:
    programme.now = OVER
    pass_days(programme, 4)
    programme.close(even_if_unfinished=True)
    programme.run()
    configured(programme, **NEXT)
    pass_days(programme, 2)
    assert told(programme).reports == ()
    assert not [each for each in programme.asked() if "report" in each]
