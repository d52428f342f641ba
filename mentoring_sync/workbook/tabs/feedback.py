"""*Feedback*: a tab that people make and fill, or a form's; whoever's address stands in it answered the closing survey.

A row that a form wrote and that answers no question is an attempt that was broken off: it counts for nothing, and hides
no answer that the same person gave before.
"""

from __future__ import annotations

from collections.abc import Sequence

from mentoring_sync.intake.stamps import stamp
from mentoring_sync.spreadsheet.grid import Scalar, Workbook, cell_text
from mentoring_sync.spreadsheet.typed_dates import EARLIEST, LATEST
from mentoring_sync.workbook.tabs.addresses import addresses_in

FEEDBACK = "Feedback"
_FEWEST = 3
"""A form's tab has a title for its timestamp, one for the address, and one for a question at least."""


def read_answered(workbook: Workbook, title: str = FEEDBACK) -> frozenset[str]:
    """The addresses of those who answered the closing survey, whose tab has this title, in small letters."""
    tab = workbook.tab(title)
    rows = tab.rows if tab else ()
    asks = bool(tab) and sum(map(bool, tab.header if tab else ())) >= _FEWEST
    answered = (row for row in rows if not (asks and _is_broken_off(row, workbook.locale)))
    return frozenset(each for row in answered for each in addresses_in(row))


def _is_broken_off(row: Sequence[Scalar], locale: str) -> bool:
    """Whether a form wrote the row, and nothing stands in it but when and who."""
    said = [cell for cell in row if cell_text(cell).strip()]
    rest = [cell for cell in said if not (_is_time(cell, locale) or addresses_in((cell,)))]
    return not rest and any(_is_time(cell, locale) for cell in said)


def _is_time(cell: Scalar, locale: str) -> bool:
    if isinstance(cell, str):
        return stamp(cell, locale) is not None
    return isinstance(cell, float) and EARLIEST <= cell < LATEST
