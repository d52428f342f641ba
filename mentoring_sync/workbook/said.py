"""What the coordinator said: the ticks and words in *Roster* and *Teams*, and the teams that stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mentoring_sync.records.availability import Weekday, WeeklySlot
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.sheet import Workbook, cell_text
from mentoring_sync.workbook.columns import ROSTER, TEAMS
from mentoring_sync.workbook.locate import Located, locate, our_tab
from mentoring_sync.workbook.written import Cells, read_written

_SLOT = re.compile(r"(?P<day>[A-Z][a-z]{2}) (?P<hour>\d\d):(?P<minute>\d\d) (?P<zone>\S+)")


@dataclass(frozen=True, kw_only=True)
class StandingTeam:
    """A team as the last run wrote it: label, mentor, slot and mentees, by addresses."""

    label: str
    mentor: str
    slot: WeeklySlot
    mentees: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Said:
    """Waived and withdrawn people as (address, role); pins and vetoes as (mentee, mentor); *Move to* as it was typed.

    `apart_from` has, by mentee, the mentor against whom *Keep apart* was ticked: it holds as long as the tick does.
    """

    waived: frozenset[tuple[str, Role]] = frozenset()
    withdrawn: frozenset[tuple[str, Role]] = frozenset()
    pinned: frozenset[tuple[str, str]] = frozenset()
    move_to: Mapping[str, str] = field(default_factory=dict)
    apart_from: Mapping[str, str] = field(default_factory=dict)
    standing: tuple[StandingTeam, ...] = ()


def read_said(workbook: Workbook) -> Said:
    """What the coordinator said in the workbook as it stands."""
    roster, teams = our_tab(workbook, ROSTER), our_tab(workbook, TEAMS)
    in_roster, in_teams = (locate(tab) if tab else None for tab in (roster, teams))
    base = _as_written(workbook, in_teams)
    return Said(
        waived=frozenset(_people(in_roster, "Waive")),
        withdrawn=frozenset(_people(in_roster, "Withdrawn")),
        pinned=frozenset(_pins(in_teams, base)),
        move_to=dict(_words(in_teams, "Move to")),
        apart_from=dict(_apart(in_teams, base)),
        standing=_standing(base),
    )


def _as_written(workbook: Workbook, teams: Located | None) -> dict[str, Cells]:
    """The rows of *Teams* as the last run wrote them; one whose memory was lost, as it stands."""
    written = {key: cells for (tab, key), cells in read_written(workbook).items() if tab == TEAMS.title}
    shown = {key: {t: teams.cell(key, t) for t in TEAMS.sync_titles} for key in teams.rows} if teams else {}
    return shown | written


def _people(roster: Located | None, title: str) -> Iterator[tuple[str, Role]]:
    for key in roster.rows if roster else ():
        role, _, email = key.partition(":")
        if roster and roster.cell(key, title) is True and role in set(Role):
            yield email, Role(role)


def _pins(teams: Located | None, base: Mapping[str, Cells]) -> Iterator[tuple[str, str]]:
    for mentee in teams.rows if teams else ():
        mentor = base.get(mentee, {}).get("Mentor email")
        if teams and teams.cell(mentee, "Pin") is True and isinstance(mentor, str):
            yield mentee, mentor


def _words(teams: Located | None, title: str) -> Iterator[tuple[str, str]]:
    for key in teams.rows if teams else ():
        words = cell_text(teams.cell(key, title)).strip() if teams else ""
        if words:
            yield key, words


def _apart(teams: Located | None, base: Mapping[str, Cells]) -> Iterator[tuple[str, str]]:
    for mentee in teams.rows if teams else ():
        cells = base.get(mentee, {})
        mentor = cells.get("_apart_from") or cells.get("Mentor email")
        if teams and teams.cell(mentee, "Keep apart") is True and isinstance(mentor, str):
            yield mentee, mentor


def _standing(base: Mapping[str, Cells]) -> tuple[StandingTeam, ...]:
    teams: dict[tuple[str, str, str], list[str]] = {}
    for mentee, cells in base.items():
        label, mentor, meets = (cells.get(title) for title in ("Team", "Mentor email", "Meets"))
        if isinstance(label, str) and isinstance(mentor, str) and isinstance(meets, str):
            teams.setdefault((label, mentor, meets), []).append(mentee)
    return tuple(
        StandingTeam(label=label, mentor=mentor, slot=slot, mentees=tuple(sorted(mentees)))
        for (label, mentor, meets), mentees in sorted(teams.items())
        if (slot := read_slot(meets))
    )


def read_slot(text: str) -> WeeklySlot | None:
    """The slot that `Tue 17:00 Europe/Berlin` names, or None."""
    found = _SLOT.fullmatch(text.strip())
    if not found or found["day"].upper() not in Weekday.__members__:
        return None
    minute = int(found["hour"]) * 60 + int(found["minute"])
    try:
        return WeeklySlot(day=Weekday[found["day"].upper()], start=minute, zone=found["zone"])
    except ValueError:
        return None
