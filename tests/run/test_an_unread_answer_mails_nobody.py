"""What the form or the sheet is to blame for: people wait, the coordinator hears of it once, nobody else is mailed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.mail.kinds.applicants import NOT_ELIGIBLE
from mentoring_sync.mail.kinds.coordinator import DIGEST
from mentoring_sync.mail.settings import Operator
from mentoring_sync.records.message import KindName
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import PersonStatus
from mentoring_sync.run.decide import Decision, decide
from mentoring_sync.settings.load import Configuration, load
from mentoring_sync.spreadsheet.grid import Scalar, Workbook
from mentoring_sync.workbook.standing import StandingWorkbook
from tests.builders import PROGRAM
from tests.extent import extent
from tests.intake.response_tabs import response, serial, tab
from tests.pairing.rounds import in_its_time

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
GIVEN = serial("2026-11-16 10:00:00")


@cache
def the_configuration() -> Configuration:
    return load(PROGRAM, {})


def decided(
    role: Role = Role.MENTOR, count: int = 1, configuration: Configuration | None = None, **answers: Scalar
) -> Decision:
    """What a run makes of responses with these answers, four days after they were given."""
    people = ({"email": f"p{number}@example.org", "name": f"P{number}"} for number in range(count))
    rows = [response(role, **{"timestamp": GIVEN, **each, **answers}) for each in people]
    tabs = tuple(tab(each, rows if each is role else []) for each in Role)
    workbook = Workbook(spreadsheet_id="x", title="x", time_zone="UTC", tabs=tabs)
    standing = StandingWorkbook(workbook)
    return decide(configuration or the_configuration(), standing, now=NOW, repair=False, deadline=in_its_time())


def answered(field: str, answer: str) -> dict[str, Any]:
    return {field: answer}


def mailed(decision: Decision) -> list[KindName]:
    return [message.kind for message in decision.mail.owed if message.kind != DIGEST.name]


def test_who_really_falls_short_is_told() -> None:
    assert mailed(decided(certification="No")) == [NOT_ELIGIBLE.name]


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("certification", "Yes, badge earned"),
        ("commitment", "I commit to the hours"),
        ("certification", "#N/A"),
        ("name", "#NAME!"),
        ("time_zone", "#REF!"),
        ("timestamp", "soon"),
    ],
)
def test_a_fault_of_the_form_is_told_to_the_coordinator_alone(field: str, answer: str) -> None:
    decision = decided(**answered(field, answer))
    assert mailed(decision) == []
    assert [entry.status for entry in decision.roster.entries] == [PersonStatus.UNUSABLE]
    assert len(decision.problems) == 1


def test_a_fault_that_all_share_is_told_once() -> None:
    decision = decided(count=12, time_zone="Local")
    assert mailed(decision) == []
    assert len(decision.problems) == 1


def test_the_operator_is_told_of_it_where_one_is_named() -> None:
    program = the_configuration().program.model_copy(update={"operator": Operator(contact="operator@example.org")})
    decision = decided(
        count=12, time_zone="Local", configuration=the_configuration().model_copy(update={"program": program})
    )
    (told,) = decision.mail.owed
    assert [reader.email for reader in told.to] == ["operator@example.org"]
    assert decision.mail.sends


@settings(max_examples=extent(share=10, whole=40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["certification", "commitment"]),
    st.text("bcdfghjklmpqrstvwxz ", min_size=3, max_size=30).filter(str.strip),
)
def test_no_wording_of_an_option_mails_anybody(field: str, noise: str) -> None:
    assert mailed(decided(**answered(field, noise))) == []
