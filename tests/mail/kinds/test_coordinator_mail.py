"""What the coordinator hears of *Review*."""

from dataclasses import replace

from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.coordinator import digests
from mentoring_sync.mail.kinds.owed import owed
from mentoring_sync.records.message import MailState
from mentoring_sync.records.problem import Place, Problem
from tests.mail.team_mail import PROGRAMME, a_posting, composed, text_of, the_facts


def test_the_coordinator_hears_of_what_is_new_in_review_once_a_day():
    problem = Problem(where=Place(tab="Teams", row=4), what="No mentor.", remedy="Name one.")
    facts = the_facts(problems=[problem])
    (each,) = owed(due(facts), facts)
    key = each.key(facts)
    assert [reader.email for reader in each.to] == [PROGRAMME.contact]
    told = replace(facts, postings=[a_posting(MailState.SENT, key=key)])
    assert owed(due(told), told) == ()


def test_a_digests_points_are_two_sentences_with_a_link_to_the_cell():
    where = Place(tab="Mentor applications", row=3, column="Your name")
    problem = Problem(where=where, what="Bo Lind: mentor needs 2 workshops taught, says 1", remedy="Tick Waive")
    link = "https://docs.google.com/spreadsheets/d/1#gid=7&range=B3"
    facts = the_facts(problems=[problem], links={where: link})
    (found,) = digests(facts)
    (point,) = [line for line in text_of(composed(found, facts)).splitlines() if line.startswith("- ")]
    assert point == f"- {where}: Bo Lind: mentor needs 2 workshops taught, says 1. Tick Waive. Show it: {link}"
