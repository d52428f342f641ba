"""Everyone who applied has one row of the roster, with a status and a reason."""

from __future__ import annotations

from typing import Any

from mentoring_sync.intake.outcome import Intake, Reason, Rejection
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.person import Mentor, Origin
from mentoring_sync.records.requirement import BoundsRule, Role
from mentoring_sync.records.roster import LabelledTeam, PersonStatus, RosterEntry
from mentoring_sync.records.team import Pairing, Seat, Team, TeamStatus, Unplaced
from mentoring_sync.run.roster import roster_entries
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from tests.builders import a_mentee, a_mentor, slot

MAYA, NOOR = a_mentor(), a_mentee()


TAUGHT_ONCE = Reason(
    code="requirement_workshops_taught",
    rule=Rule.BOUNDS,
    requirement=BoundsRule(field="workshops_taught", at_least=2),
    question="Workshops?",
    answer="1",
    parameters={
        "role": "mentor",
        "at_least": 2,
        "at_most": None,
        "says": 1,
        "needs": "mentor needs 2 workshops taught",
    },
)
WHERE_THEN = Reason(code="time_zone", rule=Rule.UNKNOWN_ZONE, question="Your time zone", answer="IST")


def a_rejection(reason: Reason = TAUGHT_ONCE, **given: Any) -> Rejection:
    who: dict[str, Any] = {"name": "Rex", "email": "rex@example.org", "time_zone": "Asia/Tokyo"} | given
    return Rejection(role=Role.MENTOR, origin=Origin(tab="Mentor applications", row=3), reasons=(reason,), **who)


def a_team(mentor: Mentor = MAYA) -> LabelledTeam:
    team = Team(mentor=mentor, slot=slot(), seats=(Seat(mentee=NOOR, score=50),))
    return LabelledTeam(label="Team 1", team=team, status=TeamStatus.PROPOSED)


def entries(
    *teams: LabelledTeam,
    said: CoordinatorInput | None = None,
    pairing: Pairing | None = None,
    rejections: tuple[Rejection, ...] = (),
) -> list[RosterEntry]:
    intake = Intake(mentors=(MAYA,), mentees=(NOOR,), rejections=rejections)
    return list(roster_entries(intake, pairing or Pairing(), teams, said or CoordinatorInput()))


def test_people_are_accepted_before_they_are_paired() -> None:
    assert [entry.status for entry in entries()] == [PersonStatus.ACCEPTED, PersonStatus.ACCEPTED]


def test_everyone_in_a_team_is_under_its_label() -> None:
    assert [(entry.status, entry.team) for entry in entries(a_team())] == [(PersonStatus.IN_TEAM, "Team 1")] * 2


def test_who_found_no_seat_is_told_why_and_what_would_help() -> None:
    unplaced = Unplaced(person=NOOR, reason="No mentor is free then.", remedies=("Add Tue 17:00.",))
    [_, entry] = entries(pairing=Pairing(unplaced=(unplaced,)))
    assert (entry.status, entry.reason) == (PersonStatus.WAITING, "No mentor is free then. Add Tue 17:00.")


def test_who_withdrew_is_withdrawn_whatever_team_stands() -> None:
    [_, entry] = entries(a_team(), said=CoordinatorInput(withdrawn=frozenset({(NOOR.email, Role.MENTEE)})))
    assert entry.status is PersonStatus.WITHDRAWN


def test_a_requirement_that_is_not_met_is_not_eligible_yet() -> None:
    entry = entries(rejections=(a_rejection(),))[-1]
    assert entry.status is PersonStatus.NOT_ELIGIBLE
    assert entry.reason == "mentor needs 2 workshops taught, says 1"


def test_an_answer_that_cannot_be_used_needs_another() -> None:
    assert entries(rejections=(a_rejection(WHERE_THEN),))[-1].status is PersonStatus.UNUSABLE


def test_a_rejection_without_an_address_has_no_row() -> None:
    assert len(entries(rejections=(a_rejection(email=""),))) == 2


def test_nobody_has_two_rows_in_one_role() -> None:
    found = entries(rejections=(a_rejection(email=MAYA.email), a_rejection(), a_rejection(name="Rex again")))
    assert [entry.name for entry in found] == [MAYA.name, NOOR.name, "Rex"]
