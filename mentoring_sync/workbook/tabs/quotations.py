"""*Quotations*: what people said in own words, a text a row, without who or when; what is ticked may be printed.

The words are people's own, and this is the one place in which they stand beside their form: a text that is gone from
there goes from here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mentoring_sync.spreadsheet.edits import CellInput
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID, KEY, Layout, ours, technical, tick
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.standing_tab import StandingTab


class QuotationsColumn(StrEnum):
    """The titles of the columns of *Quotations*."""

    QUESTION = "Question"
    TEXT = "Text"
    PRINT = "Print"
    NAMED = "Named in it"


QUOTATIONS = Layout(
    title="Quotations",
    sheet_id=FIRST_SHEET_ID + 13,
    witnesses=(QuotationsColumn.QUESTION, QuotationsColumn.TEXT),
    listed=True,
    columns=(
        ours(QuotationsColumn.QUESTION, 260, wrap=True),
        ours(QuotationsColumn.TEXT, 460, wrap=True),
        tick(QuotationsColumn.PRINT, "May be printed in the report, as it stands."),
        ours(
            QuotationsColumn.NAMED,
            200,
            wrap=True,
            note="Names, addresses and codes that stand in the text: look twice before you tick.",
        ),
        technical(KEY),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Quotation:
    """What somebody said in answer to a question, and who is named in it. `number` tells apart the same words of
    several people."""

    question: str
    text: str
    named: tuple[str, ...] = ()
    number: int = 1

    @property
    def key(self) -> str:
        """The key of its row: a digest of the words alone."""
        said = "\n".join((self.question, self.text, *([str(self.number)] if self.number > 1 else [])))
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def quotations_tab(quotations: Iterable[Quotation]) -> DesiredTab:
    """The tab with these rows."""
    return DesiredTab(layout=QUOTATIONS, rows=tuple(map(_row, quotations)))


def read_printed(tab: StandingTab) -> frozenset[str]:
    """The keys of the quotations that may be printed."""
    return frozenset(tab.ticked(QuotationsColumn.PRINT))


def _row(each: Quotation) -> DesiredRow:
    cells: dict[str, CellInput] = {
        QuotationsColumn.QUESTION: each.question,
        QuotationsColumn.TEXT: each.text,
        QuotationsColumn.NAMED: ", ".join(each.named) or None,
    }
    return DesiredRow(key=each.key, cells=cells)
