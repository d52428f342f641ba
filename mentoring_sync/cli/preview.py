"""`mail preview`: every kind of mail as it will look, written as files, with a page that leads to them.

In: the configuration, the kinds and languages asked for, a folder. Out: an HTML and a text file for each mail to the
invented people of `mail.writing.sample`, and `index.html`. The programme's own templates are used where it has any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment

from mentoring_sync.documents.no_file import NoFileError
from mentoring_sync.errors import UsageError
from mentoring_sync.mail.kinds.advice import advice
from mentoring_sync.mail.kinds.applicants import NOT_ELIGIBLE
from mentoring_sync.mail.kinds.catalogue import KINDS
from mentoring_sync.mail.kinds.facts import TurnedAway
from mentoring_sync.mail.kinds.kind import Due, Kind
from mentoring_sync.mail.writing.sample import sample_dues
from mentoring_sync.mail.writing.sample_reasons import missed_here
from mentoring_sync.records.certificate import Certificate
from mentoring_sync.records.requirement import Role
from mentoring_sync.settings.load import Configuration

_INDEX = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Mails of {{ name }}</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:52rem;padding:0 1rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #8886}
</style></head><body><h1>Mails of {{ name }}</h1>
<table><tr><th>Kind</th><th>Language</th><th>Subject</th><th></th><th>Attached</th></tr>
{% for each in shown %}<tr><td>{{ each.kind.name }}</td><td>{{ each.language }}</td>
<td><a href="{{ each.html }}">{{ each.subject }}</a></td><td><a href="{{ each.text }}">text</a></td>
<td>{% if each.attached %}<a href="{{ each.attached }}">{{ each.file }}</a>{% else %}{{ each.without }}{% endif %}</td>
</tr>
{% endfor %}</table></body></html>
"""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A mail that was written to files; the paths are below the folder. `attached` is what goes with it (empty:
    nothing), called `file` there, or `without` says why it can't be made."""

    kind: Kind
    language: str
    subject: str
    html: str
    text: str
    file: str = ""
    attached: str = ""
    without: str = ""


def preview(configuration: Configuration, folder: Path, *, kind: str = "", language: str = "") -> tuple[Shown, ...]:
    """Write the mails and `index.html`; what was written.

    Raises:
        UsageError: there is no such kind or language, or the folder can't be written.
    """
    kinds, languages = kinds_called(kind), languages_of(configuration, language)
    try:
        shown = tuple(
            each for one in kinds for code in languages for each in _written(configuration, folder, one, code)
        )
        page = Environment(autoescape=True).from_string(_INDEX)
        (folder / "index.html").write_text(page.render(name=configuration.program.programme.name, shown=shown), "utf-8")
    except OSError as error:
        raise UsageError(f"{folder} can't be written: {error.strerror}.", remedy="Name another with --out.") from error
    return shown


def kinds_called(asked: str) -> Sequence[Kind]:
    """The kind of that name; all where none is asked for.

    Raises:
        UsageError: there is none.
    """
    if not asked:
        return KINDS
    found = [kind for kind in KINDS if kind.slug == asked.casefold().replace(" ", "-")]
    if not found:
        known = ", ".join(kind.slug for kind in KINDS)
        raise UsageError(f"There is no mail called {asked}.", remedy=f"Known are: {known}")
    return found


def languages_of(configuration: Configuration, asked: str) -> Sequence[str]:
    """The language of that code; all where none is asked for.

    Raises:
        UsageError: there are no mails in it.
    """
    languages = configuration.templates.languages
    if asked and asked not in languages:
        raise UsageError(f"There are no mails in {asked}.", remedy=f"Known are: {', '.join(languages)}")
    return (asked,) if asked else languages


def says_of(configuration: Configuration, kind: Kind) -> Iterator[tuple[Due, Mapping[str, Any]]]:
    """What mails of a kind to the invented people say, in this programme: its name, its requirements."""
    program = configuration.program
    for due in sample_dues():
        if due.kind is kind:
            ours = {"programme": program.programme, "commitment": program.commitment}
            round_ = due.says["round"].model_copy(update={"name": program.round.name})
            yield due, {**due.says, **ours, "round": round_}
    for role in Role if kind is NOT_ELIGIBLE else ():
        reasons = missed_here(role, program.requirements.of(role), configuration.questions.asked(role))
        template = next(due for due in sample_dues() if due.kind is kind and due.says["role"] == role.value)
        if reasons:
            someone = TurnedAway(name="Kim Ode", email="kim@example.org", role=role, reasons=reasons, applied_at=None)
            ours = {"programme": program.programme, "commitment": program.commitment}
            round_ = template.says["round"].model_copy(update={"name": program.round.name})
            says = {
                **template.says,
                **ours,
                "name": someone.name,
                "round": round_,
                "reasons": reasons,
                "advice": advice(someone),
            }
            yield template, says


def _written(configuration: Configuration, folder: Path, kind: Kind, language: str) -> Sequence[Shown]:
    templates, found = configuration.templates, list[Shown]()
    for number, (due, says) in enumerate(says_of(configuration, kind), 1):
        name = f"{language}/{kind.slug}-{number}"
        written = templates.write(kind, language, says)
        path = folder / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written.html, "utf-8")
        path.with_suffix(".txt").write_text(written.text, "utf-8")
        subject = templates.subject(kind, language, says).strip()
        shown = Shown(kind=kind, language=language, subject=subject, html=f"{name}.html", text=f"{name}.txt")
        found.append(_with_file(configuration, folder, shown, due.certificate) if due.certificate else shown)
    return found


def _with_file(configuration: Configuration, folder: Path, shown: Shown, certificate: Certificate) -> Shown:
    """The mail with the certificate that goes with it, written beside it."""
    path = Path(shown.html).with_suffix(".pdf")
    try:
        content = configuration.certificate_pages.file(replace(certificate, language=shown.language))
    except NoFileError as none:
        return replace(shown, file=certificate.file, without=none.why)
    (folder / path).write_bytes(content)
    return replace(shown, file=certificate.file, attached=path.as_posix())
