"""What the operator calls: is all in order? Imports stand inside the commands, for start-up time."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mentoring_sync.cli.options import common
from mentoring_sync.cli.terminal import as_json as in_json
from mentoring_sync.cli.terminal import in_lines

if TYPE_CHECKING:
    from mentoring_sync.run.services import Services
    from mentoring_sync.settings.load import Configuration


@click.command(epilog="Example: mentoring-sync doctor --json")
@common
def doctor(*, config: Path, as_json: bool, now: datetime) -> None:
    """Is all in order? Configuration, clock, sign-in, spreadsheet, questions, mail, last run, and what comes next.

    Nothing is written, nobody is mailed. The exit code is the one with which a run would end.
    """
    from mentoring_sync.google.clock import ahead  # start-up time
    from mentoring_sync.operations.doctor import examine  # start-up time

    found = examine(config, os.environ, _services, ahead, now)
    click.echo(in_json(found.as_json()) if as_json else in_lines(found.in_words()))
    if found.exit_code:
        sys.exit(found.exit_code)


def _services(configuration: Configuration) -> Services:
    from mentoring_sync.run.google_services import google_services  # start-up time

    program = configuration.program
    return google_services(program.google, "doctor", read_replies=program.mail.read_replies)
