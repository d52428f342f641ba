"""Reports and typed marks of the same meeting: the later word counts, the other is kept, and nobody counts twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mentoring_sync.intake.reports.history import Called
from mentoring_sync.progress.presence import records
from mentoring_sync.records.attendance import KnownMark, Mark, MeetingId, MeetingReport, Source
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import Seat, Team, TeamId, TeamStatus
from mentoring_sync.run.attendance import Heard, Listening
from mentoring_sync.run.attendance_questions import EARLIER, LATER, Questions
from mentoring_sync.run.questions import Asking
from mentoring_sync.workbook.known.attendance import KnownAttendance
from mentoring_sync.workbook.tabs.attendance import Said
from mentoring_sync.workbook.tabs.review import problem_key
from tests.builders import a_mentee, a_mentor, a_round, slot

FORMED, AFTER = datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 20, 9, tzinfo=UTC)
ADA, CY, DEE = a_mentor("Ada Lind"), a_mentee("Cy Ono"), a_mentee("Dee Park")
KEYS = ADA_KEY, CY_KEY, DEE_KEY = (
    "mentor:ada.lind@example.org",
    "mentee:cy.ono@example.org",
    "mentee:dee.park@example.org",
)
CALLED = {key: (Called(name=person.name),) for key, person in zip(KEYS, (ADA, CY, DEE), strict=True)}
FIRST = MeetingId("Team 1", 1)


class Season:
    """One team's cells, and what runs know of them."""

    def __init__(self) -> None:
        seats = tuple(Seat(mentee=each, score=50) for each in (CY, DEE))
        team = Team(mentor=ADA, slot=slot(at="Mon 17:00"), seats=seats)
        self.team = LabelledTeam(label="Team 1", team=team, status=TeamStatus.INTRODUCED)
        self.cells: dict[str, dict[int, str]] = {key: {} for key in KEYS}
        self.known = KnownAttendance()
        self.reports: list[MeetingReport] = []
        self.answers: dict[str, str] = {}
        self.run(FORMED)

    def run(self, now: datetime) -> Heard:
        rows = {
            key: Said(meetings=dict(cells), empty=frozenset({1, 2, 3, 4} - cells.keys()))
            for key, cells in self.cells.items()
        }
        self.asking = Asking(self.answers)
        self.questions = Questions(self.asking)
        heard = Listening(
            a_round(),
            [self.team],
            rows,
            self.known,
            before={},
            were_in={},
            called=CALLED,
            leaves={},
            asking=self.questions,
            now=now,
        ).heard(self.reports)
        self.known = heard.known
        for key, cells in heard.cells.items():
            for number, mark in cells.items():
                self.cells[key].pop(number, None)
                self.cells[key].update({number: mark} if mark else {})
        return heard

    def report(self, at: datetime, **marks: Mark) -> None:
        by_key = {{"ada": ADA_KEY, "cy": CY_KEY, "dee": DEE_KEY}[who]: mark for who, mark in marks.items()}
        self.reports.append(
            MeetingReport(team=TeamId("Team 1"), number=1, by=ADA.id, at=at, source=Source.FORM, marks=by_key)
        )

    def choose(self, answer: str) -> None:
        [question] = self.asking.unanswered
        self.answers[problem_key(question)] = answer


@pytest.fixture
def season() -> Season:
    return Season()


def test_a_report_fills_empty_cells(season: Season) -> None:
    season.report(AFTER, ada=Mark.PRESENT, cy=Mark.PRESENT, dee=Mark.MISSED)
    heard = season.run(AFTER + timedelta(hours=1))
    assert season.cells == {ADA_KEY: {1: "present"}, CY_KEY: {1: "present"}, DEE_KEY: {1: "missed"}}
    assert heard.marks[CY_KEY][FIRST] == KnownMark(mark=Mark.PRESENT, source=Source.FORM, at=AFTER)
    again = season.run(AFTER + timedelta(hours=2))
    assert again.cells == {}
    assert again.known == heard.known


def test_whoever_a_report_does_not_name_is_not_reported(season: Season) -> None:
    season.report(AFTER, cy=Mark.PRESENT)
    season.run(AFTER)
    assert season.cells[DEE_KEY] == {}


def test_a_report_after_a_typed_mark_counts_and_the_other_can_be_taken_back(season: Season) -> None:
    season.cells[CY_KEY][1] = "missed"
    season.run(AFTER)
    season.report(AFTER + timedelta(days=1), cy=Mark.PRESENT)
    season.run(AFTER + timedelta(days=2))
    assert season.cells[CY_KEY] == {1: "present"}
    [question] = season.asking.unanswered
    assert "says of Cy Ono at Meeting 1 of Team 1: present. Before, missed was typed there." in question.what
    season.choose(EARLIER)
    season.run(AFTER + timedelta(days=3))
    season.run(AFTER + timedelta(days=4))
    assert season.cells[CY_KEY] == {1: "missed"}
    assert season.asking.unanswered == []


def test_it_is_asked_no_more_once_it_was_said_that_the_later_word_holds(season: Season) -> None:
    season.cells[CY_KEY][1] = "missed"
    season.run(AFTER)
    season.report(AFTER + timedelta(days=1), cy=Mark.PRESENT)
    season.run(AFTER + timedelta(days=2))
    season.choose(LATER)
    season.run(AFTER + timedelta(days=3))
    assert season.asking.unanswered == []
    assert season.cells[CY_KEY] == {1: "present"}


def test_a_mark_typed_after_the_report_stands(season: Season) -> None:
    season.report(AFTER, cy=Mark.PRESENT)
    season.run(AFTER)
    season.cells[CY_KEY][1] = "excused"
    for hours in (1, 2):
        heard = season.run(AFTER + timedelta(hours=hours))
    assert season.cells[CY_KEY] == {1: "excused"}
    assert heard.marks[CY_KEY][FIRST].other.startswith("present, form")
    assert season.asking.unanswered == []


def test_of_two_reports_the_later_counts_once_and_what_it_corrects_is_kept(season: Season) -> None:
    season.report(AFTER, cy=Mark.PRESENT, dee=Mark.PRESENT)
    season.report(AFTER + timedelta(minutes=5), cy=Mark.EXCUSED)
    heard = season.run(AFTER + timedelta(hours=1))
    assert season.cells == {ADA_KEY: {}, CY_KEY: {1: "excused"}, DEE_KEY: {1: "present"}}
    assert heard.marks[CY_KEY][FIRST].other.startswith("present, form")
    found = records(heard.meetings, heard.marks, season.reports, now=AFTER + timedelta(hours=1))[FIRST]
    assert dict(found.marks) == {CY_KEY: Mark.EXCUSED, DEE_KEY: Mark.PRESENT}
    assert (found.took_place, found.is_reported) == (True, True)


def test_a_report_says_on_which_day_the_meeting_was_held(season: Season) -> None:
    moved = datetime(2027, 1, 20).date()  # noqa: DTZ001 - a day
    season.reports.append(
        MeetingReport(team=TeamId("Team 1"), number=1, by=ADA.id, at=AFTER, source=Source.FORM, moved_to=moved)
    )
    heard = season.run(AFTER)
    meeting = heard.meetings.by_id[FIRST]
    assert (meeting.day, meeting.occasion) == (moved, "2027-01-18")


def test_a_mark_that_was_taken_away_comes_back_with_a_later_report_only(season: Season) -> None:
    season.report(AFTER, cy=Mark.PRESENT)
    season.run(AFTER)
    season.cells[CY_KEY].pop(1)
    season.run(AFTER + timedelta(days=1))
    season.choose("Take it away")
    for days in (2, 3):
        season.run(AFTER + timedelta(days=days))
    assert season.cells[CY_KEY] == {}
    season.report(AFTER + timedelta(days=4), cy=Mark.MISSED)
    season.run(AFTER + timedelta(days=5))
    assert season.cells[CY_KEY] == {1: "missed"}
