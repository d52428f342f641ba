"""What mentors tell on their form is understood, or asked about; nothing is guessed and nothing is dropped."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mentoring_sync.intake.reports.names import Names
from mentoring_sync.records.attendance import Source
from mentoring_sync.spreadsheet.grid import Tab
from tests.builders import a_mentee, a_mentor, always
from tests.intake.reports.larch import (
    ADA,
    ALDER,
    IDA,
    JO,
    LARCH,
    MENTEES,
    NEW_YORK,
    Asked,
    circle,
    marks,
    renamed,
    reported,
    row,
    team,
)


def the_tick_list() -> Tab:
    """A club's real form: ticks of a list with commas in its names, the team in small letters, a line a new person."""
    text = (Path(__file__).parent / "tick_list.csv").read_text("utf-8")
    rows = tuple(tuple(cell or None for cell in row) for row in csv.reader(text.splitlines(keepends=True)))
    return Tab(title="Attendance reports", sheet_id=7, rows=rows)


@pytest.mark.parametrize("locale", ["en_GB", "en_US"])
def test_a_tick_list_is_read_whole(locale):
    bo = a_mentor("Bo Achterberg", email="bo@example.org", hours=always(NEW_YORK))
    known = {each.email: each.id for each in (ADA, IDA, JO, *MENTEES)} | {"bo@example.org": ADA.id}
    asked = Asked()
    found = reported(
        tab=the_tick_list(), of=circle(known_as=known, names={ADA.id: (bo.name,)}), asked=asked, locale=locale
    )
    first, after_midnight, second, alder = found.reports
    assert [(each.team, each.number) for each in found.reports] == [
        ("Larch", 1),
        ("Larch", 1),
        ("Larch", 2),
        ("Alder", 3),
    ]
    assert marks(found, 0) == {"cy": "present", "dee": "present", "eli": "present"}
    assert marks(found, 1) == {**marks(found, 0), "fay": "present"}
    assert marks(found, 2) == {"cy": "present", "dee": "present"}
    assert first.progress == {"mentee:cy@example.org": "reached"}
    assert after_midnight.worries == "Fay came for the last ten minutes"
    assert second.source is Source.FORM
    assert alder.worries.startswith("Jo told me something in confidence")
    assert asked.said.count("Hal Reyes (hal@example.org) is not in Larch") == 1
    assert asked.said.count("Uma (no address) is not in Larch") == 1
    assert asked.said.count("In confidence") == 2
    assert asked.said.count("Did nobody come, or was it a slip?") == 1


def test_a_report_belongs_to_the_teams_nearest_meeting_that_has_passed_whatever_the_sheets_clock_says():
    for zone, sent in (
        (NEW_YORK, "2026-10-07 00:04:59"),
        ("UTC", "2026-10-07 04:04"),
        ("Asia/Tokyo", "2026-10-07 13:04"),
    ):
        (report,) = reported(row(sent), zone=zone).reports
        assert (report.number, report.moved_to) == (1, None)


def test_a_report_before_the_first_meeting_is_asked_about():
    asked = Asked()
    assert not reported(row("2026-10-05 12:00"), asked=asked).reports
    assert "Larch hasn't met yet" in asked.said


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("10/6/2026", (1, None)),
        ("06/10/2026", (1, None)),
        ("2026-10-06", (1, None)),
        ("6 October", (1, None)),
        ("6.10.", (1, None)),
        (46301.0, (1, None)),  # 6 October as Sheets keeps it
        (46183.0, (1, None)),  # 10 June: what a sheet makes of 6/10 in a locale that writes the month first
        ("7/10/2026", (1, "2026-10-07")),
        ("10/1/2026", (1, "2026-10-01")),
    ],
)
def test_a_typed_date_is_read_in_the_order_that_fits_the_teams_meetings(typed, held):
    (report,) = reported(row("2026-10-07 09:00", date=typed)).reports
    assert (report.number, report.moved_to and report.moved_to.isoformat()) == held


def test_a_date_on_the_writers_own_calendar_is_that_meeting():
    ada = ADA.model_copy(update={"hours": always("Europe/Berlin")})
    (report,) = reported(row("2026-10-07 00:30", date="7/10/2026"), of=circle(team("Larch", ada, *MENTEES))).reports
    assert (report.number, report.moved_to) == (1, None)


def test_a_date_far_from_every_meeting_is_asked_about_and_may_be_an_extra_one():
    sent = row("2026-11-20 09:00", date="2026-11-17")
    asked = Asked()
    assert not reported(row(date="2026-10-06"), row("2026-11-03 19:00"), sent, asked=asked).reports[2:]
    assert "An extra meeting on 17 November 2026" in asked.choices
    chosen = Asked({"no meeting on 17 November": "An extra meeting on 17 November 2026"})
    (report,) = reported(sent, asked=chosen).reports
    assert (report.number, str(report.moved_to)) == (5, "2026-11-17")


def test_a_meeting_that_was_told_of_already_isnt_moved_by_another_date():
    asked = Asked()
    found = reported(row(), row("2026-10-08 10:00", date="8/10/2026"), asked=asked)
    assert len(found.reports) == 1
    assert "It is meeting 1, held on 8 October 2026" in asked.choices


def test_sent_twice_within_seconds_it_counts_once_as_the_later_says():
    found = reported(row(), row("2026-10-06 18:31:17"), row("2026-10-06 18:35:00", came="Dee Park"))
    assert [marks(found, at) for at in range(len(found.reports))] == [{"dee": "present"}]
    assert len(reported(row(), row("2026-10-08 10:00:00", came="Dee Park")).reports) == 2


def test_a_leader_of_two_teams_who_names_none_is_asked_which_each_time():
    both = circle(LARCH, team("Alder", ADA, JO))
    rows = row(came="Cy Ono"), row("2026-10-06 18:33:00", came="Jo Marsh")
    asked = Asked()
    assert not reported(*rows, of=both, asked=asked).reports
    assert len({question.what for question in asked.questions}) == 2
    assert all(question.choices == ("It is of Larch", "It is of Alder", "Leave it out") for question in asked.questions)
    answered = Asked({"18:31:10": "It is of Larch", "18:33:00": "It is of Alder"})
    assert [each.team for each in reported(*rows, of=both, asked=answered).reports] == ["Larch", "Alder"]


def test_two_reports_of_two_teams_are_no_correction_of_each_other():
    both = circle(LARCH, team("Alder", ADA, JO))
    found = reported(row(team="Larch"), row("2026-10-06 18:33:00", team="alder", came="Jo"), of=both)
    assert [each.team for each in found.reports] == ["Larch", "Alder"]


@pytest.mark.parametrize("typed", ["larch ", "LARCH", "Larch (Tue 18:00)", "Ada Lind", "Ada's team", ""])
def test_a_team_is_found_as_people_write_it(typed):
    assert [each.team for each in reported(row(team=typed)).reports] == ["Larch"]


def test_a_team_with_a_typo_and_one_that_isnt_the_writers_are_asked_about():
    asked = Asked()
    assert not reported(row(team="Lurch"), asked=asked).reports
    assert asked.choices == ("It is of Larch", "Leave it out")
    asked = Asked()
    assert not reported(row(team="Alder", came="Jo Marsh"), asked=asked).reports
    assert asked.choices == ("Count it all the same", "Leave it out")


def test_a_report_of_somebody_who_leads_no_team_waits_for_a_word():
    asked = Asked()
    assert not reported(row(email="cy@example.org", team="Larch"), asked=asked).reports
    assert "the writer doesn't lead it" in asked.said
    assert "Cy Ono" in asked.said
    (report,) = reported(
        row(email="stranger@example.org", team="Larch"), asked=Asked({"doesn't lead": "Count it all the same"})
    ).reports
    assert report.marks == {"mentee:cy@example.org": "present"}


def test_any_known_address_of_the_mentor_will_do():
    known = {each.email: each.id for each in (ADA, *MENTEES)} | {"ada@work.example": ADA.id}
    assert reported(row(email="Ada@Work.example "), of=circle(LARCH, known_as=known)).reports


def test_an_empty_report_is_asked_about():
    asked = Asked()
    assert not reported(row(came=None), asked=asked).reports
    assert asked.choices == ("Nobody came", "A slip: leave it out")
    found = reported(row(came=None), asked=Asked({"names nobody": "Nobody came"}))
    assert set(marks(found).values()) == {"missed"}


def test_an_empty_report_after_a_full_one_hides_nothing():
    assert marks(reported(row(), row("2026-10-06 18:33:00", came=None))) == {"cy": "present"}


def test_a_head_count_is_no_name():
    asked = Asked()
    (report,) = reported(row(came="Cy, Dee", head_count=4.0), asked=asked).reports
    assert report.head_count == 4
    assert "counts 4 people at the meeting of Larch, and names 2" in asked.said
    for counted in (2.0, 3.0, "3 people"):
        asked = Asked()
        reported(row(came="Cy, Dee", head_count=counted), asked=asked)
        assert not asked.questions
    asked = Asked()
    assert not reported(row(came="4"), asked=asked).reports
    assert "names nobody of Larch (4 people, it says)" in asked.said


def test_number_and_names_in_one_cell_are_told_apart():
    (report,) = reported(row(came="3: Cy, Dee and Eli")).reports
    assert report.head_count == 3
    assert len([key for key in report.marks if key.startswith("mentee")]) == 3


def test_whoever_isnt_in_the_team_is_told_of_and_the_rest_counts():
    asked = Asked()
    found = reported(row(came="Hal Reyes, Cy Ono; Marsh, Jo"), asked=asked)
    assert marks(found) == {"cy": "present"}
    assert "Hal Reyes is not in Larch" in asked.said
    assert "Marsh, Jo is not in Larch" in asked.said


def test_a_near_name_is_a_question_and_no_guess():
    asked = Asked()
    assert marks(reported(row(came="Fay Nkoso, Cy Ono"), asked=asked)) == {"cy": "present"}
    assert asked.choices == ("It is Fay Nkosi", "Nobody of them")
    found = reported(row(came="Fay Nkoso, Cy Ono"), asked=Asked({"Fay Nkoso": "It is Fay Nkosi"}))
    assert marks(found) == {"cy": "present", "fay": "present"}


def test_a_first_name_that_two_share_is_a_question():
    two = team("Larch", ADA, *MENTEES, a_mentee("Cy Berg", email="cyberg@example.org"))
    asked = Asked()
    assert not reported(row(came="Cy"), of=circle(two), asked=asked).reports
    assert asked.choices == ("It is Cy Ono", "It is Cy Berg", "Nobody of them")


@pytest.mark.parametrize(
    "written",
    [
        "cy",
        "CY ONO",
        "Ono, Cy",
        "ono cy",
        "cy@example.org",
        "Cy Ono <cy@example.org>",
        "- Cy\n- ",
        "1. Cy Ono",
        "Çy Onó",
    ],
)
def test_a_name_is_read_however_it_is_written(written):
    named = Names(LARCH, circle()).read(written)
    assert named.keys == ("mentee:cy@example.org",)
    assert named.is_certain


def test_a_name_that_was_changed_in_mid_round_still_stands_for_its_person():
    larch = renamed("Cy Ono", "Cyrus Ono-Weiß")
    of = circle(larch, names={MENTEES[0].id: ("Cy Ono",)})
    assert marks(reported(row(came="Ono, Cy, Park, Dee"), of=of)) == {"cy": "present", "dee": "present"}


def test_who_said_that_they_wouldnt_come_is_excused_and_whoever_isnt_named_has_no_mark():
    assert marks(reported(row(came="Cy, Dee", excused="Eli"))) == {"cy": "present", "dee": "present", "eli": "excused"}


def test_who_is_named_as_there_and_as_excused_is_neither():
    asked = Asked()
    assert marks(reported(row(came="Cy, Dee", excused="Cy"), asked=asked)) == {"dee": "present"}
    assert "names Cy Ono as there and as excused" in asked.said


def test_words_for_all_and_for_nobody_stand_for_names():
    assert set(marks(reported(row(came="everyone"))).values()) == {"present"}
    assert set(marks(reported(row(came="nobody"))).values()) == {"missed"}
    found = marks(reported(row(came="all but Cy")))
    assert found.pop("cy") == "missed"
    assert set(found.values()) == {"present"}


def test_help_is_urgent_and_worries_are_for_review_alone():
    asked = Asked()
    reported(row(help_wanted="Can you find a room?", worries="Cy is ill", team="Nowhere"), asked=asked)
    urgent = [question for question in asked.questions if question.urgent]
    assert len(urgent) == 1
    assert "Can you find a room?" in urgent[0].what
    assert "In confidence" in asked.said


def test_whoever_reports_who_came_was_there():
    (report,) = reported(row()).reports
    assert report.marks["mentor:ada@example.org"] == "present"


def test_a_tab_without_the_question_who_came_is_told_of_and_harms_nothing():
    tab = Tab(title="Attendance reports", sheet_id=7, rows=(("Timestamp", "Team"), (46301.0, "Larch")))
    found = reported(tab=tab)
    assert not found.reports
    assert found.problems[0].for_operator


def test_a_report_without_a_time_is_kept_before_the_coordinator():
    found = reported(row("yesterday"))
    assert not found.reports
    assert "doesn't say when it was sent" in found.problems[0].what
    assert ALDER.label == "Alder"
