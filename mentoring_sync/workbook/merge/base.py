"""What the last run wrote, kept in the hidden tab `_sync`: the base of the three-way merge.

Rows are kept in buckets by a hash of their key, packed: a change rewrites the buckets of the rows it touches. Whoever
spoils a bucket spoils the memory of its rows alone: their cells are then taken as a person's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

from mentoring_sync.spreadsheet.grid import Scalar, Workbook
from mentoring_sync.workbook.layouts import KEY, WRITTEN
from mentoring_sync.workbook.merge.desired import WantedRow
from mentoring_sync.workbook.merge.locate import locate, our_tab
from mentoring_sync.workbook.merge.packed import pieces, same_or_packed, texts, unpacked

Cells = Mapping[str, Scalar]
Written = Mapping[tuple[str, str], Cells]
"""By (tab, key): the cells that the sync wrote, by column title."""

ROWS_A_BUCKET = 16
"""About so many rows share a bucket: fewer, and `_sync` has more rows; more, and a change rewrites more."""

_MEMORY = "written"


def read_written(workbook: Workbook) -> dict[tuple[str, str], Cells]:
    """What the last run wrote; nothing when there was none."""
    return {
        (name.split("/", 2)[2], key): cells
        for name, text in memory_texts(workbook).items()
        if name.startswith(f"{_MEMORY}/")
        for key, cells in _rows_of(unpacked(text))
    }


def memory_texts(workbook: Workbook) -> Mapping[str, str]:
    """All texts of `_sync`, by name."""
    tab = our_tab(workbook, WRITTEN)
    return texts(locate(tab, WRITTEN, {}) if tab else None)


def _rows_of(bucket: Any) -> Iterator[tuple[str, Cells]]:
    for key, cells in bucket.items() if isinstance(bucket, dict) else ():
        if isinstance(cells, dict):
            yield key, {title: float(cell) if type(cell) is int else cell for title, cell in cells.items()}


def written_rows(written: Written, standing: Mapping[str, str], in_the_end: Mapping[str, int]) -> Iterator[WantedRow]:
    """The rows of `_sync` that remember `written`. `standing` are the texts that stand there, by name.

    Buckets are made for as many rows as a tab will have `in_the_end`, where more are to come.
    """
    by_tab: dict[str, dict[str, Cells]] = {}
    for (title, key), cells in written.items():
        by_tab.setdefault(title, {})[key] = cells
    for title, rows in by_tab.items():
        for name, bucket in _buckets(title, rows, in_the_end.get(title, 0)).items():
            yield from pieces(title, name, same_or_packed(bucket, standing.get(name, "")))


def _buckets(title: str, rows: Mapping[str, Cells], in_the_end: int) -> dict[str, dict[str, dict[str, Scalar]]]:
    """The rows of a tab by bucket; their number is a power of two, so that it seldom changes."""
    count = 1 << max(0, (max(len(rows), in_the_end) - 1) // ROWS_A_BUCKET).bit_length()
    found: dict[str, dict[str, dict[str, Scalar]]] = {}
    for key, cells in rows.items():
        number = int.from_bytes(blake2b(key.encode(), digest_size=4).digest(), "big") % count
        kept: dict[str, Scalar] = {column: cell for column, cell in cells.items() if cell is not None and column != KEY}
        found.setdefault(f"{_MEMORY}/{count}.{number}/{title}", {})[key] = kept
    return found
