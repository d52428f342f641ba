"""Certificates through a round's end: a number once, one mail, and nothing taken back or renamed but by a word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from mentoring_sync.documents.reading import lines_in
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.run.certificate_files import certificate_files
from mentoring_sync.run.certificates import ISSUE, KEEP, TAKE_BACK
from mentoring_sync.workbook.known.certificates import CERTIFICATES_KNOWN
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.certificates import CERTIFICATES
from tests.documents.drawing import MadeDrawing
from tests.intake.response_tabs import serial
from tests.run.in_memory import Programme, programme_of_two_teams
from tests.run.test_another_round import configured
from tests.run.test_surveys_of_a_round import answers, surveying
from tests.workbook.live import LiveTab

OVER = datetime(2027, 5, 10, 9, tzinfo=UTC)
BO, CY = "mentee:bo@example.org", "mentee:cy@example.org"
TAKES = ("Meeting 1", "Meeting 2", "Showcase", "Closing survey")


@cache
def _held() -> Programme:
    """A round that ran; the first mentee did all that a certificate takes."""
    programme = programme_of_two_teams(Delivery.SEND)
    programme.configuration = programme.configuration.model_copy(update={"drawing": MadeDrawing()})
    programme.run()
    programme.approve()
    programme.run()
    completes(programme, BO)
    return programme


@cache
def _over() -> Programme:
    programme = _held().copied()
    programme.now = OVER
    days(programme, 2)
    return programme


def over() -> Programme:
    """The same, some days after it: they have the certificate."""
    return _over().copied()


def completes(programme: Programme, key: str, *, mark: str = "present") -> None:
    for title in TAKES:
        programme.live.tab("Attendance").type(key, title, mark)


def days(programme: Programme, count: int) -> None:
    for _ in range(count):
        programme.now += timedelta(hours=25)
        programme.run()


def removed(programme: Programme, title: str) -> None:
    """Somebody deletes a tab."""
    del programme.live.tabs[programme.live.tab(title).sheet_id]


def mailed(programme: Programme, kind: str) -> list[tuple[tuple[str, ...], dict[str, list[str]]]]:
    """To whom mails of a kind went, and the lines in their files."""
    return [
        (each.to, {str(part.get_filename()): lines_in(part.get_content()) for part in each.message.iter_attachments()})
        for each in programme.mailed()
        if f"/{kind}/" in each.key
    ]


def register(programme: Programme, *columns: str) -> dict[str, tuple[Any, ...]]:
    return programme.cells("Certificates", *(columns or ("Name printed", "State")))


def test_who_completed_the_round_gets_a_number_and_one_mail_with_the_file() -> None:
    programme = over()
    assert register(programme) == {"2027-1-001": ("Bo Lund", "issued")}
    ((to, files),) = mailed(programme, "certificate")
    assert to == ("bo@example.org",)
    assert "Bo Lund" in files["2027-1-001.pdf"]


def test_the_register_begins_when_the_round_is_over() -> None:
    programme = _held().copied()
    programme.now = datetime(2027, 5, 2, 23, tzinfo=UTC)
    programme.run()
    assert not StandingWorkbook(programme.sheets.pull()).stands(CERTIFICATES)
    days(programme, 1)
    assert register(programme) == {"2027-1-001": ("Bo Lund", "issued")}


def test_an_unchanged_run_writes_nothing() -> None:
    programme = over()
    programme.now += timedelta(hours=1)
    programme.run()
    before = programme.sheets.commit
    programme.now += timedelta(minutes=5)
    programme.run()
    assert programme.sheets.commit == before


def test_numbers_stay_whatever_becomes_of_row_and_tab() -> None:
    programme = over()
    completes(programme, CY)
    days(programme, 2)
    assert list(register(programme)) == ["2027-1-001", "2027-1-002"]
    tab = programme.live.tab("Certificates")
    del tab.cells[1:]
    programme.run()
    assert list(register(programme)) == ["2027-1-001", "2027-1-002"]
    removed(programme, "Certificates")
    programme.run()
    assert list(register(programme)) == ["2027-1-001", "2027-1-002"]
    assert len(mailed(programme, "certificate")) == 2


def test_what_memory_has_lost_is_read_from_the_tab() -> None:
    programme = over()
    removed(programme, "_sync")
    completes(programme, CY)
    days(programme, 1)
    shown = register(programme, "Email", "State")
    assert shown["2027-1-001"] == ("bo@example.org", "issued")
    assert set(shown) <= {"2027-1-001", "2027-1-002"}
    assert len([to for to, _ in mailed(programme, "certificate") if "bo@example.org" in to]) == 1


def test_a_mark_that_changes_afterwards_is_a_question_and_takes_nothing_back() -> None:
    programme = over()
    programme.live.tab("Attendance").type(BO, "Meeting 2", "missed")
    days(programme, 1)
    assert any("2027-1-001" in each and "1 more meeting" in each for each in programme.asked())
    assert register(programme)["2027-1-001"][1] == "issued"
    programme.choose("2027-1-001", KEEP)
    days(programme, 1)
    assert register(programme)["2027-1-001"][1] == "issued"
    assert not any("2027-1-001" in each for each in programme.asked())
    assert mailed(programme, "certificate-taken-back") == []


def test_what_is_taken_back_is_void_and_told_once() -> None:
    programme = over()
    programme.live.tab("Attendance").type(BO, "Meeting 2", "missed")
    days(programme, 1)
    programme.choose("2027-1-001", TAKE_BACK)
    days(programme, 2)
    assert register(programme)["2027-1-001"] == ("Bo Lund", "void")
    assert [to for to, _ in mailed(programme, "certificate-taken-back")] == [("bo@example.org",)]
    assert len(mailed(programme, "certificate")) == 1


def test_who_completes_it_again_gets_another_number_if_the_coordinator_says_so() -> None:
    programme = over()
    programme.live.tab("Attendance").type(BO, "Meeting 2", "missed")
    days(programme, 1)
    programme.choose("2027-1-001", TAKE_BACK)
    days(programme, 1)
    programme.live.tab("Attendance").type(BO, "Meeting 2", "present")
    days(programme, 1)
    assert list(register(programme)) == ["2027-1-001"]
    programme.choose("2027-1-001 was taken back", ISSUE)
    days(programme, 2)
    assert [state for _, state in register(programme).values()] == ["void", "issued"]
    assert list(mailed(programme, "certificate")[-1][1]) == ["2027-1-002.pdf"]


def test_an_exception_by_the_coordinator_is_a_certificate_like_any_other() -> None:
    programme = over()
    programme.live.tab("Attendance").type(CY, "Completed anyway", "was ill")
    days(programme, 2)
    assert register(programme)["2027-1-002"] == ("Cy Roth", "issued")
    assert mailed(programme, "certificate")[-1][0] == ("cy@example.org",)


def test_a_corrected_name_is_printed_anew_under_the_same_number_and_mailed_once() -> None:
    programme = over()
    programme.live.tab("Roster").type(BO, "Person", "Bo Lünd")
    days(programme, 2)
    assert register(programme) == {"2027-1-001": ("Bo Lünd", "re-issued")}
    first, second = mailed(programme, "certificate")
    assert "Bo Lünd" in second[1]["2027-1-001.pdf"]
    assert first[0] == second[0]


def test_a_name_that_no_font_has_gets_no_mail_and_a_reason() -> None:
    programme = _held().copied()
    programme.live.tab("Roster").type(BO, "Person", "Bo 👩‍🔬 Lund")
    programme.now = OVER
    days(programme, 1)
    assert mailed(programme, "certificate") == []
    assert any("Bo 👩" in each and "WOMAN" in each for each in programme.asked())
    programme.live.tab("Roster").type(BO, "Person", "Bo Lund")
    days(programme, 2)
    assert register(programme) == {"2027-1-001": ("Bo Lund", "issued")}
    assert len(mailed(programme, "certificate")) == 1
    assert not any("WOMAN" in each for each in programme.asked())


def test_whoever_an_earlier_version_mailed_is_registered_and_hears_nothing() -> None:
    programme = over()
    removed(programme, "Certificates")
    memory = programme.live.tab("_sync")
    memory.cells = [row for row in memory.cells if not any("ertificates" in str(cell) for cell in row)]
    sent = len(programme.mailbox.sent)
    programme.run()
    standing = StandingWorkbook(programme.sheets.pull())
    assert CERTIFICATES_KNOWN in standing.base
    assert register(programme) == {"2027-1-001": ("Bo Lund", "issued")}
    assert standing.register.certificates["2027-1-001"].issued == (OVER + timedelta(hours=25)).date()
    assert len(programme.mailbox.sent) == sent


def test_the_register_goes_on_over_the_rounds_and_numbers_are_of_their_round() -> None:
    programme = over()
    programme.close(even_if_unfinished=True)
    assert register(programme) == {"2027-1-001": ("Bo Lund", "issued")}
    configured(programme, name="2027-2", start=datetime(2027, 9, 6, tzinfo=UTC).date())
    programme.live.tab("Roster").type(BO, "Person", "Bo Lünd")
    days(programme, 2)
    assert register(programme)["2027-1-001"] == ("Bo Lund", "issued")
    assert len(mailed(programme, "certificate")) == 1


def test_those_in_teams_who_didnt_complete_it_are_told_once_and_kindly() -> None:
    programme = over()
    programme.live.tab("Roster").type("mentee:ed@example.org", "Withdrawn", True)
    programme.run()
    programme.now += timedelta(days=14)
    days(programme, 3)
    told = sorted(to for to, _ in mailed(programme, "not-completed"))
    assert told == [(f"{who}@example.org",) for who in ("ada", "al", "cy", "di")]


def test_the_files_of_the_register_can_be_had_again_without_a_write() -> None:
    programme = over()
    before = programme.sheets.commit
    made = certificate_files(programme.configuration, programme._services(), now=programme.now)
    ((_, files),) = mailed(programme, "certificate")
    assert {name: lines_in(file) for name, file in made.files.items()} == files
    assert (made.void, made.without, programme.sheets.commit) == ((), {}, before)


def test_the_number_of_somebody_who_is_forgotten_stays_and_is_nobodys() -> None:
    programme = over()
    programme.forget("bo@example.org")
    before, sent = register(programme), len(programme.mailed())
    days(programme, 2)
    assert register(programme) == before == {"2027-1-001": ("[…]", "issued")}
    assert not any("2027-1-001" in each for each in programme.asked())
    assert len(programme.mailed()) == sent
    assert certificate_files(programme.configuration, programme._services(), now=programme.now).files == {}
    completes(programme, CY)
    days(programme, 2)
    assert register(programme)["2027-1-002"] == ("Cy Roth", "issued")


def test_the_register_says_whether_the_closing_survey_was_answered_in_time_or_late() -> None:
    programme = surveying(_held().copied(), closes="2027-05-11")
    completes(programme, CY)
    completes(programme, "mentee:di@example.org")
    tab = LiveTab(77, "Feedback", 9, 3)
    tab.cells[0][:] = ["Timestamp", "Email Address", "I felt welcome"]
    programme.live.tabs[77] = tab
    programme.now = OVER
    answers(programme, OVER - timedelta(days=2), "bo", "Agree")
    days(programme, 1)
    answers(programme, OVER + timedelta(days=4), "cy", "Agree")
    tab.cells[1][0] = serial("2027-05-20 09:00:00")  # edited: it was there in time
    days(programme, 4)
    said = {row[0]: row[1] for row in register(programme, "Name printed", "Closing survey").values()}
    assert said == {"Bo Lund": "in time", "Cy Roth": "late", "Di Moll": None}
