"""Who completed the round: in, what it takes and what a person did so far; out, what is missing, and whether it can
still be done.

What nobody has said counts as not done. A meeting that is still to come can still be attended, so nobody is told on the
first day that they can't finish any more.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mentoring_sync.progress.attendance import Attendance
from mentoring_sync.progress.settings import Completion
from mentoring_sync.records.requirement import Role

MOST_MEETINGS = 500
"""No round has as many."""


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What somebody did: meetings, the steps `reached` and those that they `missed` for good, by their titles; and how
    many meetings are `to_come` for them, those included that are over and of which nobody has spoken yet."""

    attendance: Attendance
    reached: Collection[str] = ()
    missed: Collection[str] = ()
    to_come: int = 0


@dataclass(frozen=True, kw_only=True)
class PersonCompletion:
    """How far somebody is, by the key of their rows, in which team.

    `missing` names what they still need (`1 more meeting`, `Showcase`): so many `more_meetings`, and these `steps`.
    `override` is why it counts as completed all the same, in the coordinator's words; empty: it doesn't.
    `possible` is False once what is missing can't be made up any more; `has_begun`: something is done already.
    They attended so many of the meetings `counted` for them, and `to_come` may still be.
    """

    key: str
    role: Role
    team: str
    missing: tuple[str, ...] = ()
    override: str = ""
    possible: bool = True
    more_meetings: int = 0
    steps: tuple[str, ...] = ()
    has_begun: bool = False
    attended: int = 0
    counted: int = 0
    to_come: int = 0

    @property
    def earned(self) -> bool:
        """Whether they completed the round."""
        return not self.missing or bool(self.override)

    @property
    def lacks(self) -> int:
        """How many things are missing; each meeting is one."""
        return self.more_meetings + len(self.steps)


def completion_of(
    key: str, role: Role, team: str, takes: Completion, doing: Doing, *, override: str = ""
) -> PersonCompletion:
    """How far somebody is who did this."""
    more = meetings_short(takes, doing.attendance)
    steps = _not_among(doing.reached, takes.needs)
    lost = len(_not_among(doing.missed, steps)) < len(steps)
    return PersonCompletion(
        key=key,
        role=role,
        team=team,
        missing=(*((more_in_words(more),) if more else ()), *steps),
        override=override,
        possible=bool(override) or (more <= doing.to_come and not lost),
        more_meetings=more,
        steps=steps,
        attended=doing.attendance.attended,
        counted=doing.attendance.counted,
        to_come=doing.to_come,
        has_begun=doing.attendance.attended > 0 or len(steps) < len(takes.needs),
    )


def meetings_short(takes: Completion, attendance: Attendance) -> int:
    """How many more meetings somebody has to attend one after the other. A share that no meeting can mend any more is
    more meetings than any round has."""
    for more in range(MOST_MEETINGS):
        attended, counted = attendance.attended + more, attendance.counted + more
        if attended >= takes.meetings and (attended / counted if counted else 0.0) >= takes.share:
            return more
    return MOST_MEETINGS


def more_in_words(more: int) -> str:
    """`1 more meeting`."""
    return f"{more} more meeting{'' if more == 1 else 's'}" if more < MOST_MEETINGS else "meetings that were missed"


def _not_among(reached: Collection[str], titles: Collection[str]) -> tuple[str, ...]:
    """The titles that aren't among those reached; capitals don't matter."""
    done = {title.strip().casefold() for title in reached}
    return tuple(title for title in titles if title.strip().casefold() not in done)
