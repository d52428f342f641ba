"""How a group lists its commands."""

from __future__ import annotations

import click


class Whole(click.Group):
    """A group whose list of commands cuts no sentence off."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with its first sentence, on as many lines as that takes."""
        named = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, command.get_short_help_str(limit=1000)) for name, command in named if command]
        with formatter.section("Commands"):
            formatter.write_dl(rows)
