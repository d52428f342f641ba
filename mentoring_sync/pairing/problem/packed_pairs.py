"""All pairs of a round, packed in a few bytes each; the promising ones; and the bound that holds for all of them.

A round of 20,000 by 6,000 has some 30 million pairs. They are kept as they come (28 bits and the hours, a bit each), so
that the search can do with the promising ones while its bound looks at everyone. Promising are each mentee's best
mentors, each mentor's best mentees, and whoever is pinned or stands together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mentoring_sync.pairing.problem.availability import Bools, Ints
from mentoring_sync.pairing.problem.candidate_pairs import MentorPairs

Bytes: TypeAlias = NDArray[np.uint8]
Floats: TypeAlias = NDArray[np.float64]

MENTORS_EACH, MENTEES_EACH = 60, 180
"""How many of the best mentors of a mentee, and mentees of a mentor, are promising."""

LOTS = 8
"""Scores are few and often equal: a lot from the two places decides among equals."""

TOP = 101 * LOTS


@dataclass(frozen=True)
class PackedMentorPairs:
    """A mentor's pairs in as few bytes as possible; `hours` has a bit for each start."""

    mentor: int
    mentees: NDArray[np.unsignedinteger]
    scores: Bytes
    starts: Ints
    hours: Bytes

    def unpacked(self) -> MentorPairs:
        """The pairs as they were."""
        return self.of(np.arange(len(self.mentees)))

    def of(self, places: Ints) -> MentorPairs:
        """The pairs with some of the mentees."""
        return MentorPairs(
            self.mentor,
            self.mentees[places].astype(np.int64),
            self.scores[places].astype(np.int16),
            self.starts,
            self.free(places),
        )

    def free(self, places: Ints) -> Bools:
        """Who of some mentees is free when: [places, starts]."""
        return np.unpackbits(self.hours[places], axis=1, count=len(self.starts)).astype(np.bool_)

    def keys(self) -> Ints:
        """The scores, with a lot for each pair."""
        mixed = (self.mentees.astype(np.uint32) * np.uint32(2654435761)) ^ np.uint32(self.mentor * 40503 & 0xFFFFFFFF)
        lots = (mixed * np.uint32(2246822519)) >> np.uint32(29)
        return self.scores.astype(np.int64) * LOTS + lots % LOTS


@dataclass(frozen=True)
class ReducedProfits:
    """What pairs are worth after prices: so much a point of score, so much by mentee, and what single ones have more.

    `pairs` has (mentee, more) by mentor; `starts` what a start loses, by mentor.
    """

    score: float
    mentee: Floats
    pairs: Mapping[int, Sequence[tuple[int, float]]]
    starts: Mapping[int, Mapping[int, float]]


class PackedPairs:
    """AllPairs who may sit with a mentor, mentor by mentor."""

    def __init__(self, mentees: int, most: Ints) -> None:
        self.pairs = 0
        self._mentees, self._most = mentees, most
        self._place = np.min_scalar_type(max(1, mentees))
        self._packed: list[PackedMentorPairs] = []

    def add(self, pairs: MentorPairs) -> None:
        """One more mentor."""
        self.pairs += len(pairs.mentees)
        hours = np.packbits(pairs.free, axis=1)
        mentees, scores = pairs.mentees.astype(self._place), pairs.scores.astype(np.uint8)
        self._packed.append(PackedMentorPairs(pairs.mentor, mentees, scores, pairs.starts, hours))

    def unpacked(self) -> Iterator[MentorPairs]:
        """All of them."""
        return (packed.unpacked() for packed in self._packed)

    def promising(self, together: Mapping[int, Sequence[int]]) -> Iterator[MentorPairs]:
        """All mentors, with the promising mentees only; `together` are those pinned to or standing with a mentor."""
        least = self._least_keys()
        for packed in self._packed:
            keys = packed.keys()
            kept = keys >= least[packed.mentees]
            if len(keys) > MENTEES_EACH:
                kept |= keys >= np.partition(keys, -MENTEES_EACH)[-MENTEES_EACH]
            else:
                kept[:] = True
            kept |= np.isin(packed.mentees, together.get(packed.mentor, []))
            yield packed.of(np.flatnonzero(kept))

    def bound(self, reduced: ReducedProfits) -> float:
        """What all mentors together gain at most, each choosing the best hour and people alone, whatever else holds.

        Least sizes are left aside: teams could only be worth less.
        """
        return sum(self._best(packed, reduced) for packed in self._packed)

    def _best(self, packed: PackedMentorPairs, reduced: ReducedProfits) -> float:
        gain = packed.scores * reduced.score + reduced.mentee[packed.mentees]
        for mentee, more in reduced.pairs.get(packed.mentor, ()):
            gain[np.searchsorted(packed.mentees, mentee)] += more
        wanted = np.flatnonzero(gain > 0)
        if not len(wanted):
            return 0.0
        wanted = wanted[np.argsort(-gain[wanted])]
        free = packed.free(wanted)
        seats = free & (np.cumsum(free, axis=0) <= self._most[packed.mentor])
        hours = gain[wanted] @ seats
        lost = reduced.starts.get(packed.mentor)
        if lost:
            hours = hours + [lost.get(start, 0.0) for start in packed.starts.tolist()]
        return max(0.0, float(hours.max()))

    def pairs_with(self, mentees: Bools, mentors: Bools) -> tuple[Ints, Ints]:
        """The mentee and the mentor of every pair that has one of some mentees or one of some mentors."""
        found = [
            packed.mentees if mentors[packed.mentor] else packed.mentees[mentees[packed.mentees]]
            for packed in self._packed
        ]
        leading = np.array([packed.mentor for packed in self._packed], dtype=np.int64)
        return np.concatenate(found).astype(np.int64), np.repeat(leading, [len(each) for each in found])

    def seats(self) -> int:
        """How many seats all teams have."""
        return int(self._most[[packed.mentor for packed in self._packed]].sum())

    def _least_keys(self) -> Ints:
        """The key of each mentee's last promising mentor."""
        count = np.zeros((self._mentees, TOP), dtype=np.uint16)
        for packed in self._packed:
            count[packed.mentees, packed.keys()] += 1
        better = np.cumsum(count[:, ::-1], axis=1, dtype=np.uint16)
        least: Ints = TOP - 1 - (better < MENTORS_EACH).sum(axis=1)
        return least
