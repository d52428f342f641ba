"""What somebody can do about what their application lacks: advice that fits the reasons.

In: someone who was turned away. Out: the advice, to be put into words.
"""

from __future__ import annotations

from enum import StrEnum

from mentoring_sync.intake.rule import Rule
from mentoring_sync.mail.kinds.facts import TurnedAway
from mentoring_sync.records.requirement import Certification, Role


class Advice(StrEnum):
    """What can be done; the value is the word by which the letters know it."""

    ANSWER = "answer again"
    AGREE = "agree"
    CERTIFY = "certify"
    TEACH = "teach"
    AS_A_MENTEE = "as a mentee"
    AS_A_MENTOR = "as a mentor"
    NEXT_ROUND = "next round"


def advice(turned_away: TurnedAway) -> frozenset[Advice]:
    """An answer that can't be read is asked for again, and nothing else; else it goes by what is missing: whoever
    hasn't agreed to the commitment isn't told to teach."""
    if not all(reason.waivable for reason in turned_away.reasons):
        return frozenset({Advice.ANSWER})
    lacks = {reason.rule for reason in turned_away.reasons}
    too_few, too_many = _taught_too_few(turned_away), _taught_too_many(turned_away)
    found = {
        Advice.AGREE: Rule.COMMITMENT in lacks,
        Advice.CERTIFY: Rule.CERTIFICATION in lacks,
        Advice.TEACH: too_few,
        Advice.AS_A_MENTEE: turned_away.role is Role.MENTOR and _could_be_a_mentee(turned_away, lacks),
        Advice.NEXT_ROUND: lacks == {Rule.LATE},
        Advice.AS_A_MENTOR: turned_away.role is Role.MENTEE and too_many and len(lacks) == 1,
    }
    return frozenset(each for each, holds in found.items() if holds)


def _could_be_a_mentee(turned_away: TurnedAway, lacks: set[Rule]) -> bool:
    """A mentor who only lacks experience, or is still in training."""
    uncertified = any(
        reason.parameters.get("says") == Certification.NONE
        for reason in turned_away.reasons
        if reason.rule is Rule.CERTIFICATION
    )
    return not {Rule.COMMITMENT, Rule.LATE} & lacks and not uncertified


def _taught_too_few(turned_away: TurnedAway) -> bool:
    return any(says < least for says, least in _numbers(turned_away, "at_least"))


def _taught_too_many(turned_away: TurnedAway) -> bool:
    return any(says > most for says, most in _numbers(turned_away, "at_most"))


def _numbers(turned_away: TurnedAway, bound: str) -> list[tuple[int, int]]:
    """What was answered and the bound, where the workshops taught are what is missing and there is such a bound."""
    rules = [reason.parameters for reason in turned_away.reasons if reason.rule is Rule.WORKSHOPS_TAUGHT]
    pairs = [(each["says"], each[bound]) for each in rules]
    return [(says, most) for says, most in pairs if isinstance(says, int) and isinstance(most, int)]
