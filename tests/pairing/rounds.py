"""Candidates, requests and pairings for the pairing tests, with good defaults."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from time import monotonic
from typing import Any

from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.problem.candidates import CandidatePairing, MenteeCandidate, MentorCandidate
from mentoring_sync.pairing.problem.problem import PairingProblem, formulate
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.rules import Rules, Strictness
from mentoring_sync.pairing.solver.budget import Budget
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.team import Pin, Standing, Veto, Wishes
from tests.builders import a_round, email_of, hours
from tests.pairing.checker import check


def rules(**given: Any) -> Rules:
    """Whole hours, at most five mentees, anyone may be moved; three continents change clocks in the round."""
    autumn = a_round(start=date(2026, 9, 7), applications_close=date(2026, 8, 28), weeks=12)
    return Rules(**{"round": autumn, "work_limit": 20, "strictness": Strictness.MOVE_ANYONE, **given})


def within(work: float) -> Budget:
    """So much work, however long it takes."""
    return Budget(work, in_its_time())


def in_its_time() -> Deadline:
    """As long as the rules allow."""
    return Deadline.unlimited(monotonic)


def id_of(name: str) -> PersonId:
    """The id of whom a builder made of a name."""
    return PersonId(email_of(name))


def a_pin(mentee: str, mentor: str) -> Pin:
    """A pin, by names."""
    return Pin(id_of(mentee), id_of(mentor))


def a_veto(one: str, other: str) -> Veto:
    """A veto, by names."""
    return Veto(id_of(one), id_of(other))


def _answers(name: str, given: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": id_of(name),
        "name": name,
        "hours": hours(),
        "languages": ("English",),
        "tools": ("Python", "Git"),
        "kinds_of_help": ("Developing confidence and skill in teaching",),
        "own": {"school": "North"},
        **given,
    }


def a_mentor(name: str = "Maya Okafor", **given: Any) -> MentorCandidate:
    """A mentor for up to four mentees; `given` replaces any field."""
    return MentorCandidate(**{**_answers(name, given), "capacity": given.get("capacity", 4)})


def a_mentee(name: str = "Noor Haddad", **given: Any) -> MenteeCandidate:
    """A mentee; `given` replaces any field."""
    return MenteeCandidate(**_answers(name, given))


def a_request(
    mentors: Sequence[MentorCandidate],
    mentees: Sequence[MenteeCandidate],
    wishes: Wishes | None = None,
    given: Rules | None = None,
) -> PairingRequest:
    """What is asked of pairing; no wishes and the usual rules unless they are given."""
    return PairingRequest(mentors=mentors, mentees=mentees, wishes=wishes or Wishes(), rules=given or rules())


def a_problem(
    mentors: Sequence[MentorCandidate],
    mentees: Sequence[MenteeCandidate],
    wishes: Wishes | None = None,
    given: Rules | None = None,
) -> PairingProblem:
    """The problem of these candidates."""
    return formulate(a_request(mentors, mentees, wishes, given))


def paired_unchecked(
    mentors: Sequence[MentorCandidate],
    mentees: Sequence[MenteeCandidate],
    wishes: Wishes | None = None,
    given: Rules | None = None,
) -> CandidatePairing:
    """The pairing of these candidates."""
    return pair(a_request(mentors, mentees, wishes, given), in_its_time())


def paired(
    mentors: Sequence[MentorCandidate],
    mentees: Sequence[MenteeCandidate],
    wishes: Wishes | None = None,
    given: Rules | None = None,
) -> CandidatePairing:
    """The same, checked."""
    found = paired_unchecked(mentors, mentees, wishes, given)
    return check(found, mentors, mentees, wishes or Wishes(), given or rules())


def who_is_with_whom(pairing: CandidatePairing) -> dict[str, tuple[str, ...]]:
    """The mentees' ids by the mentor's."""
    return {team.mentor.id: tuple(mentee.id for mentee in team.mentees) for team in pairing.teams}


def standing_of(pairing: CandidatePairing, *, introduced: bool) -> tuple[Standing, ...]:
    """The teams of a pairing, as they would stand in the workbook."""
    return tuple(
        Standing(
            mentor=team.mentor.id,
            slot=team.slot,
            mentees=tuple(mentee.id for mentee in team.mentees),
            introduced=introduced,
        )
        for team in pairing.teams
    )


def standing(mentor: str, slot: WeeklySlot, *mentees: str, introduced: bool = True) -> Standing:
    """A standing team, by names."""
    return Standing(
        mentor=id_of(mentor), slot=slot, mentees=tuple(id_of(name) for name in mentees), introduced=introduced
    )
