"""What a program reads in a PDF."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader


def lines_in(file: bytes) -> list[str]:
    """The lines of text in a file, page by page."""
    reader = PdfReader(BytesIO(file))
    return [line for page in reader.pages for line in page.extract_text().split("\n")]
