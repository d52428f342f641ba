"""`mentoring-sync init`: a programme on forms that are there. Imports stand inside, for start-up time."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import click

from mentoring_sync.cli.options import Instant
from mentoring_sync.cli.terminal import as_json as in_json
from mentoring_sync.cli.terminal import in_lines
from mentoring_sync.errors import UsageError

LANGUAGES = ("en", "de", "es", "fr", "pt")
DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option(
    "--spreadsheet",
    prompt="The spreadsheet with the forms' answers (its address)",
    help="Its id, or its whole address.",
)
@click.option("--name", prompt="What is the programme called", help="It stands in every mail.")
@click.option("--community", prompt="Whose is it", help="The community, organisation or school.")
@click.option("--coordinator", prompt="Who coordinates it (a name, signs the mails)", help="A name.")
@click.option("--contact", prompt="The address to ask, and to send from", help="The coordinator's address.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="What they read.")
@click.option("--close", type=DAY, help="When applications close; left out: in three weeks.")
@click.option("--start", type=DAY, help="When teams first meet; left out: four weeks after.")
@click.option("--weeks", type=click.IntRange(1, 52), default=12, show_default=True, help="How long the round is.")
@click.option("--minutes", type=click.IntRange(15, 240), help="Of one meeting; left out: as the hours are offered.")
@click.option("--every", type=click.IntRange(1, 12), default=4, show_default=True, help="Weeks between meetings.")
@click.option("--most", type=click.IntRange(1, 20), default=5, show_default=True, help="Mentees in a team.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("config"), show_default=True)
@click.option("--dry-run", is_flag=True, help="Show what would be written; write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
@click.option("--now", type=Instant(), default=None, help="Stand in for the clock.")
def init(
    *,
    spreadsheet: str,
    name: str,
    community: str,
    coordinator: str,
    contact: str,
    language: str,
    close: datetime | None,
    start: datetime | None,
    weeks: int,
    minutes: int | None,
    every: int,
    most: int,
    out: Path,
    dry_run: bool,
    yes: bool,
    as_json: bool,
    now: datetime | None,
) -> None:
    """Write the configuration for forms that are there: their questions are recognised by titles and answers.

    Nothing is written in the spreadsheet, nobody is mailed. Example: mentoring-sync init --dry-run
    """
    from mentoring_sync.operations.setup import Said, adopt, usual_dates  # start-up time
    from mentoring_sync.run.google_services import google_services  # start-up time
    from mentoring_sync.settings.load import google_from  # start-up time

    today = (now or datetime.now().astimezone()).date()
    closes, starts = usual_dates(today)
    said = Said(
        name=name,
        community=community,
        coordinator=coordinator,
        contact=contact,
        language=language,
        close=close.date() if close else closes,
        start=start.date() if start else starts,
        weeks=weeks,
        minutes=minutes,
        every=every,
        most=most,
    )
    google = google_from(spreadsheet, os.environ)
    found = adopt(google_services(google, "init").spreadsheet.pull(), google.spreadsheet, said, today=today)
    click.echo(in_json(found.as_json()) if as_json else in_lines(found.in_words()))
    if dry_run:
        click.echo("" if as_json else in_lines(line for text in found.files.values() for line in text.split("\n")))
        return
    _write(out, found.files, sure=yes or as_json)
    if not as_json:
        click.echo(in_lines(_next(out)))


def _write(out: Path, files: object, *, sure: bool) -> None:
    """Write the files, none over one that is there.

    Raises:
        UsageError: one is there already, or the folder can't be written.
    """
    assert isinstance(files, dict)  # noqa: S101 - it is ours
    there = [str(out / name) for name in files if (out / name).exists()]
    if there:
        raise UsageError(
            f"{' and '.join(there)}: there already, and nothing is written over it.",
            remedy="Name another folder with --out, and take over from it what you like.",
        )
    if not sure and not click.confirm(f"Write {' and '.join(files)} into {out}?"):
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (out / name).write_text(text, "utf-8")
    except OSError as error:
        raise UsageError(f"{out} can't be written: {error.strerror}.", remedy="Name another with --out.") from error


def _next(out: Path) -> list[str]:
    """The steps that are left to a hand."""
    config = "" if out == Path("config") else f" --config {out / 'program.toml'}"
    return [
        "",
        "What is left to do:",
        f"  1. Look at {out / 'questions.toml'}: what was a guess, what isn't read; and at the dates in program.toml.",
        f"  2. mentoring-sync doctor{config}             is all in order?",
        f"  3. mentoring-sync sync --dry-run{config}     what the first run would do",
        f"  4. mentoring-sync mail test YOUR-ADDRESS{config}",
        f"  5. mentoring-sync sync{config}               then look at the workbook, and tick Send in Control",
    ]
