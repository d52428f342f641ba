"""Whether program.toml and questions.toml agree: what rules, scores and the export are about must be asked.

In: both models. Out: sentences' ends, each with the key that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mentoring_sync.errors import did_you_mean
from mentoring_sync.intake.fields import FieldQuestion
from mentoring_sync.intake.question import OptionsQuestion, Other
from mentoring_sync.intake.questions import Questions
from mentoring_sync.intake.verification import VerifySettings
from mentoring_sync.pairing.scores import Score
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.requirement import AcceptsRule, Requirements, Role

_NOT_JUDGED = frozenset({"timestamp", "email", "name", "hours", "role", "capacity", "min_team"})


def unasked_requirements(requirements: Requirements, questions: Questions) -> Iterator[str]:
    """What is required of a field that no question asks, or of an option that it hasn't got."""
    for role in Role:
        asked = {name: each for name, each in questions.asked(role).items() if name not in _NOT_JUDGED}
        for code, rule in requirements.of(role):
            if rule.field not in asked:
                near = did_you_mean(rule.field, asked) or f"{role}s are asked for {', '.join(asked)}"
                yield f"requirements.{role}.{code}: {rule.field} is no field that a {role} is asked; {near}"
            elif isinstance(rule, AcceptsRule):
                yield from _no_options(f"requirements.{role}.{code}", rule, asked[rule.field])


def _no_options(key: str, rule: AcceptsRule, question: object) -> Iterator[str]:
    if not isinstance(question, OptionsQuestion) or not question.options or question.other is not Other.NONE:
        return
    meant = {meaning.casefold() for meaning in question.meanings}
    for wanted in rule.accepts:
        if wanted.casefold() not in meant:
            near = did_you_mean(wanted, question.meanings) or f"they mean {', '.join(question.meanings)}"
            yield f"{key}.accepts: {wanted!r} is what no option means; {near}"


def unknown_scores(scores: tuple[Score, ...], questions: Questions) -> Iterator[str]:
    """Scores of fields that there are none of. One that could be asked and isn't counts for nobody."""
    known = {*Mentor.model_fields, *Mentee.model_fields, "first_language", *questions.own(Role.MENTOR)}
    known |= set(questions.own(Role.MENTEE))
    for score in scores:
        if score.field not in known:
            near = did_you_mean(score.field, sorted(known)) or "name one of [fields] of questions.toml"
            yield f"pairing.scores.{score.field} is no field; {near}"


def meanings(questions: Questions) -> Mapping[str, tuple[str, ...]]:
    """By field of the programme's own: what its options mean."""
    own: dict[str, FieldQuestion] = {name: each for role in Role for name, each in questions.own(role).items()}
    return {name: each.meanings for name, each in own.items()}


def unverifiable(verify: VerifySettings, questions: Questions) -> Iterator[str]:
    """What the export is to be compared with, and no question asks."""
    return (f"verify.{each}" for each in verify.unknown(meanings(questions)))
