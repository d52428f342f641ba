"""What draws certificates in tests: with fonts that are made here, whatever the machine has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from mentoring_sync.documents.certificate import certificate
from mentoring_sync.documents.page import Page
from mentoring_sync.settings.certificates import CertificateDrawing
from tests.documents.made_fonts import every_script


@dataclass(frozen=True)
class MadeDrawing(CertificateDrawing):
    """Draws each page once in all tests."""

    def __call__(self, page: Page) -> bytes:
        return _drawn(page)


@cache
def _drawn(page: Page) -> bytes:
    return certificate(page, every_script())
