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


def test_the_operator_hears_of_what_is_mended_in_forms_and_configuration_and_the_coordinator_of_the_rest():
    theirs = Problem(where=Place(tab="Teams", row=4), what="No mentor.", remedy="Name one.")
    shared = Problem(where=Place(tab="Mentor applications", row=2), what="Answers.", remedy="x", for_operator=True)
    facts = the_facts(problems=[theirs, shared], operator="operator@example.org")
    heard = {each.to[0].email: each.says["problems"] for each in digests(facts)}
    assert heard == {PROGRAMME.contact: (theirs,), "operator@example.org": (shared,)}
    keys = {each.key(facts) for each in owed(due(facts), facts)}
    assert len(keys) == 2
    (to_operator,) = [each for each in digests(facts) if each.to[0].email != PROGRAMME.contact]
    assert f"you run the software of {PROGRAMME.name}" in text_of(composed(to_operator, facts))


def test_without_an_operator_the_coordinator_hears_of_all():
    shared = Problem(where=Place(tab="Mentor applications", row=2), what="Answers.", remedy="x", for_operator=True)
    (found,) = digests(the_facts(problems=[shared]))
    assert [reader.email for reader in found.to] == [PROGRAMME.contact]
    assert f"you coordinate {PROGRAMME.name}" in text_of(composed(found, the_facts(problems=[shared])))


def test_a_digests_points_are_two_sentences_with_a_link_to_the_cell():
    where = Place(tab="Mentor applications", row=3, column="Your name")
    problem = Problem(where=where, what="Bo Lind: mentor needs 2 workshops taught, says 1", remedy="Tick Waive")
    link = "https://docs.google.com/spreadsheets/d/1#gid=7&range=B3"
    facts = the_facts(problems=[problem], links={where: link})
    (found,) = digests(facts)
    (point,) = [line for line in text_of(composed(found, facts)).splitlines() if line.startswith("- ")]
    assert point == f"- {where}: Bo Lind: mentor needs 2 workshops taught, says 1. Tick Waive. Show it: {link}"
