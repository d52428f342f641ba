"""Each mentor's part of the problem: who may join, at which hours, and how well they fit.

In: candidates, constraints, rules. Out: the pairs of one mentor after the other, without the hours that can't fill a
team or are no better than another. Whatever a hard rule forbids by itself isn't there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mentoring_sync.pairing.problem.availability import Availability, Bools, Ints
from mentoring_sync.pairing.problem.candidates import MenteeCandidate, MentorCandidate
from mentoring_sync.pairing.problem.constraints import Constraints, PinnedTeam, start_of
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.score import Scores, shared_languages
from mentoring_sync.records.availability import MINUTES_PER_WEEK
from mentoring_sync.records.team import Pin

MENTORS_AT_ONCE = 64
NOBODY = -1


@dataclass(frozen=True)
class MentorPairs:
    """`mentees` who may join a mentor (ascending), the `starts` and who is free when: [mentees, starts]."""

    mentor: int
    mentees: Ints
    scores: NDArray[np.int16]
    starts: Ints
    free: Bools

    def only(self, people: Ints) -> MentorPairs:
        """The pairs with some of the mentees."""
        return MentorPairs(self.mentor, self.mentees[people], self.scores[people], self.starts, self.free[people])


class TimeTable:
    """When mentors and mentees can meet, over all starts that any team may have: those of the `grid` that the rules
    allow, and those on which single teams have agreed."""

    def __init__(
        self,
        mentors: tuple[MentorCandidate, ...],
        mentees: tuple[MenteeCandidate, ...],
        constraints: Constraints,
        rules: Rules,
    ) -> None:
        self._zones = [mentor.zone for mentor in mentors]
        self._agreed = {mentor: start_of(slot) for mentor, slot in constraints.agreed().items()}
        self._fixed = {mentor: start_of(slot) for mentor, slot in constraints.fixed.items()}
        grid = np.arange(0, MINUTES_PER_WEEK, rules.start_step_minutes)
        self.starts = np.array(sorted({*grid.tolist(), *self._agreed.values()}), dtype=np.int64)
        self._on_grid = np.isin(self.starts, grid)
        self._mentees = Availability([mentee.hours for mentee in mentees], self.starts, rules.round)
        self._mentors = Availability([mentor.hours for mentor in mentors], self.starts, rules.round)

    def agreed(self, mentor: int) -> int:
        """The start on which a mentor's team has agreed, in minutes of the week; -1 if it hasn't."""
        return self._agreed.get(mentor, -1)

    def offered(self, mentor: int) -> Ints:
        """The places of the starts at which a mentor's team may meet and the mentor is free."""
        return np.flatnonzero(self._common(mentor) & self._allowed(mentor))

    def free(self, mentor: int, starts: Ints | Bools) -> Bools:
        """Which mentees are free at some starts of a mentor's week: [starts, mentees]."""
        return self._mentees.seen_from(self._zones[mentor])[starts]

    def mentees_free_with(self, mentor: int) -> Bools:
        """The mentees who have a start in common with a mentor in every week, whatever else forbids."""
        return np.asarray(self.free(mentor, self._common(mentor)).any(axis=0))

    def mentors_free_with(self, mentee: int) -> Bools:
        """The mentors who have a start in common with a mentee in every week, whatever else forbids."""
        by_zone: dict[str, list[int]] = {}
        for at, zone in enumerate(self._zones):
            by_zone.setdefault(zone, []).append(at)
        free = np.zeros(len(self._zones), dtype=np.bool_)
        for zone, mentors in by_zone.items():
            starts = np.flatnonzero(self._on_grid & self._mentees.seen_from(zone)[:, mentee])
            free[mentors] = self._mentors.seen_from(zone)[starts][:, mentors].any(axis=0)
        for mentor, start in self._agreed.items():
            free[mentor] |= self._can_meet(mentor, mentee, start)
        return free

    def away_at_fixed(self, mentor: int, mentee: int) -> bool:
        """Whether a mentor's team has a fixed hour, and a mentee isn't free then."""
        return mentor in self._fixed and not self._free_at(self._mentees, mentor, mentee, self._fixed[mentor])

    def _can_meet(self, mentor: int, mentee: int, start: int) -> bool:
        free = self._free_at(self._mentors, mentor, mentor, start)
        return free and self._free_at(self._mentees, mentor, mentee, start)

    def _free_at(self, people: Availability, mentor: int, person: int, start: int) -> bool:
        """Whether one of some people is free at a start of a mentor's week."""
        return bool(people.seen_from(self._zones[mentor])[np.searchsorted(self.starts, start), person])

    def _common(self, mentor: int) -> Bools:
        """At which starts a mentor is free: those of the grid and the one on which the team has agreed."""
        own = self._on_grid | (self.starts == self.agreed(mentor))
        return np.asarray(self._mentors.seen_from(self._zones[mentor])[:, mentor] & own)

    def _allowed(self, mentor: int) -> Bools:
        """Which starts a mentor's team may have: the fixed one alone, if there is one."""
        if mentor in self._fixed:
            return np.asarray(self.starts == self._fixed[mentor])
        return np.ones(len(self.starts), dtype=np.bool_)


class CandidatePairs:
    """Sets up time table, scores and languages once, then finds the pairs mentor by mentor."""

    def __init__(
        self,
        mentors: tuple[MentorCandidate, ...],
        mentees: tuple[MenteeCandidate, ...],
        constraints: Constraints,
        rules: Rules,
    ) -> None:
        self.mentors, self.mentees, self.constraints = mentors, mentees, constraints
        self.least = np.array([max(mentor.min_team, rules.smallest_team) for mentor in mentors], dtype=np.int64)
        self.most = np.array([min(mentor.capacity, rules.most_mentees) for mentor in mentors], dtype=np.int64)
        self.times = TimeTable(mentors, mentees, constraints, rules)
        self._scores = Scores(mentors, mentees, rules.scores)
        self._speak = shared_languages(mentors, mentees)
        self._pinned_to = np.full(len(mentees), NOBODY, dtype=np.int64)
        self._pinned_to[list(constraints.pinned)] = list(constraints.pinned.values())
        self._vetoed: dict[int, list[int]] = {}
        for mentee, mentor in sorted(constraints.kept_apart):
            self._vetoed.setdefault(mentor, []).append(mentee)

    def set_aside_pins(self) -> None:
        """Sets aside the pins that no team can keep, before pinned mentees are taken from all other mentors."""
        for pairs in self._by_mentor(only=frozenset(self.constraints.pinned.values()), pinned_too=True):
            for mentee, because in self._pinned_team(pairs).refused(self.constraints).items():
                del self.constraints.pinned[mentee]
                self._pinned_to[mentee] = NOBODY
                self.constraints.ignored[Pin(self.mentees[mentee].id, self.mentors[pairs.mentor].id)] = because

    def _pinned_team(self, pairs: MentorPairs) -> PinnedTeam:
        return PinnedTeam(
            pinned=np.flatnonzero(self._pinned_to == pairs.mentor).tolist(),
            free=dict(zip(pairs.mentees.tolist(), pairs.free, strict=True)),
            common=self.times.mentees_free_with(pairs.mentor),
            fixed=self.constraints.fixed.get(pairs.mentor),
            least=int(self.least[pairs.mentor]),
            most=int(self.most[pairs.mentor]),
        )

    def __iter__(self) -> Iterator[MentorPairs]:
        """The pairs of each mentor who can fill a team."""
        for pairs in self._by_mentor():
            fewer = self._worthwhile(pairs)
            if fewer is not None:
                yield fewer

    def _by_mentor(self, only: frozenset[int] | None = None, *, pinned_too: bool = False) -> Iterator[MentorPairs]:
        """Each mentor with the mentees who may join; with `pinned_too`, also those who are pinned to another."""
        for first in range(0, len(self.mentors), MENTORS_AT_ONCE):
            part = slice(first, min(first + MENTORS_AT_ONCE, len(self.mentors)))
            wanted = [mentor for mentor in range(part.start, part.stop) if only is None or mentor in only]
            if not wanted:
                continue
            scores, speak = self._scores.of(part), self._speak(part)
            for mentor in wanted:
                allowed = speak[mentor - first]
                allowed[self._vetoed.get(mentor, [])] = False
                if not pinned_too:
                    allowed &= (self._pinned_to == NOBODY) | (self._pinned_to == mentor)
                yield self._pairs(mentor, np.flatnonzero(allowed), scores[mentor - first])

    def _pairs(self, mentor: int, people: Ints, scores: NDArray[np.int16]) -> MentorPairs:
        starts = self.times.offered(mentor)
        free = self.times.free(mentor, starts)[:, people].T
        return MentorPairs(mentor, people, scores[people], self.times.starts[starts], free)

    def _worthwhile(self, pairs: MentorPairs) -> MentorPairs | None:
        """The pairs without hours that can't fill a team or are no better than another, and who is left."""
        if self.most[pairs.mentor] < self.least[pairs.mentor]:
            return None
        pairs = pairs.only(np.flatnonzero(pairs.free.any(axis=1)))
        pinned = self._pinned_to[pairs.mentees] == pairs.mentor
        enough = pairs.free.sum(axis=0) >= self.least[pairs.mentor]
        enough &= pairs.free[pinned].all(axis=0)
        if not enough.any():
            return None
        kept = np.flatnonzero(enough)
        agreed = pairs.starts[kept] == self.times.agreed(pairs.mentor)
        kept = kept[~_dominated(pairs.free[:, kept], agreed)]
        fewer = replace(pairs, starts=pairs.starts[kept], free=pairs.free[:, kept])
        return fewer.only(np.flatnonzero(fewer.free.any(axis=1)))


def _dominated(free: Bools, agreed: Bools) -> Bools:
    """Which columns have all their people in another column too (of equals the first stays; an agreed hour always)."""
    counts = free.astype(np.float32)
    common = counts.T @ counts
    size = free.sum(axis=0)
    inside = common >= size[:, None]
    earlier = np.arange(len(size))[None, :] < np.arange(len(size))[:, None]
    better = inside & ((size[None, :] > size[:, None]) | (earlier & (size[None, :] == size[:, None])))
    dominated: Bools = better.any(axis=1) & ~agreed
    return dominated
