from datetime import datetime

import pytest
from pydantic import ValidationError

from mentoring_sync.records.person import Mentor
from tests.builders import APPLIED, a_mentee, a_mentor, hours, terms


def test_nobody_can_be_made_without_the_programmes_terms():
    with pytest.raises(ValidationError, match="a person applies under the programme's terms"):
        Mentor.model_validate(dict(a_mentor()))


def test_an_address_is_kept_in_lower_case():
    assert a_mentee(email="Noor.Haddad@Example.ORG").email == "noor.haddad@example.org"


@pytest.mark.parametrize("email", ["", "noor", "noor@", "@example.org", "a b@example.org"])
def test_what_is_no_address_is_refused(email):
    with pytest.raises(ValidationError, match="valid email address"):
        a_mentee(email=email)


@pytest.mark.parametrize("name", ["", "   "])
def test_a_person_has_a_name(name):
    with pytest.raises(ValidationError, match="name"):
        a_mentee(name=name, email="noor@example.org")


def test_a_person_speaks_a_language():
    with pytest.raises(ValidationError, match="languages"):
        a_mentee(languages=())


def test_the_first_language_is_the_one_preferred():
    assert a_mentee(languages=("Spanish", "English")).first_language == "Spanish"


def test_a_persons_zone_is_that_of_their_hours():
    assert a_mentee(hours=hours("Asia/Kolkata")).zone == "Asia/Kolkata"


def test_a_mentor_takes_at_least_one_mentee():
    with pytest.raises(ValidationError, match="capacity"):
        a_mentor(capacity=0)


def test_when_someone_applied_has_a_zone():
    with pytest.raises(ValidationError, match="applied_at"):
        a_mentee(applied_at=datetime.fromisoformat("2026-11-02 14:03:22"))


def test_a_person_doesnt_change():
    with pytest.raises(ValidationError, match="frozen"):
        a_mentor().name = "Someone else"  # type: ignore[misc]


def test_the_origin_says_where_the_answers_stand():
    assert str(a_mentee().origin) == "Mentee applications, row 2"


def test_the_builders_defaults_meet_every_requirement():
    assert a_mentee().shortfalls(terms()) == ()
    assert a_mentor().applied_at == APPLIED
