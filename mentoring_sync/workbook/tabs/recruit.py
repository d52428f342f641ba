"""*Recruit*: a tab that people make and fill, with a row for each person to be invited; it is only read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import Tab, Workbook, cell_text

RECRUIT = "Recruit"


class RecruitColumn(StrEnum):
    """The titles of the columns of *Recruit*, in any case, `E-mail` too; *Why* may be left out.

    Under other titles, addresses and roles are known by what they are. Of two columns with one title neither is read.
    """

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
    columns = _columns(tab)
    for row in range(1, len(tab.rows)):
        name, email, role, why = (
            cell_text(tab.cell(row, columns[title])).strip() if title in columns else "" for title in RecruitColumn
        )
        if name or email:
            yield RecruitRow(row=row + 1, name=name, email=email, role=role, why=why)


def _columns(tab: Tab) -> dict[str, int]:
    titles = [title.strip().casefold().replace("-", "") for title in tab.header]
    found: dict[str, int] = {str(each): titles.index(each) for each in RecruitColumn if titles.count(each) == 1}
    for title, says in ((RecruitColumn.EMAIL, _is_address), (RecruitColumn.ROLE, _is_role)):
        if title not in titles:
            alike = [at for at in range(len(titles)) if at not in found.values() and _all_say(tab, at, says)]
            found |= {str(title): alike[0]} if len(alike) == 1 else {}
    return found


def _all_say(tab: Tab, at: int, says: Callable[[str], bool]) -> bool:
    texts = [cell_text(tab.cell(row, at)).strip() for row in range(1, len(tab.rows))]
    return any(texts) and all(says(text) for text in texts if text)


def _is_address(text: str) -> bool:
    return "@" in text


def _is_role(text: str) -> bool:
    return text.casefold().removesuffix("s") in set(Role)
