"""`_sync`, the hidden tab that is a run's memory: packed texts by name, in pieces that fit a cell.

The base of the merge and the history are kept there. Whoever spoils a piece spoils what is packed with it, and nothing
else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from mentoring_sync.spreadsheet.edits import CellInput
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID, KEY, Layout, ours, technical
from mentoring_sync.workbook.merge.desired import DesiredRow
from mentoring_sync.workbook.merge.locate import Located
from mentoring_sync.workbook.merge.packed import packed, unpacked

LONGEST_PIECE = 40_000
"""Characters; a cell takes 50,000."""


class MemoryColumn(StrEnum):
    """The titles of `_sync`'s columns: whose memory a row is, for a person who looks, and a piece of its text."""

    TAB = "Tab"
    TEXT = "Written"


MEMORY = Layout(
    title="_sync",
    sheet_id=FIRST_SHEET_ID + 8,
    columns=(ours(MemoryColumn.TAB, 120), ours(MemoryColumn.TEXT, 600), technical(KEY)),
    hidden=True,
)


@dataclass(frozen=True)
class Memory:
    """The texts that stand in `_sync`, by name; each is unpacked once."""

    texts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """What is packed in each, to be read only; None where somebody spoiled it."""
        return {name: unpacked(text) for name, text in self.texts.items()}

    def same_or_packed(self, name: str, value: Any) -> str:
        """The standing text where it says the same (another machine may compress otherwise), else the value packed."""
        return self.texts[name] if self.texts.get(name) and self.values[name] == value else packed(value)


def read_memory(located: Located | None) -> Memory:
    """The texts that `_sync` holds, their pieces joined."""
    found: dict[str, dict[int, str]] = {}
    for key in located.rows if located else ():
        name, _, number = key.rpartition("/")
        if located and number.isdigit():
            found.setdefault(name, {})[int(number)] = cell_text(located.cell(key, MemoryColumn.TEXT))
    return Memory({name: "".join(parts[number] for number in sorted(parts)) for name, parts in found.items()})


def pieces(title: str, name: str, text: str) -> Iterator[DesiredRow]:
    """The rows of `_sync` that hold a text, under keys `name/0`, `name/1`…; `title` is what a person sees of them."""
    for number, first in enumerate(range(0, len(text), LONGEST_PIECE)):
        piece = text[first : first + LONGEST_PIECE]
        cells: dict[str, CellInput] = {MemoryColumn.TAB: title, MemoryColumn.TEXT: piece}
        yield DesiredRow(key=f"{name}/{number}", cells=cells)
