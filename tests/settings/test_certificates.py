"""What draws certificates: the fonts of the configuration, of the machine, and one that is always there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mentoring_sync.documents.no_file import UnprintableError
from mentoring_sync.documents.reading import lines_in
from mentoring_sync.documents.settings import CertificateSettings
from mentoring_sync.errors import ConfigurationError
from mentoring_sync.settings.certificates import CertificateDrawing, certificate_drawing, fonts_in
from mentoring_sync.settings.load import load
from tests.documents.made_fonts import CJK, font_file
from tests.documents.pages import page, picture

ROOT = Path(__file__).parents[2]


def test_a_machine_without_fonts_still_draws_western_letters() -> None:
    bare = CertificateDrawing(folders=())
    assert "Siân Lund" in lines_in(bare(page("Siân Lund")))
    with pytest.raises(UnprintableError, match="山"):
        bare(page("Hanako 山田"))


def test_fonts_of_the_configuration_and_of_the_machine_are_tried_in_turn(tmp_path: Path) -> None:
    (tmp_path / "Mine.ttf").write_bytes(font_file(CJK))
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    named = CertificateDrawing(fonts_named=(tmp_path / "Mine.ttf",), folders=())
    found = CertificateDrawing(folders=(tmp_path, tmp_path / "nowhere"))
    for drawing in (named, found):
        assert "Hanako 山田" in lines_in(drawing(page("Hanako 山田")))


def test_upright_fonts_come_in_the_preferred_order(tmp_path: Path) -> None:
    for name in (
        "Aaa-Regular.ttf",
        "AaaSerif.ttf",
        "DejaVuSans.ttf",
        "DejaVuSerif.ttf",
        "DejaVuSerif-Bold.ttf",
        "a.txt",
    ):
        (tmp_path / name).touch()
    assert [path.stem for path in fonts_in([tmp_path])] == ["DejaVuSerif", "DejaVuSans", "AaaSerif", "Aaa-Regular"]


def test_a_page_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = CertificateDrawing(folders=())
    first = drawing(page("Ana Sá"))
    monkeypatch.setattr("mentoring_sync.documents.certificate.certificate", lambda *_: b"")
    assert drawing(page("Ana Sá")) is first


def test_files_that_arent_there_are_all_named(tmp_path: Path) -> None:
    mistakes: list[str] = []
    settings = CertificateSettings(fonts=("none.ttf", "logo.png"), logo="logo.png", signature="none.png")
    (tmp_path / "logo.png").write_bytes(picture(b"\0\0\0"))
    drawing = certificate_drawing(settings, tmp_path, mistakes)
    assert drawing.logo == picture(b"\0\0\0")
    assert [mistake.split(" = ")[0] for mistake in mistakes] == [
        "certificates.fonts",
        "certificates.fonts",
        "certificates.signature",
    ]


def test_what_is_missing_is_said_with_all_other_mistakes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    program = tmp_path / "config" / "program.toml"
    program.write_text(
        program.read_text("utf-8").replace("pdf = true", 'pdf = true\nlogo = "no.png"\ntitel = ""'), "utf-8"
    )
    with pytest.raises(ConfigurationError) as error:
        load(program, {})
    assert any("titel" in each and "did you mean title?" in each for each in error.value.mistakes)
    program.write_text(program.read_text("utf-8").replace('titel = ""', ""), "utf-8")
    with pytest.raises(ConfigurationError, match=r"certificates\.logo"):
        load(program, {})
