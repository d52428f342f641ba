"""The report as a PDF: the page's content, on numbered sheets, in any script that a font is at hand for."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from mentoring_sync.documents.fonts import fonts
from mentoring_sync.documents.no_file import UnprintableError
from mentoring_sync.documents.reading import lines_in
from mentoring_sync.errors import UsageError
from mentoring_sync.progress.report import Quoted, Remembered, RoundReport, counts_of
from mentoring_sync.records.survey import SurveyName
from mentoring_sync.report.content import Chart, Table, Text
from mentoring_sync.report.sheets import read_remembered_in, sheets
from mentoring_sync.report.write import written
from mentoring_sync.settings.certificates import CertificateDrawing
from tests.documents.made_fonts import every_script, typeface
from tests.report.pages import a_report, a_survey
from tests.report.test_the_page import full
from tests.run.test_attendance_through_the_round import formed


def remembered(report: RoundReport) -> Remembered:
    return Remembered(of=report.about.of, made=report.about.made, counts=counts_of(report))


def drawn(report: RoundReport, language: str = "en") -> bytes:
    every = fonts([*every_script(), typeface("–…“”·")])
    return sheets(written(report, language), remembered(report), every)


REPORT = full(surveys=tuple(replace(a_survey([2, 1, 0, 2, 2] * 2), name=name) for name in SurveyName))


@pytest.fixture(scope="module")
def file() -> bytes:
    return drawn(REPORT, "fr")


@pytest.fixture(scope="module")
def pages(file: bytes) -> list[list[str]]:
    """The lines of each page, as programs read them."""
    return [page.extract_text().split("\n") for page in PdfReader(BytesIO(file)).pages]


def test_it_says_what_the_page_says(pages: list[list[str]]) -> None:
    content, said = written(REPORT, "fr"), "\n".join(line for page in pages for line in page)
    cells = [cell for each in content.blocks if isinstance(each, Table) for row in each.rows for cell in row]
    cells += [cell for each in content.blocks if isinstance(each, Chart) for row in each.table.rows for cell in row]
    words = [each.text.split(".")[0][:40] for each in content.blocks if isinstance(each, Text)]
    headings = [part.heading for section in content.sections for part in section.parts]
    assert len(cells) > 80
    wanted = (each.replace("\xa0", " ") for each in (*cells, *words, *headings, content.title))
    assert [each for each in wanted if each not in said] == []


def test_its_pages_are_numbered_and_it_says_language_and_title_of_itself(file: bytes, pages: list[list[str]]) -> None:
    reader, many = PdfReader(BytesIO(file)), len(pages)
    assert many >= 3
    assert [lines[-1] for lines in pages] == [f"{number} / {many}" for number in range(1, many + 1)]
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} == {(595, 842)}
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.metadata.title == "Rapport de session: Mentoring Groups, session 2027-1"


def test_the_next_report_can_compare_itself_with_it(file: bytes) -> None:
    assert read_remembered_in(file) == remembered(REPORT)
    assert read_remembered_in(b"%PDF-1.7 of somebody else") is None
    assert read_remembered_in(b"") is None


def test_a_chart_isnt_parted_from_its_heading_nor_from_its_table(pages: list[list[str]]) -> None:
    headings = {"Achèvement", "Étapes", "Présence"}
    for lines in pages:
        for heading in headings & set(lines):
            assert any(line.endswith("Part") for line in lines[lines.index(heading) :])
            headings = headings - {heading}
    assert headings == set()


SAID = ("Ωραία!", "Мне понравилось", "شكرا", "धन्यवाद", "山田", "x" * 300, "=1+1\n- a line")


def test_quotations_stand_in_their_own_script_and_nobody_is_drawn_too() -> None:
    report = a_report(quoted=(Quoted(question="What else?", texts=SAID),), surveys=(a_survey([], asked=0),))
    file = drawn(report)
    said = "".join(lines_in(file))
    assert [text for text in SAID if text.replace("\n", "") not in said] == []
    assert "No data yet" in said
    assert drawn(report) == file


def test_what_no_font_has_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnprintableError, match="U\\+1F600"):
        drawn(a_report(quoted=(Quoted(question="What else?", texts=("Fine 😀",)),)))
    programme = formed().copied()
    program = programme.configuration.program
    named = program.programme.model_copy(update={"community": "The 😀 people"})
    programme.configuration = programme.configuration.model_copy(
        update={
            "program": program.model_copy(update={"programme": named}),
            "drawing": CertificateDrawing(folders=()),
        }
    )
    with pytest.raises(UsageError, match=r"no font at hand can draw .*\n.*Or write \.html"):
        programme.reported(tmp_path / "report.pdf")
    assert not list(tmp_path.iterdir())
