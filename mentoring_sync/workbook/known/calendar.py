"""What runs said of the round's calendar: kept in `_sync`.

`next` is the milestone that *Control* names; when it has passed, the next run says the one after it. `dated` are the
dates by which teams met when a run first wrote this down: what a team was told before, it was told of these.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mentoring_sync.records.calendar import Milestone
from mentoring_sync.records.round import Round
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.workbook.merge.rows import Cells, TabBase

CALENDAR = "_calendar"
"""Under which name it stands among the tabs in `_sync`."""

_ROW = "round"


@dataclass(frozen=True, kw_only=True)
class KnownCalendar:
    """`round` is whose calendar it is, by how the keys of its mails begin; `dated` is JSON by now."""

    round: str = ""
    next: str = ""
    dated: Mapping[str, Any] = field(default_factory=dict)

    def as_dated(self, round_: Round) -> Round:
        """The round with the dates that are remembered; as it is where there are none."""
        try:
            first, holidays = date.fromisoformat(self.dated["start"]), map(date.fromisoformat, self.dated["holidays"])
            weeks, every = int(self.dated["weeks"]), int(self.dated["every"])
            before = {"start": first, "weeks": weeks, "meeting_every_weeks": every, "holidays": tuple(holidays)}
        except (KeyError, TypeError, ValueError):
            return round_
        return round_.model_copy(update=before)


def dates_of(round_: Round) -> dict[str, Any]:
    """On what the dates of a team's meetings depend, beside its hour, to be remembered."""
    return {
        "start": round_.start.isoformat(),
        "weeks": round_.weeks,
        "every": round_.meeting_every_weeks,
        "holidays": [day.isoformat() for day in round_.holidays],
    }


def named(milestone: Milestone | None) -> str:
    """A milestone as it is remembered; empty for none."""
    return f"{milestone.step.slug} {milestone.text}" if milestone else ""


def read_known_calendar(base: TabBase) -> KnownCalendar:
    """What was kept; nothing where it was spoiled."""
    cells = base.get(_ROW, {})
    try:
        dated = json.loads(cell_text(cells.get("dated")) or "{}")
    except ValueError:
        dated = {}
    return KnownCalendar(
        round=cell_text(cells.get("round")),
        next=cell_text(cells.get("next")),
        dated=dated if isinstance(dated, dict) else {},
    )


def known_calendar_cells(known: KnownCalendar) -> dict[str, Cells]:
    """What is to be kept of it."""
    dated = json.dumps(dict(known.dated), sort_keys=True, separators=(",", ":"))
    return {_ROW: {"round": known.round, "next": known.next or None, "dated": dated}}
