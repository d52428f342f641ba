"""`[surveys]` of `config/questions.toml` as a model: the forms that ask how a round was, half-way and at its end.

Every column of a response tab is a question: only those are named here that say who somebody is, and those of which the
answers don't tell their options or their scale.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

from pydantic import Field, field_validator, model_validator

from mentoring_sync.intake.cells import folded
from mentoring_sync.intake.question import Option, Question, Strict, TimestampQuestion, Title
from mentoring_sync.records.calendar import ANYWHERE_ON_EARTH, begins_anywhere, over_everywhere
from mentoring_sync.records.form_link import FormLink
from mentoring_sync.records.survey import SurveyName

_STAMP = TimestampQuestion(
    title="Timestamp", aliases=("Zeitstempel", "Horodateur", "Marca temporal", "Carimbo de data/hora", "Tijdstempel")
)
_EMAIL = Question(
    title="Email Address", aliases=("Username", "Email", "E-mail address", "E-Mail-Adresse", "Adresse e-mail")
)


class Late(StrEnum):
    """What becomes of answers that come once a survey is closed."""

    COUNTS = "counts"
    COUNTS_NOT = "doesn't count"


class Length(Strict):
    """A scale of numbers, both ends in it."""

    lowest: int = Field(alias="from", ge=0, le=1)
    highest: int = Field(alias="to", ge=1, le=10)


class AskedQuestion(Question):
    """A question whose options or whose scale are told: `options` in the form's order (`several`: any of them may be
    ticked), or a `scale`, its words from the lowest to the highest, or numbers. `own_words`: it is a free text."""

    options: tuple[Option, ...] = ()
    several: bool = False
    scale: tuple[Title, ...] | Length | None = None
    own_words: bool = False

    @model_validator(mode="after")
    def _is_told_one_thing(self) -> AskedQuestion:
        if sum((bool(self.options), self.scale is not None, self.own_words)) != 1:
            raise ValueError("name one of options, scale and own_words")
        return self

    @field_validator("options", "scale")
    @classmethod
    def _are_different(cls, given: object) -> object:
        texts = [each.text if isinstance(each, Option) else each for each in given] if isinstance(given, tuple) else []
        if len({folded(str(text)) for text in texts}) < len(texts):
            raise ValueError("an option stands there twice")
        if isinstance(given, tuple) and len(texts) == 1:
            raise ValueError("one option alone leaves nothing to choose")
        return given


class SurveyForm(Strict):
    """A survey's tab, its form and when it is open.

    `opens` and `closes` are days, or instants; those without an offset from UTC are anywhere on Earth, as days are.
    `email`, `name`, `code` and `team` say who somebody is or where they were, `tag` marks rows that are no answers,
    `quotable` asks whether their words may be quoted.
    """

    tab: Title
    form: FormLink = ""
    anonymous: bool = False
    opens: datetime | date | None = None
    closes: datetime | date | None = None
    late: Late = Late.COUNTS
    timestamp: TimestampQuestion = _STAMP
    email: Question = _EMAIL
    name: Question | None = None
    code: Question | None = None
    team: Question | None = None
    tag: Question | None = None
    quotable: Question | None = None
    questions: tuple[AskedQuestion, ...] = ()

    @model_validator(mode="after")
    def _opens_first(self) -> SurveyForm:
        if self.opened and self.closed and self.opened >= self.closed:
            raise ValueError(f"it closes ({self.closes}) before it opens ({self.opens})")
        return self

    @property
    def opened(self) -> datetime | None:
        """Before this nobody could answer."""
        return _instant(self.opens, ends=False)

    @property
    def closed(self) -> datetime | None:
        """What is given from here on is late."""
        return _instant(self.closes, ends=True)

    def asked(self, *titles: str) -> AskedQuestion | None:
        """What is told of a question, by any of these titles."""
        wanted = {folded(title) for title in titles}
        return next((each for each in self.questions if wanted & {folded(title) for title in each.titles}), None)


def _instant(at: datetime | date | None, *, ends: bool) -> datetime | None:
    if at is None:
        return None
    if isinstance(at, datetime):
        return (at if at.tzinfo else at.replace(tzinfo=timezone(-ANYWHERE_ON_EARTH))).astimezone(UTC)
    return over_everywhere(at) if ends else begins_anywhere(at)


HALF_WAY, CLOSING = SurveyForm(tab="Half-way survey"), SurveyForm(tab="Feedback")
ANSWERING = timedelta(days=21)
"""How long a survey is open from its day on, where nothing says when it closes."""


class Surveys(Strict):
    """`[surveys]`."""

    half_way: SurveyForm = HALF_WAY
    closing: SurveyForm = CLOSING

    @model_validator(mode="before")
    @classmethod
    def _with_their_tabs(cls, given: object) -> object:
        """A table that names no tab has the usual one."""
        if not isinstance(given, dict):
            return given
        usual = {"half_way": HALF_WAY.tab, "closing": CLOSING.tab}
        told = {key: {"tab": usual[key], **table} for key, table in given.items() if _is_table(key, table, usual)}
        return {**given, **told}

    @model_validator(mode="after")
    def _have_tabs_of_their_own(self) -> Surveys:
        if folded(self.half_way.tab) == folded(self.closing.tab):
            raise ValueError(
                f"both surveys read the tab {self.closing.tab!r}: each needs a form, and a tab, of its own"
            )
        return self

    def form(self, name: SurveyName) -> SurveyForm:
        """A survey's form."""
        return self.half_way if name is SurveyName.HALF_WAY else self.closing


def _is_table(key: object, table: object, usual: dict[str, str]) -> bool:
    return key in usual and isinstance(table, dict)
