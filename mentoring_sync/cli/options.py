"""What commands take: the options that each has, and words that are more than text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Instant(click.ParamType[datetime]):
    """An instant in ISO 8601; without an offset it is UTC."""

    name = "ISO-8601"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The instant; click refuses what is none."""
        try:
            instant = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no instant such as 2027-01-18T09:00:00Z", param, ctx)
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


class Days(click.ParamType[timedelta]):
    """A number of days, weeks or months (of 30 days): `30d`, `6w`, `12m`."""

    name = "TIME"
    DAYS: ClassVar[dict[str, int]] = {"d": 1, "w": 7, "m": 30}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """The time; click refuses what is none."""
        found = re.fullmatch(r"([1-9]\d{0,3})([dwm])", str(value).strip().lower())
        if found is None:
            self.fail(f"{value!r} is no time such as 30d (days), 6w (weeks) or 12m (months)", param, ctx)
        return timedelta(days=int(found[1]) * self.DAYS[found[2]])


def common_at(now: str | Callable[[], datetime]) -> Callable[[F], F]:
    """The options that every command about the programme takes; `now` is the instant unless another is given."""
    return lambda command: _with_options(command, now)


def _with_options(command: F, now: str | Callable[[], datetime]) -> F:
    for option in (
        click.option("--now", type=Instant(), help="Stand in for the clock.", default=now),
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else."),
        click.option(
            "--config",
            type=click.Path(path_type=Path),
            default=Path("config/program.toml"),
            show_default=True,
            help="The programme's main file.",
        ),
    ):
        command = option(command)
    return command


common = common_at(lambda: datetime.now(UTC))
"""The options that every command about the programme takes, now."""
