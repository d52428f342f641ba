"""How well a mentor and a mentee fit, 0 to 100, and why, in words.

The score of one pair and the scores of many are the same sum: the whole matrix is one product of what mentees have and
mentors have, so that tens of millions of pairs take seconds. An empty answer is unknown and never equals another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mentoring_sync.pairing.problem.candidates import MenteeCandidate, MentorCandidate
from mentoring_sync.pairing.rules import Weights

Features: TypeAlias = dict[str, float]

ROUNDING = 0.5 + 1e-4
"""Half up, with room for what 32-bit floats lose; shares of up to 1000 tools stay apart."""


def score(mentor: MentorCandidate, mentee: MenteeCandidate, weights: Weights) -> int:
    """The score of one pair."""
    wanted, offered = set(mentee.tools), set(mentor.tools)
    total = (2 * weights.tools * len(wanted & offered) + len(wanted)) // (2 * len(wanted)) if wanted else 0
    if _goal(mentee) in mentor.kinds_of_help:
        total += weights.goal
    if _same(mentor.domain, mentee.domain):
        total += weights.domain
    if mentor.first_language == mentee.first_language:
        total += weights.first_language
    if _same(mentor.certification_path, mentee.certification_path):
        total += weights.certification_path
    if _same(mentor.institution, mentee.institution):
        total += weights.same_institution
    return min(100, max(0, total))


def why(mentor: MentorCandidate, mentee: MenteeCandidate) -> tuple[str, ...]:
    """What the pair has in common, as short phrases in a fixed order."""
    shared = [tool for tool in mentee.tools if tool in mentor.tools]
    phrases = (
        (_same(mentor.domain, mentee.domain), f"both work in {mentee.domain}"),
        (bool(shared), ", ".join(shared)),
        (_goal(mentee) in mentor.kinds_of_help, f"help with: {_goal(mentee)}"),
        (mentor.first_language == mentee.first_language, f"first language {mentee.first_language}"),
        (_same(mentor.certification_path, mentee.certification_path), f"both {mentee.certification_path}"),
        (_same(mentor.institution, mentee.institution), f"same institution: {mentee.institution}"),
    )
    return tuple(phrase for holds, phrase in phrases if holds)


def _goal(mentee: MenteeCandidate) -> str | None:
    return mentee.kinds_of_help[0] if mentee.kinds_of_help else None


def _same(one: str, other: str) -> bool:
    return bool(one) and one == other


class Scores:
    """The scores of all pairs, a few mentors at a time: `of(mentors)` is [those mentors, mentees]."""

    def __init__(
        self, mentors: Sequence[MentorCandidate], mentees: Sequence[MenteeCandidate], weights: Weights
    ) -> None:
        offered = [_offered(mentor) for mentor in mentors]
        names = sorted(set().union(*offered)) if offered else []
        column = {name: at for at, name in enumerate(names)}
        self._mentees = _matrix([_wanted(mentee, weights) for mentee in mentees], column)
        self._mentors = _matrix([dict.fromkeys(features, 1.0) for features in offered], column)
        self._penalty = weights.same_institution
        known = {name: at for at, name in enumerate(sorted({mentor.institution for mentor in mentors} - {""}))}
        self._mentor_at = np.array([known.get(mentor.institution, -1) for mentor in mentors], dtype=np.int64)
        self._mentee_at = np.array([known.get(mentee.institution, -2) for mentee in mentees], dtype=np.int64)

    def of(self, mentors: slice) -> NDArray[np.int16]:
        """The scores of every mentee with the mentors of a slice."""
        total = self._mentors[mentors] @ self._mentees.T
        if self._penalty:
            total[self._mentor_at[mentors][:, None] == self._mentee_at[None, :]] += self._penalty
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


def _offered(mentor: MentorCandidate) -> set[str]:
    return {
        *(f"tool {tool}" for tool in mentor.tools),
        *(f"help {kind}" for kind in mentor.kinds_of_help),
        f"domain {mentor.domain}",
        f"first {mentor.first_language}",
        f"path {mentor.certification_path}",
    }


def _wanted(mentee: MenteeCandidate, weights: Weights) -> Features:
    tools = set(mentee.tools)
    return {
        **{f"tool {tool}": weights.tools / len(tools) for tool in tools},
        **({f"help {_goal(mentee)}": weights.goal} if mentee.kinds_of_help else {}),
        **({f"domain {mentee.domain}": weights.domain} if mentee.domain else {}),
        f"first {mentee.first_language}": weights.first_language,
        **({f"path {mentee.certification_path}": weights.certification_path} if mentee.certification_path else {}),
    }


def _matrix(rows: Iterable[Features], column: dict[str, int]) -> NDArray[np.float32]:
    each = list(rows)
    matrix = np.zeros((len(each), len(column)), dtype=np.float32)
    for at, features in enumerate(each):
        for name, value in features.items():
            if name in column:
                matrix[at, column[name]] = value
    return matrix
