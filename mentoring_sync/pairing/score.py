"""How well many mentors and mentees fit, 0 to 100.

The scores of many and the score of one pair (`fit`) are the same sum: most of the whole matrix is one product of what
mentees have and mentors have, so that tens of millions of pairs take seconds. An empty answer is unknown and never
equals another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mentoring_sync.pairing.problem.candidates import Candidate, MenteeCandidate, MentorCandidate
from mentoring_sync.pairing.scores import Like, Score, first, key, several
from mentoring_sync.records.requirement import FieldValue

Features: TypeAlias = dict[str, float]

ROUNDING = 0.5 + 1e-4
"""Half up, with room for what 32-bit floats lose; shares of up to 1000 tools stay apart."""

FEW = 64
"""Up to so many different answers of mentors, equality is part of the product; beyond, it is compared for itself."""


class Scores:
    """The scores of all pairs, a few mentors at a time: `of(mentors)` is [those mentors, mentees]."""

    def __init__(
        self, mentors: Sequence[MentorCandidate], mentees: Sequence[MenteeCandidate], scores: Sequence[Score]
    ) -> None:
        apart = [line for line in scores if not _is_feature(line, mentors)]
        products = [line for line in scores if line not in apart]
        offered = [_offered(mentor, products) for mentor in mentors]
        names = sorted(set().union(*offered)) if offered else []
        column = {name: at for at, name in enumerate(names)}
        self._mentees = _matrix([_wanted(mentee, products) for mentee in mentees], column)
        self._mentors = _matrix([dict.fromkeys(features, 1.0) for features in offered], column)
        self._apart = [_comparison(line, mentors, mentees) for line in apart]

    def of(self, mentors: slice) -> NDArray[np.int16]:
        """The scores of every mentee with the mentors of a slice."""
        total = self._mentors[mentors] @ self._mentees.T
        for add in self._apart:
            add(total, mentors)
        total += ROUNDING
        np.clip(total, 0, 100, out=total)
        return total.astype(np.int16)


def shared_languages(
    mentors: Sequence[MentorCandidate], mentees: Sequence[MenteeCandidate]
) -> Callable[[slice], NDArray[np.bool_]]:
    """A function from a slice of mentors to [those mentors, mentees]: do they have a language in common?"""
    names = sorted({language for mentor in mentors for language in mentor.languages})
    column = {name: at for at, name in enumerate(names)}
    spoken = _matrix([dict.fromkeys(mentee.languages, 1.0) for mentee in mentees], column)
    taught = _matrix([dict.fromkeys(mentor.languages, 1.0) for mentor in mentors], column)
    return lambda part: (taught[part] @ spoken.T) > 0


def _is_feature(line: Score, mentors: Sequence[MentorCandidate]) -> bool:
    """Whether a line is part of the product: by what is named, of which there isn't too much."""
    if line.like in (Like.SHARED, Like.FIRST):
        return True
    return line.like is Like.SAME and len({key(mentor.answer(line.field)) for mentor in mentors}) <= FEW


def _offered(mentor: MentorCandidate, scores: Sequence[Score]) -> set[str]:
    return {f"{at} {name}" for at, line in enumerate(scores) for name in _names(mentor, line)}


def _names(mentor: MentorCandidate, line: Score) -> Iterable[str]:
    value = mentor.answer(line.field)
    return filter(None, (key(value),)) if line.like is Like.SAME else several(value)


def _wanted(mentee: MenteeCandidate, scores: Sequence[Score]) -> Features:
    wanted = Features()
    for at, line in enumerate(scores):
        value = mentee.answer(line.field)
        if line.like is Like.SHARED:
            names = set(several(value))
            wanted |= {f"{at} {name}": line.points / len(names) for name in names}
        elif name := key(value) if line.like is Like.SAME else first(value):
            wanted[f"{at} {name}"] = line.points
    return wanted


def _comparison(
    line: Score, mentors: Sequence[MentorCandidate], mentees: Sequence[MenteeCandidate]
) -> Callable[[NDArray[np.float32], slice], None]:
    """What adds a line's points to the totals of a slice of mentors."""
    if line.like is Like.CLOSE:
        return _by_distance(line, _numbers(mentors, line.field), _numbers(mentees, line.field))
    known = {name: at for at, name in enumerate(sorted({key(each.answer(line.field)) for each in mentors} - {""}))}
    one = np.array([known.get(key(each.answer(line.field)), -1) for each in mentors], dtype=np.int64)
    other = np.array([_code(key(each.answer(line.field)), known) for each in mentees], dtype=np.int64)

    def add(total: NDArray[np.float32], part: slice) -> None:
        codes = one[part][:, None]
        found = codes == other[None, :]
        if line.like is Like.DIFFERENT:
            found = ~found & (codes >= 0) & (other[None, :] != _UNKNOWN)
        total[found] += line.points

    return add


_UNKNOWN, _NOBODYS = -2, -3


def _code(name: str, known: dict[str, int]) -> int:
    """A mentee's answer as a number: one that no mentor gave equals none."""
    return known.get(name, _NOBODYS) if name else _UNKNOWN


def _by_distance(
    line: Score, mentors: NDArray[np.float32], mentees: NDArray[np.float32]
) -> Callable[[NDArray[np.float32], slice], None]:
    def add(total: NDArray[np.float32], part: slice) -> None:
        near = 1 - np.abs(mentors[part][:, None] - mentees[None, :]) / line.within
        total += line.points * np.clip(np.nan_to_num(near, nan=0), 0, None)

    return add


def _numbers(people: Sequence[Candidate], field: str) -> NDArray[np.float32]:
    """Their numbers; NaN for who has none."""
    return np.array([_number(each.answer(field)) for each in people], dtype=np.float32)


def _number(value: FieldValue) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")


def _matrix(rows: Iterable[Features], column: dict[str, int]) -> NDArray[np.float32]:
    each = list(rows)
    matrix = np.zeros((len(each), len(column)), dtype=np.float32)
    for at, features in enumerate(each):
        for name, value in features.items():
            if name in column:
                matrix[at, column[name]] = value
    return matrix
