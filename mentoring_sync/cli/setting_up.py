"""`mentoring-sync init`: a programme on forms that are there. Imports stand inside, for start-up time."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mentoring_sync.cli.options import Instant
from mentoring_sync.cli.terminal import as_json as in_json
from mentoring_sync.cli.terminal import in_lines
from mentoring_sync.errors import UsageError

if TYPE_CHECKING:
    from mentoring_sync.operations.setup import Said

LANGUAGES = ("en", "de", "es", "fr", "pt")
DAY = click.DateTime(formats=["%Y-%m-%d"])
MENU = (
    "For a menu in the spreadsheet (Sync now, Pair again…, Send…) paste in the script of config/apps_script, or"
    " `clasp push` it: its README.md says how."
)


@click.command(epilog="Example: mentoring-sync init --like peer --dry-run")
@click.option("--spreadsheet", default="", help="With answers of forms that are there: its id, or its whole address.")
@click.option("--like", default="", help="Make spreadsheet and forms anew, like a sample: peer, user_group, teaching.")
@click.option("--zone", default="Europe/Berlin", show_default=True, help="The new spreadsheet's time zone.")
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
    like: str,
    zone: str,
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
    """Set a programme up: on forms that are there (--spreadsheet), or with forms made anew (--like).

    Questions of forms that are there are recognised by titles and answers; nothing is written in their spreadsheet.
    Nobody is mailed.
    """
    from mentoring_sync.operations.setup import SAMPLES, Said, adopt, usual_dates  # start-up time
    from mentoring_sync.run.google_services import google_services  # start-up time
    from mentoring_sync.settings.load import google_from  # start-up time

    if bool(spreadsheet) == bool(like) or (like and like not in SAMPLES):
        raise UsageError(
            "Say on what the programme is set up.",
            remedy="--spreadsheet ADDRESS where forms' answers are there already, or --like with one of"
            f" {', '.join(SAMPLES)} to have spreadsheet and forms made.",
        )
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
    if like:
        _make(like, said, zone, out, today, dry_run=dry_run, as_json=as_json)
        return
    google = google_from(spreadsheet, os.environ)
    found = adopt(google_services(google, "init").spreadsheet.pull(), google.spreadsheet, said, today=today)
    click.echo(in_json(found.as_json()) if as_json else in_lines(found.in_words()))
    if dry_run:
        click.echo("" if as_json else in_lines(line for text in found.files.values() for line in text.split("\n")))
        return
    _write(out, found.files, sure=yes or as_json)
    if not as_json:
        click.echo(in_lines(_next(out)))


def _make(like: str, said: Said, zone: str, out: Path, today: date, *, dry_run: bool, as_json: bool) -> None:
    """Spreadsheet and forms anew, and the configuration for them."""
    from mentoring_sync.google.forms import Maker  # start-up time
    from mentoring_sync.google.session import open_session  # start-up time
    from mentoring_sync.google.sign_in import SET_UP  # start-up time
    from mentoring_sync.operations.setup import sample  # start-up time
    from mentoring_sync.records.requirement import Role  # start-up time
    from mentoring_sync.settings.load import google_from  # start-up time

    chosen = sample(like)
    asked = {role: chosen.requests(role) for role in Role}
    refuse_what_is_there(out, ("program.toml", "questions.toml"))
    if dry_run:
        counts = ", ".join(f"a form for {role}s with {len(requests) - 1} questions" for role, requests in asked.items())
        click.echo(f"Would make: a spreadsheet, {counts}; and {out}/program.toml, {out}/questions.toml.")
        return
    maker = Maker(open_session(google_from("not-made-yet", os.environ), more=SET_UP))
    locale = {"en": "en_GB", "de": "de_DE", "es": "es_ES", "fr": "fr_FR", "pt": "pt_BR"}[said.language]
    spreadsheet = maker.spreadsheet(f"{said.name}, {said.round}", time_zone=zone, locale=locale)
    made = {role: maker.form(f"{said.name}: {role}s", asked[role]) for role in Role}
    forms = {role.value: form.address for role, form in made.items()}
    _write(out, dict(chosen.files(said, spreadsheet, forms, today=today)), sure=True)
    steps = [
        f"  {number}. {form.edit}#responses > Link to Sheets > Select existing spreadsheet: https://docs.google.com/"
        f"spreadsheets/d/{spreadsheet}. Then call the new tab “{chosen.asked.tab(role)}”."
        for number, (role, form) in enumerate(made.items(), start=1)
    ]
    if as_json:
        click.echo(in_json({"spreadsheet": spreadsheet, "forms": {role: form.id for role, form in made.items()}}))
        return
    addresses = [f"The {role}s' form: {address}" for role, address in forms.items()]
    at_once = "     (Or both in one run of a script: config/apps_script/link_forms.)"
    click.echo(in_lines([*addresses, "", "What is left to do:", *steps, at_once, *_checks(out, len(steps))]))


def refuse_what_is_there(out: Path, names: Iterable[str]) -> None:
    """Stop before anything is made where a file would be written over.

    Raises:
        UsageError: one is there.
    """
    there = [str(out / name) for name in names if (out / name).exists()]
    if there:
        raise UsageError(
            f"{' and '.join(there)}: there already, and nothing is written over it.",
            remedy="Name another folder with --out, and take over from it what you like.",
        )


def _write(out: Path, files: object, *, sure: bool) -> None:
    """Write the files, none over one that is there.

    Raises:
        UsageError: one is there already, or the folder can't be written.
    """
    assert isinstance(files, dict)  # noqa: S101 - it is ours
    refuse_what_is_there(out, files)
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
    look = (
        f"  1. Look at {out / 'questions.toml'}: what was a guess, what isn't read; and at the dates in program.toml."
    )
    return ["", "What is left to do:", look, *_checks(out, 1)]


def _checks(out: Path, before: int) -> list[str]:
    """The commands that come next, numbered on."""
    config = "" if out == Path("config") else f" --config {out / 'program.toml'}"
    commands = (
        (f"mentoring-sync doctor{config}", "is all in order?"),
        (f"mentoring-sync sync --dry-run{config}", "what the first run would do"),
        (f"mentoring-sync mail test YOUR-ADDRESS{config}", "how a mail arrives"),
        (f"mentoring-sync sync{config}", "then look at the workbook, and tick Send in Control"),
    )
    steps = [f"  {number}. {command}  ({why})" for number, (command, why) in enumerate(commands, start=before + 1)]
    return [*steps, "", MENU]
