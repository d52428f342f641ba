"""What somebody can do about what their application lacks: advice that fits the reasons.

In: someone who was turned away. Out: the advice, to be put into words; what a requirement of the configuration advises
by itself stands beside it.
"""

from __future__ import annotations

from enum import StrEnum

from mentoring_sync.intake.outcome import Reason
from mentoring_sync.intake.rule import Rule
from mentoring_sync.mail.kinds.facts import TurnedAway
from mentoring_sync.records.requirement import Role


class Advice(StrEnum):
    """What can be done; the value is the word by which the letters know it."""

    ANSWER = "answer again"
    AGREE = "agree"
    AS_A_MENTEE = "as a mentee"
    AS_A_MENTOR = "as a mentor"
    NEXT_ROUND = "next round"


def advice(turned_away: TurnedAway) -> frozenset[Advice]:
    """An answer that can't be read is asked for again, and nothing else; else it goes by what is missing: whose answers
    would do in the other role is told of that, and who hasn't agreed that they can."""
    if not all(reason.waivable for reason in turned_away.reasons):
        return frozenset({Advice.ANSWER})
    fits_other = all(reason.parameters.get("fits_other") for reason in turned_away.reasons)
    found = {
        Advice.AGREE: any(reason.rule is Rule.AGREED and not _advises(reason) for reason in turned_away.reasons),
        Advice.AS_A_MENTEE: turned_away.role is Role.MENTOR and fits_other,
        Advice.AS_A_MENTOR: turned_away.role is Role.MENTEE and fits_other,
        Advice.NEXT_ROUND: all(reason.rule is Rule.LATE for reason in turned_away.reasons),
    }
    return frozenset(each for each, holds in found.items() if holds)


def _advises(reason: Reason) -> bool:
    """Whether the requirement has advice of its own."""
    return reason.requirement is not None and bool(reason.requirement.advice)
