"""What the coordinator hears of *Review*."""

from dataclasses import replace

from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.owed import owed
from mentoring_sync.records.message import MailState
from mentoring_sync.records.problem import Place, Problem
from tests.mail.team_mail import PROGRAMME, a_posting, the_facts


def test_the_coordinator_hears_of_what_is_new_in_review_once_a_day():
    problem = Problem(where=Place(tab="Teams", row=4), what="No mentor.", remedy="Name one.")
    facts = the_facts(problems=[problem])
    (each,) = owed(due(facts), facts)
    key = each.key(facts)
    assert [reader.email for reader in each.to] == [PROGRAMME.contact]
    told = replace(facts, postings=[a_posting(MailState.SENT, key=key)])
    assert owed(due(told), told) == ()
