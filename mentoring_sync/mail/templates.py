"""The templates of the mails, checked before anything is mailed.

In: the files of `config/templates/` by name, read elsewhere. Out: `Templates`, or every mistake in them at once. A
kind of message has a subject, a text, an HTML and an invitation template; files that begin with `_` are shared parts.
Templates run in Jinja's sandbox; what is put into a `.html.j2` is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mentoring_sync.mail.proofread import proofread
from mentoring_sync.mail.wording import FILTERS
from mentoring_sync.records.message import MessageKind


class Part(StrEnum):
    """The parts of a message that have a template; the value ends its file name."""

    SUBJECT = "subject.txt.j2"
    TEXT = "txt.j2"
    HTML = "html.j2"
    INVITATION = "invitation.txt.j2"


KINDS = (MessageKind.INTRODUCTION,)
"""The kinds that have templates."""


class TemplateMistakes(ValueError):  # noqa: N818 - it is many of them
    """What is wrong with the templates: `mistakes` has a sentence each, with file and line."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def template_name(kind: MessageKind, part: Part) -> str:
    """`introduction.subject.txt.j2`."""
    return f"{kind.value}.{part.value}"


@dataclass(frozen=True)
class Templates:
    """Templates that are complete and can be rendered. Made by `load`."""

    environment: Environment

    @classmethod
    def load(cls, sources: Mapping[str, str]) -> Self:
        """The templates of these texts, by file name.

        Raises:
            TemplateMistakes: with every mistake found.
        """
        environment = _environment(sources)
        needed = [template_name(kind, part) for kind in KINDS for part in Part]
        mistakes = proofread(environment, sources, needed)
        if mistakes:
            raise TemplateMistakes(mistakes)
        return cls(environment)

    def render(self, kind: MessageKind, part: Part, variables: Mapping[str, Any]) -> str:
        """A part of a message."""
        return self.environment.get_template(template_name(kind, part)).render(variables)


class _Sources(BaseLoader):
    """Finds templates in a mapping, and names them in tracebacks, so that a mistake has a file and a line."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002
        if template not in self._sources:
            raise TemplateNotFound(template)
        return self._sources[template], template, None


def _environment(sources: Mapping[str, str]) -> Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=_Sources(sources),
        undefined=StrictUndefined,
        autoescape=lambda name: bool(name and name.endswith(".html.j2")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= FILTERS
    return environment
