"""Questions to the coordinator: asked in *Review*, answered in its column *Answer*, acted upon by the next run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mentoring_sync.records.problem import Problem
from mentoring_sync.workbook.tabs.review import REVIEW, ReviewColumn, problem_key


@dataclass
class Asking:
    """The questions of a run. `answers` are the coordinator's, by the question's key; `unanswered` go into *Review*;
    `acted_on` are remembered for as long as their questions would be asked.
    """

    answers: Mapping[str, str]
    unanswered: list[Problem] = field(default_factory=list)
    acted_on: dict[str, str] = field(default_factory=dict)

    def ask(self, question: Problem) -> str:
        """The choice that was made; empty until there is one."""
        if choice := self.heard(question):
            return choice
        self.unanswered.append(question)
        if typed := self.answers.get(problem_key(question), ""):
            self.unanswered.append(_not_a_choice(question, typed))
        return ""

    def heard(self, question: Problem) -> str:
        """The choice that was made, without asking for one; empty where there is none."""
        key = problem_key(question)
        choice = _meant(self.answers.get(key, ""), question.choices)
        if choice:
            self.acted_on[key] = choice
        return choice


def _meant(typed: str, choices: tuple[str, ...]) -> str:
    """The choice that somebody typed, whole or so much of it that it can be no other."""
    words = " ".join(typed.casefold().split())
    if not words:
        return ""
    found = [each for each in choices if each.casefold() == words]
    found = found or [each for each in choices if each.casefold().startswith(words)]
    return found[0] if len(found) == 1 else ""


def _not_a_choice(question: Problem, typed: str) -> Problem:
    choices = " or ".join(f"“{each}”" for each in question.choices)
    return replace(
        question,
        where=replace(question.where, tab=REVIEW.title, row=0, column=ReviewColumn.ANSWER),
        what=f"“{typed}” is none of the answers to: {question.what}",
        remedy=f"Choose {choices} there. Nothing is done before.",
        choices=(),
    )
