"""The commands of `mentoring-sync sandbox`: serve a data file, bring files in and out, play Google Forms, look on.

In: command lines. Out: plain lines (or JSON) on stdout; a mistake is one line on stderr and exit code 2. Commands other
than `serve` work on the data file itself, whether or not it is being served.
"""

from __future__ import annotations

import click

from .files import export, import_
from .forms import form
from .observing import clock, faults, journal
from .serving import serve


@click.group()
def sandbox() -> None:
    """An embedded Google Workspace (Sheets, Gmail, Forms, Drive) on loopback, in one SQLite file."""


for _command in (serve, import_, export, form, faults, clock, journal):
    sandbox.add_command(_command)

__all__ = ["sandbox"]
