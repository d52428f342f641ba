"""*Move to* offers the teams that a mentee could really join."""

from __future__ import annotations

from mentoring_sync.pairing.explain.openings import MOST_OPENINGS, openings
from mentoring_sync.pairing.problem.candidates import CandidateSeat, CandidateTeam, MenteeCandidate, MentorCandidate
from mentoring_sync.records.team import Veto
from tests.builders import hours, slot
from tests.pairing.rounds import a_mentee, a_mentor, rules

MONDAY = hours("Europe/Berlin", "Mon 17:00-19:00")
NOOR = a_mentee("Noor", hours=MONDAY)


def a_team(mentor: MentorCandidate, *mentees: MenteeCandidate) -> CandidateTeam:
    return CandidateTeam(
        mentor=mentor, slot=slot(), seats=tuple(CandidateSeat(mentee=mentee, score=50) for mentee in mentees)
    )


def offered(*others: CandidateTeam, vetoes: frozenset[Veto] = frozenset()) -> list[str]:
    own = a_team(a_mentor("Maya", hours=MONDAY), NOOR)
    found = openings([own, *others], vetoes, rules())
    return [team.mentor.name for team in found[NOOR.id]]


def test_a_team_with_a_seat_at_an_hour_that_suits_is_offered_and_the_own_team_is_not() -> None:
    assert offered(a_team(a_mentor("Otto", hours=MONDAY), a_mentee("Ben"))) == ["Otto"]


def test_a_full_team_is_not_offered() -> None:
    assert offered(a_team(a_mentor("Otto", capacity=1), a_mentee("Ben"))) == []


def test_a_team_that_meets_when_the_mentee_can_not_is_not_offered() -> None:
    late = CandidateTeam(
        mentor=a_mentor("Otto"), slot=slot(at="Tue 17:00"), seats=(CandidateSeat(mentee=a_mentee("Ben"), score=50),)
    )
    assert offered(late) == []


def test_a_team_without_a_common_language_or_with_somebody_to_be_kept_apart_is_not_offered() -> None:
    ben = a_mentee("Ben")
    assert offered(a_team(a_mentor("Otto", languages=("Welsh",)), ben)) == []
    assert offered(a_team(a_mentor("Otto"), ben), vetoes=frozenset({Veto(NOOR.id, ben.id)})) == []


def test_only_a_few_are_offered_and_the_best_come_first() -> None:
    poor = [a_team(a_mentor(f"Otto {at}", tools=()), a_mentee(f"Ben {at}")) for at in range(9)]
    best = a_team(a_mentor("Zoe", tools=NOOR.tools), a_mentee("Ada"))
    found = offered(*poor, best)
    assert found[0] == "Zoe"
    assert len(found) == MOST_OPENINGS
