"""Names in the scripts of the world, with the fonts that this machine has, be they many or none."""

from __future__ import annotations

import pytest

from mentoring_sync.documents.no_file import UnprintableError
from mentoring_sync.documents.reading import lines_in
from mentoring_sync.settings.certificates import CertificateDrawing
from tests.documents.pages import page

NAMES = (
    "Siân Ŵyn",
    "Jiří Dvořák",
    "Зоя Ёлкина",
    "Ἑλένη",
    "Hanako 山田",
    "محمد",
    "שָׁלוֹם",
    "मुहम्मद",
    "क्षितिज",
    "தமிழ்",
    "สมชาย",
)


@pytest.fixture(scope="module")
def drawing() -> CertificateDrawing:
    return CertificateDrawing()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_reads_as_it_was_typed_or_its_script_has_no_font_here(name: str, drawing: CertificateDrawing) -> None:
    try:
        lines = lines_in(drawing(page(name)))
    except UnprintableError as none:
        lines = [name] if none.character in name else []
    assert name in lines
