import copy
import subprocess
import sys
from typing import Any

import pytest
from pydantic import ValidationError

from mentoring_sync.intake.hours.question import times
from mentoring_sync.intake.questions import Questions
from mentoring_sync.records.requirement import Role
from tests.intake.response_tabs import questions_given, the_questions


def mistakes(*path: str, value: object) -> str:
    """What is said when the value at `path` is another."""
    given = copy.deepcopy(questions_given())
    place: Any = given
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(ValidationError) as refused:
        Questions.model_validate(given)
    return str(refused.value)


def test_mentors_are_asked_for_their_capacity_and_mentees_are_not():
    assert "capacity" in the_questions().columns(Role.MENTOR)
    assert "capacity" not in the_questions().columns(Role.MENTEE)


def test_the_grid_is_a_column_a_day():
    assert the_questions().columns(Role.MENTEE)["hours.SUN"] == ("When could you meet, by your own clock? [Sunday]",)


def test_an_option_may_be_a_text_alone():
    assert the_questions().both.tools.options[0].meaning == "Git"


def test_an_unknown_key_is_a_mistake():
    said = mistakes("both", "langauges", value={"title": "Your languages"})
    assert "langauges is not known here; did you mean languages?" in said
    assert "fields.level.shoe" in mistakes("fields", "level", value={"title": "Your level", "shoe": 7})


def test_a_question_of_ones_own_may_stand_where_earlier_versions_had_it():
    given = copy.deepcopy(questions_given())
    given["both"]["shoe_size"] = {"title": "Your shoe size", "if_blank": 0}
    assert Questions.model_validate(given).columns(Role.MENTEE)["shoe_size"] == ("Your shoe size",)


def test_an_unknown_time_zone_is_a_mistake():
    assert "'Europe/Atlantis' is no IANA time zone" in mistakes("zones", "cities", "Atlantis", value="Europe/Atlantis")


def test_an_agreement_that_means_neither_yes_nor_no_is_a_mistake():
    assert "means must be one of yes, no" in mistakes("fields", "commitment", "options", value=["I agree"])


def test_hours_that_are_no_times_are_a_mistake():
    assert "“Evenings”: means must be times" in mistakes("both", "hours", "options", value=["Evenings"])


def test_hours_may_be_named_otherwise_and_mean_times():
    given = questions_given()
    given["both"]["hours"]["options"] = [{"text": "Evening", "means": "18:00-21:00"}]
    assert Questions.model_validate(given).both.hours.meanings == ("18:00-21:00",)


def test_one_spelling_for_two_options_is_a_mistake():
    assert "“git” stands for two options" in mistakes("both", "tools", "options", value=["Git", "git"])


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("17:00-18:00", (1020, 1080)), ("9:30 – 10:15", (570, 615)), ("23:00-24:00", (1380, 1440)), ("24:00-25:00", None)],
)
def test_times_are_minutes_after_midnight(text, minutes):
    assert times(text) == minutes


def test_reading_the_configuration_doesnt_load_pandas():
    code = "import sys, mentoring_sync.intake.questions; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
