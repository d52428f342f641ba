import pytest

from mentoring_sync.records.problem import Place
from mentoring_sync.spreadsheet.grid import Tab, Workbook, cell_text


@pytest.mark.parametrize(
    ("cell", "text"), [(None, ""), (3.0, "3"), (2.5, "2.5"), (True, "TRUE"), (False, "FALSE"), ("=1+2", "=1+2")]
)
def test_a_cell_is_told_as_a_person_would_type_it(cell, text):
    assert cell_text(cell) == text


def test_a_tabs_rows_may_end_early():
    tab = Tab(title="Teams", sheet_id=1, rows=(("Team", "Mentor"), ("T1",)))
    assert [tab.cell(1, 0), tab.cell(1, 1), tab.cell(9, 0)] == ["T1", None, None]


def test_the_header_of_an_empty_tab_is_empty():
    assert Tab(title="Teams", sheet_id=1).header == ()


def test_a_tab_is_found_in_any_case():
    book = Workbook(spreadsheet_id="s", title="t", time_zone="Etc/UTC", tabs=(Tab(title="Teams", sheet_id=1),))
    assert book.tab("TEAMS") is book.tabs[0]
    assert book.tab("Roster") is None


def test_a_place_names_what_it_knows():
    assert str(Place(tab="Teams")) == "Teams"
    assert str(Place(tab="Teams", row=3, column="Move to")) == "Teams, row 3, Move to"
