"""An answer as JSON text, with its largest lists written piece by piece.

In: a JSON value that may hold `Streamed` lists, each once. Out: bytes, or a temporary file when there is such a list:
tens of thousands of rows are then never in memory together, neither as values nor as text.
"""

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO, Any

KEPT_IN_MEMORY = 2**20
"""Bytes of such an answer; a longer one goes to a file that the system deletes by itself."""

AT_ONCE = 100
"""Items that are turned into text together."""


@dataclass(frozen=True)
class Streamed:
    """A list in an answer, whose items are made while it is written."""

    items: Iterator[Any]


def written(value: Any) -> bytes | IO[bytes]:
    """The value's text, or, with a `Streamed` list in it, a file that holds the text and stands at its beginning.

    Raises ValueError for numbers that JSON doesn't have.
    """
    streams: list[Streamed] = []
    mark = secrets.token_hex(16)

    def marked(found: Any) -> str:
        if not isinstance(found, Streamed):
            raise TypeError(f"{type(found).__name__} is no JSON value")
        streams.append(found)
        return mark

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=marked)
    if not streams:
        return text.encode()
    first, *others = text.split(f'"{mark}"')
    file: IO[bytes] = tempfile.SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
    file.write(first.encode())
    for stream, text_after in zip(streams, others, strict=True):
        _write_list(file, stream)
        file.write(text_after.encode())
    file.seek(0)
    return file


def _write_list(file: IO[bytes], stream: Streamed) -> None:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
    file.write(b"[")
    before = ""
    while some := list(islice(stream.items, AT_ONCE)):
        file.write(f"{before}{encode(some)[1:-1]}".encode())
        before = ","
    file.write(b"]")
