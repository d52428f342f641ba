"""A question of a form, known by its title: what the models of `config/questions.toml` are made of."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

Title = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """A table of the configuration: an unknown key is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(Strict):
    """A question by its title; `aliases` are other titles under which its answers may stand."""

    title: Title
    aliases: tuple[Title, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title that is read."""
        return (self.title, *self.aliases)


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
