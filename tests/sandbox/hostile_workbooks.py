"""Workbooks of a few kilobytes that would fill a machine: made without building what they claim.

Run as a program it reads each and prints what it was told, how long that took, and the most memory used.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(sheet: Iterable[bytes]) -> bytes:
    """An ordinary workbook whose one sheet is replaced."""
    plain, out = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for part in old.infolist():
            if part.filename != SHEET:
                new.writestr(part, old.read(part))
        with new.open(SHEET, "w", force_zip64=True) as stream:
            for piece in sheet:
                stream.write(piece)
    return out.getvalue()


def around(cells: str, after: str = "") -> Iterable[bytes]:
    yield f"<worksheet {_MAIN}><sheetData>{cells}</sheetData>{after}</worksheet>".encode()


def _long_cell(megabytes: int) -> Iterable[bytes]:
    yield f'<worksheet {_MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode()
    for _ in range(megabytes):
        yield b"a" * 1_000_000
    yield b"</t></is></c></row></sheetData></worksheet>"


def _many_rows(count: int) -> Iterable[bytes]:
    yield f"<worksheet {_MAIN}><sheetData>".encode()
    for _ in range(count // 1000):
        yield b"<row><c><v>1</v></c></row>" * 1000
    yield b"</sheetData></worksheet>"


def hostile(megabytes: int, rows: int) -> dict[str, bytes]:
    """The workbooks by what is wrong with them; the long cell has that many megabytes."""
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    laughs = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return {
        "one cell at the far end": workbook(around('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "far cells of two rows": workbook(
            around('<row r="1"><c r="XFD1"><v>1</v></c></row><row r="99999"><c r="A99999"><v>1</v></c></row>')
        ),
        "a merge of the whole sheet": workbook(around('<row r="1"><c r="A1"><v>1</v></c></row>', merge)),
        "a long cell": workbook(_long_cell(megabytes)),
        "more rows than a sheet has": workbook(_many_rows(rows)),
        "a document type": workbook([laughs.encode(), *around('<row r="1"><c r="A1"><v>1</v></c></row>')]),
    }


def _main(megabytes: int, rows: int) -> None:
    """Each workbook read, in this one process."""
    from mentoring_sync.sandbox.files.unreadable import UnreadableFileError
    from mentoring_sync.sandbox.files.xlsx_reading import read_sheets

    told = {}
    for name, content in hostile(megabytes, rows).items():
        began = time.process_time()
        try:
            read_sheets(content, name="book.xlsx")
            said = ""
        except UnreadableFileError as error:
            said = str(error)
        told[name] = {"said": said, "seconds": time.process_time() - began}
    print(json.dumps({"told": told, "mebibytes": _most_mebibytes()}))


def _most_mebibytes() -> float:
    """The most memory that this process had: Linux counts its parent's among the usage of resources (getrusage(2)), so
    there its own status is asked."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    [kibibytes] = [line.split()[1] for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:")]
    return int(kibibytes) / 1024


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]))
