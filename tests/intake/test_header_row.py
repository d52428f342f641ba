import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.errors import UnfitError
from mentoring_sync.intake.outcome import Intake
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import Scalar, Tab
from tests.intake.response_tabs import header, read_tabs, response, serial, tab

NOV_18 = serial("2026-11-18 10:00:00")


def mentee(name: str, stamp: Scalar = NOV_18, **given: Scalar) -> list[Scalar]:
    return response(Role.MENTEE, name=name, email=f"{name.lower()}@example.org", timestamp=stamp, **given)


def said(found: Intake) -> list[str]:
    return [problem.what for problem in found.problems]


def refused(*tabs: Tab) -> str:
    with pytest.raises(UnfitError) as error:
        read_tabs(*tabs)
    return error.value.message


def test_c13_a_banner_above_the_header_is_said_in_one_line():
    rows = (("Spring round: mentees, do not edit",), tuple(header(Role.MENTEE)), tuple(mentee("Bo")))
    message = refused(Tab(title="Mentee applications", sheet_id=0, rows=rows))
    assert message.splitlines()[1:] == [
        "  Mentee applications: the titles stand in row 2: delete the row above it, or move that row up to row 1"
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 12), st.lists(st.sampled_from(["Zed", "Bo", "Cy"]), min_size=12, max_size=12))
def test_c13_wherever_the_header_stands_its_row_is_named_and_no_answer_is_quoted(place, names):
    rows = [tuple(mentee(f"{name}{number}")) for number, name in enumerate(names)]
    rows.insert(place, tuple(header(Role.MENTEE)))
    message = refused(Tab(title="Mentee applications", sheet_id=0, rows=tuple(rows)))
    assert f"the titles stand in row {place + 1}" in message
    assert "delete" not in message
    assert len(message.splitlines()) == 2
    assert not any(f"{name}{number}" in message for number, name in enumerate(names))


def test_c13_a_header_that_is_gone_is_said_without_quoting_an_answer():
    message = refused(Tab(title="Mentee applications", sheet_id=0, rows=(tuple(mentee("Bo")), tuple(mentee("Cy")))))
    assert "Mentee applications: row 1 holds none of the questions' titles, such as “Timestamp”" in message
    assert "Bo" not in message


def test_an_error_where_the_header_belongs_is_named():
    message = refused(Tab(title="Mentee applications", sheet_id=0, rows=(("#REF!",),)))
    assert "row 1, where the questions' titles belong, shows the error of a formula (#REF!)" in message


def test_a_header_among_the_answers_is_nobodys_response():
    found = read_tabs(tab(Role.MENTEE, [mentee("Bo"), header(Role.MENTEE), mentee("Cy")]))
    assert [each.name for each in found.mentees] == ["Bo", "Cy"]
    assert found.rows == 2
    assert said(found) == [
        "In Mentee applications, the questions' titles stand among the answers once more: that is nobody's response."
    ]
