"""Tabs that people make and fill, and that are only read: *Recruit*, *Do not mail*, *Feedback*.

*Recruit* has a row for each person to be invited, under `Name`, `Email`, `Role` and, if wanted, `Why`. Of the other two
every cell that holds an address counts, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mentoring_sync.spreadsheet.grid import Tab, Workbook, cell_text

RECRUIT, DO_NOT_MAIL, FEEDBACK = "Recruit", "Do not mail", "Feedback"


@dataclass(frozen=True, kw_only=True)
class RecruitRow:
    """A row of *Recruit*, as it was typed, and its number as people count it."""

    row: int
    name: str
    email: str
    role: str
    why: str


def read_recruits(workbook: Workbook) -> tuple[RecruitRow, ...]:
    """The rows of *Recruit* in which anything stands."""
    tab = workbook.tab(RECRUIT)
    return tuple(_recruits(tab)) if tab else ()


def _recruits(tab: Tab) -> Iterator[RecruitRow]:
    columns = {title.strip().casefold().replace("-", ""): index for index, title in enumerate(tab.header)}
    for row in range(1, len(tab.rows)):
        name, email, role, why = (
            cell_text(tab.cell(row, columns[title])).strip() if title in columns else ""
            for title in ("name", "email", "role", "why")
        )
        if name or email:
            yield RecruitRow(row=row + 1, name=name, email=email, role=role, why=why)


def read_barred(workbook: Workbook) -> frozenset[str]:
    """The addresses in *Do not mail*, in small letters."""
    return _addresses(workbook.tab(DO_NOT_MAIL))


def read_answered(workbook: Workbook) -> frozenset[str]:
    """The addresses of those who answered the closing survey, in small letters."""
    return _addresses(workbook.tab(FEEDBACK))


def _addresses(tab: Tab | None) -> frozenset[str]:
    texts = (cell_text(cell).strip().lower() for row in (tab.rows if tab else ()) for cell in row)
    return frozenset(text for text in texts if "@" in text)
