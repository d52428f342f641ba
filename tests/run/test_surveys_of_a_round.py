"""A closing survey through a round: asked, reminded of once, counted, quoted; whose answer is late, or a test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mentoring_sync.intake.surveys.form import Surveys
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.settings import Reporting
from mentoring_sync.run.decide import Decision, decide
from mentoring_sync.workbook.standing import StandingWorkbook
from tests.intake.response_tabs import serial
from tests.run.in_memory import Programme, _patient, programme_of_two_teams
from tests.workbook.live import LiveTab

OVER = datetime(2027, 4, 14, 12, tzinfo=UTC)
"""Just after the teams' last meetings."""

HEADER = ("Timestamp", "Email Address", "I felt welcome", "What else?", "May we quote this?")
FORM = "https://docs.google.com/forms/d/e/1/viewform"


RATE = "Answered, of those who were asked by mail."


def surveying(programme: Programme, **closing: object) -> Programme:
    """The programme with a closing survey on a form."""
    told = {"form": FORM, "quotable": {"title": "May we quote this?"}, **closing}
    questions = programme.configuration.questions.model_copy(
        update={"surveys": Surveys.model_validate({"closing": told})}
    )
    programme.configuration = programme.configuration.model_copy(update={"questions": questions})
    return programme


def without_reports(programme: Programme) -> Programme:
    """Mentors aren't asked who came: that would go first."""
    program = programme.configuration.program
    kinds = program.mail.kinds.model_copy(update={"meeting_report": Reporting(on=False)})
    mail = program.mail.model_copy(update={"kinds": kinds})
    program = program.model_copy(update={"mail": mail})
    programme.configuration = programme.configuration.model_copy(update={"program": program})
    return programme


def answers(programme: Programme, at: datetime, who: str, *given: str) -> None:
    """Somebody answers the closing survey."""
    tab = programme.live.tab("Feedback")
    row = next(number for number, cells in enumerate(tab.cells) if number and not any(cells))
    tab.cells[row][: 2 + len(given)] = [serial(f"{at:%Y-%m-%d %H:%M:%S}"), f"{who}@example.org" if who else "", *given]


@pytest.fixture(scope="module")
def asked() -> Programme:
    """Two teams whose round is over, and who were asked what it was like."""
    programme = without_reports(surveying(programme_of_two_teams(Delivery.SEND)))
    programme.run()
    programme.approve()
    programme.run()
    tab = LiveTab(77, "Feedback", 30, len(HEADER))
    tab.cells[0][:] = HEADER
    programme.live.tabs[77] = tab
    programme.now = OVER
    programme.run()
    assert len(mailed(programme, "closing-survey")) == 2
    return programme


@pytest.fixture
def programme(asked: Programme) -> Programme:
    return asked.copied()


def mailed(programme: Programme, kind: str) -> list[tuple[str, ...]]:
    return [each.to for each in programme.mailed() if f"/{kind}/" in each.key]


def later(programme: Programme, days: float) -> None:
    programme.now += timedelta(days=days)
    programme.run()


def decided(programme: Programme) -> Decision:
    with _patient() as deadline:
        standing = StandingWorkbook(programme.sheets.pull())
        return decide(programme.configuration, standing, now=programme.now, repair=False, deadline=deadline)


def figures(programme: Programme) -> dict[str, tuple[object, ...]]:
    rows = programme.cells("Progress", "Part", "Figure", "Value", "Of", "What it means").values()
    return {str(row[1]): row[2:] for row in rows if row[0] == "Feedback"}


def test_who_has_not_answered_is_reminded_once_and_nobody_who_has(programme):
    answers(programme, OVER + timedelta(days=1), "cy", "Agree", "")
    answers(programme, OVER + timedelta(days=2), "ada", "Strongly agree", "Fine")
    answers(programme, OVER + timedelta(days=3), "ada", "", "")
    for days in (3, 4, 1, 2):
        later(programme, days)
    reminded = mailed(programme, "closing-reminder")
    assert sorted(to for (to,) in reminded) == [f"{name}@example.org" for name in ("al", "bo", "di", "ed")]


def test_nobody_is_reminded_of_an_anonymous_survey(programme):
    surveying(programme, anonymous=True)
    later(programme, 8)
    assert mailed(programme, "closing-reminder") == []


def test_nobody_is_reminded_where_it_cant_be_seen_who_has_answered(programme):
    del programme.live.tabs[77]
    later(programme, 8)
    assert mailed(programme, "closing-reminder") == []
    assert any("There is no tab “Feedback”" in asked for asked in programme.asked())


def test_who_answers_by_mail_or_from_another_address_is_not_reminded(programme):
    mail = programme.configuration.program.mail
    reply_to = mail.reply_to.__class__(name="", email=programme.mailbox.address)
    mail = mail.model_copy(update={"read_replies": True, "reply_to": reply_to})
    program = programme.configuration.program.model_copy(update={"mail": mail})
    programme.configuration = programme.configuration.model_copy(update={"program": program})
    programme.answers_mail("closing-survey/", "It was great, Ada always answered. More time please", "cy@example.org")
    later(programme, 2)
    assert any("It was great" in asked for asked in programme.asked())
    for days in (6, 1):
        later(programme, days)
    reminded = {to for (to,) in mailed(programme, "closing-reminder")}
    assert "cy@example.org" not in reminded
    assert len(reminded) == 5


def test_the_mail_names_the_form(programme):
    (first, *_) = [each for each in programme.mailed() if "/closing-survey/" in each.key]
    assert FORM in first.message.as_string().replace("=\n", "")


def test_progress_tells_the_rate_and_each_questions_figures_and_an_unchanged_run_writes_nothing(programme):
    surveying(programme, closes="2027-04-16")
    later(programme, 1)
    assert figures(programme)["Closing survey: response rate"] == (0, 6, RATE)
    for number, name in enumerate(("ada", "bo", "cy")):
        answers(programme, OVER + timedelta(hours=number), name, "Agree" if number else "Neutral", "")
    answers(programme, OVER, "groups", "Agree", "test")
    later(programme, 4)
    found = figures(programme)
    assert found["Closing survey"][0] == 3
    assert "1 more set aside" in str(found["Closing survey"][2])
    assert found["Closing survey: response rate"] == (3, 6, RATE)
    value, _, meaning = found["Closing survey: I felt welcome"]
    assert value == 3.67
    assert meaning == "Mean of n = 3. Strongly disagree: 0 · Disagree: 0 · Neutral: 1 · Agree: 2 · Strongly agree: 0."
    assert found["Closing survey: What else?"] == ("–", 0, "n = 0. no answer: 3.")
    programme.run()
    commit = programme.sheets.commit
    programme.run()
    assert programme.sheets.commit == commit


def test_a_test_is_set_aside_and_counts_once_the_coordinator_says_so(programme):
    answers(programme, OVER, "cy", "Agree", "test")
    later(programme, 1)
    assert not decided(programme).feedback.answered
    programme.choose("looks like a test", "Count it")
    later(programme, 0.1)
    assert decided(programme).feedback.answered == {"cy@example.org"}
    assert not any("looks like a test" in asked for asked in programme.asked())
    later(programme, 0.1)
    assert decided(programme).feedback.answered == {"cy@example.org"}


def test_who_answered_in_time_and_edits_it_later_stays_in_time_and_who_is_late_counts_not(programme):
    surveying(programme, closes="2027-04-16", late="doesn't count")
    answers(programme, OVER + timedelta(days=1), "cy", "Agree", "")
    later(programme, 1.5)
    edited = programme.live.tab("Feedback").cells[1]
    edited[:3] = [serial("2027-04-20 09:00:00"), edited[1], "Disagree"]
    answers(programme, OVER + timedelta(days=5), "bo", "Agree", "")
    later(programme, 7)
    found = decided(programme).feedback
    assert found.answered == {"cy@example.org"}
    assert (found.surveys[0].answered, found.surveys[0].late) == (1, 1)


def test_quotations_are_texts_without_who_or_when_and_print_is_the_coordinators(programme):
    surveying(programme, closes="2027-04-15")
    answers(programme, OVER, "cy", "Agree", "Bo cancelled twice, write me: cy@example.org", "Yes")
    answers(programme, OVER, "di", "Agree", "It was great", "Yes")
    answers(programme, OVER, "ed", "Agree", "Don't quote me", "No")
    later(programme, 5)
    rows = programme.cells("Quotations", "Question", "Text", "Print", "Named in it")
    assert {row[1:] for row in rows.values()} == {
        ("Bo cancelled twice, write me: cy@example.org", False, "cy@example.org, Bo"),
        ("It was great", False, None),
    }
    (key,) = (key for key, row in rows.items() if row[1] == "It was great")
    programme.live.tab("Quotations").type(key, "Print", True)
    later(programme, 1)
    assert [each.text for each in decided(programme).feedback.printed] == ["It was great"]
    assert programme.cells("Quotations", "Print")[key] == (True,)


def test_where_a_scale_ends_is_asked_once(programme):
    surveying(programme, closes="2027-04-15")
    for name, point in (("ada", "2"), ("bo", "4"), ("cy", "3")):
        answers(programme, OVER, name, point, "")
    later(programme, 5)
    assert figures(programme)["Closing survey: I felt welcome"][0] == 3
    programme.choose("How far does the scale", "It goes from 1 to 7")
    later(programme, 0.1)
    value, _, meaning = figures(programme)["Closing survey: I felt welcome"]
    assert (value, meaning) == (3, "Mean of n = 3. 1: 0 · 2: 1 · 3: 1 · 4: 1 · 5: 0 · 6: 0 · 7: 0.")
    assert not any("How far does the scale" in asked for asked in programme.asked())
