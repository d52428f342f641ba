"""What stands on a certificate, before it is drawn. Nothing heavy is imported here: a run that makes no file loads
nothing that draws one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Page:
    """What stands on a certificate: its words, in a language, and pictures as the bytes of PNG or JPEG files (empty:
    none). `made` is the day that the file says it was made on, `author` who gave it."""

    language: str
    title: str
    before: str
    name: str
    text: str
    signed: str
    foot: str
    author: str
    made: date
    logo: bytes = b""
    signature: bytes = b""

    @property
    def texts(self) -> tuple[str, ...]:
        """All its words."""
        return (self.title, self.before, self.name, self.text, self.signed, self.foot)

    @property
    def digest(self) -> str:
        """Of all that stands on it: the same page, the same digest."""
        pictures = (hashlib.sha256(each).hexdigest() for each in (self.logo, self.signature))
        every = "\n".join((self.language, *self.texts, self.author, self.made.isoformat(), *pictures))
        return hashlib.sha256(every.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Drawing(Protocol):
    """What makes files of pages, with the pictures that stand on all of them (as bytes; empty: none)."""

    @property
    def logo(self) -> bytes:
        """The picture at the top."""

    @property
    def signature(self) -> bytes:
        """The picture above the name of who signs."""

    def __call__(self, page: Page) -> bytes:
        """The file.

        Raises:
            NoFileError: there is none, and why.
        """
