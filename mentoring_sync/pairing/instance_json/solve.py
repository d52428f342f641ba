"""`mentoring-sync solve`: an instance in, a result out, with the ids of the instance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from mentoring_sync.pairing.instance_json.instance import Instance, InstanceError, read
from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.rules import Rules, Strictness
from mentoring_sync.pairing.scores import USUAL, Like, Score
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.records.availability import MINUTES_PER_DAY, Weekday, WeeklySlot, clock_text
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.round import Round
from mentoring_sync.records.team import Pin, Reached, Standing, Veto, Wishes

RESULT_FORMAT = "pairing-result/1"
MOST_MENTEES = 20
"""An instance says each mentor's capacity; the programme's own limit doesn't apply."""

WORK_LIMIT = 10.0

SCORES = (*USUAL, Score(field="cert_path", like=Like.SAME, points=10))
"""The scores that the format knows."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What was asked, the pairing and the seconds it took."""

    request: PairingRequest
    pairing: CandidatePairing
    seconds: float

    @property
    def status(self) -> str:
        """`optimal` when every objective meets its bound, else `feasible`."""
        return "optimal" if all(each.optimal for each in self.pairing.objectives.values()) else "feasible"

    def as_json(self) -> dict[str, Any]:
        """The result in the format `pairing-result/1`, ready for `json.dumps`."""
        return {
            "format": RESULT_FORMAT,
            "teams": [
                {
                    "mentor": team.mentor.id,
                    "start": [team.slot.day.name.lower(), clock_text(team.slot.start)],
                    "mentees": [mentee.id for mentee in team.mentees],
                }
                for team in self.pairing.teams
            ],
            "unplaced": self._left(Role.MENTEE),
            "idle_mentors": self._left(Role.MENTOR),
            "objectives": {name.value: _numbers(each) for name, each in self.pairing.objectives.items()},
            "status": self.status,
            "seconds": round(self.seconds, 3),
        }

    def _left(self, role: Role) -> list[dict[str, Any]]:
        return [
            {"id": each.person.id, "reason": each.reason, "remedies": list(each.remedies)}
            for each in self.pairing.unplaced_in(role)
        ]


def solve(text: str, deadline: Deadline, *, work_limit: float = WORK_LIMIT, time_limit: float | None = None) -> Result:
    """The best teams for an instance (JSON text), within a work limit.

    A time limit in seconds and the deadline may cut.

    Raises:
        InstanceError: the text is no instance, or a pin contradicts a hard rule; with every mistake.
    """
    before = deadline.elapsed()
    instance = read(text)
    request = PairingRequest(
        mentors=[each.candidate() for each in instance.mentors],
        mentees=[each.candidate() for each in instance.mentees],
        wishes=_wishes(instance),
        rules=_rules(instance, work_limit, time_limit),
    )
    pairing = pair(request, deadline)
    if pairing.ignored:
        raise InstanceError([each.sentence(repr) for each in pairing.ignored])
    return Result(request=request, pairing=pairing, seconds=deadline.elapsed() - before)


def _rules(instance: Instance, work_limit: float, time_limit: float | None) -> Rules:
    start = instance.round.start
    round_ = Round(
        name="instance",
        applications_close=start - timedelta(days=1),
        start=start,
        weeks=instance.round.weeks,
        meeting_minutes=instance.meeting_minutes,
        meeting_every_weeks=1,
    )
    return Rules(
        round=round_,
        start_step_minutes=instance.start_step_minutes,
        most_mentees=MOST_MENTEES,
        work_limit=work_limit,
        time_limit_seconds=time_limit,
        strictness=Strictness.MOVE_ANYONE,
        scores=SCORES,
    )


def _wishes(instance: Instance) -> Wishes:
    zone = {mentor.id: mentor.tz for mentor in instance.mentors}
    return Wishes(
        pins=frozenset(Pin(PersonId(mentee), PersonId(mentor)) for mentee, mentor in instance.pins),
        vetoes=frozenset(Veto(PersonId(one), PersonId(other)) for one, other in instance.vetoes),
        standing=tuple(
            Standing(
                mentor=PersonId(team.mentor),
                slot=WeeklySlot(
                    day=Weekday[team.start[0].upper()],
                    start=team.start[1] % MINUTES_PER_DAY,
                    zone=zone.get(team.mentor, "UTC"),
                ),
                mentees=tuple(PersonId(mentee) for mentee in team.mentees),
                introduced=team.introduced,
            )
            for team in instance.standing
        ),
    )


def _numbers(reached: Reached) -> dict[str, int]:
    return {"value": reached.value, "bound": reached.bound}
