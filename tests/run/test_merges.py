"""Which words in *Merge into* bring teams together, at which hour, and what is said where they can't."""

from __future__ import annotations

from typing import Any

from mentoring_sync.pairing.rules import Rules
from mentoring_sync.run.merges import Merges, merges
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.known.merges import KnownMerge, known_merge_cells, read_known_merges
from mentoring_sync.workbook.tabs.teams import StandingTeam
from tests.builders import a_mentee, a_mentor, a_round, hours, slot

MAYA, OTTO = a_mentor("Maya Okafor"), a_mentor("Otto Berg")
NOOR, PIA = a_mentee("Noor Haddad"), a_mentee("Pia Moll")
RULES = Rules(round=a_round())
FIRST = StandingTeam(label="Team 1", mentor=MAYA.id, slot=slot(), mentees=(NOOR.id,))
SECOND = StandingTeam(label="Team 2", mentor=OTTO.id, slot=slot(), mentees=(PIA.id,))


def heard(words: dict[str, str], *, mentors: Any = (MAYA, OTTO), mentees: Any = (NOOR, PIA), **given: Any) -> Merges:
    said = CoordinatorInput(merge_into=words, standing=given.pop("standing", (FIRST, SECOND)), **given)
    return merges(said, mentors, mentees, RULES, known=given.get("known", {}))


def said_of(found: Merges) -> str:
    [problem] = found.problems
    return f"{problem.what} {problem.remedy}"


def test_all_mentees_of_the_one_team_join_the_other_and_nobody_there_has_to_go() -> None:
    found = heard({NOOR.id: "team 2"})
    assert found.pins == {NOOR.id: OTTO.id, PIA.id: OTTO.id}
    assert (found.hours, found.problems) == ({}, ())


def test_a_team_is_known_by_its_number_and_by_its_mentor_too() -> None:
    assert [heard({NOOR.id: word}).pins[NOOR.id] for word in ("2", "Otto Berg", OTTO.email)] == [OTTO.id] * 3


def test_where_the_hour_of_the_other_does_not_suit_one_that_suits_all_is_taken() -> None:
    wednesdays = a_mentee("Noor Haddad", hours=hours("Europe/Berlin", "Wed 17:00-18:00"))
    found = heard({NOOR.id: "Team 2"}, mentees=(wednesdays, PIA))
    assert found.hours == {OTTO.id: slot(at="Wed 17:00")}


def test_where_no_hour_suits_all_nothing_changes_and_review_says_who_stands_in_the_way() -> None:
    sundays = a_mentee("Noor Haddad", hours=hours("Europe/Berlin", "Sun 07:00-08:00"))
    found = heard({NOOR.id: "Team 2"}, mentees=(sundays, PIA))
    assert found.pins == {}
    assert "no hour at which all of them are free" in said_of(found)
    assert "move Noor Haddad elsewhere first" in said_of(found)


def test_a_mentor_without_room_is_named_with_how_to_make_some() -> None:
    found = heard({NOOR.id: "Team 2"}, mentors=(MAYA, a_mentor("Otto Berg", capacity=1)))
    assert "together have 2 mentees, and Otto Berg takes 1" in said_of(found)
    assert "Takes at most" in said_of(found)


def test_two_teams_that_name_each_other_stay() -> None:
    found = heard({NOOR.id: "Team 2", PIA.id: "Team 1"})
    assert found.pins == {}
    assert len(found.problems) == 2


def test_a_word_of_two_minds_is_asked_about() -> None:
    third = StandingTeam(label="Team 3", mentor="x@example.org", slot=slot(), mentees=("y@example.org",))
    both = StandingTeam(label="Team 1", mentor=MAYA.id, slot=slot(), mentees=(NOOR.id, "rex@example.org"))
    found = heard(
        {NOOR.id: "Team 2", "rex@example.org": "Team 3"},
        mentors=(MAYA, OTTO, a_mentor("X", email="x@example.org")),
        standing=(both, SECOND, third),
    )
    assert found.pins == {}
    assert {problem.what for problem in found.problems} == {
        "Nothing was merged: Team 1 is to become part of several teams."
    }


def test_once_done_it_holds_for_as_long_as_the_word_stands() -> None:
    done = {str(NOOR.id): KnownMerge(word="team 2", mentor=OTTO.id, mentees=(NOOR.id,))}
    assert read_known_merges(known_merge_cells(done)) == done
    together = StandingTeam(label="Team 2", mentor=OTTO.id, slot=slot(), mentees=(NOOR.id, PIA.id))
    said = CoordinatorInput(merge_into={NOOR.id: "team 2"}, standing=(together,))
    found = merges(said, (MAYA, OTTO), (NOOR, PIA), RULES, known=done)
    assert (found.pins, found.known) == ({NOOR.id: OTTO.id}, done)
    assert merges(CoordinatorInput(standing=(together,)), (MAYA, OTTO), (NOOR, PIA), RULES, known=done) == Merges()
