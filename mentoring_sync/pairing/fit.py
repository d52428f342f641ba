"""How well one mentor and one mentee fit, 0 to 100, and why, in words. An empty answer is unknown, and never equals
another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from mentoring_sync.pairing.problem.candidates import MenteeCandidate, MentorCandidate
from mentoring_sync.pairing.scores import Score


def score(mentor: MentorCandidate, mentee: MenteeCandidate, scores: Sequence[Score]) -> int:
    """The score of one pair. Shares of one kind are added as whole numbers: that is exact, and three times as fast."""
    shares = Counter[int]()
    for line in scores:
        points = line.of(mentor.answer(line.field), mentee.answer(line.field))
        shares[points.denominator] += points.numerator
    total = sum((Fraction(count, parts) for parts, count in shares.items()), Fraction(0))
    return min(100, max(0, int((2 * total + 1) // 2)))


def why(mentor: MentorCandidate, mentee: MenteeCandidate, scores: Sequence[Score]) -> tuple[str, ...]:
    """What the pair has in common, as short phrases in the order of the scores."""
    phrases = (line.phrase(mentor.answer(line.field), mentee.answer(line.field)) for line in scores)
    return tuple(filter(None, phrases))
