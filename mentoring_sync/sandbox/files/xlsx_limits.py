"""How large a workbook may be: read through once, kept nowhere, before a reader builds cells of it.

In: an XLSX file's bytes. Out: nothing, or UnreadableFileError. A file of a few kilobytes can say that its last cell is
XFD1048576, that a merge covers the sheet, or unpack to a cell of 400 MB; whoever builds that first has no memory left.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any
from xml.parsers import expat

from .csv_tables import LARGEST_CELL
from .unreadable import UnreadableFileError

MOST_ROWS, MOST_COLUMNS = 100_000, 18_278
MOST_CELLS = 1_000_000
"""Of a sheet's used area, empty ones within it counted; merges and drop-downs as many again."""
MOST_PARTS, MOST_MERGES, MOST_ELEMENTS = 2_000, 20_000, 8_000_000
LARGEST_WORKBOOK, LARGEST_PART, LARGEST_OTHER_PART = 150 * 2**20, 100 * 2**20, 16 * 2**20
_CELLS = re.compile(r"worksheets/|sharedstrings", re.IGNORECASE)
_PIECE = 2**18
_XML = (".xml", ".rels", ".vml")
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})", re.ASCII)
_REMEDY = "delete the empty rows and columns beside the table, or split it"


def check_size(content: bytes, *, name: str) -> None:
    """Raises UnreadableFileError for a workbook that is too large, or none that can be unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _check_parts(parts.infolist(), name)
            for part in parts.infolist():
                if part.filename.lower().endswith(_XML):
                    _Scan(name, part.filename).read(parts, part)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, NotImplementedError, RuntimeError) as problem:
        raise UnreadableFileError(f"{name}: no XLSX workbook ({problem})") from problem
    except (ValueError, OSError) as problem:
        if isinstance(problem, UnreadableFileError):
            raise
        raise UnreadableFileError(f"{name}: no XLSX workbook ({problem})") from problem


def _check_parts(parts: list[zipfile.ZipInfo], name: str) -> None:
    """By what the archive says of its parts; no part gives more bytes than it says."""
    if len(parts) > MOST_PARTS:
        raise UnreadableFileError(f"{name}: more than {MOST_PARTS} parts")
    for part in parts:
        most = LARGEST_PART if _CELLS.search(part.filename) else LARGEST_OTHER_PART
        if part.file_size > most:
            raise UnreadableFileError(f"{name}: unpacked, {part.filename} is larger than {most // 2**20} MiB")
    if sum(part.file_size for part in parts) > LARGEST_WORKBOOK:
        raise UnreadableFileError(f"{name}: unpacked, it is larger than {LARGEST_WORKBOOK // 2**20} MiB")


class _Scan:
    """One part, looked through for how far its cells reach and how long they are."""

    def __init__(self, name: str, part: str) -> None:
        self._where = f"{name}, {part}"
        self._row = self._column = self._width = self._height = 0
        self._root, self._is_inline = "", False
        self._length = self._elements = self._merges = self._merged = 0

    def read(self, parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        """Raises UnreadableFileError, or what a broken part raises."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begun
        parser.CharacterDataHandler = self._told
        parser.StartDoctypeDeclHandler = self._declared
        with parts.open(part) as stream:
            while piece := stream.read(_PIECE):
                parser.Parse(piece, False)
            parser.Parse(b"", True)

    def _begun(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            raise self._too_large(f"more than {MOST_ELEMENTS:,} elements")
        kind = tag.rpartition(":")[2]
        if self._elements == 1:
            self._root = kind
        self._is_inline = kind == "is" or (self._is_inline and kind != "c")
        if kind == "si" or (self._root == "worksheet" and not self._is_inline):
            self._length = 0
        if kind == "c":
            self._cell(attributes.get("r", ""))
        elif kind == "row":
            self._row, self._column = _number(attributes.get("r"), self._row + 1), 0
            self._reach(self._row, 0)
        elif kind == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _told(self, text: str) -> None:
        self._length += len(text)
        if self._length > LARGEST_CELL and self._root in ("worksheet", "sst") and text.strip():
            raise self._too_large(f"a cell can't hold more than {LARGEST_CELL:,} characters")

    def _declared(self, *_: Any) -> None:
        raise UnreadableFileError(f"{self._where}: no XLSX workbook (it declares a document type)")

    def _cell(self, place: str) -> None:
        found = _PLACE.fullmatch(place)
        if found is None:
            self._column += 1
            self._reach(self._row, self._column)
            return
        self._column = _column(found[1])
        self._reach(int(found[2]), self._column)

    def _reach(self, row: int, column: int) -> None:
        self._height, self._width = max(self._height, row), max(self._width, column)
        if self._height > MOST_ROWS:
            raise self._too_large(f"row {self._height:,} is used, {MOST_ROWS:,} are taken; {_REMEDY}")
        if self._width > MOST_COLUMNS or self._height * self._width > MOST_CELLS:
            area = f"{self._height:,} rows and {self._width:,} columns"
            raise self._too_large(f"{area} are used, {MOST_CELLS:,} cells are taken; {_REMEDY}")

    def _merge(self, area: str) -> None:
        corners = [_PLACE.fullmatch(each) for each in area.split(":")]
        self._merges += 1
        if len(corners) == 2 and corners[0] and corners[1]:
            rows = int(corners[1][2]) - int(corners[0][2]) + 1
            columns = _column(corners[1][1]) - _column(corners[0][1]) + 1
            self._merged += abs(rows * columns)
            self._reach(int(corners[1][2]), _column(corners[1][1]))
        if self._merges > MOST_MERGES or self._merged > MOST_CELLS:
            raise self._too_large(f"merges of more than {MOST_CELLS:,} cells")

    def _too_large(self, what: str) -> UnreadableFileError:
        return UnreadableFileError(f"{self._where}: {what}")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,9}", text, re.ASCII) else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
