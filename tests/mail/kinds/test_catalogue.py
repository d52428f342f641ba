import pytest

from mentoring_sync.mail.kinds.catalogue import due, owed
from mentoring_sync.records.message import MailState, MessageKind
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import TeamStatus
from tests.mail.team_mail import a_posting, a_team, the_facts


def kinds_owed(*postings):
    team = LabelledTeam(label="Team 3", team=a_team(), status=TeamStatus.PROPOSED)
    facts = the_facts(teams=[team], postings=postings)
    return [each.kind for each in owed(due(facts), facts)]


def test_a_team_without_a_posting_is_owed_its_introduction():
    assert kinds_owed() == [MessageKind.INTRODUCTION]


@pytest.mark.parametrize("state", list(MailState))
def test_a_team_with_a_posting_in_any_state_is_owed_nothing(state):
    assert kinds_owed(a_posting(state)) == []


def test_another_teams_posting_settles_nothing():
    another = a_posting(MailState.SENT, key="another", team="Team 4")
    assert kinds_owed(another) == [MessageKind.INTRODUCTION]
