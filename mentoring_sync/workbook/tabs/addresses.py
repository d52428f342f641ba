"""The addresses in a tab that people keep as a list: every cell that holds one counts, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable

from mentoring_sync.spreadsheet.grid import Scalar, Tab, cell_text


def addresses(tab: Tab | None) -> frozenset[str]:
    """The addresses, in small letters; none where there is no such tab."""
    return frozenset(each for row in (tab.rows if tab else ()) for each in addresses_in(row))


def addresses_in(cells: Iterable[Scalar]) -> frozenset[str]:
    """The same of some cells."""
    texts = (cell_text(cell).strip().lower() for cell in cells)
    return frozenset(text for text in texts if "@" in text)
