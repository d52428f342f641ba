"""All commands that there are, and lines that call them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

import click
from click.testing import CliRunner

from mentoring_sync.cli.commands import commands

PROGRAM = "mentoring-sync"


def every_command(
    command: click.Command = commands, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command and each group of them, with the words that call it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from every_command(below, (*path, name))


def help_of(path: Sequence[str], command: click.Command, *, width: int) -> str:
    """What `--help` prints on a terminal of this width."""
    return command.get_help(click.Context(command, info_name=" ".join((PROGRAM, *path)), terminal_width=width))


def parsed(line: str) -> tuple[str, ...]:
    """The words of the command that the line calls; its arguments and options are read as the command reads them, and
    what it asks for is answered.

    Raises:
        click.UsageError: there is no such command, or it takes no such argument.
    """
    program, *words = shlex.split(line)
    assert program == PROGRAM, line
    command: click.Command = commands
    path = list[str]()
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        below = command.get_command(click.Context(command), words[0])
        if below is None:
            raise click.UsageError(f"{line}: there is no command {words[0]}")
        command, path, words = below, [*path, words[0]], words[1:]
    with CliRunner().isolation(input="answered@example.org\n" * 9):
        command.make_context(command.name, words)
    return tuple(path)
