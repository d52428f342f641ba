"""What the applications leave for a person to look at: the rows of *Review* that come from the responses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from mentoring_sync.intake.answer import Matter
from mentoring_sync.intake.cells import folded, in_quotes
from mentoring_sync.intake.coordinators_words import in_words
from mentoring_sync.intake.outcome import Rejection
from mentoring_sync.intake.people import Application, Shared
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Level, Unmet

Groups = dict[Hashable, list[Application]]
_SHOWN = 5
"""How many rows are named; the others are counted."""


def problems(applications: Sequence[Application]) -> tuple[Problem, ...]:
    """What answers have in common, each application's own problems in the order of the rows, those between them."""
    people = [each for each in applications if not isinstance(each.outcome, Rejection)]
    own = (problem for each in applications for problem in _own(each))
    return (*_told_once(applications), *own, *_in_both_roles(people), *_namesakes(people))


def _told_once(applications: Iterable[Application]) -> Iterator[Problem]:
    """One problem for each matter of a question, which stays the same when more answers come to share it."""
    groups: dict[tuple[str, str, Matter], list[Shared]] = defaultdict(list)
    for shared in (shared for each in applications for shared in _shared_by(each)):
        groups[shared.where.tab, shared.where.column, shared.matter].append(shared)
    for (_, column, matter), alike in groups.items():
        yield Problem(
            where=alike[0].where,
            what=f"Answers to {in_quotes(column)} {matter.what}.",
            remedy=f"{_counted(alike)}. {matter.remedy}",
            for_operator=matter.for_operator,
        )


def _shared_by(application: Application) -> Iterator[Shared]:
    yield from application.matters
    if isinstance(application.outcome, Rejection):
        for reason in application.outcome.reasons:
            if reason.matter:
                where = Place(tab=application.origin.tab, row=application.origin.row, column=reason.question)
                yield Shared(where=where, answer=reason.answer, matter=reason.matter)


def _counted(alike: Sequence[Shared]) -> str:
    """How many answers, in which rows, and what some of them say."""
    rows = list(dict.fromkeys(each.where.row for each in alike))
    shown = ", ".join(map(str, rows[:_SHOWN])) + (" …" if len(rows) > _SHOWN else "")
    answers = dict.fromkeys(in_quotes(each.answer) for each in alike if each.answer)
    said = [each for each in answers if each not in alike[0].matter.what][:2]
    count = "1 answer in row" if len(rows) == 1 else f"{len(rows)} answers in rows"
    return f"{count} {shown}" + (f", such as {' and '.join(said)}" if said else "")


def _own(application: Application) -> Iterator[Problem]:
    outcome = application.outcome
    yield from application.doubts
    if isinstance(outcome, Rejection):
        own = tuple(reason for reason in outcome.reasons if not reason.shared)
        if own:
            yield _rejected(application, replace(outcome, reasons=own))
    else:
        yield from (_unmet(application, each) for each in outcome.shortfalls(application.terms))


def _rejected(application: Application, rejection: Rejection) -> Problem:
    who = application.name or application.email or "A response without a name"
    wait = "Nothing, until they answer again; or tick Waive beside them in Roster to take them all the same."
    ask = "Ask them to answer the form again, or correct the answer in the response tab."
    return _problem(
        application,
        column=rejection.reasons[0].question,
        what=f"{who} is not in the round as a {rejection.role}: {rejection.sentence}",
        remedy=wait if rejection.waivable else ask,
    )


def _unmet(application: Application, unmet: Unmet) -> Problem:
    waived = unmet.level is Level.HARD
    return _problem(
        application,
        column=unmet.asked.question,
        what=f"{application.name}: {_missing(unmet)}" + (" (waived)" if waived else ""),
        remedy="Nothing; taking the tick of Waive back undoes it."
        if waived
        else "Nothing, if that is fine; else tick Withdrawn beside them in Roster.",
    )


def _missing(unmet: Unmet) -> str:
    return in_words(Rule(unmet.rule.kind), {**unmet.parameters, "answer": unmet.asked.answer})


def _in_both_roles(people: Iterable[Application]) -> Iterator[Problem]:
    both = (each for each in people if not (isinstance(each.outcome, Mentor | Mentee) and each.outcome.either))
    for twice in _shared(both, key=lambda each: each.email):
        first, second = twice[:2]
        yield _problem(
            second,
            what=f"{second.name} applies as a {first.role} ({first.origin}) and as a {second.role}",
            remedy="Nothing, if they want both: they are never paired with themself. Else tick Withdrawn in Roster.",
        )


def _namesakes(people: Iterable[Application]) -> Iterator[Problem]:
    for alike in _shared(people, key=lambda each: folded(each.name)):
        by_address = {each.email: each for each in alike}
        first, *others = by_address.values()
        for other in others:
            yield _problem(
                other,
                what=f"{other.name} ({other.email}) has the name of {first.name} ({first.email}; {first.origin})",
                remedy="Nothing, if they are two people. If it is one, tick Withdrawn beside the wrong one in Roster.",
            )


def _shared(people: Iterable[Application], *, key: Any) -> Iterator[list[Application]]:
    groups: Groups = defaultdict(list)
    for each in people:
        groups[key(each)].append(each)
    return (group for group in groups.values() if len(group) > 1)


def _problem(application: Application, *, what: str, remedy: str, column: str = "") -> Problem:
    where = Place(tab=application.origin.tab, row=application.origin.row, column=column)
    return Problem(where=where, what=what, remedy=remedy, about=application.email)
