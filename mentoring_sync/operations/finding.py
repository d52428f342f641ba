"""What a look at one part of the set-up found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from mentoring_sync.errors import MentoringSyncError


class Level(StrEnum):
    """How it is."""

    OK = "ok"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of `doctor`: what was looked at, how it is, and what to do. `exit_code` is the one that a run would end
    with (0: it would go on)."""

    about: str
    level: Level
    what: str
    mend: str = ""
    exit_code: int = 0

    def as_json(self) -> dict[str, object]:
        """As `--json` prints it."""
        return asdict(self)

    def in_words(self) -> list[str]:
        """A line, and one below for what to do."""
        first, *more = self.what.split("\n")
        lines = [f"{self.level:<8} {self.about}: {first}", *(f"{'':9}{line.strip()}" for line in more)]
        return [*lines, *(f"{'':9}→ {line}" for line in self.mend.split("\n") if line)]


def ok(about: str, what: str) -> Finding:
    """All is well."""
    return Finding(about=about, level=Level.OK, what=what)


def warning(about: str, what: str, mend: str) -> Finding:
    """A run goes on, but somebody should look."""
    return Finding(about=about, level=Level.WARNING, what=what, mend=mend)


def broken(about: str, error: MentoringSyncError) -> Finding:
    """A run would end with this error."""
    return Finding(about=about, level=Level.BROKEN, what=error.message, mend=error.remedy, exit_code=error.exit_code)
