"""What follows from an answer to "how many?": it is taken, taken with a doubt, or asked again.

An answer that can't be read never stands for the default, and never fails a requirement. A mentor whose offer can't be
read gets no more mentees than the words surely allow, until somebody has asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mentoring_sync.intake.answer import Doubt, Matter, Parsed, Unusable
from mentoring_sync.intake.cells import in_quotes, is_error
from mentoring_sync.intake.counts import Count, count, is_without_limit, is_without_preference, smallest_named
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.requirement import BoundsRule, Level, Role

_ASK = "Ask them, and correct the answer in the response tab."
ERRORS = Matter(
    "are errors of a formula, which nobody typed",
    "Mend the formula in that column, or write the answers over it. Until then they count as not given.",
)
"""What is told of cells that hold a formula's error."""


def refuse_error(text: str) -> None:
    """Stop at a formula's error.

    Raises:
        Unusable: it is one.
    """
    if is_error(text):
        raise Unusable(Rule.FORMULA_ERROR, ERRORS, answer=text)


def offered(text: str, *, default: int | None, most: int) -> Parsed[int]:
    """How many mentees a mentor takes at most, by a (cleaned, not empty) answer: never more than the words offer."""
    if is_without_limit(text):
        return Parsed(most)
    if is_without_preference(text) and default is not None:
        return Parsed(default)
    try:
        refuse_error(text)
        found = count(text)
    except Unusable as why:
        least = min(smallest_named(text) or 1, default or 1)
        return Parsed(least, (why.matter or Doubt(f"{why}; no more than {_mentees(least)} until they say", _ASK),))
    if not found.named:
        what = f"{in_quotes(text)} is no certain number; no more than 1 mentee until they say"
        return Parsed(1, (Doubt(what, _ASK),))
    return _taken(text, found)


def _taken(text: str, found: Count) -> Parsed[int]:
    surely = min(found.named) if found.most is None else min(*found.named, found.most)
    if found.sure and found.most is not None and len(set(found.named)) == 1:
        return Parsed(surely)
    least = max(surely, 1)
    return Parsed(least, (Doubt(f"{in_quotes(text)} was read as {_mentees(least)} at most", _ASK),))


def smallest_team(text: str, *, default: int | None) -> Parsed[int]:
    """The smallest team a mentor would lead, by a (cleaned, not empty) answer."""
    if is_without_limit(text) or is_without_preference(text):
        return Parsed(default or 1)
    try:
        refuse_error(text)
        found = count(text)
    except Unusable as why:
        return Parsed(1, (why.matter or Doubt(f"{why}; any team counts as large enough until they say", _ASK),))
    least = max(found.least, 1)
    return Parsed(least, () if found.is_exact else (_read_as(text, least),))


def bounded(text: str, *, rules: Sequence[BoundsRule], role: Role, counted: Collection[str] = ()) -> Parsed[int | None]:
    """A number that a role's rules ask for, by a (cleaned, not empty) answer; `counted` are words for what is counted.

    Raises:
        Unusable: the answer doesn't say whether a rule holds.
    """
    if not rules:
        return plain(text, counted)
    refuse_error(text)
    found = count(text, counted)
    holds = [(rule, rule.holds_between(found.least, found.most)) for rule in rules]
    broken = [rule for rule, each in holds if each is False]
    if broken and found.sure:
        return Parsed(found.least if found.most is None else _nearest(found, broken[0]))
    if all(each or (each is None and found.sure and rule.level is Level.SOFT) for rule, each in holds):
        return Parsed(found.least, () if found.is_exact else (_read_as(text, found.least),))
    raise Unusable(Rule.UNCERTAIN_NUMBER, answer=text, role=role.value)


def _nearest(found: Count, rule: BoundsRule) -> int:
    """Of the numbers that an answer allows, the one that comes nearest to a rule that none of them meets."""
    assert found.most is not None  # noqa: S101 - without a bound some number would meet it, or the least is the nearest
    return min(found.most, rule.at_least) if found.most < rule.at_least else found.least


def plain(text: str, counted: Collection[str] = ()) -> Parsed[int | None]:
    """A number on which nothing depends; None with a doubt where it can't be read."""
    try:
        refuse_error(text)
        return Parsed(count(text, counted).least)
    except Unusable as why:
        return Parsed(None, (why.matter or Doubt(f"{why}; it was left out", _ASK),))


def _read_as(text: str, number: int) -> Doubt:
    return Doubt(f"{in_quotes(text)} was read as {number}", _ASK)


def _mentees(number: int) -> str:
    return "1 mentee" if number == 1 else f"{number} mentees"
