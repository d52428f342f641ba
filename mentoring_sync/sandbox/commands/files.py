"""`sandbox import` and `sandbox export`: CSV and XLSX in, XLSX and .eml out."""

from __future__ import annotations

import re
from pathlib import Path

import click

from .data_file import data_option, opened, telling_mistakes


@click.command("import", epilog="Example: mentoring-sync sandbox import fixtures --data trial.sqlite")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@data_option
@click.option("--spreadsheet", "spreadsheet_id", help="The new spreadsheet's id; otherwise one is made up.")
@click.option("--title", help="The new spreadsheet's title; otherwise the file's or folder's name.")
@click.option("--time-zone", default="UTC", show_default=True, help="The spreadsheet's zone, as Europe/Berlin.")
@click.option("--locale", default="en_US", show_default=True, help="How the files write timestamps.")
@telling_mistakes
def import_(
    paths: tuple[Path, ...], data: Path, spreadsheet_id: str | None, title: str | None, time_zone: str, locale: str
) -> None:
    """Make a spreadsheet from CSV files (or a folder of them), one tab a file, or from one XLSX.

    Takes the files that Google Sheets downloads. Prints the spreadsheet's id.
    """
    from ..files.spreadsheets import import_files  # start-up time

    with opened(data, create=True) as db:
        made = import_files(db, paths, spreadsheet_id=spreadsheet_id, title=title, time_zone=time_zone, locale=locale)
    click.echo(made)


@click.command(epilog="Example: mentoring-sync sandbox export --data trial.sqlite --to exported")
@data_option
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path, file_okay=False))
@telling_mistakes
def export(data: Path, folder: Path) -> None:
    """Write every spreadsheet as XLSX and all mail as .eml into a folder. Prints the files' paths."""
    from ..files.mail import export_mail  # start-up time
    from ..files.xlsx import export_xlsx
    from ..sheets_door import spreadsheets

    with opened(data) as db:
        for spreadsheet_id, title in spreadsheets(db).items():
            path = folder / f"{_file_name(title)} {spreadsheet_id[:8]}.xlsx"
            export_xlsx(db, spreadsheet_id, path)
            click.echo(path)
        for path in export_mail(db, folder / "mail"):
            click.echo(path)


def _file_name(title: str) -> str:
    return " ".join(re.sub(r"[^\w\s().,'-]", " ", title).split())[:80] or "Untitled"
