"""A batch that met a person's edit is rolled back, cell by cell; one that landed where it was meant to is left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mentoring_sync.spreadsheet.edits import DeleteRows, Edit, GrowRows, WriteCells
from mentoring_sync.spreadsheet.formulas import Formula, Tally
from mentoring_sync.spreadsheet.grid import Scalar, Workbook
from mentoring_sync.workbook.rollback.journal import read_journal, with_journal
from mentoring_sync.workbook.rollback.roll_back import rollback
from tests.workbook.live import LiveTab, LiveWorkbook

ROSTER = 7


@pytest.fixture
def people() -> LiveWorkbook:
    tab = LiveTab(ROSTER, "Roster", rows=6, columns=4)
    lines: list[list[Scalar]] = [["Person", "Status", "Notes", "_key"]]
    lines += [[name, "Accepted", None, name.lower()] for name in ("Ana", "Bo")]
    for row, line in enumerate(lines):
        tab.cells[row] = [*line]
    return LiveWorkbook(tab)


def status(row: int, value: str) -> WriteCells:
    return WriteCells(sheet_id=ROSTER, row=row, column=1, values=(value,))


def landed(people: LiveWorkbook, *edits: Edit, read: Workbook) -> Workbook:
    people.obey(with_journal(edits, read))
    return replace(people.read(), commit=read.commit + 1)


def roll_back(people: LiveWorkbook, standing: Workbook) -> None:
    back = rollback(standing)
    assert back
    people.obey(with_journal(back.edits, standing, takes_back=back.journal))


def rows(people: LiveWorkbook) -> list[list[Scalar]]:
    return [row for row in people.tab("Roster").cells[1:] if any(row)]


def test_a_batch_that_nobody_disturbed_stays(people: LiveWorkbook) -> None:
    standing = landed(people, status(1, "In a team"), DeleteRows(sheet_id=ROSTER, start=2, end=3), read=people.read())
    assert rollback(standing) is None


def test_an_edit_beside_what_is_written_is_no_reason(people: LiveWorkbook) -> None:
    read = people.read()
    people.tab("Roster").type("ana", "Notes", "call her")
    assert rollback(landed(people, status(1, "In a team"), read=read)) is None


def test_what_was_typed_over_in_between_is_put_back(people: LiveWorkbook) -> None:
    read = people.read()
    people.tab("Roster").type("ana", "Status", "ask again")
    roll_back(people, landed(people, status(1, "In a team"), status(2, "In a team"), read=read))
    assert [row[1] for row in rows(people)] == ["ask again", "Accepted"]


def test_rows_that_were_sorted_in_between_get_their_own_cells_back(people: LiveWorkbook) -> None:
    read = people.read()
    people.tab("Roster").sort("Person", descending=True)
    roll_back(people, landed(people, status(1, "In a team"), read=read))
    assert rows(people) == [["Bo", "Accepted", None, "bo"], ["Ana", "Accepted", None, "ana"]]


def test_a_row_of_ones_own_typed_where_the_batch_appends_is_put_back(people: LiveWorkbook) -> None:
    read = people.read()
    people.tab("Roster").cells[3][0] = "my note"
    new = WriteCells(sheet_id=ROSTER, row=3, column=0, values=("Cy", "Accepted", None, "cy"))
    roll_back(people, landed(people, new, read=read))
    assert rows(people)[2] == ["my note", None, None, None]


def test_rows_of_ones_own_in_room_that_the_batch_makes_are_put_back(people: LiveWorkbook) -> None:
    read = people.read()
    people.tab("Roster").cells += [["a long list", None, None, None]]
    new = WriteCells(sheet_id=ROSTER, row=6, column=0, values=("Cy", "Accepted", None, "cy"))
    roll_back(people, landed(people, GrowRows(sheet_id=ROSTER, count=1), new, read=read))
    assert ["a long list", None, None, None] in rows(people)


def test_the_wrong_row_deleted_comes_back(people: LiveWorkbook) -> None:
    read = people.read()
    people.tab("Roster").insert_row(1, ["mine", None, None, None])
    roll_back(people, landed(people, DeleteRows(sheet_id=ROSTER, start=2, end=3), read=read))
    assert sorted(str(row[0]) for row in rows(people)) == ["Ana", "Bo", "mine"]


def test_a_column_put_in_in_between_gets_its_cells_back(people: LiveWorkbook) -> None:
    read = people.read()
    people.tab("Roster").insert_column(1, "Mine")
    people.tab("Roster").type("ana", "Mine", "tall")
    roll_back(people, landed(people, status(1, "In a team"), read=read))
    assert rows(people)[0] == ["Ana", "tall", "Accepted", None, "ana"]


def test_what_people_typed_since_stays(people: LiveWorkbook) -> None:
    read = people.read()
    people.tab("Roster").type("ana", "Status", "first")
    standing = landed(people, status(1, "In a team"), status(2, "In a team"), read=read)
    people.tab("Roster").type("bo", "Status", "since")
    roll_back(people, replace(people.read(), commit=standing.commit))
    assert [row[1] for row in rows(people)] == ["first", "since"]


def test_only_the_last_batch_is_looked_at(people: LiveWorkbook) -> None:
    read = people.read()
    people.tab("Roster").type("ana", "Status", "ask again")
    standing = landed(people, status(1, "In a team"), read=read)
    assert rollback(standing)
    assert rollback(replace(standing, commit=standing.commit + 1)) is None


def test_a_spoiled_journal_is_as_good_as_none(people: LiveWorkbook) -> None:
    standing = landed(people, status(1, "In a team"), read=people.read())
    assert read_journal(standing)
    people.tab("_before").cells[0][0] = "oh"
    assert read_journal(people.read()) is None
    assert rollback(replace(people.read(), commit=standing.commit)) is None


def test_a_rollback_that_met_an_edit_is_rolled_back_itself_and_done_again(people: LiveWorkbook) -> None:
    read = people.read()
    people.tab("Roster").sort("Person", descending=True)
    standing = landed(people, status(1, "In a team"), read=read)
    people.tab("Roster").sort("Person")
    for commit in range(standing.commit, standing.commit + 5):
        now = replace(people.read(), commit=commit)
        back = rollback(now if commit > standing.commit else standing)
        if back is None:
            break
        people.obey(with_journal(back.edits, now if commit > standing.commit else standing, back.journal))
    assert rows(people) == [["Ana", "Accepted", None, "ana"], ["Bo", "Accepted", None, "bo"]]


def test_a_figure_that_the_sheet_computes_is_emptied_to_be_made_anew(people: LiveWorkbook) -> None:
    read = people.read()
    formula = Formula(tally=Tally(cells=(("Notes", "present"),)), value=1.0).at(1, {"Notes": 2})
    people.tab("Roster").type("bo", "Status", "ask again")
    figure = WriteCells(sheet_id=ROSTER, row=1, column=1, values=(formula,))
    roll_back(people, landed(people, figure, status(2, "In a team"), read=read))
    assert [row[1] for row in rows(people)] == [None, "ask again"]
