"""What a tab's rows are to the merge: cells by column title, and such rows by key."""

from __future__ import annotations

from collections.abc import Mapping

from mentoring_sync.spreadsheet.grid import Scalar

Cells = Mapping[str, Scalar]
"""A row's cells, by column title."""

TabBase = Mapping[str, Cells]
"""What the last run wrote in a tab, by key."""
