from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.mail.key import message_key
from mentoring_sync.mail.kinds.introductions import INTRODUCTION
from mentoring_sync.mail.kinds.round import FOLLOW_UP
from tests.builders import a_round
from tests.mail.team_mail import PROGRAMME


def key(programme="Mentoring Groups", team="Team 3", round_name="2027-1"):
    named = PROGRAMME.model_copy(update={"name": programme})
    return message_key(named, a_round(name=round_name), INTRODUCTION.name, team)


def test_a_key_names_programme_round_kind_and_team():
    assert key() == "mentoring-groups/2027-1/introduction/team-3"


def test_a_kind_with_several_occasions_has_a_key_for_each():
    made = message_key(PROGRAMME, a_round(), FOLLOW_UP.name, "Team 3", "2027-02")
    assert made == "mentoring-groups/2027-1/monthly-follow-up/team-3/2027-02"


def test_programmes_in_other_scripts_have_keys_of_their_own():
    assert key("メンター") != key("メンティ")


def test_names_that_differ_in_an_accent_have_keys_of_their_own():
    assert key("Équipe") != key("Equipe")


@given(st.text(min_size=1, max_size=200), st.text(min_size=1, max_size=60))
def test_a_key_is_short_plain_ascii_whatever_the_names(programme, team):
    made = key(programme, team)
    assert made.isascii()
    assert made == made.lower()
    assert all(letter.isalnum() or letter in "-/" for letter in made)
    assert len(made) <= 200


@given(st.text(min_size=1, max_size=60))
def test_a_programme_with_a_slash_does_not_get_another_ones_key(name):
    assert key(f"{name}/x").count("/") == 3
