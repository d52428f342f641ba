"""What the commands share: the `--data` option, a transaction on the file, and mistakes told in one line."""

from __future__ import annotations

import functools
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

Params = ParamSpec("Params")
Result = TypeVar("Result")

BAD_USAGE = 2

data_option = click.option(
    "--data", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The Workspace's data file."
)


@contextmanager
def opened(data: Path, *, create: bool = False) -> Iterator[sqlite3.Connection]:
    """A transaction on the data file; made when it isn't there and `create` allows it.

    Raises FileNotFoundError, sqlite3.DatabaseError for a file that is something else.
    """
    from ..app import SCHEMAS  # start-up time
    from ..store import Store, transaction

    if not create and not data.exists():
        raise FileNotFoundError(f"{data}: no such data file")
    store = Store(data, SCHEMAS)
    try:
        with store.connection() as db, transaction(db, writing=True):
            yield db
    finally:
        store.close()


def telling_mistakes(command: Callable[Params, Result]) -> Callable[Params, Result]:
    """The command, with mistakes of the person's told in one line on stderr and exit code 2."""

    @functools.wraps(command)
    def told(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        from ..errors import GoogleError  # start-up time
        from ..forms.answering import AnswerRefusedError

        try:
            return command(*args, **kwargs)
        except GoogleError as refusal:
            mistake = refusal.message
        except sqlite3.DatabaseError as refusal:
            mistake = f"the data file can't be used: {refusal}"
        except (AnswerRefusedError, ValueError, OSError) as refusal:
            mistake = str(refusal)
        click.echo(f"mentoring-sync sandbox: {' '.join(mistake.split())}", err=True)
        sys.exit(BAD_USAGE)

    return told
