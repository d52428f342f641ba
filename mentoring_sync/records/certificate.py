"""Certificates: each has a number that nobody else gets, whatever becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mentoring_sync.records.requirement import Role


class CertificateState(StrEnum):
    """What became of a certificate; the value stands in *Certificates*."""

    ISSUED = "issued"
    REISSUED = "re-issued"
    VOID = "void"


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """A certificate under its `number`: of the person whose rows have this `key`, with the `name` printed on it.

    `round` is what the round was called, and `of` its identity: how the keys of its mails begin; it went from `start`
    to its `last_day`. `attended` counts meetings. `language` is the code of the one it is written in. `edition`
    counts how often it was issued: a name that is corrected makes another of the same number. `issued` is the day of
    the last, `changed` that on which the state changed last. `called` is what the person is called by now, `drawn`
    the digest of the page that was found to be drawable, `survey` when the answer to the closing survey came that
    counts (empty: none does, or that isn't known).
    """

    number: str
    key: str
    name: str
    email: str
    role: Role
    team: str
    round: str
    of: str
    start: date
    last_day: date
    issued: date
    attended: int
    language: str
    changed: date
    called: str
    state: CertificateState = CertificateState.ISSUED
    edition: int = 1
    drawn: str = ""
    survey: str = ""

    @property
    def is_nobodys(self) -> bool:
        """Whether it was somebody's who was forgotten: only the number is left."""
        return not self.key

    @property
    def is_valid(self) -> bool:
        """Whether it wasn't taken back."""
        return self.state is not CertificateState.VOID

    @property
    def file(self) -> str:
        """What its file is called."""
        return f"{self.number}.pdf"


def running_number(number: str) -> int:
    """The number within its round: 12 of `2027-1-012`; 0 where it has none."""
    last = number.rpartition("-")[2]
    return int(last) if last.isascii() and last.isdigit() else 0
