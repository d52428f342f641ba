"""`mentoring-sync solve`: an instance in, a result out, with the ids of the instance.

Inside, an id becomes an address (made from the id alone, so that the order of the input can't matter).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from time import monotonic
from typing import Any

from mentoring_sync.pairing.explain.words import Asked
from mentoring_sync.pairing.instance_json.instance import Instance, InstanceError, read
from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.rules import Rules, Strictness
from mentoring_sync.records.availability import Weekday, WeeklySlot, clock_text
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.round import Round
from mentoring_sync.records.team import Objective, Pairing, Standing, Wishes

RESULT_FORMAT = "pairing-result/1"
MOST_MENTEES = 20
"""An instance says each mentor's capacity; the programme's own limit doesn't apply."""

TIME_LIMIT = 10.0


@dataclass(frozen=True, kw_only=True)
class Result:
    """What was asked, the pairing (its people's names are the ids) and the seconds it took."""

    asked: Asked
    pairing: Pairing
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
                    "mentor": team.mentor.name,
                    "start": [team.slot.day.name.lower(), clock_text(team.slot.start)],
                    "mentees": [mentee.name for mentee in team.mentees],
                }
                for team in self.pairing.teams
            ],
            "unplaced": self._left(Role.MENTEE),
            "idle_mentors": self._left(Role.MENTOR),
            "objectives": {name: _numbers(each) for name, each in self.pairing.objectives.items()},
            "status": self.status,
            "seconds": round(self.seconds, 3),
        }

    def _left(self, role: Role) -> list[dict[str, Any]]:
        return [
            {"id": each.person.name, "reason": each.reason, "remedies": list(each.remedies)}
            for each in self.pairing.unplaced_in(role)
        ]


def solve(text: str, *, time_limit: float = TIME_LIMIT) -> Result:
    """The best teams for an instance (JSON text), within a time limit in seconds.

    Raises:
        InstanceError: the text is no instance, or a pin contradicts a hard rule; with every mistake.
    """
    began = monotonic()
    instance = read(text)
    asked = Asked(
        mentors=_mentors(instance),
        mentees=_mentees(instance),
        wishes=_wishes(instance),
        rules=_rules(instance, time_limit),
    )
    pairing = pair(asked.mentors, asked.mentees, asked.wishes, asked.rules)
    if pairing.ignored:
        raise InstanceError([_by_id(sentence, instance) for sentence in pairing.ignored])
    return Result(asked=asked, pairing=pairing, seconds=monotonic() - began)


def _rules(instance: Instance, time_limit: float) -> Rules:
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
        time_limit_seconds=time_limit,
        strictness=Strictness.MOVE_ANYONE,
    )


def _mentors(instance: Instance) -> list[Mentor]:
    """The mentors as records; the instance is checked already, so nothing is checked again."""
    return [
        Mentor.model_construct(**each.answers(_address(each.id)), capacity=each.capacity, min_team=each.min_team)
        for each in instance.mentors
    ]


def _mentees(instance: Instance) -> list[Mentee]:
    return [
        Mentee.model_construct(**each.answers(_address(each.id)), priority=each.priority) for each in instance.mentees
    ]


def _wishes(instance: Instance) -> Wishes:
    zone = {mentor.id: mentor.tz for mentor in instance.mentors}
    return Wishes(
        pins=frozenset((_address(mentee), _address(mentor)) for mentee, mentor in instance.pins),
        vetoes=frozenset((_address(one), _address(other)) for one, other in instance.vetoes),
        standing=tuple(
            Standing(
                mentor=_address(team.mentor),
                slot=WeeklySlot(
                    day=Weekday[team.start[0].upper()], start=team.start[1] % 1440, zone=zone.get(team.mentor, "UTC")
                ),
                mentees=tuple(_address(mentee) for mentee in team.mentees),
                introduced=team.introduced,
            )
            for team in instance.standing
        ),
    )


def _address(identifier: str) -> str:
    return f"{blake2b(identifier.encode(), digest_size=12).hexdigest()}@example.org"


def _by_id(sentence: str, instance: Instance) -> str:
    for couple in instance.pins:
        for identifier in couple:
            sentence = sentence.replace(_address(identifier), repr(identifier))
    return sentence


def _numbers(objective: Objective) -> dict[str, int]:
    return {"value": objective.value, "bound": objective.bound}
