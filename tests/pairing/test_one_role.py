"""Who is open to either role takes part in one of them, the one in which more people are in teams."""

from __future__ import annotations

from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.records.team import Wishes
from tests.pairing.rounds import a_mentee, a_mentor, a_pin, id_of, paired_unchecked


def roles_of(pairing: CandidatePairing, name: str) -> list[str]:
    """The roles in which somebody is in a team."""
    leads = [team.mentor.role.value for team in pairing.teams if team.mentor.id == id_of(name)]
    return leads + [mentee.role.value for team in pairing.teams for mentee in team.mentees if mentee.id == id_of(name)]


def test_with_a_mentor_who_has_room_one_joins() -> None:
    mentees = [a_mentee("Bo"), a_mentee("Cy", either=True)]
    found = paired_unchecked([a_mentor("Ada", capacity=2), a_mentor("Cy", either=True)], mentees)
    assert roles_of(found, "Cy") == ["mentee"]
    assert found.unplaced == ()


def test_where_mentors_are_few_one_leads() -> None:
    mentees = [a_mentee("Bo"), a_mentee("Di"), a_mentee("Cy", either=True)]
    found = paired_unchecked([a_mentor("Ada", capacity=1), a_mentor("Cy", capacity=1, either=True)], mentees)
    assert roles_of(found, "Cy") == ["mentor"]
    assert sorted(roles_of(found, "Bo") + roles_of(found, "Di")) == ["mentee", "mentee"]


def test_several_each_have_one_role() -> None:
    both = [f"Ed {at}" for at in range(4)]
    mentors = [a_mentor(name, capacity=2, either=True) for name in both]
    found = paired_unchecked(mentors, [a_mentee(name, either=True) for name in both])
    assert all(len(roles_of(found, name)) == 1 for name in both)


def test_a_pin_settles_the_role() -> None:
    mentees = [a_mentee("Bo"), a_mentee("Cy", either=True)]
    mentors = [a_mentor("Ada", capacity=2), a_mentor("Cy", either=True)]
    found = paired_unchecked(mentors, mentees, Wishes(pins=frozenset({a_pin("Bo", "Cy")})))
    assert roles_of(found, "Cy") == ["mentor"]


def test_who_isnt_placed_lacks_a_team_once() -> None:
    found = paired_unchecked([a_mentor("Cy", either=True)], [a_mentee("Cy", either=True)])
    assert [(each.person.id, each.person.role.value) for each in found.unplaced] == [(id_of("Cy"), "mentee")]
