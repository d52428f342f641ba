"""What the coordinator said becomes wishes, and teams keep their labels."""

from __future__ import annotations

from time import monotonic

from mentoring_sync.mail.kinds.introductions import INTRODUCTION
from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.person import Mentor
from mentoring_sync.records.problem import Problem
from mentoring_sync.records.team import Pin, Seat, Standing, Team, TeamStatus, Unplaced, Veto, Wishes
from mentoring_sync.run.candidates import of_people, request_of
from mentoring_sync.run.labels import labelled
from mentoring_sync.run.wishes import wishes_of
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.tabs.teams import StandingTeam
from tests.builders import a_mentee, a_mentor, a_round, hours, slot

MAYA, OTTO = a_mentor("Maya Okafor"), a_mentor("Otto Berg")
NOOR = a_mentee("Noor Haddad").id


def a_team(mentor: Mentor = MAYA) -> Team:
    return Team(mentor=mentor, slot=slot(), seats=(Seat(mentee=a_mentee(), score=50),))


def stands(mentor: Mentor = MAYA, label: str = "Team 1") -> StandingTeam:
    return StandingTeam(label=label, mentor=mentor.email, slot=slot(), mentees=(NOOR,))


def a_posting(team: str, state: MailState = MailState.SENT) -> Posting:
    return Posting(key=team, kind=INTRODUCTION.name, team=team, to="", subject="", state=state)


def wishes(
    said: CoordinatorInput, *postings: Posting, mentors: tuple[Mentor, ...] = (MAYA, OTTO), repair: bool = False
) -> Wishes:
    return wishes_of(said, mentors, postings, repair=repair)[0]


def complaints(*mentors: Mentor, words: str) -> list[Problem]:
    return wishes_of(CoordinatorInput(move_to={NOOR: words}), mentors, (), repair=False)[1]


def labels(teams: list[Team], standing: list[StandingTeam], *postings: Posting) -> list[str]:
    return [each.label for each in labelled(teams, standing, postings)]


def test_pins_and_vetoes_are_passed_on() -> None:
    said = CoordinatorInput(pinned=frozenset({(NOOR, MAYA.email)}), apart_from={NOOR: OTTO.email})
    assert wishes(said) == Wishes(pins=frozenset({Pin(NOOR, MAYA.id)}), vetoes=frozenset({Veto(NOOR, OTTO.id)}))


def test_move_to_takes_a_name_in_any_case() -> None:
    assert wishes(CoordinatorInput(move_to={NOOR: "otto BERG"})).pins == {Pin(NOOR, OTTO.id)}


def test_move_to_takes_an_address_in_any_case() -> None:
    assert wishes(CoordinatorInput(move_to={NOOR: "Otto.Berg@example.org"})).pins == {Pin(NOOR, OTTO.id)}


def test_move_to_is_stronger_than_a_pin() -> None:
    said = CoordinatorInput(pinned=frozenset({(NOOR, MAYA.email)}), move_to={NOOR: OTTO.name})
    assert wishes(said).pins == {Pin(NOOR, OTTO.id)}


def test_move_to_a_stranger_is_reviewed_and_the_pin_holds() -> None:
    said = CoordinatorInput(pinned=frozenset({(NOOR, MAYA.email)}), move_to={NOOR: "Nobody"})
    assert wishes(said).pins == {Pin(NOOR, MAYA.id)}
    [problem] = complaints(MAYA, words="Nobody")
    assert "no mentor of this round" in problem.what
    assert problem.about == NOOR


def test_move_to_a_name_that_two_mentors_share_is_reviewed() -> None:
    [problem] = complaints(MAYA, a_mentor("Maya Okafor", email="other@example.org"), words="Maya Okafor")
    assert "several mentors" in problem.what


def test_teams_stand_from_run_to_run() -> None:
    [standing] = wishes(CoordinatorInput(standing=(stands(),))).standing
    assert standing == Standing(mentor=MAYA.id, slot=slot(), mentees=(NOOR,), introduced=False)


def test_pairing_again_lets_go_of_teams_that_nobody_was_told_of() -> None:
    assert (
        wishes(CoordinatorInput(standing=(stands(),)), a_posting("Team 1", MailState.OWED), repair=True).standing == ()
    )


def test_pairing_again_keeps_teams_whose_message_is_on_its_way() -> None:
    [standing] = wishes(
        CoordinatorInput(standing=(stands(),)), a_posting("Team 1", MailState.SENDING), repair=True
    ).standing
    assert standing.introduced


def test_pairing_again_may_change_teams_that_nobody_has_been_told_of_though_their_draft_waits() -> None:
    said = CoordinatorInput(standing=(stands(),))
    assert wishes(said, a_posting("Team 1", MailState.DRAFTED), repair=True).standing == ()


def test_an_hour_that_was_typed_is_the_teams_hour_and_the_mentor_stays_free_at_the_others() -> None:
    evenings = hours("Europe/Berlin", "Mon 17:00-18:00", "Wed 18:00-19:00")
    maya, noor = a_mentor("Maya Okafor", hours=evenings), a_mentee("Noor Haddad", hours=evenings)
    monika = a_mentee("Monika Veld", hours=hours("Europe/Berlin", "Mon 17:00-18:00"))
    wednesday = slot(at="Wed 18:00")
    asked, _ = wishes_of(
        CoordinatorInput(standing=(stands(),)), [maya], (), repair=False, fixed={maya.email: wednesday}
    )
    request = request_of([maya], [noor, monika], asked, Rules(round=a_round()))
    found = of_people(pair(request, Deadline(20, monotonic)), [maya], [noor, monika])
    [team], [left] = found.teams, found.unplaced
    assert (team.mentor, team.slot, team.mentees) == (maya, wednesday, (noor,))
    assert left.person is monika
    assert "meets on Wed 18:00 Europe/Berlin, when they aren't free" in left.reason


def test_what_pairing_found_of_candidates_is_told_of_the_people() -> None:
    noor, welsh = a_mentee("Noor Haddad"), a_mentee("Rhys Owen", languages=("Welsh",))
    request = request_of([MAYA], [noor, welsh], Wishes(), Rules(round=a_round()))
    found = of_people(pair(request, Deadline(20, monotonic)), [MAYA], [noor, welsh])
    assert [team.members for team in found.teams] == [(MAYA, noor)]
    assert found.teams[0].seats[0].why
    [left] = found.unplaced
    assert left == Unplaced(person=welsh, reason="No mentor speaks Welsh", remedies=left.remedies)


def test_a_mentors_team_keeps_its_label() -> None:
    assert labels([a_team(OTTO), a_team(MAYA)], [stands(MAYA, "Team 4")]) == ["Team 5", "Team 4"]


def test_the_first_teams_are_counted_from_one() -> None:
    assert labels([a_team(MAYA), a_team(OTTO)], []) == ["Team 1", "Team 2"]


def test_the_label_of_a_team_that_was_mailed_is_never_given_again() -> None:
    assert labels([a_team(OTTO)], [], a_posting("Team 7", MailState.UNCLEAR)) == ["Team 8"]


def test_a_label_that_is_no_number_is_kept_and_not_counted() -> None:
    assert labels([a_team(MAYA), a_team(OTTO)], [stands(MAYA, "The early birds")]) == ["The early birds", "Team 1"]


def test_a_team_is_introduced_once_its_message_was_sent() -> None:
    [sent] = labelled([a_team()], [stands()], [a_posting("Team 1")])
    [waiting] = labelled([a_team()], [stands()], [a_posting("Team 1", MailState.SENDING)])
    assert (sent.status, waiting.status) == (TeamStatus.INTRODUCED, TeamStatus.PROPOSED)
