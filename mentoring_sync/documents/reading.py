"""What a program reads in a PDF."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError


def keywords_in(file: bytes) -> str:
    """The keywords that a file says of itself; empty of what is no PDF."""
    try:
        said = PdfReader(BytesIO(file)).metadata
    except PyPdfError:
        return ""
    return str(said.keywords or "") if said else ""


def lines_in(file: bytes) -> list[str]:
    """The lines of text in a file, page by page."""
    reader = PdfReader(BytesIO(file))
    return [line for page in reader.pages for line in page.extract_text().split("\n")]
