"""What a run tells those whose application doesn't hold: in their language, by the form as it stands; the coordinator
hears of it with a link to the cell."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from functools import cache

from mentoring_sync.mail.kinds.applicants import NOT_ELIGIBLE
from mentoring_sync.mail.kinds.coordinator import DIGEST
from mentoring_sync.mail.kinds.kind import Kind
from mentoring_sync.mail.kinds.settings import Apply
from mentoring_sync.records.requirement import Role
from mentoring_sync.run.decide import decide
from mentoring_sync.settings.load import Configuration, load
from mentoring_sync.spreadsheet.grid import Scalar, Workbook
from mentoring_sync.workbook.standing import StandingWorkbook
from tests.builders import PROGRAM
from tests.intake.response_tabs import header, response, serial, tab
from tests.pairing.rounds import in_its_time

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
GIVEN = serial("2026-11-16 10:00:00")
FORM = "https://forms.example.org/mentors"


@cache
def the_configuration() -> Configuration:
    """The programme's own, with the mentors' form."""
    shipped = load(PROGRAM, {})
    kinds = shipped.program.mail.kinds.model_copy(update={"invitation_to_apply": Apply(mentor_form=FORM)})
    mail = shipped.program.mail.model_copy(update={"kinds": kinds})
    return shipped.model_copy(update={"program": shipped.program.model_copy(update={"mail": mail})})


def told(kind: Kind, renamed: dict[str, str] | None = None, **answers: Scalar) -> str:
    """The text of the mail of a kind that follows from one mentor's answers; `renamed` are titles of the form."""
    titles = [(renamed or {}).get(title, title) for title in header(Role.MENTOR)]
    rows = [response(Role.MENTOR, **{"timestamp": GIVEN, **answers})]
    tabs = (tab(Role.MENTOR, rows, titles=titles), tab(Role.MENTEE, []))
    standing = StandingWorkbook(Workbook(spreadsheet_id="x", title="x", time_zone="UTC", tabs=tabs))
    decision = decide(the_configuration(), standing, now=NOW, repair=False, deadline=in_its_time())
    (message,) = [each for each in decision.mail.owed if each.kind == kind.name]
    body = message_from_bytes(message.mime, policy=policy.default).get_body(("plain",))
    assert body
    return str(body.get_content())


def test_they_read_it_in_their_language_though_another_answer_cant_be_read() -> None:
    said = told(NOT_ELIGIBLE, name="Noor Haddad", time_zone="IST", languages="Portuguese", first_language="Portuguese")
    assert said.startswith("Olá, Noor,")
    assert "A “Your time zone” você respondeu “IST”." in said


def test_they_read_the_question_as_the_form_has_it_and_the_forms_address() -> None:
    said = told(NOT_ELIGIBLE, {"Your time zone": "Time zone"}, time_zone="IST")
    assert "To “Time zone” you answered “IST”." in said
    assert FORM in said


def test_the_coordinator_reads_two_sentences_and_a_link_to_the_cell() -> None:
    said = told(DIGEST, workshops_taught=1.0)
    (point,) = [line for line in said.splitlines() if line.startswith("- ")]
    column = header(Role.MENTOR).index("How many workshops have you taught?")
    assert (
        "Noor Haddad is not in the round as a mentor: mentor needs 2 workshops taught, says 1. Nothing, until" in point
    )
    assert point.endswith(f"#gid=0&range={chr(ord('A') + column)}2")
