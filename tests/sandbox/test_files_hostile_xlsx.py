"""A workbook that claims too much is refused before anything of it is built: in no time, in little memory."""

import io
import json
import subprocess
import sys

import openpyxl
import pytest
from openpyxl.styles import Font

from mentoring_sync.sandbox.files import spreadsheets, xlsx_reading
from mentoring_sync.sandbox.files.unreadable import UnreadableFileError
from mentoring_sync.sandbox.files.xlsx_reading import read_sheets
from tests.extent import extent
from tests.sandbox.hostile_workbooks import around, workbook


@pytest.fixture(scope="module")
def outcome():
    command = [
        sys.executable,
        "-m",
        "tests.sandbox.hostile_workbooks",
        *extent(share=("15", "150000"), whole=("400", "1000000")),
    ]
    return json.loads(subprocess.run(command, check=True, capture_output=True, timeout=120).stdout)


SAID = {
    "one cell at the far end": "row 1,048,576 is used",
    "far cells of two rows": "1,000,000 cells are taken",
    "a merge of the whole sheet": "row 1,048,576 is used",
    "a long cell": extent(share="a cell can't hold more than 50,000 characters", whole="is larger than"),
    "more rows than a sheet has": "100,000 are taken",
    "a document type": "it declares a document type",
}


@pytest.mark.parametrize("name", SAID)
def test_a_workbook_that_claims_too_much_is_refused_in_under_two_seconds(outcome, name):
    told = outcome["told"][name]
    assert SAID[name] in told["said"]
    assert told["said"].startswith("book.xlsx")
    assert told["seconds"] < 2


def test_refusing_takes_less_than_200_mib(outcome):
    assert outcome["mebibytes"] < 200


def saved(fill):
    book, content = openpyxl.Workbook(), io.BytesIO()
    fill(book.worksheets[0])
    book.save(content)
    return content.getvalue()


def test_long_texts_beside_each_other_are_no_long_cell():
    def fill(sheet):
        for row in range(1, 9):
            sheet.cell(row, 1, "a" * 30_000).font = Font(bold=True)

    (sheet,) = read_sheets(saved(fill), name="book.xlsx")
    assert len(sheet["data"][0]["rowData"]) == 8


def test_numbers_beyond_every_double_and_half_characters_are_kept_as_text():
    texts = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("E14", "--5", "_xD800_"))
    (sheet,) = read_sheets(workbook(around(f'<row r="1"><c><v>1e999</v></c>{texts}</row>')), name="book.xlsx")
    values = [cell["userEnteredValue"]["stringValue"] for cell in sheet["data"][0]["rowData"][0]["values"]]
    assert values[:3] == ["inf", "E14", "--5"]
    json.dumps(values, ensure_ascii=False).encode()


def test_more_drop_downs_than_cells_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx_reading, "MOST_CELLS", 100)
    rules = '<dataValidation type="list" sqref="A1:J5"><formula1>"a,b"</formula1></dataValidation>' * 3
    after = f'<dataValidations count="3">{rules}</dataValidations>'
    content = workbook(around('<row r="1"><c r="J1"><v>1</v></c></row><row r="5"><c r="A5"/></row>', after))
    with pytest.raises(UnreadableFileError, match="have drop-downs"):
        read_sheets(content, name="book.xlsx")


def test_a_large_file_isn_t_even_read(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheets, "LARGEST_FILE", 10)
    path = tmp_path / "book.xlsx"
    path.write_bytes(saved(lambda sheet: sheet.append(["x"])))
    with pytest.raises(UnreadableFileError, match="larger than"):
        spreadsheets._content(path)
