"""What the last run wrote, kept in the hidden tab `_sync`: the base of the three-way merge.

One row for each row that was written, with the sync's cells as compact JSON. Whoever spoils a row of it spoils the
memory of that row alone: its cells are then taken as a person's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from mentoring_sync.records.sheet import Scalar, Workbook, cell_text
from mentoring_sync.workbook.columns import KEY, WRITTEN
from mentoring_sync.workbook.locate import locate, our_tab
from mentoring_sync.workbook.wanted import WantedRow, WantedTab

Cells = Mapping[str, Scalar]
Written = Mapping[tuple[str, str], Cells]
"""By (tab, key): the cells that the sync wrote, by column title."""


def read_written(workbook: Workbook) -> dict[tuple[str, str], Cells]:
    """What the last run wrote; nothing when there was none."""
    tab = our_tab(workbook, WRITTEN)
    located = locate(tab) if tab else None
    found: dict[tuple[str, str], Cells] = {}
    for place in located.rows if located else ():
        title, text = (cell_text(located.cell(place, name)) if located else "" for name in ("Tab", "Written"))
        cells = _parse(text)
        if cells is not None:
            found[title, place.removeprefix(f"{title}/")] = cells
    return found


def _parse(text: str) -> Cells | None:
    try:
        cells = json.loads(text)
    except ValueError:
        return None
    if not isinstance(cells, dict):
        return None
    return {title: float(cell) if type(cell) is int else cell for title, cell in cells.items()}


def written_tab(written: Written, *, complete: bool) -> WantedTab:
    """The tab `_sync` that remembers `written`."""
    return WantedTab(layout=WRITTEN, rows=tuple(_rows(written)), complete=complete)


def _rows(written: Written) -> Iterator[WantedRow]:
    for (title, key), cells in written.items():
        kept = {column: cell for column, cell in cells.items() if cell is not None and column != KEY}
        text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        yield WantedRow(key=f"{title}/{key}", cells={"Tab": title, "Written": text})
