import pytest

from mentoring_sync.mail.owed import introductions_owed
from mentoring_sync.records.message import MailState
from tests.mail.team_mail import a_posting, the_introduction


def test_a_team_without_a_posting_is_owed_its_introduction():
    message = the_introduction()
    assert introductions_owed([message], []) == (message,)


@pytest.mark.parametrize("state", list(MailState))
def test_a_team_with_a_posting_in_any_state_is_owed_nothing(state):
    message = the_introduction()
    assert introductions_owed([message], [a_posting(state, key=message.key)]) == ()


def test_another_teams_posting_settles_nothing():
    message = the_introduction()
    assert introductions_owed([message], [a_posting(MailState.SENT, key="another")]) == (message,)


def test_one_team_is_owed_one_introduction_even_if_it_is_given_twice():
    message = the_introduction()
    assert introductions_owed([message, message], []) == (message,)
