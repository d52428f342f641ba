import pytest

from mentoring_sync.intake.outcome import Intake
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import Scalar
from tests.intake.response_tabs import header, read_tabs, response, serial, tab

NOV_18 = serial("2026-11-18 10:00:00")


def said(found: Intake) -> list[str]:
    return [problem.what for problem in found.problems]


def two_columns(*pairs: tuple[Scalar, Scalar], title: str, field: str) -> Intake:
    titles = [title, *header(Role.MENTEE)]
    rows = [[left, *response(Role.MENTEE, **{field: right})] for left, right in pairs]
    return read_tabs(tab(Role.MENTEE, rows, titles=titles))


def test_c16_the_leftmost_usable_answer_counts_and_a_note_says_where_two_differ():
    found = two_columns(("anonymous", "bo@example.org"), ("anonymous", "cy@example.org"), title="Email", field="email")
    assert [each.email for each in found.mentees] == ["bo@example.org", "cy@example.org"]
    (note,) = [each for each in found.problems if "answer one question differently" in each.what]
    assert "the columns “Email” and “Email Address”" in note.what
    assert note.remedy.startswith("2 rows: 2, 3.")


@pytest.mark.parametrize(
    ("title", "field", "unusable", "usable"),
    [
        ("Time zone", "time_zone", "my own", "Europe/Berlin"),
        ("Name", "name", "\u3164", "Bo Lund"),
        ("Full name", "name", "#N/A", "Bo Lund"),
        ("Username", "email", "+49 30 5550", "bo@example.org"),
        ("How many Carpentries workshops have you taught?", "workshops_taught", "see below", "0"),
        ("Zeitstempel", "timestamp", "soon", NOV_18),
    ],
)
def test_c16_so_it_is_for_every_field(title, field, unusable, usable):
    assert len(two_columns((unusable, usable), title=title, field=field).mentees) == 1


def test_two_columns_that_agree_need_no_note():
    assert (
        said(two_columns(("bo@example.org", "BO@example.org"), ("", "cy@example.org"), title="Email", field="email"))[
            1:
        ]
        == []
    )


def test_of_two_usable_answers_the_leftmost_counts():
    found = two_columns(("bo@example.org", "cy@example.org"), title="Email", field="email")
    assert [each.email for each in found.mentees] == ["bo@example.org"]
    assert len(found.problems) == 1
