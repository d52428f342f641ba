"""`sandbox faults`, `sandbox clock` and `sandbox journal`: steering a Workspace and looking on."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import click

from .data_file import data_option, opened, telling_mistakes

KINDS = ("refuse", "drop", "status", "truncate", "delay", "expired")


@click.group()
def faults() -> None:
    """Let requests go wrong."""


@faults.command("add", epilog="Example: mentoring-sync sandbox faults add drop --data trial.sqlite --nth 3")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@data_option
@click.option("--verb", default="*", help="Such as GET or POST; every one by default.")
@click.option("--path", default="*", help="A pattern such as '*/drafts/send'; every path by default.")
@click.option("--nth", type=int, help="Only the nth such request, counted from 1.")
@click.option("--probability", type=float, help="That share of them, drawn with --seed.")
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--status", type=int, default=503, show_default=True, help="For `status`: 403, 429, 500, 502 or 503.")
@click.option("--seconds", type=float, default=1.0, show_default=True, help="For `delay`.")
@telling_mistakes
def add_fault(
    kind: str,
    data: Path,
    verb: str,
    path: str,
    nth: int | None,
    probability: float | None,
    seed: int,
    status: int,
    seconds: float,
) -> None:
    """Set a fault. It is of a KIND: refuse, drop (carried out, no answer), status, truncate, delay, expired (token)."""
    from ..faults import Kind, Rule, add  # start-up time

    rule = Rule(Kind(kind), verb, path, nth=nth, probability=probability, seed=seed, status=status, seconds=seconds)
    with opened(data, create=True) as db:
        click.echo(add(db, rule))


@faults.command("list", epilog="Example: mentoring-sync sandbox faults list --data trial.sqlite")
@data_option
@telling_mistakes
def list_faults(data: Path) -> None:
    """Print each fault, and how many requests it counted. As JSON lines."""
    from ..faults import describe, rules  # start-up time

    with opened(data) as db:
        for entry in rules(db):
            click.echo(json.dumps(describe(*entry)))


@faults.command("clear", epilog="Example: mentoring-sync sandbox faults clear --data trial.sqlite")
@data_option
@telling_mistakes
def clear_faults(data: Path) -> None:
    """Let nothing go wrong any more."""
    from ..faults import clear  # start-up time

    with opened(data) as db:
        clear(db)


@click.command(epilog="Example: mentoring-sync sandbox clock 2026-11-23T09:00:00Z --data trial.sqlite")
@click.argument("instant", required=False)
@data_option
@click.option("--stand-still", is_flag=True, help="The clock shows INSTANT and doesn't run on.")
@click.option("--reset", is_flag=True, help="Follow the system's clock again.")
@telling_mistakes
def clock(instant: str | None, data: Path, stand_still: bool, reset: bool) -> None:
    """Show the Workspace's clock, or set it to INSTANT (ISO 8601 with a zone, as 2026-10-25T00:30:00Z)."""
    from .. import clock as clock_room  # start-up time

    with opened(data, create=instant is not None) as db:
        if reset:
            clock_room.set_clock(db, None)
        elif instant is not None:
            clock_room.set_clock(db, datetime.fromisoformat(instant), running=not stand_still)
        click.echo(clock_room.now(db).isoformat(timespec="seconds"))


@click.command(epilog="Example: mentoring-sync sandbox journal --data trial.sqlite --last 5")
@data_option
@click.option("--last", type=click.IntRange(1), default=50, show_default=True, help="How many entries.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines instead of columns.")
@click.option("--clear", is_flag=True, help="Forget every entry.")
@telling_mistakes
def journal(data: Path, last: int, as_json: bool, clear: bool) -> None:
    """Print the newest requests, oldest first."""
    from .. import journal as journal_room  # start-up time

    with opened(data) as db:
        if clear:
            journal_room.clear(db)
        for entry in journal_room.entries(db, last=last):
            click.echo(json.dumps(entry.as_json()) if as_json else _line(entry))


def _line(entry: object) -> str:
    from ..journal import Entry  # start-up time

    assert isinstance(entry, Entry)  # noqa: S101 - the journal holds nothing else
    what = entry.method or entry.path
    fault = f" fault: {entry.fault}" if entry.fault else ""
    notes = "".join(f"\n        {note}" for note in entry.notes)
    return f"{entry.at:%H:%M:%S} {entry.status or '---'} {entry.ms:7.1f} ms {entry.verb:6} {what}{fault}{notes}"
