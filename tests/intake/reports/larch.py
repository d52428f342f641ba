"""Two teams that report: Larch, which meets in New York, and Alder, which another mentor leads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mentoring_sync.intake.questions import Questions
from mentoring_sync.intake.reports.circle import Circle, Member, ReportingTeam
from mentoring_sync.intake.reports.form import ReportForm
from mentoring_sync.intake.reports.read import ReadReports, read_reports
from mentoring_sync.records.attendance import TeamMeeting
from mentoring_sync.records.person import Person
from mentoring_sync.records.problem import Problem
from mentoring_sync.records.team import TeamId
from mentoring_sync.spreadsheet.grid import Scalar, Tab, Workbook
from tests.builders import a_mentee, a_mentor, always
from tests.intake.response_tabs import serial, the_questions

NEW_YORK = "America/New_York"
ADA = a_mentor("Ada Lind", email="ada@example.org", hours=always(NEW_YORK))
IDA = a_mentor("Ida Sol", email="ida@example.org", hours=always(NEW_YORK))
MENTEES = tuple(
    a_mentee(name, email=f"{name.split()[0].lower()}@example.org", hours=always(NEW_YORK))
    for name in ("Cy Ono", "Dee Park", "Eli Ó Briain", "Fay Nkosi", "Gus Adeyemi")
)
JO = a_mentee("Jo Marsh", email="jo@example.org", hours=always(NEW_YORK))
DAYS = ("2026-10-06", "2026-11-03", "2026-12-01", "2027-01-12")
SINCE, NOW = datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 1, 20, tzinfo=UTC)


def member(person: Person) -> Member:
    return Member(role=person.role, id=person.id, name=person.name, zone=person.zone)


def team(label: str, mentor: Any, *mentees: Any) -> ReportingTeam:
    return ReportingTeam(label=label, mentor=member(mentor), mentees=tuple(map(member, mentees)))


LARCH, ALDER = team("Larch", ADA, *MENTEES), team("Alder", IDA, JO)


def meetings(label: str, zone: str = NEW_YORK) -> tuple[TeamMeeting, ...]:
    starts = [datetime.fromisoformat(f"{day}T18:00").replace(tzinfo=ZoneInfo(zone)) for day in DAYS]
    return tuple(
        TeamMeeting(team=TeamId(label), number=number, start=start, minutes=60)
        for number, start in enumerate(starts, start=1)
    )


def circle(*teams: ReportingTeam, **given: Any) -> Circle:
    """What a report of these teams can speak of; Larch and Alder, if none are named."""
    teams = teams or (LARCH, ALDER)
    people = [each for team in teams for each in team.members]
    known = {
        "teams": teams,
        "meetings": {each.label: meetings(each.label) for each in teams},
        "known_as": {str(each.id): each.id for each in people},
        "period": timedelta(days=28),
        "others": frozenset(each.name for each in people),
    }
    return Circle(**{**known, **given})


@dataclass
class Asked:
    """The coordinator: what was asked, and the answers that are chosen, by a part of the question."""

    answers: Mapping[str, str] = field(default_factory=dict)
    questions: list[Problem] = field(default_factory=list)

    def __call__(self, problem: Problem) -> str:
        self.questions.append(problem)
        return next((answer for part, answer in self.answers.items() if part in problem.what), "")

    @property
    def said(self) -> str:
        return "\n".join(problem.what for problem in self.questions)

    @property
    def choices(self) -> tuple[str, ...]:
        (question,) = self.questions
        return question.choices


def the_form() -> ReportForm:
    questions: Questions = the_questions()
    assert questions.reports
    return questions.reports


def a_tab(rows: Sequence[Mapping[str, Scalar]]) -> Tab:
    """The form's tab with these answers."""
    columns = the_form().columns
    head = tuple(titles[0] for titles in columns.values())
    cells = [tuple(_cell(row.get(name)) if name == "timestamp" else row.get(name) for name in columns) for row in rows]
    return Tab(title=the_form().tab, sheet_id=7, rows=(head, *cells))


def _cell(at: Scalar) -> Scalar:
    return serial(at) if isinstance(at, str) and at[:2] == "20" else at


def reported(
    *rows: Mapping[str, Scalar],
    asked: Asked | None = None,
    of: Circle | None = None,
    tab: Tab | None = None,
    zone: str = NEW_YORK,
    locale: str = "en_US",
) -> ReadReports:
    """What these rows report; `timestamp` on the sheet's clock as `2026-10-06 18:31`."""
    book = Workbook(spreadsheet_id="s", title="t", time_zone=zone, tabs=(tab or a_tab(rows),), locale=locale)
    return read_reports(book, the_form(), lambda _: of or circle(), asked or Asked(), since=SINCE, now=NOW)


def marks(found: ReadReports, at: int = 0) -> dict[str, str]:
    """What a report says, by first name; the mentor aside."""
    return {
        key.partition(":")[2].partition("@")[0]: mark.value
        for key, mark in found.reports[at].marks.items()
        if key.startswith("mentee")
    }


def row(at: str = "2026-10-06 18:31:10", **given: Scalar) -> dict[str, Scalar]:
    """A report that Ada sent."""
    return {"timestamp": at, "email": "ada@example.org", "came": "Cy Ono", **given}


def renamed(name: str, now: str) -> ReportingTeam:
    """Larch, with somebody called otherwise."""
    return team("Larch", ADA, *(replace_name(each, now) if each.name == name else each for each in MENTEES))


def replace_name(person: Any, now: str) -> Any:
    return person.model_copy(update={"name": now})
