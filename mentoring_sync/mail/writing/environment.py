"""Jinja's environment for the templates of a language: a sandbox, in which a word that isn't known is a mistake."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

from mentoring_sync.mail.writing.markdown import as_it_stands
from mentoring_sync.mail.writing.requirement_words import REQUIREMENT_WORDS
from mentoring_sync.mail.writing.wording import ENGLISH, wording


class _Sources(BaseLoader):
    """Finds templates in a mapping, in a language's folder first, and names them in tracebacks, so that a mistake has a
    file and a line."""

    def __init__(self, sources: Mapping[str, str], language: str) -> None:
        self._sources = sources
        self._folders = (f"{language}/", f"{ENGLISH}/", "")

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:  # noqa: ARG002
        for folder in self._folders:
            if folder + template in self._sources:
                return self._sources[folder + template], folder + template, None
        raise TemplateNotFound(template)


def environment(sources: Mapping[str, str], language: str, *, letters: bool) -> Environment:
    """The environment for a language; that of `letters` puts things into Markdown as they stand."""
    made = ImmutableSandboxedEnvironment(
        loader=_Sources(sources, language),
        undefined=StrictUndefined,
        autoescape=lambda name: bool(name and name.endswith((".html.j2", ".md.j2"))),
        finalize=as_it_stands if letters else None,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {**wording(language).filters, **REQUIREMENT_WORDS}
    return made
