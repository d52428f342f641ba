"""Teams that can meet, what the coordinator said, and the reasons of those who have no team."""

from __future__ import annotations

from datetime import date

import pytest

from mentoring_sync.pairing.rules import PairingSettings, Rules, Strictness
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.team import Objective, Wishes
from tests.builders import a_round, hours, slot
from tests.pairing.rounds import (
    a_mentee,
    a_mentor,
    a_pin,
    a_veto,
    id_of,
    paired,
    paired_unchecked,
    rules,
    standing,
    who_is_with_whom,
)


def reason(pairing, role):
    (unplaced,) = pairing.unplaced_in(role)
    return unplaced.reason


def test_a_mentor_and_a_mentee_with_an_hour_in_common_become_a_team():
    found = paired([a_mentor()], [a_mentee()])
    assert who_is_with_whom(found) == {id_of("Maya Okafor"): (id_of("Noor Haddad"),)}
    assert str(found.teams[0].slot) in {
        "Mon 17:00 Europe/Berlin",
        "Mon 18:00 Europe/Berlin",
        "Wed 17:00 Europe/Berlin",
        "Wed 18:00 Europe/Berlin",
    }


def test_an_hour_in_common_in_the_first_week_only_is_no_hour():
    berlin = a_mentor(hours=hours("Europe/Berlin", "Mon 17:00-18:00"))
    phoenix = a_mentee(hours=hours("America/Phoenix", "Mon 08:00-09:00"))
    assert reason(paired([berlin], [phoenix]), Role.MENTEE).startswith("No hour in common")


def test_a_longer_block_bridges_the_clock_change():
    berlin = a_mentor(hours=hours("Europe/Berlin", "Mon 17:00-18:00"))
    phoenix = a_mentee(hours=hours("America/Phoenix", "Mon 08:00-10:00"))
    assert paired([berlin], [phoenix]).placed == 1


def test_hours_that_run_past_midnight_and_past_the_week_are_one_stretch():
    late = hours("Europe/Berlin", "Sun 23:30-24:00", "Mon 00:00-00:30")
    found = paired([a_mentor(hours=late)], [a_mentee(hours=late)], given=rules(start_step_minutes=30))
    assert str(found.teams[0].slot) == "Sun 23:30 Europe/Berlin"


def test_a_half_hour_zone_meets_on_the_mentor_s_whole_hour():
    kolkata = a_mentee(hours=hours("Asia/Kolkata", "Mon 20:30-23:00"))
    assert paired([a_mentor(hours=hours("Europe/Berlin", "Mon 17:00-18:00"))], [kolkata]).placed == 1


def test_more_people_come_before_a_better_score():
    busy = a_mentor("Busy Twin", capacity=1, tools=("R",))
    other = a_mentor("Other Twin", capacity=1, tools=("SQL",), languages=("Spanish",))
    bilingual = a_mentee("Bilingual", tools=("R",), languages=("English", "Spanish"))
    english = a_mentee("English Only", tools=("Shell",))
    assert paired([busy, other], [bilingual, english]).placed == 2


def test_a_higher_priority_class_is_seated_first():
    found = paired([a_mentor(capacity=1)], [a_mentee("Perfect Fit"), a_mentee("Waiting", tools=(), priority=1)])
    assert found.teams[0].mentees[0].id == id_of("Waiting")


def test_a_team_below_the_mentor_s_minimum_is_no_team():
    found = paired([a_mentor(min_team=2)], [a_mentee()])
    assert found.teams == ()
    assert "too few mentees" in reason(found, Role.MENTEE)
    assert "2 mentees" in reason(found, Role.MENTOR)


def test_nobody_is_their_own_mentor():
    twice = {"id": id_of("Both")}
    assert paired([a_mentor(**twice)], [a_mentee(**twice)]).placed == 0


def test_two_mentees_who_are_kept_apart_are_never_in_one_team():
    wishes = Wishes(vetoes=frozenset({a_veto("Ann", "Ben")}))
    assert paired([a_mentor()], [a_mentee("Ann"), a_mentee("Ben"), a_mentee("Cem")], wishes).placed == 2


def test_a_pin_is_kept_at_the_cost_of_the_score():
    mentors = [a_mentor("Good Fit"), a_mentor("Bad Fit", tools=())]
    wishes = Wishes(pins=frozenset({a_pin("Noor Haddad", "Bad Fit")}))
    assert who_is_with_whom(paired(mentors, [a_mentee()], wishes)) == {id_of("Bad Fit"): (id_of("Noor Haddad"),)}


def test_a_pin_without_a_common_language_is_ignored_with_a_sentence():
    wishes = Wishes(pins=frozenset({a_pin("Noor Haddad", "Maya Okafor")}))
    found = paired([a_mentor(languages=("Welsh",))], [a_mentee()], wishes)
    assert tuple(map(str, found.ignored)) == (
        "noor.haddad@example.org can't be pinned to maya.okafor@example.org: they share no language",
    )


def test_pins_beyond_the_room_of_a_team_are_ignored():
    pins = frozenset(a_pin(name, "Maya Okafor") for name in ("Ann", "Ben"))
    found = paired([a_mentor(capacity=1)], [a_mentee("Ann"), a_mentee("Ben")], Wishes(pins=pins))
    assert tuple(map(str, found.ignored)) == (
        "ben@example.org can't be pinned to maya.okafor@example.org: the team has room for 1",
    )


def test_pins_that_together_starve_a_team_are_given_up_one_at_a_time():
    mentors = [a_mentor("First", min_team=2), a_mentor("Second", min_team=2)]
    pins = frozenset({a_pin("Ann", "First"), a_pin("Ben", "Second")})
    found = paired(mentors, [a_mentee("Ann"), a_mentee("Ben"), a_mentee("Cem")], Wishes(pins=pins))
    assert found.placed == 3
    assert len(found.ignored) == 1


def test_a_mentee_who_shares_no_language_is_told_which_is_missing():
    found = paired([a_mentor()], [a_mentee(languages=("Welsh", "Irish"))])
    assert reason(found, Role.MENTEE) == "No mentor speaks Welsh or Irish"


def test_a_mentee_whose_mentor_is_full_is_told_so():
    found = paired([a_mentor(capacity=1)], [a_mentee("Ann"), a_mentee("Ben", tools=())])
    assert reason(found, Role.MENTEE) == "The only mentor with an hour in common is full or meets at another hour"


@pytest.mark.parametrize("strictness", [Strictness.FILL_GAPS, Strictness.MOVE_PROPOSED])
def test_an_introduced_team_keeps_its_hour_though_another_would_seat_more(strictness):
    mentor = a_mentor(hours=hours("Europe/Berlin", "Mon 17:00-19:00"))
    mentees = [
        a_mentee("Told", hours=hours("Europe/Berlin", "Mon 17:00-19:00")),
        a_mentee("Late", hours=hours("Europe/Berlin", "Mon 18:00-19:00")),
    ]
    wishes = Wishes(standing=(standing("Maya Okafor", slot(at="Mon 17:00"), "Told"),))
    found = paired([mentor], mentees, wishes, rules(strictness=strictness))
    assert (found.placed, str(found.teams[0].slot)) == (1, "Mon 17:00 Europe/Berlin")


def test_anyone_may_be_moved_when_the_coordinator_says_so():
    mentor = a_mentor(hours=hours("Europe/Berlin", "Mon 17:00-19:00"))
    late = a_mentee("Late", hours=hours("Europe/Berlin", "Mon 18:00-19:00"))
    wishes = Wishes(standing=(standing("Maya Okafor", slot(at="Mon 17:00"), "Noor Haddad"),))
    found = paired([mentor], [a_mentee(), late], wishes)
    assert (found.placed, str(found.teams[0].slot)) == (2, "Mon 18:00 Europe/Berlin")


def test_an_agreed_hour_off_the_grid_may_stay():
    mentor = a_mentor(hours=hours("Europe/Berlin", "Mon 17:00-19:00"))
    wishes = Wishes(standing=(standing("Maya Okafor", slot(at="Mon 17:30"), "Noor Haddad"),))
    assert str(paired([mentor], [a_mentee()], wishes).teams[0].slot) == "Mon 17:30 Europe/Berlin"


def test_the_lowest_score_is_lifted_where_the_sum_is_equal():
    half = {"domain": {"same": 50}, "tools": {"shared": 50}}
    mentors = [
        a_mentor("Both", capacity=1, tools=("R",), domain="physics"),
        a_mentor("Half", capacity=1, tools=("R",), domain="biology"),
    ]
    mentees = [a_mentee("Ann", tools=("R",), domain="physics"), a_mentee("Ben", tools=("SQL",), domain="physics")]
    found = paired(mentors, mentees, given=rules(scores=half))
    assert sorted(seat.score for team in found.teams for seat in team.seats) == [50, 50]


def test_equal_teams_are_of_even_sizes():
    mentees = [a_mentee(f"Mentee {at}") for at in range(4)]
    found = paired([a_mentor("First", capacity=3), a_mentor("Second", capacity=3)], mentees)
    assert [len(team.seats) for team in found.teams] == [2, 2]


def test_why_a_pair_fits_is_said_in_short_phrases():
    found = paired([a_mentor(domain="biology")], [a_mentee(domain="biology", tools=("Python", "R"))])
    assert found.teams[0].seats[0].why[:2] == ("both work in biology", "both know Python")


def test_without_time_there_is_a_pairing_all_the_same():
    found = paired([a_mentor()], [a_mentee()], given=rules(work_limit=1e-9))
    assert found.objectives[Objective.PLACED].bound == 1


@pytest.mark.parametrize(("hold", "placed"), [("every week", 0), ("meetings", 1)])
def test_who_is_free_whenever_the_team_meets_may_be_enough(hold, placed):
    autumn = a_round(meeting_every_weeks=5)  # in the weeks between the clock changes of both continents it doesn't meet
    given = Rules.of(PairingSettings(hold=hold), autumn)
    mentors = [a_mentor(hours=hours("Europe/Berlin", "Mon 18:00-19:00"))]
    found = paired_unchecked(mentors, [a_mentee(hours=hours("America/New_York", "Mon 12:00-13:00"))], given=given)
    assert found.placed == placed


@pytest.mark.parametrize("day", range(18, 25))
def test_a_round_may_start_on_any_weekday(day):
    first = a_round(start=date(2027, 1, day)).meetings(slot(at="Wed 17:00"))[0].date()
    assert first.weekday() == 2
    assert 0 <= (first - date(2027, 1, day)).days < 7
