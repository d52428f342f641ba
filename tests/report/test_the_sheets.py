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


def test_it_says_what_the_page_says() -> None:
    report = full(surveys=(a_survey([2, 1, 0, 2, 2] * 2),))
    file, content = drawn(report), written(report, "en")
    said = "\n".join(lines_in(file))
    cells = [cell for each in content.blocks if isinstance(each, Table) for row in each.rows for cell in row]
    cells += [cell for each in content.blocks if isinstance(each, Chart) for row in each.table.rows for cell in row]
    words = [each.text.split(".")[0][:40] for each in content.blocks if isinstance(each, Text)]
    headings = [part.heading for section in content.sections for part in section.parts]
    assert len(cells) > 80
    assert [each for each in (*cells, *words, *headings, content.title) if each not in said] == []


def test_its_pages_are_numbered_and_it_says_language_and_title_of_itself() -> None:
    file = drawn(full(), "fr")
    reader = PdfReader(BytesIO(file))
    pages = len(reader.pages)
    assert pages >= 3
    assert [page.extract_text().split("\n")[-1] for page in reader.pages] == [
        f"{n + 1} / {pages}" for n in range(pages)
    ]
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} == {(595, 842)}
    assert reader.trailer["/Root"]["/Lang"] == "fr"
    assert reader.metadata.title == "Rapport de session: Mentoring Groups, session 2027-1"
    assert drawn(full(), "fr") == file


def test_the_next_report_can_compare_itself_with_it() -> None:
    assert read_remembered_in(drawn(full())) == remembered(full())
    assert read_remembered_in(b"%PDF-1.7 of somebody else") is None
    assert read_remembered_in(b"") is None


@pytest.mark.parametrize("text", ["Ωραία!", "Мне понравилось", "شكرا", "धन्यवाद", "山田", "x" * 300, "=1+1\n- a line"])
def test_quotations_stand_in_their_own_script(text: str) -> None:
    said = "".join(lines_in(drawn(a_report(quoted=(Quoted(question="What else?", texts=(text,)),)))))
    assert text.replace("\n", "") in said


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


def test_a_report_of_nobody_is_drawn_too() -> None:
    assert "No data yet" in "\n".join(lines_in(drawn(a_report(surveys=(a_survey([], asked=0),)))))


def test_a_chart_isnt_parted_from_its_heading_nor_from_its_table() -> None:
    report = full(surveys=tuple(replace(a_survey([2] * 6), name=name) for name in SurveyName))
    for page in PdfReader(BytesIO(drawn(report))).pages:
        lines = page.extract_text().split("\n")
        for heading in ("Completion", "Milestones", "Attendance"):
            if heading in lines:
                assert any(line.endswith("Share") for line in lines[lines.index(heading) :])
