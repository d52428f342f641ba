"""The register of certificates: kept in `_sync` for as long as the workbook lives, whatever becomes of its tab. What
`_sync`
has lost is read from the tab again, so that no number is given twice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from mentoring_sync.records.certificate import Certificate, CertificateState
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.workbook.merge.rows import Cells, TabBase

CERTIFICATES_KNOWN = "_certificates"
"""Under which name these stand among the tabs in `_sync`."""

_SINCE = "_since"
_DAYS = ("start", "last_day", "issued", "changed")


@dataclass(frozen=True, kw_only=True)
class Register:
    """The certificates, by number; runs have looked after them `since` this day (None: not yet)."""

    certificates: Mapping[str, Certificate]
    since: date | None = None


def read_register(base: TabBase) -> Register:
    """The register; what was spoiled is left out."""
    found = (_read(number, cell_text(cells.get("is"))) for number, cells in base.items() if number != _SINCE)
    since = base.get(_SINCE, {}).get("day")
    return Register(
        certificates={each.number: each for each in found if each},
        since=_day(since) if isinstance(since, str) else None,
    )


def register_cells(certificates: Iterable[Certificate], since: date) -> dict[str, Cells]:
    """What is to be kept of it."""
    kept = {each.number: {"is": _written(each)} for each in certificates}
    return {_SINCE: {"day": since.isoformat()}, **kept}


def _written(each: Certificate) -> str:
    said = {name: value for name, value in asdict(each).items() if name != "number"}
    days = {name: said[name].isoformat() for name in _DAYS}
    return json.dumps(said | days, ensure_ascii=False, separators=(",", ":"))


def _read(number: str, text: str) -> Certificate | None:
    try:
        said: dict[str, Any] = json.loads(text or "{}")
        said |= {name: date.fromisoformat(said[name]) for name in _DAYS}
        said |= {"role": Role(said["role"]), "state": CertificateState(said["state"])}
        return Certificate(number=number, **said)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
