"""*Roster*: everyone who applied, with a status and a reason that a person can act on."""

from __future__ import annotations

from collections.abc import Sequence

from mentoring_sync.records.edit import CellInput, Mailto
from mentoring_sync.records.roster import PersonStatus, RosterEntry
from mentoring_sync.workbook.columns import ROSTER
from mentoring_sync.workbook.wanted import WantedRow, WantedTab

FAREWELL = {
    "Status": PersonStatus.GONE.value,
    "Reason": "The application is no longer in the responses; this row stays because you wrote in it.",
}


def roster_tab(entries: Sequence[RosterEntry]) -> WantedTab:
    """The tab for these people, mentors first, then by name."""
    ordered = sorted(entries, key=lambda entry: (entry.role != "mentor", entry.name.casefold(), entry.email))
    return WantedTab(layout=ROSTER, rows=tuple(_row(entry) for entry in ordered), farewell=FAREWELL)


def _row(entry: RosterEntry) -> WantedRow:
    cells: dict[str, CellInput] = {
        "Person": entry.name,
        "Email": Mailto(entry.email),
        "Role": entry.role.value,
        "Status": entry.status.value,
        "Reason": entry.reason,
        "Time zone": entry.zone,
        "Team": entry.team,
    }
    return WantedRow(key=entry.key, cells=cells)
