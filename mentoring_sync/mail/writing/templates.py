"""The templates of the mails, in several languages.

In: template texts by their path below the folder of templates, read elsewhere. Out: subjects, texts and HTML.
`en/receipt.md.j2` is a letter: a first line `Subject: ...`, then Markdown, from which text and HTML are made. The
introduction has a layout of its own, shared by all languages (`introduction.html.j2`), its words by language. What a
language hasn't got is said in English. Files that begin with `_` are shared parts. Templates run in Jinja's sandbox;
what is put into HTML is escaped, and what is put into Markdown stands as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from mentoring_sync.mail.kinds.kind import Kind
from mentoring_sync.mail.kinds.parts import Part
from mentoring_sync.mail.writing.wording import ENGLISH, wording

if TYPE_CHECKING:
    from jinja2 import Environment

SUBJECT = "Subject: "
"""How the first line of a letter begins."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a message says, in its two forms."""

    text: str
    html: str


@dataclass(frozen=True)
class Templates:
    """The templates of these texts, by path. What is wrong with them, `proofread` finds."""

    sources: Mapping[str, str]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages, English first."""
        folders = {name.partition("/")[0] for name in self.sources if "/" in name}
        return (ENGLISH, *sorted(folders - {ENGLISH}))

    @cached_property
    def _environments(self) -> dict[tuple[str, bool], Environment]:
        return {}

    def environment(self, language: str, *, letters: bool = False) -> Environment:
        """Jinja's environment for a language; that of `letters` puts things into Markdown as they stand."""
        found = self._environments.get((language, letters))
        if found is None:
            from mentoring_sync.mail.writing.environment import environment  # start-up time

            found = environment(self.sources, language, letters=letters)
            self._environments[language, letters] = found
        return found

    def speaks(self, language: str, kind: Kind) -> bool:
        """Whether a kind is said in a language."""
        return f"{language}/{kind.words}" in self.sources

    def language_for(self, kind: Kind, readers: Iterable[Sequence[str]]) -> str:
        """The first language of the first reader that all of them speak and that has the kind, by the names that
        people give to languages; else English. One reader alone is written to in their first language, or in English.
        """
        first, *others = readers
        for name in first if others else first[:1]:
            code = self._called.get(name.casefold(), "")
            if self.speaks(code, kind) and all(self._has(code, other) for other in others):
                return code
        return ENGLISH

    @cached_property
    def _called(self) -> dict[str, str]:
        return {name: code for code in self.languages for name in (*wording(code).names, code)}

    def _has(self, code: str, names: Sequence[str]) -> bool:
        return any(self._called.get(name.casefold()) == code for name in names)

    def subject(self, kind: Kind, language: str, variables: Mapping[str, Any]) -> str:
        """A message's subject."""
        if kind.introduces:
            return self.render(kind, Part.SUBJECT, language, variables)
        first, _, _ = self.render(kind, Part.LETTER, language, variables).lstrip().partition("\n")
        return Markup(first.removeprefix(SUBJECT)).unescape()  # noqa: S704 - it becomes plain text

    def write(self, kind: Kind, language: str, variables: Mapping[str, Any]) -> Written:
        """A message in a language."""
        if kind.introduces:
            return Written(
                text=self.render(kind, Part.TEXT, language, variables),
                html=self.render(kind, Part.HTML, language, variables),
            )
        from mentoring_sync.mail.writing.markdown import html_of, text_of  # start-up time

        _, _, body = self.render(kind, Part.LETTER, language, variables).lstrip().partition("\n")
        environment = self.environment(language)
        around = {**variables, "language": language, "title": self.subject(kind, language, variables)}
        return Written(
            text=environment.get_template("_letter.txt.j2").render({**around, "body": text_of(body)}),
            html=environment.get_template("_letter.html.j2").render({**around, "body": Markup(html_of(body))}),  # noqa: S704 - escaped
        )

    def render(self, kind: Kind, part: Part, language: str, variables: Mapping[str, Any]) -> str:
        """A part of a message."""
        environment = self.environment(language, letters=part is Part.LETTER)
        template = environment.get_template(kind.template(part))
        return template.render({**variables, "language": language})
