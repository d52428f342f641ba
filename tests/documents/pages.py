"""Certificates to be drawn."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from typing import Any

from mentoring_sync.documents.page import Page


def page(name: str, **changed: Any) -> Page:
    words: dict[str, Any] = {
        "language": "en",
        "title": "Certificate",
        "before": "is awarded to",
        "text": "who took part as a mentee from 18 January 2027 to 2 May 2027.",
        "signed": "Alex Rivera, for The Carpentries",
        "foot": "No. 2027-1-001",
        "author": "The Carpentries",
        "made": date(2027, 5, 3),
    }
    return Page(name=name, **words | changed)


def picture(colour: bytes) -> bytes:
    """A PNG file of 8 by 2 dots of one colour (three bytes)."""
    header = struct.pack(">IIBBBBB", 8, 2, 8, 2, 0, 0, 0)
    dots = zlib.compress((b"\0" + colour * 8) * 2)
    parts = (_chunk(b"IHDR", header), _chunk(b"IDAT", dots), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
