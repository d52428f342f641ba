"""`mentoring-sync mail`: look at the mails, and send one to oneself. Imports stand inside, for start-up time."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from mentoring_sync.cli.listing import Whole
from mentoring_sync.cli.options import common
from mentoring_sync.cli.terminal import as_json as in_json


@click.group(cls=Whole)
def mail() -> None:
    """The mails: look at them, send one to yourself."""


@mail.command(epilog="Example: mentoring-sync mail preview introduction --language es")
@common
@click.argument("kind", default="")
@click.option("--language", default="", help="One language (its code, such as es) instead of all.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("mail-preview"), show_default=True
)
@click.option("--open", "opens", is_flag=True, help="Show them in a browser.")
def preview(
    *,
    config: Path,
    as_json: bool,
    now: datetime,  # noqa: ARG001 - every command takes it
    kind: str,
    language: str,
    out: Path,
    opens: bool,
) -> None:
    """Every mail, or those of KIND, to invented people: written as HTML and text, to look at."""
    from mentoring_sync.cli.preview import preview as written  # start-up time
    from mentoring_sync.settings.load import load  # start-up time

    shown = written(load(config, os.environ), out, kind=kind, language=language)
    index = out / "index.html"
    if as_json:
        click.echo(in_json({"index": str(index), "mails": [each.__dict__ for each in shown]}))
    else:
        click.echo(f"{len(shown)} mails: {index}")
    if opens:
        click.launch(str(index))


@mail.command(epilog="Example: mentoring-sync mail test you@example.org")
@common
@click.argument("address")
@click.argument("kind", default="introduction")
@click.option("--language", default="", help="Its language (a code, such as es); left out: the programme's.")
def test(*, config: Path, as_json: bool, now: datetime, address: str, kind: str, language: str) -> None:
    """Send one mail of KIND, to invented people, to ADDRESS alone: to see how it arrives. Nobody else is mailed."""
    from mentoring_sync.cli.mail_to_oneself import send_a_test  # start-up time
    from mentoring_sync.run.google_services import google_services  # start-up time
    from mentoring_sync.settings.load import load  # start-up time

    configuration = load(config, os.environ)
    services = google_services(configuration.program.google, "mail test")
    sent = send_a_test(configuration, services, address=address, kind=kind, language=language, now=now)
    click.echo(in_json(sent) if as_json else f"Sent to {sent['to']}: {sent['subject']}")
