"""`config/questions.toml` as a model: which question feeds which field, and what its options mean.

Comes in: the file's tables, parsed. Goes out: `Questions`, with the accepted titles of every field for either role.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from mentoring_sync.intake.cells import folded, in_quotes
from mentoring_sync.intake.question import Option, Question, Strict, TimestampQuestion, Title
from mentoring_sync.intake.reports.form import ReportForm
from mentoring_sync.intake.surveys.form import Surveys
from mentoring_sync.records.availability import MINUTES_PER_DAY, TimeZone, Weekday
from mentoring_sync.records.requirement import Certification, Role
from mentoring_sync.records.survey import SurveyName

DayName = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

_TIMES = re.compile(r"(\d{1,2})[:.](\d\d) ?[-–—] ?(\d{1,2})[:.](\d\d)")


class Other(StrEnum):
    """What the form's "Other" holds: nothing, one text, or several things separated by commas."""

    NONE = "none"
    TEXT = "text"
    LIST = "list"


class OptionsQuestion(Question):
    """A multiple choice or checkbox question."""

    options: tuple[Option, ...] = Field(min_length=1)
    other: Other = Other.NONE

    @field_validator("options")
    @classmethod
    def _spelt_once(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        seen: set[str] = set()
        for spelling in (spelling for option in options for spelling in option.spellings):
            if folded(spelling) in seen:
                raise ValueError(f"{in_quotes(spelling)} stands for two options")
            seen.add(folded(spelling))
        return options

    @property
    def meanings(self) -> tuple[str, ...]:
        """What the options mean, in the form's order."""
        return tuple(option.meaning for option in self.options)


class CertificationQuestion(OptionsQuestion):
    """Its options mean a `Certification`; `if_blank` stands for no answer, never for one that can't be read."""

    if_blank: Certification | None = None

    @field_validator("options")
    @classmethod
    def _means_a_certification(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        return _all_mean_one_of(options, tuple(state.value for state in Certification))


class AgreementQuestion(OptionsQuestion):
    """Its options mean `yes` or `no`; `if_blank` stands for no answer, never for one that can't be read."""

    if_blank: Literal["yes", "no"] | None = None

    @field_validator("options")
    @classmethod
    def _means_yes_or_no(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        return _all_mean_one_of(options, ("yes", "no"))


class CountQuestion(Question):
    """A number; `if_blank` stands for no answer, never for one that can't be read."""

    if_blank: int | None = Field(default=None, ge=0)


class GridQuestion(OptionsQuestion):
    """A checkbox grid of hours: a column for each of `days`, titled "title [label]"; options mean `HH:MM-HH:MM`."""

    days: dict[DayName, Title] = Field(min_length=1)

    @field_validator("options")
    @classmethod
    def _means_times(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        wrong = [option.text for option in options if times(option.meaning) is None]
        if wrong:
            raise ValueError(f"{', '.join(map(in_quotes, wrong))}: means must be times, such as 17:00-18:00")
        return options

    @property
    def columns(self) -> dict[Weekday, tuple[str, ...]]:
        """The accepted titles of each day's column."""
        return {
            Weekday[day.upper()]: tuple(f"{title} [{label}]" for title in self.titles)
            for day, label in self.days.items()
        }


class BothForms(Strict):
    """The questions that stand in both forms; a field left out isn't asked."""

    timestamp: TimestampQuestion
    email: Question
    name: Question
    time_zone: Question
    hours: GridQuestion
    languages: OptionsQuestion
    first_language: Question | None = None
    tools: OptionsQuestion | None = None
    kinds_of_help: OptionsQuestion | None = None
    domain: OptionsQuestion | None = None
    institution: Question | None = None
    region: Question | None = None
    certification: CertificationQuestion
    certification_path: OptionsQuestion | None = None
    workshops_taught: CountQuestion
    workshops_helped: CountQuestion | None = None
    commitment: AgreementQuestion


class MentorForm(Strict):
    """The mentors' tab and their own questions."""

    tab: Title
    capacity: CountQuestion
    min_team: CountQuestion | None = None
    about: Question | None = None


class MenteeForm(Strict):
    """The mentees' tab and their own questions."""

    tab: Title
    most_wanted: Question | None = None
    about: Question | None = None


class ZoneTable(Strict):
    """How answers become IANA zones: by city, by a vague name (which is reported), by an offset such as `+05:30`."""

    cities: dict[str, TimeZone] = Field(default_factory=dict)
    vague: dict[str, TimeZone] = Field(default_factory=dict)
    offsets: dict[Annotated[str, Field(pattern=r"^[+-]\d\d:\d\d$")], TimeZone] = Field(default_factory=dict)


class Questions(Strict):
    """The whole of `config/questions.toml`."""

    both: BothForms
    mentor: MentorForm
    mentee: MenteeForm
    zones: ZoneTable = ZoneTable()
    reports: ReportForm | None = None
    surveys: Surveys = Surveys()

    @field_validator("mentee")
    @classmethod
    def _has_a_tab_of_its_own(cls, mentee: MenteeForm, info: ValidationInfo) -> MenteeForm:
        mentor = info.data.get("mentor")
        if mentor and folded(mentor.tab) == folded(mentee.tab):
            raise ValueError(
                f"both roles read the tab {in_quotes(mentee.tab)}, so everyone would apply as both: each role needs a"
                " form, and a tab, of its own"
            )
        return mentee

    @model_validator(mode="after")
    def _reports_have_a_tab_of_their_own(self) -> Questions:
        if self.reports and folded(self.reports.tab) in {folded(self.tab(role)) for role in Role}:
            raise ValueError(
                f"reports.tab {in_quotes(self.reports.tab)} holds applications: reports need their own form"
            )
        return self

    @model_validator(mode="after")
    def _surveys_have_tabs_of_their_own(self) -> Questions:
        others = {folded(self.tab(role)) for role in Role} | ({folded(self.reports.tab)} if self.reports else set())
        for name in SurveyName:
            if folded(tab := self.surveys.form(name).tab) in others:
                raise ValueError(f"the {name} reads {in_quotes(tab)}, the tab of another form: it needs its own")
        return self

    def tab(self, role: Role) -> str:
        """The title of a role's response tab."""
        return self.mentor.tab if role is Role.MENTOR else self.mentee.tab

    def asked(self, role: Role) -> dict[str, Question]:
        """A role's questions by field."""
        own = self.mentor if role is Role.MENTOR else self.mentee
        return {**dict(_questions_in(self.both)), **dict(_questions_in(own))}

    def columns(self, role: Role) -> dict[str, tuple[str, ...]]:
        """The columns a role's tab must have: the accepted titles by field; `hours.MON` and so on for the grid."""
        found: dict[str, tuple[str, ...]] = {}
        for field, question in self.asked(role).items():
            if isinstance(question, GridQuestion):
                found |= {hours_field(day): titles for day, titles in question.columns.items()}
            else:
                found[field] = question.titles
        return found


def hours_field(day: Weekday) -> str:
    """The name under which a day's column of the grid is kept."""
    return f"hours.{day.name}"


def times(text: str) -> tuple[int, int] | None:
    """`17:00-18:00` as minutes after midnight, (1020, 1080); None when the text is no such stretch of a day."""
    found = _TIMES.fullmatch(text.strip())
    if not found:
        return None
    hour, minute, end_hour, end_minute = map(int, found.groups())
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    return (start, end) if max(minute, end_minute) < 60 and start < end <= MINUTES_PER_DAY else None


def _questions_in(form: BothForms | MentorForm | MenteeForm) -> Iterator[tuple[str, Question]]:
    return ((field, question) for field, question in form if isinstance(question, Question))


def _all_mean_one_of(options: tuple[Option, ...], meanings: tuple[str, ...]) -> tuple[Option, ...]:
    wrong = [option.text for option in options if option.meaning not in meanings]
    if wrong:
        raise ValueError(f"{', '.join(map(in_quotes, wrong))}: means must be one of {', '.join(meanings)}")
    return options
