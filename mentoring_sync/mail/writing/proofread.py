"""Finds what is wrong with the templates, all of it, before a mail is made of them.

In: template texts by path. Out: `Templates` that are complete and can be rendered, or every mistake with file and line.
First what can be told by reading (it compiles; the files and variables it uses exist), then what only shows with data:
each kind is rendered for its samples in each language that has it, each template up to its first mistake of that sort.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError
from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables

from mentoring_sync.errors import did_you_mean
from mentoring_sync.mail.kinds.catalogue import KINDS
from mentoring_sync.mail.kinds.kind import Kind
from mentoring_sync.mail.kinds.parts import Part
from mentoring_sync.mail.writing.page_words import mistakes_in_words
from mentoring_sync.mail.writing.sample import samples
from mentoring_sync.mail.writing.templates import SUBJECT, Templates
from mentoring_sync.mail.writing.wording import ENGLISH

_LAYOUT = frozenset({"language", "title", "body"})
"""What the pages around the letters know besides."""


class TemplateMistakes(ValueError):  # noqa: N818 - it is many of them
    """What is wrong with the templates: `mistakes` has a sentence each, with file and line."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, order=True)
class _Mistake:
    file: str
    line: int
    what: str

    @property
    def place(self) -> tuple[str, int]:
        return self.file, self.line

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.what}"


def proofread(sources: Mapping[str, str]) -> Templates:
    """The templates of these texts.

    Raises:
        TemplateMistakes: with every mistake found.
    """
    templates = Templates(dict(sources))
    mistakes = mistakes_in(templates)
    if mistakes:
        raise TemplateMistakes(mistakes)
    return templates


def mistakes_in(templates: Templates) -> list[str]:
    """The mistakes in the templates, by file and line."""
    strange = list(_strange_languages(templates.sources))
    if strange:
        return [str(mistake) for mistake in sorted(strange)]
    read = {*_misnamed(templates), *(each for name in templates.sources for each in _read(templates, name))}
    known = {mistake.place for mistake in read}
    unread = {mistake.file for mistake in read if not mistake.line}
    rendered = {each for each in _all_rendered(templates) if each.file not in unread}
    return [str(mistake) for mistake in sorted(read | {each for each in rendered if each.place not in known})]


def _strange_languages(sources: Collection[str]) -> Iterator[_Mistake]:
    for folder in sorted({name.partition("/")[0] for name in sources if "/" in name}):
        try:
            Locale.parse(folder)
        except (UnknownLocaleError, ValueError):
            yield _Mistake(f"{folder}/", 0, "a folder is called after a language's code, such as en, es or pt_BR")


def _misnamed(templates: Templates) -> Iterator[_Mistake]:
    """What is missing in English, and what no kind has."""
    known = {kind.template(part) for kind in KINDS for part in kind.parts}
    shared = {kind.template(part) for kind in KINDS for part in (Part.TEXT, Part.HTML) if kind.introduces}
    for name in sorted(known):
        if not {name, f"{ENGLISH}/{name}"} & set(templates.sources):
            yield _Mistake(name if name in shared else f"{ENGLISH}/{name}", 0, "this template is missing")
    for path in templates.sources:
        name = path.rpartition("/")[2]
        if name not in known and not name.startswith("_"):
            near = did_you_mean(name, known)
            yield _Mistake(
                path, 0, f"no message has this template; {near or 'the name of a shared part begins with _'}"
            )


def _read(templates: Templates, path: str) -> Iterator[_Mistake]:
    folder, _, name = path.rpartition("/")
    environment, source = templates.environment(folder or ENGLISH), templates.sources[path]
    try:
        tree = environment.parse(source, name, path)
        environment.compile(tree, name, path)
    except TemplateSyntaxError as error:
        yield _Mistake(path, error.lineno, error.message or "it is no Jinja template")
        return
    variables = _variables_of(name)
    for variable in find_undeclared_variables(tree) - variables - set(environment.globals):
        near = did_you_mean(variable, variables) or f"known are {', '.join(sorted(variables))}"
        yield _Mistake(path, _line_of(tree, variable), f"{variable} is not known here; {near}")
    for part in find_referenced_templates(tree):
        if part is not None and not _found(environment, part):
            yield _Mistake(path, 0, f"it uses {part}, which is missing")


def _variables_of(name: str) -> frozenset[str]:
    """What a template may use: that of its kind; a shared part, what any kind has."""
    kinds = [kind for kind in KINDS if name in {kind.template(part) for part in kind.parts}]
    wide = _LAYOUT if not kinds else frozenset({"language"})
    return wide.union(*(each for kind in kinds or KINDS for each in samples()[kind]))


def _found(environment: Environment, name: str) -> bool:
    try:
        environment.get_template(name)
    except TemplateSyntaxError:
        return True
    except TemplateNotFound:
        return False
    return True


def _line_of(tree: nodes.Template, variable: str) -> int:
    return min((each.lineno for each in tree.find_all(nodes.Name) if each.name == variable), default=0)


def _all_rendered(templates: Templates) -> Iterator[_Mistake]:
    for language in templates.languages:
        for kind in KINDS:
            if f"{language}/{kind.words}" in templates.sources:
                for part in kind.parts:
                    for variables in samples()[kind]:
                        yield from _rendered(templates, kind, part, language, variables)


def _rendered(
    templates: Templates, kind: Kind, part: Part, language: str, variables: Mapping[str, Any]
) -> Iterator[_Mistake]:
    path = _path(templates.sources, kind.template(part), language)
    try:
        text = templates.render(kind, part, language, variables).strip()
        if part is Part.LETTER and text:
            templates.write(kind, language, variables)
    except Exception as error:
        # A template may raise anything, and it is always the template's mistake.
        yield _raised(error, path)
        return
    if not text:
        yield _Mistake(path, 0, "nothing comes out of it")
    elif part is Part.SUBJECT and "\n" in text:
        yield _Mistake(path, 0, "a subject is one line")
    elif part is Part.LETTER and not (text.startswith(SUBJECT) and "\n" in text):
        yield _Mistake(path, 1, f"a letter begins with a line “{SUBJECT}...”, and goes on")
    elif part is Part.PAGE:
        yield from (_Mistake(path, 0, what) for what in mistakes_in_words(text))


def _path(sources: Collection[str], name: str, language: str) -> str:
    return next((f"{each}/{name}" for each in (language, ENGLISH) if f"{each}/{name}" in sources), name)


def _raised(error: Exception, path: str) -> _Mistake:
    """The mistake at the innermost template line of an error: in Jinja's tracebacks a template is a file."""
    file, line, traceback = path, 0, error.__traceback__
    while traceback:
        if traceback.tb_frame.f_code.co_filename.endswith(".j2"):
            file, line = traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
    return _Mistake(file, line, str(error) or type(error).__name__)
