"""What puts a schedule onto a machine: a systemd user timer, or a line of a crontab.

In: the command with absolute paths, the interval. Out: texts, ready to be written; each is known again by its name.
"""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from mentoring_sync.errors import UsageError


@dataclass(frozen=True, kw_only=True)
class Job:
    """A programme's runs: the command as it is called from anywhere, and how often."""

    command: Sequence[str]
    config: Path
    every: timedelta

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
        service = (
            f"[Unit]\nDescription=mentoring-sync for {self.config}\n\n"
            f"[Service]\nType=oneshot\nExecStart={command}\nWorkingDirectory={self.config.parent}\n"
            "SuccessExitStatus=75\nTimeoutStartSec=1h\n"
        )
        timer = (
            f"[Unit]\nDescription=mentoring-sync every {self.minutes} minutes\n\n"
            f"[Timer]\nOnBootSec=2min\nOnUnitActiveSec={self.minutes}min\n"
            f"RandomizedDelaySec={max(1, self.minutes // 10)}min\n\n[Install]\nWantedBy=timers.target\n"
        )
        return {f"{self.name}.service": service, f"{self.name}.timer": timer}

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
        command = shlex.join(self.command).replace("%", r"\%")
        return f"{when} {command} # {self.name}"

    def in_crontab(self, crontab: str) -> str:
        """A crontab with the job in it once, all else as it stands."""
        return f"{self.out_of_crontab(crontab)}{self.crontab_line()}\n"

    def out_of_crontab(self, crontab: str) -> str:
        """A crontab without it."""
        kept = [line for line in crontab.splitlines() if not line.endswith(f"# {self.name}")]
        return "".join(f"{line}\n" for line in kept)


def _quoted(part: str) -> str:
    """A part of a command as systemd reads it."""
    plain = part.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"' if any(sign in part for sign in ' "\\') else plain
