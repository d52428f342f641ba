"""`sandbox form`: what a responder and a form's owner do in the browser."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import click

from .data_file import data_option, opened, telling_mistakes

form_option = click.option("--form", "form_id", help="The form's id; not needed while there is only one.")


@click.group()
def form() -> None:
    """Submit, edit and delete form responses; the linked tab is written as Google Forms writes it."""


@form.command("list", epilog="Example: mentoring-sync sandbox form list --data trial.sqlite")
@data_option
@telling_mistakes
def list_forms(data: Path) -> None:
    """Print each form's id, title and linked spreadsheet."""
    from ..forms import store  # start-up time

    with opened(data) as db:
        for form_id in store.form_ids(db):
            shown = store.find_form(db, form_id)
            click.echo(f"{form_id}\t{shown.resource['info']['title']}\t{shown.spreadsheet or '-'}")


@form.command(epilog="Example: mentoring-sync sandbox form adopt --data trial.sqlite --spreadsheet ID --tab Answers")
@data_option
@click.option("--spreadsheet", "spreadsheet_id", required=True)
@click.option("--tab", required=True, help="The tab's title.")
@telling_mistakes
def adopt(data: Path, spreadsheet_id: str, tab: str) -> None:
    """Make a form for a response tab that is there already. It may have been imported. Prints the form's id."""
    from .. import clock  # start-up time
    from ..forms.adoption import adopt as adopt_tab

    with opened(data) as db:
        click.echo(adopt_tab(db, spreadsheet_id, tab, clock.now(db))["formId"])


@form.command(epilog="Example: mentoring-sync sandbox form link --data trial.sqlite --form ID")
@data_option
@form_option
@click.option("--spreadsheet", "spreadsheet_id", help="An existing spreadsheet; otherwise a new one.")
@telling_mistakes
def link(data: Path, form_id: str | None, spreadsheet_id: str | None) -> None:
    """Link the form to a new response tab. Prints the spreadsheet's id."""
    from ..forms import response_tab  # start-up time

    with opened(data) as db:
        click.echo(response_tab.link(db, _chosen(db, form_id), spreadsheet_id)["linkedSheetId"])


@form.command(epilog="Example: mentoring-sync sandbox form submit Name=Ada --data trial.sqlite")
@click.argument("answers", nargs=-1)
@data_option
@form_option
@click.option("--email", help="The responder's address, where the form collects it.")
@click.option("--answers", "file", type=click.File(), help="A JSON object of answers; - reads stdin.")
@telling_mistakes
def submit(answers: tuple[str, ...], data: Path, form_id: str | None, email: str | None, file: Any) -> None:
    """Submit a response. Answers are QUESTION=ANSWER, a question twice for two ticks. Prints the response's id."""
    from .. import clock  # start-up time
    from ..forms import answering

    with opened(data) as db:
        given = _answers(answers, file)
        response = answering.submit(db, _chosen(db, form_id), given, clock.now(db), email=email)
    click.echo(response["responseId"])


@form.command(epilog="Example: mentoring-sync sandbox form edit RESPONSE Name=Ada --data trial.sqlite")
@click.argument("response_id")
@click.argument("answers", nargs=-1)
@data_option
@form_option
@click.option("--answers", "file", type=click.File(), help="A JSON object of answers; - reads stdin.")
@telling_mistakes
def edit(response_id: str, answers: tuple[str, ...], data: Path, form_id: str | None, file: Any) -> None:
    """Change a response. The answers given replace the old ones, an empty one takes one away."""
    from .. import clock  # start-up time
    from ..forms import answering

    with opened(data) as db:
        answering.edit(db, _chosen(db, form_id), response_id, _answers(answers, file), clock.now(db))


@form.command(epilog="Example: mentoring-sync sandbox form delete RESPONSE --data trial.sqlite")
@click.argument("response_id")
@data_option
@form_option
@telling_mistakes
def delete(response_id: str, data: Path, form_id: str | None) -> None:
    """Delete a response from the form; its row stays in the tab."""
    from ..forms import answering  # start-up time

    with opened(data) as db:
        answering.delete(db, _chosen(db, form_id), response_id)


def _chosen(db: sqlite3.Connection, form_id: str | None) -> str:
    from ..forms import store  # start-up time

    ids = store.form_ids(db)
    if form_id is not None or len(ids) == 1:
        return form_id or ids[0]
    raise ValueError("there is no form yet" if not ids else "which form? give --form; `sandbox form list` shows them")


def _answers(pairs: tuple[str, ...], file: Any) -> dict[str, str | list[str]]:
    """The answers by question; a question that comes twice has a list. Raises ValueError."""
    answers: dict[str, str | list[str]] = {}
    if file is not None:
        loaded = json.load(file)
        if not isinstance(loaded, dict):
            raise ValueError("the answers must be a JSON object of questions and answers")
        answers |= loaded
    for pair in pairs:
        question, mark, answer = pair.partition("=")
        if not mark:
            raise ValueError(f"{pair!r}: write it as QUESTION=ANSWER")
        before = answers.get(question)
        answers[question] = answer if before is None else [*([before] if isinstance(before, str) else before), answer]
    return answers
