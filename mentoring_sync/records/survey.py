"""A survey of a round: its questions, and what people answered.

A question of a grid is one question with several lines, each a `SurveyQuestion` of its own with the same title. An
answer that says nothing (`Unsaid`) is no number and no option: it stands beside what was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class SurveyName(StrEnum):
    """The surveys of a round; the value is how people call it."""

    HALF_WAY = "half-way survey"
    CLOSING = "closing survey"


class Came(StrEnum):
    """When an answer came that counts; the value stands in *Certificates*."""

    IN_TIME = "in time"
    LATE = "late"


class QuestionKind(StrEnum):
    """What an answer is: a point of a scale, one option, any options, or a person's own words."""

    SCALE = "scale"
    ONE = "one option"
    SEVERAL = "any options"
    TEXT = "own words"


class Unsaid(StrEnum):
    """The answers that say nothing, each for another reason."""

    BLANK = "no answer"
    NOT_APPLICABLE = "does not apply"
    NOT_SAID = "prefer not to say"


@dataclass(frozen=True, kw_only=True)
class SurveyQuestion:
    """A question, or a line of a grid.

    `options` are in the form's order, a scale's from its lowest point; `points` are the numbers of these (a scale
    alone has them). `is_certain`: options and order are those of the form or of a known list of words. Of one that
    isn't, options are what people chose, and there are no points.
    """

    title: str
    kind: QuestionKind
    line: str = ""
    options: tuple[str, ...] = ()
    points: tuple[int, ...] = ()
    is_certain: bool = True

    @property
    def called(self) -> str:
        """`Say how far you agree: [I would do this again]`, as a form's own table has it."""
        return f"{self.title} [{self.line}]" if self.line else self.title


@dataclass(frozen=True, kw_only=True)
class SurveyAnswer:
    """An answer: the places of the options chosen, and what was said in own words; or why nothing was said."""

    chosen: tuple[int, ...] = ()
    text: str = ""
    unsaid: Unsaid | None = None


@dataclass(frozen=True, kw_only=True)
class SurveyResponse:
    """A person's answers, in the order of the survey's questions.

    `key` says whose they are, or which, without telling it. `given` is when the form wrote the row, `first` when it did
    as a run first saw it: an edit moves only the former. `may_quote`: they don't mind that their words are quoted.
    """

    key: str
    row: int
    given: datetime
    first: datetime
    answers: tuple[SurveyAnswer, ...]
    email: str = ""
    team: str = ""
    may_quote: bool = True


class Aside(StrEnum):
    """Why a row isn't counted."""

    TEST = "looks like a test"
    EARLY = "is from before the survey was opened"
    BROKEN = "was broken off"
    REPLACED = "was answered once more"
    LATE = "came too late"


@dataclass(frozen=True, kw_only=True)
class RowAside:
    """A row that isn't counted: as people count it, whose it is (empty: it isn't said), why, and what shows it."""

    row: int
    key: str
    why: Aside
    given: datetime
    shown_by: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Survey:
    """A survey as it was read: what was asked and answered, and the rows that aren't counted.

    `late` are the keys of the responses that came after it was closed. `asks_who`: the form asks for the address.
    `identifying` are the titles of the questions that say who somebody is, `codes` what people call themselves there;
    nothing is told of these. `before` are the addresses in rows of an earlier round, `first_given` has by key when a
    run first saw whose answer.
    """

    name: SurveyName
    tab: str
    anonymous: bool
    questions: tuple[SurveyQuestion, ...] = ()
    responses: tuple[SurveyResponse, ...] = ()
    aside: tuple[RowAside, ...] = ()
    late: frozenset[str] = frozenset()
    asks_who: bool = False
    identifying: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    first_given: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SurveyStatus:
    """What mail goes by: where the form is, whether who hasn't answered may be reminded, and who has answered.

    Nobody is reminded of what they were asked before `since`, nor once it `closes`; `last_day` is the last on which it
    is open anywhere on Earth, where one is set.
    """

    form: str = ""
    reminds: bool = False
    answered: frozenset[str] = frozenset()
    since: datetime | None = None
    closes: datetime | None = None
    last_day: date | None = None
