"""Finds what is wrong with the templates, all of it, before a mail is made of them.

In: Jinja's environment, the templates' texts by name, the names that are needed. Out: sentences with file and line.
First what can be told by reading (it compiles; the files and variables it uses exist), then what only shows with data:
each needed template is rendered for the sample teams, up to its first mistake of that sort.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates, find_undeclared_variables

from mentoring_sync.mail.sample import sample_introductions


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


def proofread(environment: Environment, sources: Mapping[str, str], needed: Collection[str]) -> list[str]:
    """The mistakes in the templates, by file and line."""
    read = {*_misnamed(sources, needed), *(each for name in sources for each in _read(environment, name, sources))}
    known = {mistake.place for mistake in read}
    rendered = {each for name in needed if name in sources for each in _rendered(environment, name)}
    return [str(mistake) for mistake in sorted(read | {each for each in rendered if each.place not in known})]


def _misnamed(sources: Mapping[str, str], needed: Collection[str]) -> Iterator[_Mistake]:
    for name in needed:
        if name not in sources:
            yield _Mistake(name, 0, "this template is missing")
    for name in sources:
        if name not in needed and not name.startswith("_"):
            near = _nearest(name, needed)
            yield _Mistake(
                name, 0, f"no message has this template; {near or 'the name of a shared part begins with _'}"
            )


def _read(environment: Environment, name: str, sources: Mapping[str, str]) -> Iterator[_Mistake]:
    try:
        tree = environment.parse(sources[name], name, name)
        environment.compile(tree, name, name)
    except TemplateSyntaxError as error:
        yield _Mistake(name, error.lineno, error.message or "it is no Jinja template")
        return
    variables = sample_introductions()[0].variables()
    for variable in find_undeclared_variables(tree) - set(variables) - set(environment.globals):
        near = _nearest(variable, variables) or f"known are {', '.join(sorted(variables))}"
        yield _Mistake(name, _line_of(tree, variable), f"{variable} is not known here; {near}")
    for part in find_referenced_templates(tree):
        if part is not None and part not in sources:
            yield _Mistake(name, 0, f"it uses {part}, which is missing")


def _nearest(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else ""


def _line_of(tree: nodes.Template, variable: str) -> int:
    return min((each.lineno for each in tree.find_all(nodes.Name) if each.name == variable), default=0)


def _rendered(environment: Environment, name: str) -> Iterator[_Mistake]:
    for introduction in sample_introductions():
        try:
            text = environment.get_template(name).render(introduction.variables()).strip()
        except Exception as error:
            # A template may raise anything, and it is always the template's mistake.
            yield _raised(error, name)
        else:
            if not text:
                yield _Mistake(name, 0, "nothing comes out of it")
            if ".subject." in name and "\n" in text:
                yield _Mistake(name, 0, "a subject is one line")


def _raised(error: Exception, name: str) -> _Mistake:
    """The mistake at the innermost template line of an error: in Jinja's tracebacks a template is a file."""
    file, line, traceback = name, 0, error.__traceback__
    while traceback:
        if traceback.tb_frame.f_code.co_filename.endswith(".j2"):
            file, line = traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
    return _Mistake(file, line, str(error) or type(error).__name__)
