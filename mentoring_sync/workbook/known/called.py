"""What people were called and where they lived, and since when: kept in `_sync`, so that what was said of somebody
earlier is understood although they have another name by now, or are gone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from mentoring_sync.intake.reports.history import Called
from mentoring_sync.records.person import Person
from mentoring_sync.records.roster import person_key
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.workbook.merge.rows import Cells, TabBase

CALLED_KNOWN = "_called"
"""Under which name these stand among the tabs in `_sync`."""


def read_known_called(base: TabBase) -> dict[str, tuple[Called, ...]]:
    """By a person's key; what was spoiled is left out."""
    return {key: tuple(_read(cell_text(cells.get("as")))) for key, cells in base.items()}


def known_called_cells(called: Mapping[str, tuple[Called, ...]]) -> dict[str, Cells]:
    """What is to be kept of them."""
    return {key: {"as": _written(each)} for key, each in called.items()}


def called_from_now_on(
    known: Mapping[str, tuple[Called, ...]], people: Iterable[Person], now: datetime
) -> dict[str, tuple[Called, ...]]:
    """What people were called by now. Whoever is known before anything was kept was always called so."""
    found = dict(known)
    since = now if known else None
    for person in people:
        key = person_key(person.role, person.id)
        before = found.get(key, ())
        if not before or (before[-1].name, before[-1].zone) != (person.name, person.zone):
            found[key] = (*before, Called(name=person.name, zone=person.zone, since=since))
    return found


def _written(called: Iterable[Called]) -> str:
    said = [[each.since.isoformat() if each.since else "", each.name, each.zone] for each in called]
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def _read(text: str) -> Iterator[Called]:
    try:
        for since, name, zone in json.loads(text or "[]"):
            at = datetime.fromisoformat(since) if since else None
            if at is None or at.tzinfo:
                yield Called(name=str(name), zone=str(zone), since=at)
    except (ValueError, TypeError):
        return
