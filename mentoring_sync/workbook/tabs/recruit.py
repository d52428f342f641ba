"""*Recruit*: a tab that people make and fill, with a row for each person to be invited; it is only read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mentoring_sync.spreadsheet.grid import Tab, Workbook, cell_text

RECRUIT = "Recruit"


class RecruitColumn(StrEnum):
    """The titles of the columns of *Recruit*, in any case, `E-mail` too; *Why* may be left out."""

    NAME = "name"
    EMAIL = "email"
    ROLE = "role"
    WHY = "why"


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
            cell_text(tab.cell(row, columns[title])).strip() if title in columns else "" for title in RecruitColumn
        )
        if name or email:
            yield RecruitRow(row=row + 1, name=name, email=email, role=role, why=why)
