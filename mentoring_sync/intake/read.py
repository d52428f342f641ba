"""The whole intake: the response tabs of a workbook, read into people and into reasons why not.

Every response row that answers anything ends as exactly one of: a record, a superseded response, a rejection.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

import pandas as pd

from mentoring_sync.intake.columns import by_field, missing, refuse
from mentoring_sync.intake.duplicates import latest
from mentoring_sync.intake.outcome import Intake, Rejection
from mentoring_sync.intake.people import Application, ApplicationReader
from mentoring_sync.intake.questions import Questions
from mentoring_sync.intake.review import problems
from mentoring_sync.intake.tables import response_tables
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.requirement import Requirements, Role
from mentoring_sync.spreadsheet.grid import Tab


def read_applications(
    tabs: Iterable[Tab],
    *,
    questions: Questions,
    requirements: Requirements,
    waived: Collection[tuple[str, Role]] = (),
    time_zone: str,
) -> Intake:
    """The people who apply, by the response tabs among `tabs`.

    `waived` are the people (address and role) whose requirements the coordinator set aside, `time_zone` is the IANA
    key of the spreadsheet's zone, in which its timestamps are.

    Raises:
        UnfitError: a response tab or a question is missing; names all that are.
    """
    tables = response_tables(tabs, questions)
    refuse(
        lacking
        for role, table in tables.items()
        for lacking in missing(table, questions.columns(role), tab=questions.tab(role))
    )
    applications = [
        application
        for role, table in tables.items()
        for application in _read(
            by_field(table, questions.columns(role)),
            ApplicationReader(
                questions,
                role,
                requirements=requirements,
                waived={email for email, waived_role in waived if waived_role is role},
                time_zone=time_zone,
            ),
        )
    ]
    return _sorted_out(applications, ZoneInfo(time_zone))


def _read(answers: pd.DataFrame, reader: ApplicationReader) -> Iterable[Application]:
    fields = [str(field) for field in answers.columns]
    rows = zip(answers.index, answers.itertuples(index=False, name=None), strict=True)
    return (reader.read(number, dict(zip(fields, row, strict=True))) for number, row in rows)


def _sorted_out(applications: list[Application], zone: ZoneInfo) -> Intake:
    of_each = latest(applications, zone)
    outcomes = [application.outcome for application in of_each.kept]
    return Intake(
        mentors=tuple(each for each in outcomes if isinstance(each, Mentor)),
        mentees=tuple(each for each in outcomes if isinstance(each, Mentee)),
        rejections=tuple(each for each in outcomes if isinstance(each, Rejection)),
        superseded=of_each.superseded,
        problems=problems(of_each.kept),
    )
