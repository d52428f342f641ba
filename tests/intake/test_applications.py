from typing import Any

import pytest

from mentoring_sync.intake.outcome import Rejection
from mentoring_sync.records.availability import WeeklyHours
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.requirement import Role
from tests.builders import block
from tests.intake.response_tabs import read


def the_mentor(**given) -> Mentor:
    return read(mentors=[given]).mentors[0]


def the_mentee(**given) -> Mentee:
    return read(mentees=[given]).mentees[0]


def the_rejection(role: Role = Role.MENTEE, **given) -> Rejection:
    tables: dict[str, Any] = {f"{role.value}s": [given]}
    return read(**tables).rejections[0]


def sentence(role: Role = Role.MENTEE, **given) -> str:
    return the_rejection(role, **given).sentence


def test_a_response_becomes_a_mentor():
    mentor = the_mentor(name="Maya Okafor", capacity=3.0, domain="Chemistry", about="I teach R")
    assert (mentor.name, mentor.capacity, mentor.domain, mentor.about) == ("Maya Okafor", 3, "Chemistry", "I teach R")
    assert mentor.answer("certification") == "certified"


def test_hours_are_in_the_persons_own_zone():
    mentee = the_mentee(time_zone="Toronto", hours_MON="17:00-18:00")
    assert mentee.hours == WeeklyHours(zone="America/Toronto", blocks=(block("Mon 17:00-18:00"),))


def test_the_language_that_one_prefers_comes_first():
    assert the_mentee(languages="English, German", first_language="German").languages == ("German", "English")


def test_the_preferred_language_counts_though_it_wasnt_ticked():
    assert the_mentee(languages="English", first_language="Tamil").languages == ("Tamil", "English")


def test_what_matters_most_to_a_mentee_comes_first_among_the_kinds_of_help():
    wanted = "Logistics of running a workshop (e.g. install issues, answering learner questions)"
    mentee = the_mentee(kinds_of_help=f"Strategies to build local communities, {wanted}", most_wanted=wanted)
    assert mentee.kinds_of_help == (wanted, "Strategies to build local communities")


def test_a_mentor_who_leaves_the_capacity_blank_gets_the_programmes_default():
    assert the_mentor(capacity=None).capacity == 4


def test_a_capacity_that_cant_be_read_is_one_mentee_until_somebody_has_asked():
    found = read(mentors=[{"capacity": "it depends"}])
    assert found.mentors[0].capacity == 1
    assert [problem.what for problem in found.problems] == [
        "Noor Haddad: “it depends” is no number; no more than 1 mentee until they say"
    ]


def test_a_mentor_for_nobody_is_turned_away():
    assert "“0” can't be the answer to “How many mentees" in sentence(Role.MENTOR, capacity="0")


def test_a_number_where_text_was_asked_is_text():
    assert the_mentee(institution=42.0, name=7.0).institution == "42"


def test_formula_like_text_stays_text():
    assert the_mentee(institution="=1+2", region="+49 30 5550").institution == "=1+2"


def test_a_decomposed_name_is_composed():
    assert the_mentee(name="Jose\u0301 Nu\u0301n\u0303ez").name == "José Núñez"


@pytest.mark.parametrize("name", ["陈美玲", "ليلى حسن", "Suhartini", "Niamh O’Shaughnessy", "María José Van-der Weg"])
def test_any_persons_name_is_a_name(name):
    assert the_mentee(name=name).name == name


def test_an_address_in_capitals_is_the_same_address():
    assert the_mentee(email=" Noor.Haddad@Example.ORG ").email == "noor.haddad@example.org"


def test_a_mentor_who_taught_once_is_told_what_is_missing():
    rejection = the_rejection(Role.MENTOR, workshops_taught="one")
    assert rejection.sentence == "mentor needs 2 workshops taught, says “one”"
    assert rejection.reasons[0].question == "How many workshops have you taught?"
    assert rejection.reasons[0].answer == "one"
    assert rejection.waivable


def test_every_reason_is_named_at_once():
    rejection = the_rejection(email="", time_zone="IST", languages=None, first_language=None, certification="No")
    assert [reason.code for reason in rejection.reasons] == [
        "email",
        "time_zone",
        "languages",
        "requirement_certification",
    ]
    assert not rejection.waivable


def test_a_waived_requirement_makes_a_person():
    given = [{"workshops_taught": "1", "email": "a@example.org"}]
    found = read(mentors=given, waived={("a@example.org", Role.MENTOR)})
    assert found.mentors[0].answer("workshops_taught") == 1


def test_a_waiver_in_one_role_doesnt_count_in_the_other():
    given = [{"workshops_taught": "1", "email": "a@example.org"}]
    assert read(mentors=given, waived={("a@example.org", Role.MENTEE)}).rejections


def test_a_waiver_doesnt_make_an_unusable_answer_usable():
    given = [{"time_zone": "IST", "email": "a@example.org"}]
    assert read(mentees=given, waived={("a@example.org", Role.MENTEE)}).rejections


def test_a_mentee_who_taught_more_than_expected_is_a_mentee_all_the_same():
    assert the_mentee(workshops_taught="2-3").answer("workshops_taught") == 2


def test_an_answer_about_certification_that_is_no_option_is_asked_about_and_never_counts_as_none():
    rejection = the_rejection(certification="I was, long ago")
    assert not rejection.waivable
    assert [reason.code for reason in rejection.reasons] == ["certification"]
    assert "“I was, long ago”, which is none of the options" in rejection.sentence


def test_a_time_zone_that_is_known_stands_in_the_rejection():
    assert the_rejection(time_zone="Lagos", name="").time_zone == "Africa/Lagos"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "no name is given"),
        ({"name": "x" * 300}, "string should have at most 200 characters"),
        ({"email": None}, "no e-mail address is given"),
        ({"email": "ana(at)example.org"}, "an email address must have an @-sign"),
        ({"email": "ana@"}, "can't be the answer to “Email Address”"),
        ({"time_zone": ""}, "no time zone is given"),
        ({"hours_MON": ""}, "no hours are ticked in which they could meet"),
        ({"languages": "", "first_language": ""}, "no language is named"),
        ({"timestamp": None}, "no timestamp is there: type into the response when it was given"),
        ({"timestamp": "soon"}, "the timestamp “soon” is no time that can be read"),
        ({"workshops_taught": ""}, "no number is given"),
        ({"workshops_taught": 46054.0}, "“46054” can't be true"),
    ],
)
def test_an_answer_that_cant_be_used_is_named(given, said):
    assert said in sentence(**given)


def test_an_address_that_is_none_is_no_key():
    assert the_rejection(email="ana(at)example.org").email == ""
