"""The commands: parse, call, print.

Imports of what a command needs stand inside it, for start-up time: `--help` must not load pandas, Google's clients or
the solver.
"""

from __future__ import annotations

import importlib
import os
import sys
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from mentoring_sync import __version__
from mentoring_sync.cli.extras import require_sandbox
from mentoring_sync.cli.listing import Whole
from mentoring_sync.cli.mailing import mail
from mentoring_sync.cli.operating import doctor
from mentoring_sync.cli.options import Days, common, common_at
from mentoring_sync.cli.scheduling import schedule
from mentoring_sync.cli.setting_up import init
from mentoring_sync.cli.signing_in import auth
from mentoring_sync.cli.terminal import as_json as in_json
from mentoring_sync.cli.terminal import in_lines
from mentoring_sync.errors import MentoringSyncError

if TYPE_CHECKING:
    from mentoring_sync.run.order import Order
    from mentoring_sync.run.outcome import Outcome
    from mentoring_sync.run.services import Services
    from mentoring_sync.settings.load import Configuration


class _Shown(Protocol):
    """What came of a command, in both ways in which it is printed."""

    def as_json(self) -> Mapping[str, object]:
        """One JSON object."""

    def in_words(self) -> Sequence[str]:
        """Lines."""


DEMO_NOW = "2026-11-23T09:00:00Z"
"""The demo's instant: a few days after its round's applications closed."""


class _LoadedLater(Whole):
    """The sandbox's group, whose module is imported only when one of its commands is asked for."""

    def __init__(self, name: str, module: str, summary: str) -> None:
        super().__init__(name, help=summary)
        self._module = module

    def list_commands(self, ctx: click.Context) -> list[str]:
        return self._loaded().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self._loaded().get_command(ctx, cmd_name)

    def _loaded(self) -> click.Group:
        require_sandbox()
        found: click.Group = getattr(importlib.import_module(self._module), str(self.name))
        return found


@click.group(cls=Whole, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="mentoring-sync")
def commands() -> None:
    """Runs a mentoring programme from Google Forms, Sheets and Gmail."""


commands.add_command(
    _LoadedLater("sandbox", "mentoring_sync.sandbox.commands", "The embedded Google Workspace: serve, import, export.")
)


@commands.command(epilog="Example: mentoring-sync sync --dry-run")
@common
@click.option("--dry-run", is_flag=True, help="Say what would change; write and send nothing.")
@click.option("--trigger", default="manual", show_default=True, help="What stands in Runs as the trigger.")
def sync(*, config: Path, as_json: bool, now: datetime, dry_run: bool, trigger: str) -> None:
    """One run: pull, validate, pair, write, introduce."""
    _run(config, as_json=as_json, now=now, dry_run=dry_run, trigger=trigger, repair=False)


@commands.command(epilog="Example: mentoring-sync pair --dry-run --explain")
@common
@click.option("--dry-run", is_flag=True, help="Say what would change; write and send nothing.")
@click.option("--explain", is_flag=True, help="Whom to recruit, how fair it is, what moves, pins and vetoes cost.")
def pair(*, config: Path, as_json: bool, now: datetime, dry_run: bool, explain: bool) -> None:
    """A run that pairs again: teams that aren't introduced yet may change."""
    _run(config, as_json=as_json, now=now, dry_run=dry_run, trigger="re-pair", repair=True, explain=explain)


@commands.command(epilog="Example: mentoring-sync status --json")
@common
def status(*, config: Path, as_json: bool, now: datetime) -> None:
    """The programme at a glance, from the workbook: nothing is written, nobody is mailed."""
    from mentoring_sync.run.status import status as read  # start-up time

    shown = read(*opened(config, "status", now))
    _show(shown, as_json=as_json)


@commands.command(epilog="Example: mentoring-sync history")
@common
@click.argument("run", default="")
def history(*, config: Path, as_json: bool, now: datetime, run: str) -> None:
    """The runs and what they changed; with RUN (its id or the beginning of it), cell by cell."""
    from mentoring_sync.run.undo import as_json as chapter_json  # start-up time
    from mentoring_sync.run.undo import chosen, listed  # start-up time
    from mentoring_sync.run.undo import history as read  # start-up time

    _, _, services = opened(config, "history", now)
    chapters = read(services)
    if as_json:
        asked = [chosen(chapters, run)] if run else chapters
        click.echo(in_json([chapter_json(chapter) for chapter in asked]))
        return
    click.echo(in_lines(listed(chapters, run)))


@commands.command(epilog="Example: mentoring-sync undo --dry-run")
@common
@click.option("--dry-run", is_flag=True, help="Say what would be taken back; write nothing.")
@click.argument("run", default="")
def undo(*, config: Path, as_json: bool, now: datetime, dry_run: bool, run: str) -> None:
    """Take back what RUN wrote (its id or the beginning of it; the last, if none is named)."""
    from mentoring_sync.run.undo import take_back  # start-up time

    _, order, services = opened(config, "undo", now, dry_run=dry_run)
    done = take_back(order, services, run)
    _show(done, as_json=as_json)


@commands.command(epilog="Example: mentoring-sync forget ada@example.org --dry-run")
@common
@click.option("--dry-run", is_flag=True, help="Say what would go; write nothing.")
@click.option(
    "--look-in",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Also look through this folder's files, and name those that name the person.",
)
@click.argument("person")
def forget(
    *, config: Path, as_json: bool, now: datetime, dry_run: bool, folders: tuple[Path, ...], person: str
) -> None:
    """Forget PERSON (an address, or a name that only one has): erase all that this program holds of them."""
    from mentoring_sync.cli.forget import forgotten  # start-up time

    lines, said = forgotten(*opened(config, "forget", now, dry_run=dry_run), person, folders)
    click.echo(in_json(said) if as_json else in_lines(lines))


@commands.command(epilog="Example: mentoring-sync report --out report.html")
@common
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The file: report.html or report.pdf."
)
@click.option(
    "--since",
    "earlier",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="An earlier report of the round, to say what has changed; else the one in --out.",
)
@click.option(
    "--round", "called", default="", help="A closed round by its name; else the one under way, or the last that was."
)
def report(*, config: Path, as_json: bool, now: datetime, out: Path, earlier: Path | None, called: str) -> None:
    """The round in one page for those who support it: nothing is written in the workbook, nobody is mailed."""
    from mentoring_sync.cli.reporting import check_name, reported  # start-up time

    check_name(out)
    done = reported(*opened(config, "report", now), out, earlier, called)
    _show(done, as_json=as_json)


@commands.command(epilog="Example: mentoring-sync solve instance.json --explain")
@click.argument("instance", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--work-limit", type=click.FloatRange(min=0.1), help="Work, about a second each; else the time limit or 10."
)
@click.option("--time-limit", type=click.FloatRange(min=0.1), help="Seconds; else thirty for each unit of work.")
@click.option("--against", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Compare: who moves.")
@click.option("--explain", is_flag=True, help="Whom to recruit, how fair it is, what moves and wishes cost.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object and nothing else.")
def solve(
    *,
    instance: Path,
    work_limit: float | None,
    time_limit: float | None,
    against: Path | None,
    explain: bool,
    as_json: bool,
) -> None:
    """Pairing alone: the best teams for an instance, from JSON."""
    from mentoring_sync.pairing.explain.comparison import compare  # start-up time
    from mentoring_sync.pairing.explain.words import explained, in_words  # start-up time
    from mentoring_sync.pairing.instance_json.solve import WORK_LIMIT  # start-up time
    from mentoring_sync.pairing.instance_json.solve import solve as solved  # start-up time
    from mentoring_sync.run.interrupts import ended_by_ctrl_c  # start-up time

    work = work_limit or time_limit or WORK_LIMIT
    with ended_by_ctrl_c() as deadline:
        result = solved(_text(instance), deadline, work_limit=work, time_limit=time_limit)
    if as_json:
        click.echo(in_json(result.as_json()))
        return
    lines = in_words(result.request, result.pairing)
    if explain:
        with ended_by_ctrl_c() as deadline:
            lines += ["", *explained(result.request, result.pairing, deadline)]
    if against:
        with ended_by_ctrl_c() as deadline:
            other = solved(_text(against), deadline, work_limit=work, time_limit=time_limit)
        lines += ["", *compare(result.pairing, other.pairing).lines()]
    click.echo(in_lines(lines))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


@commands.group(name="round", cls=Whole)
def round_() -> None:
    """The round: close it."""


@round_.command(epilog="Example: mentoring-sync round close --dry-run")
@common
@click.option("--dry-run", is_flag=True, help="Say what would be archived; write nothing.")
@click.option("--even-if-unfinished", is_flag=True, help="Also before its last day, or with mail that is still owed.")
@click.option("--forget-after", type=Days(), help="Forget its people so long after: 30d, 6w or 12m.")
def close(
    *,
    config: Path,
    as_json: bool,
    now: datetime,
    dry_run: bool,
    even_if_unfinished: bool,
    forget_after: timedelta | None,
) -> None:
    """Archive the round's tabs by name, remember its people, and begin with empty tabs."""
    from mentoring_sync.run.closing import close_round  # start-up time

    done = close_round(
        *opened(config, "round close", now, dry_run=dry_run),
        even_if_unfinished=even_if_unfinished,
        forget_after=forget_after,
    )
    _show(done, as_json=as_json)


@commands.command(epilog="Example: mentoring-sync certificates --out certificates")
@common
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("certificates"), show_default=True
)
def certificates(*, config: Path, as_json: bool, now: datetime, out: Path) -> None:
    """Write the files of all certificates in the register; each is called by its number."""
    from mentoring_sync.cli.files import write_files  # start-up time
    from mentoring_sync.run.certificate_files import certificate_files  # start-up time

    configuration, _, services = opened(config, "certificates", now)
    made = certificate_files(configuration, services, now=now)
    write_files(out, made.files)
    click.echo(in_json({"folder": str(out), **made.as_json()}) if as_json else in_lines(made.in_words(str(out))))


commands.add_command(mail)
commands.add_command(doctor)
commands.add_command(auth)
commands.add_command(init)
commands.add_command(schedule)


@commands.command(epilog="Example: mentoring-sync demo")
@common_at(DEMO_NOW)
@click.option(
    "--data",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path(".demo/workspace.sqlite"),
    show_default=True,
    help="The sandbox's file; it is made anew.",
)
@click.option(
    "--responses",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path("fixtures"),
    show_default=True,
    help="The folder with the forms' responses: CSVs, called as their tabs are.",
)
@click.option("--round", "whole_round", is_flag=True, help="A whole round, week by week, and the next begun.")
def demo(*, config: Path, as_json: bool, now: datetime, data: Path, responses: Path, whole_round: bool) -> None:
    """The whole main job on an embedded Google Workspace, with invented people."""
    require_sandbox()
    if whole_round:
        _play_a_round(config, data, as_json=as_json)
        return
    from mentoring_sync.cli.demo import run_demo  # start-up time
    from mentoring_sync.cli.watched import watched  # start-up time

    with watched(json=as_json) as steps:
        shown = run_demo(config, data, now=now, environment=os.environ, steps=steps, responses=responses)
    _show(shown, as_json=as_json)


def _play_a_round(config: Path, data: Path, *, as_json: bool) -> None:
    from mentoring_sync.cli.round_demo.play import play  # start-up time
    from mentoring_sync.cli.round_demo.story import story  # start-up time

    def tell(line: str) -> None:
        if not as_json:
            click.echo(in_lines(line.split("\n")))

    played = play(config, data, story(), environment=os.environ, tell=tell)
    _show(played, as_json=as_json)


def _run(
    config: Path,
    *,
    as_json: bool,
    now: datetime,
    dry_run: bool,
    trigger: str,
    repair: bool,
    explain: bool = False,
) -> None:
    from mentoring_sync.cli.watched import watched  # start-up time
    from mentoring_sync.run.sync import sync  # start-up time

    configuration, order, services = opened(config, trigger, now, repair=repair, explain=explain, dry_run=dry_run)
    with watched(json=as_json) as steps:
        outcome = sync(configuration, order, steps, services)
    click.echo(in_json(outcome.as_json()) if as_json else in_lines(_in_words(outcome, dry_run=dry_run)))


def opened(config: Path, trigger: str, now: datetime, **asked: bool) -> tuple[Configuration, Order, Services]:
    """The programme's configuration, an order to run now (`asked` as an `Order` has it), and Google at the run's hand.

    Raises:
        MentoringSyncError: the configuration can't be used, or there are no credentials.
    """
    from mentoring_sync.run.google_services import google_services  # start-up time
    from mentoring_sync.run.order import Order  # start-up time
    from mentoring_sync.settings.load import load  # start-up time

    order, configuration = Order(run=_run_name(now), trigger=trigger, now=now, **asked), load(config, os.environ)
    program = configuration.program
    services = google_services(program.google, order.run, read_replies=program.mail.read_replies)
    return configuration, order, services


def _show(done: _Shown, *, as_json: bool) -> None:
    """What came of a command."""
    click.echo(in_json(done.as_json()) if as_json else in_lines(done.in_words()))


def _run_name(now: datetime) -> str:
    """A name for a run that no other run has: its instant and a few random letters."""
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:6]}"


def _in_words(outcome: Outcome, *, dry_run: bool) -> list[str]:
    from mentoring_sync.cli.words import in_words  # start-up time

    return in_words(outcome, dry_run=dry_run)


def main() -> None:
    """Run a command; an error of ours is one message on stderr and its exit code."""
    try:
        code = commands.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = 2
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        code = 130
    except MentoringSyncError as error:
        click.echo(in_lines(f"mentoring-sync: {error}".split("\n")), err=True)
        code = error.exit_code
    sys.exit(code)
