"""*Feedback*: a tab that people make and fill; whoever's address stands in it answered the closing survey."""

from __future__ import annotations

from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.tabs.addresses import addresses

FEEDBACK = "Feedback"


def read_answered(workbook: Workbook) -> frozenset[str]:
    """The addresses of those who answered the closing survey, in small letters."""
    return addresses(workbook.tab(FEEDBACK))
