"""The addresses in a tab that people keep as a list: every cell that holds one counts, wherever it stands."""

from __future__ import annotations

from mentoring_sync.spreadsheet.grid import Tab, cell_text


def addresses(tab: Tab | None) -> frozenset[str]:
    """The addresses, in small letters; none where there is no such tab."""
    texts = (cell_text(cell).strip().lower() for row in (tab.rows if tab else ()) for cell in row)
    return frozenset(text for text in texts if "@" in text)
