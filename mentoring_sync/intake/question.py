"""A question of a form, known by its title: what the models of `config/questions.toml` are made of."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from mentoring_sync.intake.cells import folded, in_quotes

Title = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """A table of the configuration: an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(Strict):
    """A question by its title; `aliases` are other titles under which its answers may stand.

    A text in the place of a question is a `constant`: what everybody would answer, where the form doesn't ask. A list
    of titles are `columns` whose answers, joined by blanks in this order, are the answer (a first and a last name).
    """

    title: Title
    aliases: tuple[Title, ...] = ()
    constant: str = ""
    columns: tuple[Title, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _said_in_short(cls, given: Any) -> Any:
        match given:
            case str():
                return {"title": given, "constant": given}
            case list() | tuple():
                return {"title": " + ".join(map(str, given)), "columns": given}
            case {"question": title, **others} if "title" not in others:
                return {"title": title, **others}
            case _:
                return given

    @model_validator(mode="after")
    def _one_place_for_an_answer(self) -> Self:
        if self.columns and self.aliases:
            raise ValueError("columns are joined as they are named: there are no aliases of several columns")
        return self

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title that is read; none where the form doesn't ask."""
        return () if self.constant else (self.title, *self.aliases)


class TimestampQuestion(Question):
    """When the response was given; `formats` (as of `strptime`) read what isn't written as any spreadsheet does."""

    formats: tuple[str, ...] = ()


class Option(Strict):
    """An option of a question: its exact text, other spellings of it, and what it means (its text, if not said)."""

    text: Title
    aliases: tuple[Title, ...] = ()
    means: str = ""

    @model_validator(mode="before")
    @classmethod
    def _a_text_alone_is_an_option(cls, given: Any) -> Any:
        return {"text": given} if isinstance(given, str) else given

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every text that stands for the option."""
        return (self.text, *self.aliases)

    @property
    def meaning(self) -> str:
        """What the programme understands by it."""
        return self.means or self.text


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
