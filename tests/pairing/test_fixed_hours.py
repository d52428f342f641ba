"""An hour that was typed for a team is its hour; whoever can't come then is told that, and not that nobody is free."""

from __future__ import annotations

from mentoring_sync.pairing.problem.candidates import CandidatePairing, MenteeCandidate, MentorCandidate
from mentoring_sync.pairing.rules import Strictness
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.team import Wishes
from tests.builders import hours, slot
from tests.pairing.rounds import a_mentee, a_mentor, a_pin, a_veto, id_of, paired, rules, standing, who_is_with_whom

BERLIN = "Europe/Berlin"
MON_AND_WED = hours(BERLIN, "Mon 17:00-19:00", "Wed 18:00-19:00")
MONDAY, WEDNESDAY = hours(BERLIN, "Mon 17:00-19:00"), hours(BERLIN, "Wed 18:00-19:00")
MAYA = a_mentor("Maya Okafor", hours=MON_AND_WED)
ON_WEDNESDAY = slot(at="Wed 18:00")


def fixed(*mentors: str) -> Wishes:
    return Wishes(fixed={id_of(name): ON_WEDNESDAY for name in mentors or ("Maya Okafor",)})


def left(pairing: CandidatePairing, name: str) -> tuple[str, tuple[str, ...]]:
    [found] = [each for each in pairing.unplaced if each.person.name == name]
    return found.reason, found.remedies


def at_wednesday(mentees: list[MenteeCandidate], *mentors: MentorCandidate) -> CandidatePairing:
    leading = mentors or (MAYA,)
    return paired(leading, mentees, fixed(*(mentor.name for mentor in leading)))


def test_a_team_meets_at_the_hour_that_was_typed_though_another_would_seat_more() -> None:
    found = at_wednesday([a_mentee("Wanda", hours=WEDNESDAY), *(a_mentee(f"M {at}", hours=MONDAY) for at in range(3))])
    assert [team.slot for team in found.teams] == [ON_WEDNESDAY]
    assert who_is_with_whom(found) == {MAYA.id: (id_of("Wanda"),)}


def test_the_mentor_of_a_team_with_a_typed_hour_keeps_their_own_hours() -> None:
    [team] = at_wednesday([a_mentee(hours=WEDNESDAY)]).teams
    assert team.mentor == MAYA


def test_a_typed_hour_off_the_grid_is_the_teams() -> None:
    half_past = slot(at="Mon 17:30")
    wishes = Wishes(fixed={MAYA.id: half_past})
    assert [team.slot for team in paired([MAYA], [a_mentee(hours=MONDAY)], wishes).teams] == [half_past]


def test_whoever_is_free_when_the_team_could_have_met_is_told_that_it_meets_at_another_hour() -> None:
    reason, remedies = left(
        at_wednesday([a_mentee("Wanda", hours=WEDNESDAY), a_mentee("Monika", hours=MONDAY)]), "Monika"
    )
    assert reason == (
        "The team of Maya Okafor, the only mentor with an hour in common, meets on Wed 18:00 Europe/Berlin,"
        " when they aren't free"
    )
    assert remedies[0] == "Be free on Wed 16:00 / Wed 17:00 UTC, when Maya Okafor's team has a seat"


def test_a_remedy_of_a_typed_hour_really_seats_them() -> None:
    both = a_mentee("Monika", hours=MON_AND_WED)
    assert at_wednesday([a_mentee("Wanda", hours=WEDNESDAY), both]).placed == 2


def test_whoever_has_no_hour_in_common_at_all_is_still_told_so() -> None:
    sunday = a_mentee("Sunny", hours=hours(BERLIN, "Sun 10:00-12:00"))
    reason, _ = left(at_wednesday([a_mentee("Wanda", hours=WEDNESDAY), sunday]), "Sunny")
    assert reason == "No hour in common, in every week, with the only mentor who could be understood"


def test_several_teams_that_meet_at_typed_hours_are_told_of_together() -> None:
    wanda, willy = a_mentee("Wanda", hours=WEDNESDAY), a_mentee("Willy", hours=WEDNESDAY)
    mentors = [MAYA, a_mentor("Otto Berg", hours=MON_AND_WED)]
    reason, _ = left(at_wednesday([wanda, willy, a_mentee("Monika", hours=MONDAY)], *mentors), "Monika")
    assert reason == "The team of each of the 2 mentors with an hour in common meets when they aren't free"


def test_a_typed_hour_is_told_of_beside_a_team_that_would_be_too_small() -> None:
    mentors = [MAYA, a_mentor("Otto Berg", hours=MONDAY, min_team=3)]
    mentees = [a_mentee("Wanda", hours=WEDNESDAY), a_mentee("Monika", hours=MONDAY)]
    reason, _ = left(paired(mentors, mentees, fixed()), "Monika")
    assert reason == (
        "Each of the 2 mentors with an hour in common would have too few mentees for a team then,"
        " or has a team that meets when they aren't free"
    )


def test_whoever_is_kept_apart_from_the_only_mentor_is_told_that_first() -> None:
    wishes = Wishes(vetoes=frozenset({a_veto("Monika", "Maya Okafor")}), fixed=fixed().fixed)
    reason, _ = left(paired([MAYA], [a_mentee("Monika", hours=MONDAY)], wishes), "Monika")
    assert reason == "Kept apart from the only mentor with an hour in common"


def test_a_mentor_whose_typed_hour_suits_nobody_is_told_which_it_is() -> None:
    found = at_wednesday([a_mentee("Monika", hours=MONDAY)])
    assert left(found, "Maya Okafor")[0] == (
        "No mentee who may join is free on Wed 18:00 Europe/Berlin, the hour that was typed for this team"
    )
    found = at_wednesday([a_mentee("Monika", hours=MONDAY)], a_mentor("Maya Okafor", hours=MON_AND_WED, min_team=2))
    assert left(found, "Maya Okafor")[0].startswith("Fewer than 2 mentees who may join are free on Wed 18:00")


def test_a_pin_to_a_team_with_a_typed_hour_says_that_the_hour_is_the_reason() -> None:
    wishes = Wishes(pins=frozenset({a_pin("Monika", "Maya Okafor")}), fixed=fixed().fixed)
    [ignored] = paired([MAYA], [a_mentee("Monika", hours=MONDAY)], wishes).ignored
    assert (
        ignored.because == "the team meets on Wed 18:00 Europe/Berlin, when they aren't free in every week of the round"
    )


def test_an_introduced_team_moves_to_the_hour_that_was_typed() -> None:
    wishes = Wishes(standing=(standing("Maya Okafor", slot(at="Mon 17:00"), "Noor Haddad"),), fixed=fixed().fixed)
    found = paired([MAYA], [a_mentee(hours=MON_AND_WED)], wishes, rules(strictness=Strictness.FILL_GAPS))
    assert [team.slot for team in found.teams] == [ON_WEDNESDAY]


def test_an_hour_that_the_mentor_can_not_make_gives_no_team() -> None:
    found = at_wednesday([a_mentee("Monika", hours=MONDAY)], a_mentor("Maya Okafor", hours=MONDAY))
    assert found.placed == 0
    assert all(each.reason for each in (*found.unplaced_in(Role.MENTOR), *found.unplaced_in(Role.MENTEE)))


def test_an_agreed_hour_off_the_grid_is_an_hour_in_common() -> None:
    half_past = hours(BERLIN, "Mon 17:30-18:30")
    wishes = Wishes(standing=(standing("Maya Okafor", slot(at="Mon 17:30"), "Noor Haddad"),))
    mentor = a_mentor("Maya Okafor", hours=half_past, min_team=3)
    reason, _ = left(paired([mentor], [a_mentee(hours=half_past)], wishes), "Noor Haddad")
    assert reason == "The only mentor with an hour in common would have too few mentees for a team then"
