"""`sandbox serve`: the Workspace over HTTP until it is told to stop."""

from __future__ import annotations

import signal
from pathlib import Path
from types import FrameType

import click

from .data_file import data_option, telling_mistakes


@click.command(epilog="Example: mentoring-sync sandbox serve --data trial.sqlite --port 8765")
@data_option
@click.option("--port", type=click.IntRange(0, 65535), required=True, help="0 takes any free port.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@telling_mistakes
def serve(data: Path, port: int, host: str) -> None:
    """Serve the data file; made when it isn't there.

    Prints one line when it is ready, and stops on Ctrl-C or SIGTERM.
    """
    from ..page import ROOMS  # start-up time
    from ..server import serve_forever  # start-up time

    signal.signal(signal.SIGTERM, _stop)
    serve_forever(data, host, port, ready=lambda url: _announce(data, url), rooms=ROOMS)


def _announce(data: Path, url: str) -> None:
    click.echo(f"Serving {data} at {url}/")


def _stop(signal_number: int, frame: FrameType | None) -> None:
    """SIGTERM ends the server as Ctrl-C does."""
    del signal_number, frame
    raise KeyboardInterrupt
