"""*Roster*: everyone who applied, with a status and a reason that a person can act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mentoring_sync.records.roster import PersonStatus, RosterEntry
from mentoring_sync.spreadsheet.edits import CellInput, Mailto
from mentoring_sync.workbook.coordinator_input import Correction
from mentoring_sync.workbook.layouts import CORRECTED_NAME, CORRECTED_ZONE, ROSTER
from mentoring_sync.workbook.merge.desired import WantedRow, WantedTab

NO_CORRECTIONS: Mapping[str, Correction] = {}
FAREWELL = {
    "Status": PersonStatus.GONE.value,
    "Reason": "The application is no longer in the responses; this row stays because you wrote in it.",
}


BY_HAND = "{what} as you typed it here."


def roster_tab(entries: Sequence[RosterEntry], corrections: Mapping[str, Correction] = NO_CORRECTIONS) -> WantedTab:
    """The tab for these people, mentors first, then by name. `corrections` are what a person typed over ours and was
    understood, by key: it is remembered, and *Reason* says so.
    """
    ordered = sorted(entries, key=lambda entry: (entry.role != "mentor", entry.name.casefold(), entry.email))
    return WantedTab(
        layout=ROSTER,
        rows=tuple(_row(entry, corrections.get(entry.key, Correction())) for entry in ordered),
        farewell=FAREWELL,
    )


def _row(entry: RosterEntry, corrected: Correction) -> WantedRow:
    by_hand = {"Person": ("Name", corrected.name), "Time zone": ("Time zone", corrected.zone)}
    typed = {title: what for title, (what, said) in by_hand.items() if said}
    reasons = [entry.reason, BY_HAND.format(what=" and ".join(typed.values()).capitalize()) if typed else ""]
    cells: dict[str, CellInput] = {
        "Person": entry.name,
        "Email": Mailto(entry.email),
        "Role": entry.role.value,
        "Status": entry.status.value,
        "Reason": " ".join(filter(None, reasons)),
        "Time zone": entry.zone,
        "Team": entry.team,
        CORRECTED_NAME: corrected.name,
        CORRECTED_ZONE: corrected.zone,
    }
    return WantedRow(key=entry.key, cells=cells, served=frozenset(typed))
