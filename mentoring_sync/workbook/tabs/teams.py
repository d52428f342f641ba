"""*Teams*: a row for each mentee in a team: who, when on both clocks, how well it fits and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.local_time import in_local_time
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.round import Round
from mentoring_sync.records.team import Seat
from mentoring_sync.spreadsheet.edits import CellInput, DropDown, Mailto
from mentoring_sync.workbook.layouts import ASKED_HOUR, ASKED_MENTOR, TEAMS
from mentoring_sync.workbook.merge.desired import WantedRow, WantedTab

FAREWELL = {"Status": "No team"}
NOTHING_MORE = "an hour and a language in common"


@dataclass(frozen=True, kw_only=True)
class TypedOver:
    """What a person typed over a mentee's mentor and hour, as it was understood: an address, a slot; or nothing."""

    mentor: str = ""
    hour: WeeklySlot | None = None


NOTHING_ASKED: Mapping[str, TypedOver] = {}
NO_OFFERS: Mapping[str, tuple[str, ...]] = {}


def teams_tab(
    teams: Sequence[LabelledTeam],
    *,
    round_: Round,
    apart_from: Mapping[str, str],
    asked: Mapping[str, TypedOver] = NOTHING_ASKED,
    again: bool = False,
    offers: Mapping[str, tuple[str, ...]] = NO_OFFERS,
) -> WantedTab:
    """The tab for these teams. `apart_from` remembers, by mentee, the mentor whom *Keep apart* was ticked against, and
    `asked` what was typed over ours: where the team is as it was asked for, the cells say so in our words.
    Rows that a person deleted are written `again` when they ask for it. `offers` are, by mentee, what *Move to* offers.
    """
    rows = [
        _offered(_as_asked(row, asked), offers.get(row.key, ()))
        for team in teams
        for row in _rows(team, round_, apart_from)
    ]
    seated = {row.key for row in rows}
    rows += [_kept_apart(mentee, mentor) for mentee, mentor in sorted(apart_from.items()) if mentee not in seated]
    return WantedTab(layout=TEAMS, rows=tuple(rows), farewell=FAREWELL, again=again)


def statuses_tab(teams: Sequence[LabelledTeam]) -> WantedTab:
    """Only the status of these teams' rows."""
    rows = tuple(
        WantedRow(key=seat.mentee.email, cells={"Status": team.status.value})
        for team in teams
        for seat in team.team.seats
    )
    return WantedTab(layout=TEAMS, rows=rows, complete=False)


def _rows(labelled: LabelledTeam, round_: Round, apart_from: Mapping[str, str]) -> Iterator[WantedRow]:
    for seat in labelled.team.seats:
        cells: dict[str, CellInput] = _cells(labelled, seat, round_) | {
            "_apart_from": apart_from.get(seat.mentee.email, "")
        }
        yield WantedRow(key=seat.mentee.email, cells=cells)


def _as_asked(row: WantedRow, asked: Mapping[str, TypedOver]) -> WantedRow:
    said = asked.get(row.key, TypedOver())
    hour = str(said.hour) if said.hour else ""
    cells = {**row.cells, ASKED_MENTOR: said.mentor, ASKED_HOUR: hour}
    mentor = {"Mentor", "Mentor email"} if row.cells["Mentor email"] == Mailto(said.mentor) else set()
    meets = {"Meets"} if row.cells["Meets"] == hour else set()
    return replace(row, cells=cells, served=row.served | mentor | meets)


def _offered(row: WantedRow, choices: tuple[str, ...]) -> WantedRow:
    return replace(row, cells={**row.cells, "Move to": DropDown(choices)})


def _kept_apart(mentee: str, mentor: str) -> WantedRow:
    """The row of a mentee who has no team now; it stays because a person ticked *Keep apart* in it."""
    emptied: dict[str, CellInput] = {title: None for title in TEAMS.sync_titles if title not in TEAMS.lasting_titles}
    return WantedRow(key=mentee, cells=emptied | FAREWELL | {"Mentee email": Mailto(mentee), "_apart_from": mentor})


def _cells(labelled: LabelledTeam, seat: Seat, round_: Round) -> dict[str, CellInput]:
    team, mentee = labelled.team, seat.mentee
    return {
        "Team": labelled.label,
        "Mentor": team.mentor.name,
        "Mentor email": Mailto(team.mentor.email),
        "Mentee": mentee.name,
        "Mentee email": Mailto(mentee.email),
        "Meets": str(team.slot),
        "Mentee's time": in_local_time(team.slot, round_, mentee.zone),
        "Score": seat.score,
        "Why": "; ".join(seat.why) or NOTHING_MORE,
        "Status": labelled.status.value,
    }
