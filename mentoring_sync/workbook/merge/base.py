"""What the last run wrote, kept in the hidden tab `_sync`: the base of the three-way merge.

Rows are kept in buckets by a hash of their key, packed: a change rewrites the buckets of the rows it touches. Whoever
spoils a bucket spoils the memory of its rows alone: their cells are then taken as a person's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from typing import Any

from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.layouts import KEY
from mentoring_sync.workbook.merge.desired import DesiredRow
from mentoring_sync.workbook.merge.memory import Memory, pieces
from mentoring_sync.workbook.merge.rows import Cells, TabBase

Base = Mapping[str, TabBase]
"""By tab and key: the cells that the sync wrote, by column title."""

ROWS_A_BUCKET = 16
"""About so many rows share a bucket: fewer, and `_sync` has more rows; more, and a change rewrites more."""

_NAME = "written"


def read_base(memory: Memory) -> dict[str, dict[str, Cells]]:
    """What the last run wrote; nothing when there was none."""
    base: dict[str, dict[str, Cells]] = {}
    for name, bucket in memory.values.items():
        if name.startswith(f"{_NAME}/"):
            base.setdefault(name.split("/", 2)[2], {}).update(_rows_of(bucket))
    return base


def _rows_of(bucket: Any) -> Iterator[tuple[str, Cells]]:
    for key, cells in bucket.items() if isinstance(bucket, dict) else ():
        if isinstance(cells, dict):
            yield key, {title: float(cell) if type(cell) is int else cell for title, cell in cells.items()}


def base_rows(base: Base, memory: Memory, in_the_end: Mapping[str, int]) -> Iterator[DesiredRow]:
    """The rows of `_sync` that remember `base`; what `memory` holds of it already stays as it is.

    Buckets are made for as many rows as a tab will have `in_the_end`, where more are to come.
    """
    for title, rows in base.items():
        for name, bucket in _buckets(title, rows, in_the_end.get(title, 0)).items():
            yield from pieces(title, name, memory.same_or_packed(name, bucket))


def _buckets(title: str, rows: TabBase, in_the_end: int) -> dict[str, dict[str, dict[str, Scalar]]]:
    """The rows of a tab by bucket; their number is a power of two, so that it seldom changes."""
    count = _count(max(len(rows), in_the_end))
    found: dict[str, dict[str, dict[str, Scalar]]] = {}
    for key, cells in rows.items():
        number = _number(key, count)
        kept: dict[str, Scalar] = {column: cell for column, cell in cells.items() if cell is not None and column != KEY}
        found.setdefault(f"{_NAME}/{count}.{number}/{title}", {})[key] = kept
    return found


def bucket_of(key: str, rows: int) -> int:
    """In which bucket a row of a tab with so many rows is kept."""
    return _number(key, _count(rows))


def _count(rows: int) -> int:
    return 1 << max(0, (rows - 1) // ROWS_A_BUCKET).bit_length()


def _number(key: str, count: int) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=4).digest(), "big") % count
