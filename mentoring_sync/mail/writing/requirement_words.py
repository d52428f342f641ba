"""The configuration's own words for a requirement that doesn't hold, in a language: filters of the letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mentoring_sync.intake.outcome import Reason
from mentoring_sync.mail.one_line import shortened
from mentoring_sync.mail.settings import Commitment
from mentoring_sync.records.requirement import ANY_LANGUAGE, Words, filled


def said(reason: Reason, language: str, commitment: Commitment) -> str:
    """Why somebody isn't taken; empty where the configuration has no words for it in the language."""
    return _in(reason.requirement.say, reason, language, commitment) if reason.requirement else ""


def advised(reason: Reason, language: str, commitment: Commitment) -> str:
    """What they can do; empty likewise."""
    return _in(reason.requirement.advice, reason, language, commitment) if reason.requirement else ""


def _in(words: Words, reason: Reason, language: str, commitment: Commitment) -> str:
    text = words.get(language) or words.get(ANY_LANGUAGE, "")
    if not text:
        return ""
    agreed = {"hours_a_month": commitment.hours_a_month, "months": commitment.months}
    typed = {"question": shortened(reason.question), "answer": shortened(reason.answer)}
    return filled(text, {**reason.parameters, **agreed, **typed})


REQUIREMENT_WORDS: Mapping[str, Callable[..., object]] = {"said": said, "advised": advised}
