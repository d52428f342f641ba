"""What puts a schedule onto a machine: a systemd user timer, or a line of a crontab.

In: the command with absolute paths, the interval, the variables that it needs. Out: texts, ready to be written; each
is known again by its name.
"""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from mentoring_sync.errors import UsageError


@dataclass(frozen=True, kw_only=True)
class Job:
    """A programme's runs: the command as it is called from anywhere, how often, and with which variables: a job has no
    others but HOME. None of them is secret: whoever reads the machine's units may read them."""

    command: Sequence[str]
    config: Path
    every: timedelta
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called on the machine: one name a configuration."""
        return f"mentoring-sync-{hashlib.sha256(str(self.config).encode()).hexdigest()[:8]}"

    @property
    def minutes(self) -> int:
        """The interval."""
        return int(self.every.total_seconds() // 60)

    def units(self) -> Mapping[str, str]:
        """The files of a systemd user timer, by their names."""
        command = " ".join(map(_quoted, self.command))
        variables = "".join(f"Environment={_assigned(name, value)}\n" for name, value in self.environment.items())
        service = (
            f"[Unit]\nDescription=mentoring-sync for {_plain(str(self.config))}\n\n"
            f"[Service]\nType=oneshot\n{variables}ExecStart={command}\n"
            f"WorkingDirectory={_plain(str(self.config.parent))}\nSuccessExitStatus=75\nTimeoutStartSec=1h\n"
        )
        timer = (
            f"[Unit]\nDescription=mentoring-sync every {self.minutes} minutes\n\n"
            f"[Timer]\n{self._when()}RandomizedDelaySec={max(1, self.minutes // 10)}min\n\n"
            "[Install]\nWantedBy=timers.target\n"
        )
        return {f"{self.name}.service": service, f"{self.name}.timer": timer}

    def _when(self) -> str:
        """By the calendar where the interval divides an hour or a day: such a timer makes up for what a machine slept
        or was off (`Persistent`, https://www.freedesktop.org/software/systemd/man/systemd.timer.html), once. In UTC, so
        that no change of clocks leaves a run out."""
        if self.minutes < 60 and 60 % self.minutes == 0:
            return f"OnCalendar=*-*-* *:00/{self.minutes}:00 UTC\nPersistent=true\n"
        hours, rest = divmod(self.minutes, 60)
        if rest == 0 and 24 % hours == 0:
            at = f"00/{hours}" if hours < 24 else "00"
            return f"OnCalendar=*-*-* {at}:00:00 UTC\nPersistent=true\n"
        return f"OnBootSec=2min\nOnUnitActiveSec={self.minutes}min\n"

    def crontab_line(self) -> str:
        """The line of a crontab.

        Raises:
            UsageError: cron knows no such interval.
        """
        if self.minutes < 60 and 60 % self.minutes == 0:
            when = f"*/{self.minutes} * * * *" if self.minutes > 1 else "* * * * *"
        elif self.minutes % 60 == 0 and 24 % (self.minutes // 60) == 0:
            hours = self.minutes // 60
            when = f"0 */{hours} * * *" if hours > 1 else "0 * * * *"
        else:
            raise UsageError(
                f"cron can't run something every {self.minutes} minutes.",
                remedy="Name what divides an hour or a day: 5m, 10m, 15m, 20m, 30m, 1h, 2h, 3h, 4h, 6h, 12h.",
            )
        variables = [f"{name}={value}" for name, value in self.environment.items()]
        whole = (*(("/usr/bin/env", *variables) if variables else ()), *self.command)
        command = shlex.join(whole).replace("%", r"\%")
        return f"{when} {command} # {self.name}"

    def in_crontab(self, crontab: str) -> str:
        """A crontab with the job in it once, all else as it stands."""
        return f"{self.out_of_crontab(crontab)}{self.crontab_line()}\n"

    def out_of_crontab(self, crontab: str) -> str:
        """A crontab without it."""
        kept = [line for line in crontab.splitlines() if not line.endswith(f"# {self.name}")]
        return "".join(f"{line}\n" for line in kept)


def _plain(text: str) -> str:
    """A text in which systemd is to see no specifier."""
    return text.replace("%", "%%")


def _assigned(name: str, value: str) -> str:
    """A variable as systemd reads it."""
    escaped = _plain(value.replace("\\", "\\\\").replace('"', '\\"'))
    return f'"{name}={escaped}"'


def _quoted(part: str) -> str:
    """A part of a command as systemd reads it."""
    plain = part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"' if any(sign in part for sign in ' "\\') else plain
