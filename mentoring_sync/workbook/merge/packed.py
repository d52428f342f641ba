"""JSON packed into cells: compressed, as text, in pieces that fit a cell.

A bucket of rows takes a fifth of what it takes as plain JSON. Whoever spoils a piece spoils what is packed with it, and
nothing else: the checksum tells.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from mentoring_sync.spreadsheet.edits import CellInput
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.workbook.merge.desired import WantedRow
from mentoring_sync.workbook.merge.locate import Located

LONGEST_PIECE = 40_000
"""Characters; a cell takes 50,000."""


def packed(value: Any) -> str:
    """A JSON value as text."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return base64.b64encode(zlib.compress(plain, 9)).decode()


@lru_cache(maxsize=4096)
def unpacked(text: str) -> Any:
    """What was packed, to be read only; None if the text was spoiled. A run asks for the same texts many times."""
    try:
        return json.loads(zlib.decompress(base64.b64decode(text, validate=True)))
    except (ValueError, binascii.Error, zlib.error):
        return None


def pieces(title: str, name: str, text: str) -> Iterator[WantedRow]:
    """The rows of `_sync` that hold a text, under keys `name/0`, `name/1`…; `title` is what a person sees of them."""
    for number, first in enumerate(range(0, len(text), LONGEST_PIECE)):
        cells: dict[str, CellInput] = {"Tab": title, "Written": text[first : first + LONGEST_PIECE]}
        yield WantedRow(key=f"{name}/{number}", cells=cells)


def texts(located: Located | None) -> Mapping[str, str]:
    """The texts that `_sync` holds, by name, their pieces joined."""
    found: dict[str, dict[int, str]] = {}
    for key in located.rows if located else ():
        name, _, number = key.rpartition("/")
        if located and number.isdigit():
            found.setdefault(name, {})[int(number)] = cell_text(located.cell(key, "Written"))
    return {name: "".join(parts[number] for number in sorted(parts)) for name, parts in found.items()}


def same_or_packed(value: Any, standing: str) -> str:
    """The standing text where it says the same (another machine may compress otherwise), else the value packed."""
    return standing if standing and unpacked(standing) == value else packed(value)
