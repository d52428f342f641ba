"""*Do not mail*: a tab that people make and fill; nobody is mailed whose address stands in it, wherever it stands."""

from __future__ import annotations

from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.tabs.addresses import addresses

DO_NOT_MAIL = "Do not mail"


def read_barred(workbook: Workbook) -> frozenset[str]:
    """The addresses in *Do not mail*, in small letters."""
    return addresses(workbook.tab(DO_NOT_MAIL))
