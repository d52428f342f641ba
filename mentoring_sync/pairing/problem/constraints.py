"""What the coordinator wishes, by the candidates' places; what contradicts a hard rule is set aside with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mentoring_sync.pairing.problem.availability import Bools
from mentoring_sync.pairing.problem.candidates import MenteeCandidate, MentorCandidate
from mentoring_sync.records.availability import MINUTES_PER_DAY, WeeklySlot
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.team import Pin, Standing, Wishes

TOO_FEW_TOGETHER = (
    "there is no hour at which all who are pinned to this mentor, and enough mentees for a team, are free"
)


@dataclass
class Constraints:
    """Wishes by the candidates' places. `ignored` says why a pin can't be kept.

    `pinned` says which mentor a mentee must have; `kept_apart` are (mentee, mentor), `mentees_apart` (mentee, mentee);
    `standing` and `fixed` are the team that stands and the hour that is fixed, by mentor.
    """

    pinned: dict[int, int] = field(default_factory=dict)
    kept_apart: set[tuple[int, int]] = field(default_factory=set)
    mentees_apart: set[tuple[int, int]] = field(default_factory=set)
    standing: dict[int, Standing] = field(default_factory=dict)
    fixed: dict[int, WeeklySlot] = field(default_factory=dict)
    ignored: dict[Pin, str] = field(default_factory=dict)

    def agreed(self) -> dict[int, WeeklySlot]:
        """The hour on which a mentor's team has agreed: the one that is fixed, else the one at which it stands."""
        return {mentor: standing.slot for mentor, standing in self.standing.items()} | self.fixed


def start_of(slot: WeeklySlot) -> int:
    """When a slot begins, in minutes of the week."""
    return slot.day * MINUTES_PER_DAY + slot.start


def constraints_of(
    wishes: Wishes, mentors: Sequence[MentorCandidate], mentees: Sequence[MenteeCandidate]
) -> Constraints:
    """The wishes that concern these candidates, and the pins that contradict each other or a veto."""
    mentor_at = {mentor.id: at for at, mentor in enumerate(mentors)}
    mentee_at = {mentee.id: at for at, mentee in enumerate(mentees)}
    constraints = Constraints()
    for one, other in sorted(wishes.vetoes):
        for first, second in ((one, other), (other, one)):
            if first in mentee_at and second in mentor_at:
                constraints.kept_apart.add((mentee_at[first], mentor_at[second]))
        if one in mentee_at and other in mentee_at:
            first_at, second_at = sorted((mentee_at[one], mentee_at[other]))
            constraints.mentees_apart.add((first_at, second_at))
    constraints.kept_apart |= {(mentee_at[each], mentor_at[each]) for each in mentee_at.keys() & mentor_at.keys()}
    for pin in sorted(wishes.pins):
        _add_pin(constraints, pin, mentee_at, mentor_at)
    for standing in sorted(wishes.standing, key=lambda each: each.mentor):
        if standing.mentor in mentor_at:
            constraints.standing[mentor_at[standing.mentor]] = standing
    constraints.fixed = {mentor_at[mentor]: slot for mentor, slot in wishes.fixed.items() if mentor in mentor_at}
    return constraints


def _add_pin(
    constraints: Constraints, pin: Pin, mentee_at: Mapping[PersonId, int], mentor_at: Mapping[PersonId, int]
) -> None:
    mentee, mentor = mentee_at.get(pin.mentee), mentor_at.get(pin.mentor)
    if mentee is None or mentor is None:
        missing = "mentee" if mentee is None else "mentor"
        constraints.ignored[pin] = f"there is no such {missing} in this round"
    elif pin.mentee == pin.mentor:
        constraints.ignored[pin] = "nobody is their own mentor"
    elif (mentee, mentor) in constraints.kept_apart:
        constraints.ignored[pin] = "the two are to be kept apart"
    elif mentee in constraints.pinned:
        constraints.ignored[pin] = "there is another pin, and a mentee joins one team"
    else:
        constraints.pinned[mentee] = mentor


@dataclass(frozen=True)
class PinnedTeam:
    """Those who are pinned to one mentor, and what decides whether they can be a team.

    `free` has, for each mentee who shares a language with the mentor, the hours of the mentor's team at which they are
    free; `common` are the mentees who have an hour in common with the mentor at all; `fixed` is the team's hour, if it
    is fixed; `least` and `most` are the sizes of the team.
    """

    pinned: Sequence[int]
    free: Mapping[int, Bools]
    common: Bools
    fixed: WeeklySlot | None
    least: int
    most: int

    def refused(self, constraints: Constraints) -> dict[int, str]:
        """Which of the pinned can't sit with those before them, and why."""
        refused: dict[int, str] = {}
        kept: list[int] = []
        for mentee in self.pinned:
            because = self._because(mentee, kept, constraints)
            if because:
                refused[mentee] = because
            else:
                kept.append(mentee)
        return refused

    def _because(self, mentee: int, kept: Sequence[int], constraints: Constraints) -> str:
        if mentee not in self.free:
            return "they share no language"
        if not self.free[mentee].any():
            return self._no_hour(mentee)
        if len(kept) >= self.most:
            return f"the team has room for {self.most}"
        if any((min(mentee, other), max(mentee, other)) in constraints.mentees_apart for other in kept):
            return "someone pinned to the same team is to be kept apart from them"
        return "" if self._hours_of((*kept, mentee)).any() else TOO_FEW_TOGETHER

    def _hours_of(self, mentees: Iterable[int]) -> Bools:
        """The hours at which some mentees are free, and enough others for a team."""
        company = np.array([*self.free.values()]).sum(axis=0)
        free = np.array([self.free[mentee] for mentee in mentees]).all(axis=0)
        return np.asarray(free & (company >= self.least))

    def _no_hour(self, mentee: int) -> str:
        if self.fixed and self.common[mentee]:
            return f"the team meets on {self.fixed}, when they aren't free in every week of the round"
        return "they have no hour in common in every week of the round"
