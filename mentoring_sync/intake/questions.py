"""`config/questions.toml` as a model: which question feeds which field, and what its options mean.

Comes in: the file's tables, parsed. Goes out: `Questions`, with the accepted titles of every field for either role.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, field_validator, model_validator

from mentoring_sync.errors import did_you_mean
from mentoring_sync.intake.cells import folded, in_quotes
from mentoring_sync.intake.fields import FieldQuestion
from mentoring_sync.intake.hours.question import HoursQuestion, said_in_short
from mentoring_sync.intake.likeness import bare
from mentoring_sync.intake.question import OptionsQuestion, Question, Strict, TimestampQuestion, Title
from mentoring_sync.intake.reports.form import ReportForm
from mentoring_sync.intake.surveys.form import Surveys
from mentoring_sync.records.availability import TimeZone
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.survey import SurveyName

FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""How the configuration calls a field."""

Spellings = Annotated[tuple[Title, ...], BeforeValidator(lambda given: (given,) if isinstance(given, str) else given)]
"""A text, or several."""


class CountQuestion(Question):
    """A number; `if_blank` stands for no answer, never for one that can't be read."""

    if_blank: int | None = Field(default=None, ge=0)


class _Form(Strict):
    """What a form asks. A key that isn't one of its fields is a question of the programme's own, unless it is a typo:
    earlier versions had such questions here, new ones stand in `[fields]`."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, FieldQuestion]

    @model_validator(mode="before")
    @classmethod
    def _no_typo_is_a_field(cls, given: Any) -> Any:
        for key in given if isinstance(given, dict) else ():
            if key not in cls.model_fields and (near := did_you_mean(key, cls.model_fields)):
                raise ValueError(f"{key} is not known here; {near}")
        return given

    def questions(self) -> Iterator[tuple[str, Question]]:
        """Each question that is asked, by its field; the form's own ones last."""
        return ((field, question) for field, question in self if isinstance(question, Question))


class BothForms(_Form):
    """The questions that stand in both forms; a field left out isn't asked."""

    timestamp: TimestampQuestion
    email: Question
    name: Question
    time_zone: Question | None = None
    hours: Annotated[HoursQuestion, BeforeValidator(said_in_short)]
    languages: OptionsQuestion | None = None
    first_language: Question | None = None
    tools: OptionsQuestion | None = None
    kinds_of_help: OptionsQuestion | None = None
    domain: OptionsQuestion | None = None
    institution: Question | None = None
    region: Question | None = None


class MentorForm(_Form):
    """The mentors' tab and their own questions; who isn't asked how many mentees takes as many as a team may have."""

    tab: Title
    capacity: CountQuestion | None = None
    min_team: CountQuestion | None = None
    about: Question | None = None


class MenteeForm(_Form):
    """The mentees' tab and their own questions."""

    tab: Title
    most_wanted: Question | None = None
    about: Question | None = None


class RoleQuestion(Question):
    """Which role somebody applies for, where one form asks for both: the options that say mentor, mentee and either."""

    mentor: Spellings
    mentee: Spellings
    either: Spellings = ()

    @model_validator(mode="after")
    def _each_says_one_thing(self) -> RoleQuestion:
        said = [folded(each) for each in (*self.mentor, *self.mentee, *self.either)]
        twice = sorted({each for each in said if said.count(each) > 1})
        if twice:
            raise ValueError(f"{in_quotes(twice[0])} stands for two answers")
        return self

    def roles(self, answer: str) -> frozenset[Role]:
        """The roles that an answer means; none where it can't be told."""
        meant = {
            frozenset({Role.MENTOR}): self.mentor,
            frozenset({Role.MENTEE}): self.mentee,
            frozenset(Role): self.either,
        }
        plain = bare(answer)
        return next((roles for roles, said in meant.items() if plain in map(bare, said)), frozenset[Role]())


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
    role: RoleQuestion | None = None
    fields: dict[FieldName, FieldQuestion] = Field(default_factory=dict)
    zones: ZoneTable = ZoneTable()
    reports: ReportForm | None = None
    surveys: Surveys = Surveys()

    @model_validator(mode="after")
    def _a_tab_says_who_is_what(self) -> Questions:
        one = folded(self.mentor.tab) == folded(self.mentee.tab)
        if one and not self.role:
            raise ValueError(
                f"both roles read the tab {in_quotes(self.mentee.tab)}, so everyone would apply as both: each role"
                " needs a form, and a tab, of its own, or [role] names the question that asks for it"
            )
        if self.role and not one:
            raise ValueError("[role] is for one form that asks for both roles: then both have the same tab")
        return self

    @field_validator("fields")
    @classmethod
    def _are_new(cls, fields: dict[str, FieldQuestion]) -> dict[str, FieldQuestion]:
        known = {*BothForms.model_fields, *MentorForm.model_fields, *MenteeForm.model_fields, "role", "own"}
        taken = sorted(known & set(fields))
        if taken:
            raise ValueError(f"{' and '.join(taken)}: that field is known; its place is [both], [mentor] or [mentee]")
        return fields

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
        form = self.mentor if role is Role.MENTOR else self.mentee
        own = {field: question for field, question in self.fields.items() if question.role in ("both", role.value)}
        which: dict[str, Question] = {"role": self.role} if self.role else {}
        return {**which, **dict(self.both.questions()), **dict(form.questions()), **own}

    def own(self, role: Role) -> dict[str, FieldQuestion]:
        """Of a role's questions those that are the programme's own."""
        return {field: each for field, each in self.asked(role).items() if isinstance(each, FieldQuestion)}

    @property
    def labels(self) -> dict[str, str]:
        """What the programme's own fields are called where people are introduced, by field; those that have a label."""
        own = {**self.own(Role.MENTOR), **self.own(Role.MENTEE)}
        return {field: question.label for field, question in own.items() if question.label}

    def columns(self, role: Role) -> dict[str, tuple[str, ...]]:
        """The columns a role's tab must have: the accepted titles by field; `hours.MON` and so on for the grid,
        `name.0` and so on where several columns are one answer."""
        found: dict[str, tuple[str, ...]] = {}
        for field, question in self.asked(role).items():
            if isinstance(question, HoursQuestion):
                found |= question.columns_of_hours()
            elif question.columns:
                found |= {f"{field}.{at}": (title,) for at, title in enumerate(question.columns)}
            elif question.titles:
                found[field] = question.titles
        return found
