"""A GridRange as a plain box of rows and columns; sides that it leaves open reach as far as a sheet can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_FAR = 10_000_001
"""Beyond the last row that 10 million cells allow."""


@dataclass(frozen=True)
class Area:
    """Zero-based, half-open."""

    top: int
    bottom: int
    left: int
    right: int

    @classmethod
    def of(cls, grid_range: Mapping[str, Any]) -> Area:
        """The range's box."""
        return cls(
            grid_range.get("startRowIndex", 0),
            grid_range.get("endRowIndex", _FAR),
            grid_range.get("startColumnIndex", 0),
            grid_range.get("endColumnIndex", _FAR),
        )

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in it."""
        return self.top <= row < self.bottom and self.left <= column < self.right
