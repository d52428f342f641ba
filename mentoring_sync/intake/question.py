"""A question of a form, known by its title: what the models of `config/questions.toml` are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

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
