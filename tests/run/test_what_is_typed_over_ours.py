"""What a person types over our own cells is understood where it can be, and explained where it can't."""

from __future__ import annotations

import pytest

from mentoring_sync.intake.outcome import Intake
from mentoring_sync.records.availability import Weekday, WeeklySlot
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.run.corrections import corrected
from mentoring_sync.run.typed_hours import TypedHours, typed_hours
from mentoring_sync.run.wishes import named, wishes_of
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.tabs.roster import Correction
from mentoring_sync.workbook.tabs.teams import StandingTeam
from tests.builders import a_mentee, a_mentor, a_round, hours, slot

EVENINGS = hours("Europe/Berlin", "Mon 17:00-20:00", "Tue 17:00-20:00")
MAYA = a_mentor("Maya Okafor", hours=EVENINGS)
NOOR, PIA = a_mentee("Noor Haddad", hours=EVENINGS), a_mentee("Pia Lund", hours=EVENINGS)
LATE = a_mentee("Lea Sol", hours=hours("Europe/Berlin", "Mon 17:00-18:00"))


def typed(words: str, *mentees: Mentee) -> TypedHours:
    people = [NOOR, *mentees]
    team = StandingTeam(
        label="Team 1", mentor=MAYA.email, slot=slot(), mentees=tuple(sorted(each.email for each in people))
    )
    return typed_hours(CoordinatorInput(hour_typed={NOOR.email: words}, standing=(team,)), [MAYA], people, a_round())


def tuesday_at(hour: int) -> WeeklySlot:
    return WeeklySlot(day=Weekday.TUE, start=hour * 60, zone="Europe/Berlin")


@pytest.mark.parametrize(
    "words", ["Tue 18:00", "tuesday 6pm", "Tuesdays at 18:00", "TUE 18.00", "Tue 18:00 Europe/Berlin", "tues 18h00"]
)
def test_an_hour_is_understood_as_people_write_it(words: str) -> None:
    assert typed(words).fixed == {MAYA.email: tuesday_at(18)}


@pytest.mark.parametrize(
    "words", ["sometime", "18:00", "T 18:00", "Tue 25:00", "Tue 18:00 America/Toronto", "Tue 18:99"]
)
def test_an_hour_that_is_not_understood_is_reviewed_and_the_team_keeps_its_own(words: str) -> None:
    found = typed(words)
    assert not found.fixed
    assert "not understood" in found.problems[0].what


def test_an_hour_that_somebody_cannot_make_is_reviewed_with_hours_that_all_can() -> None:
    found = typed("Tue 18:00", LATE)
    assert not found.fixed
    assert "Lea Sol can't come in any week." in found.problems[0].what
    assert "Hours that suit all of them: Mon 17:00 Europe/Berlin." in found.problems[0].remedy


def test_a_typed_hour_is_what_pairing_is_asked_for_and_the_team_stands_at_it() -> None:
    team = StandingTeam(label="Team 1", mentor=MAYA.email, slot=slot(), mentees=(NOOR.email,))
    fixed = typed("Tue 18:00").fixed
    wishes, _ = wishes_of(CoordinatorInput(standing=(team,)), [MAYA], (), repair=False, fixed=fixed)
    assert wishes.fixed == {MAYA.email: tuesday_at(18)}
    assert [each.slot for each in wishes.standing] == [tuesday_at(18)]


def test_two_hours_for_one_team_are_a_question() -> None:
    team = StandingTeam(label="Team 1", mentor=MAYA.email, slot=slot(), mentees=(NOOR.email, PIA.email))
    said = CoordinatorInput(hour_typed={NOOR.email: "Tue 18:00", PIA.email: "Tue 19:00"}, standing=(team,))
    found = typed_hours(said, [MAYA], [NOOR, PIA], a_round())
    assert not found.fixed
    assert found.problems[0].choices == (str(tuesday_at(18)), str(tuesday_at(19)))


@pytest.mark.parametrize("words", ["maya okafor", "Okafor Maya", "MAYA", "Máya Okafor", MAYA.email.upper()])
def test_a_mentor_is_named_as_people_write_names(words: str) -> None:
    assert named(words, [MAYA, a_mentor("Otto Berg")]) == [MAYA]


def test_a_name_that_two_mentors_begin_with_could_be_either() -> None:
    others = [MAYA, a_mentor("Maya Berg")]
    assert named("Maya", others) == others
    assert named(" ", others) == []


def test_a_corrected_name_and_zone_are_used_and_the_rest_of_the_answers_kept() -> None:
    said = CoordinatorInput(corrections={f"mentor:{MAYA.email}": Correction(name="Maya O.", zone="America/Toronto")})
    intake, used = corrected(Intake(mentors=(MAYA,), mentees=(NOOR,)), said.corrections)
    [mentor] = intake.mentors
    assert isinstance(mentor, Mentor)
    assert (mentor.name, mentor.zone, mentor.hours.blocks) == ("Maya O.", "America/Toronto", MAYA.hours.blocks)
    assert intake.mentees == (NOOR,)
    assert used == said.corrections


def test_a_zone_that_is_none_is_not_used() -> None:
    said = CoordinatorInput(corrections={f"mentor:{MAYA.email}": Correction(zone="over the hills")})
    intake, used = corrected(Intake(mentors=(MAYA,)), said.corrections)
    assert intake.mentors == (MAYA,)
    assert used == {}
