"""The one hierarchy of errors: each says what is wrong, where, what to do, and for whom.

`cli.py` turns an error into one message on stderr and the exit code its class carries; nothing else prints errors.
Problems that the coordinator is to see are not errors: they are `records.problem.Problem`, rows of *Review*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar


class MentoringSyncError(Exception):
    """What is wrong (`message`), and what to do about it (`remedy`, a sentence; empty when the message says it)."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n{self.remedy}" if self.remedy else self.message


class UsageError(MentoringSyncError):
    """The command or the configuration is not usable (for the operator)."""

    exit_code = 2


class ConfigurationError(UsageError):
    """Mistakes in the files of `config/`, all of them at once; `mistakes` has one line each."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__(listed(mistakes, "in the configuration; nothing was read or written"))
        self.mistakes = mistakes


class UnfitError(MentoringSyncError):
    """The spreadsheet or the forms don't fit the configuration: nothing was written (for the operator)."""

    exit_code = 3


class NotAllowedError(MentoringSyncError):
    """Google knows us but refuses, or there are no credentials (for the operator)."""

    exit_code = 4


class TryLaterError(MentoringSyncError):
    """Another run won, a quota is spent or Google can't be reached: the same command may work later."""

    exit_code = 75


class OverlapError(TryLaterError):
    """Another run's batch landed since the workbook was read: plan again on what stands now."""

    def __init__(self) -> None:
        super().__init__("Another run is writing this spreadsheet.", remedy="Nothing is half-written: run it again.")


def nearest(word: str, known: Iterable[str], *, alike: float = 0.6) -> str:
    """Of what is known, what is most like the word and at least so much `alike` (0 to 1); empty where nothing is."""
    from difflib import get_close_matches  # start-up time

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=alike)), "")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean mentor?`, for the end of a message about a misspelt word; empty where nothing known is like it."""
    near = nearest(word, known)
    return f"did you mean {near}?" if near else ""


def listed(mistakes: Sequence[str], where: str) -> str:
    """How many mistakes there are and `where`, then each on a line of its own."""
    count = "1 mistake" if len(mistakes) == 1 else f"{len(mistakes)} mistakes"
    return "\n".join([f"{count} {where}:", *(f"  {mistake}" for mistake in mistakes)])
