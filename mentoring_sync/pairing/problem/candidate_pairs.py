"""Each mentor's part of the market: who may join, at which hours, and how well they fit.

In: people, wishes, rules. Out: one stall after the other, without the hours that can't fill a team or are no better
than another. Whatever a hard rule forbids by itself isn't there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mentoring_sync.pairing.problem.availability import Bools, Ints, Masks
from mentoring_sync.pairing.problem.constraints import Heard, unbreakable
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.score import Scores, shared_languages
from mentoring_sync.records.availability import MINUTES_PER_DAY, MINUTES_PER_WEEK
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.team import Standing

MENTORS_AT_ONCE = 64
NOBODY = -1


@dataclass(frozen=True)
class Stall:
    """`mentees` who may join a mentor (ascending), the `starts` and who is free when: [mentees, starts]."""

    mentor: int
    mentees: Ints
    scores: NDArray[np.int16]
    starts: Ints
    free: Bools

    def only(self, people: Ints) -> Stall:
        """The stall with some of its mentees."""
        return Stall(self.mentor, self.mentees[people], self.scores[people], self.starts, self.free[people])


class Stalls:
    """Sets up the stalls: masks, scores and languages once, then mentor by mentor."""

    def __init__(self, mentors: tuple[Mentor, ...], mentees: tuple[Mentee, ...], heard: Heard, rules: Rules) -> None:
        self.mentors, self.mentees, self.heard = mentors, mentees, heard
        self.least = np.array([mentor.min_team for mentor in mentors], dtype=np.int64)
        self.most = np.array([min(mentor.capacity, rules.most_mentees) for mentor in mentors], dtype=np.int64)
        self.grid = np.arange(0, MINUTES_PER_WEEK, rules.start_step_minutes)
        starts = sorted({*self.grid.tolist(), *(_start(standing) for standing in heard.standing.values())})
        self.seats = Masks([mentee.hours for mentee in mentees], starts, rules.round)
        self.leads = Masks([mentor.hours for mentor in mentors], starts, rules.round)
        self._scores = Scores(mentors, mentees, rules.weights)
        self._speak = shared_languages(mentors, mentees)
        self._pinned_to = np.full(len(mentees), NOBODY, dtype=np.int64)
        self._pinned_to[list(heard.pinned)] = list(heard.pinned.values())
        self._vetoed: dict[int, list[int]] = {}
        for mentee, mentor in sorted(heard.kept_apart):
            self._vetoed.setdefault(mentor, []).append(mentee)

    def settle_pins(self) -> None:
        """Sets aside the pins that no team can keep, before pinned mentees are taken from all other mentors."""
        for stall in self._stalls(only=frozenset(self.heard.pinned.values()), pinned_too=True):
            pinned = np.flatnonzero(self._pinned_to == stall.mentor).tolist()
            hours = dict(zip(stall.mentees.tolist(), stall.free, strict=True))
            sizes = (int(self.least[stall.mentor]), int(self.most[stall.mentor]))
            refused, _ = unbreakable(pinned, hours, sizes, self.heard)
            for mentee, because in refused.items():
                del self.heard.pinned[mentee]
                self._pinned_to[mentee] = NOBODY
                self.heard.ignore((self.mentees[mentee].email, self.mentors[stall.mentor].email), because)

    def __iter__(self) -> Iterator[Stall]:
        """The stalls that can fill a team."""
        for stall in self._stalls():
            fewer = self._worthwhile(stall)
            if fewer is not None:
                yield fewer

    def _stalls(self, only: frozenset[int] | None = None, *, pinned_too: bool = False) -> Iterator[Stall]:
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
                yield self._stall(mentor, allowed, scores[mentor - first])

    def _stall(self, mentor: int, allowed: Bools, scores: NDArray[np.int16]) -> Stall:
        zone = self.mentors[mentor].zone
        hours = np.flatnonzero(self.leads.seen_from(zone)[:, mentor] & self._offered(mentor))
        people = np.flatnonzero(allowed)
        free = self.seats.seen_from(zone)[hours][:, people].T
        return Stall(mentor, people, scores[people], self.seats.starts[hours], free)

    def _offered(self, mentor: int) -> Bools:
        """Which starts a mentor's team may have: those of the grid, and the one that is agreed already."""
        offered = np.isin(self.seats.starts, self.grid)
        if mentor in self.heard.standing:
            offered |= self.seats.starts == _start(self.heard.standing[mentor])
        return offered

    def _worthwhile(self, stall: Stall) -> Stall | None:
        """The stall without hours that can't fill a team or are no better than another, and who is left."""
        if self.most[stall.mentor] < self.least[stall.mentor]:
            return None
        stall = stall.only(np.flatnonzero(stall.free.any(axis=1)))
        pinned = self._pinned_to[stall.mentees] == stall.mentor
        enough = stall.free.sum(axis=0) >= self.least[stall.mentor]
        enough &= stall.free[pinned].all(axis=0)
        if not enough.any():
            return None
        kept = np.flatnonzero(enough)
        standing = self.heard.standing.get(stall.mentor)
        agreed = stall.starts[kept] == (_start(standing) if standing else -1)
        kept = kept[~_dominated(stall.free[:, kept], agreed)]
        return replace(stall, starts=stall.starts[kept], free=stall.free[:, kept]).only(
            np.flatnonzero(stall.free[:, kept].any(axis=1))
        )


def _start(standing: Standing) -> int:
    return standing.slot.day * MINUTES_PER_DAY + standing.slot.start


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
