"""What the coordinator said: the ticks and words in *Roster* and *Teams*, and the teams that stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mentoring_sync.records.availability import Weekday, WeeklySlot
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import Workbook, cell_text
from mentoring_sync.workbook.layouts import (
    ASKED_HOUR,
    ASKED_MENTOR,
    CORRECTED_NAME,
    CORRECTED_ZONE,
    ROSTER,
    TEAMS,
    Layout,
)
from mentoring_sync.workbook.merge.base import Cells
from mentoring_sync.workbook.merge.locate import Located
from mentoring_sync.workbook.standing import base_of, located

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOUR = re.compile(
    r"(?P<day>[a-z]{2,10})[ ,.]+(?:at )?"
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))? ?(?P<half>am|pm)?(?: (?P<zone>\S+))?",
    re.IGNORECASE,
)
_SLOT = re.compile(r"(?P<day>[A-Z][a-z]{2}) (?P<hour>\d\d):(?P<minute>\d\d) (?P<zone>\S+)")


@dataclass(frozen=True, kw_only=True)
class StandingTeam:
    """A team as the last run wrote it: label, mentor, slot and mentees, by addresses."""

    label: str
    mentor: str
    slot: WeeklySlot
    mentees: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a person typed over somebody's name and time zone in *Roster*; empty where they didn't."""

    name: str = ""
    zone: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """Waived and withdrawn people as (address, role); pins and vetoes as (mentee, mentor); *Move to* as it was typed.

    `apart_from` has, by mentee, the mentor against whom *Keep apart* was ticked: it holds as long as the tick does.
    `mentor_typed` and `hour_typed` are, by mentee, what a person typed over *Mentor* (or *Mentor email*) and *Meets*,
    and `corrections`, by a person's key, what they typed over name and zone: all hold until the cell is emptied.
    """

    waived: frozenset[tuple[str, Role]] = frozenset()
    withdrawn: frozenset[tuple[str, Role]] = frozenset()
    pinned: frozenset[tuple[str, str]] = frozenset()
    move_to: Mapping[str, str] = field(default_factory=dict)
    apart_from: Mapping[str, str] = field(default_factory=dict)
    mentor_typed: Mapping[str, str] = field(default_factory=dict)
    hour_typed: Mapping[str, str] = field(default_factory=dict)
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    standing: tuple[StandingTeam, ...] = ()


def read_said(workbook: Workbook) -> Said:
    """What the coordinator said in the workbook as it stands."""
    in_roster, in_teams = located(workbook, ROSTER), located(workbook, TEAMS)
    base, people = _as_written(workbook, in_teams, TEAMS), _as_written(workbook, in_roster, ROSTER)
    return Said(
        waived=frozenset(_people(in_roster, "Waive")),
        withdrawn=frozenset(_people(in_roster, "Withdrawn")),
        pinned=frozenset(_pins(in_teams, base)),
        move_to=dict(_words(in_teams, "Move to")),
        apart_from=dict(_apart(in_teams, base)),
        mentor_typed={
            **dict(_typed(in_teams, base, "Mentor", ASKED_MENTOR)),
            **dict(_typed(in_teams, base, "Mentor email", "")),
        },
        hour_typed=dict(_typed(in_teams, base, "Meets", ASKED_HOUR)),
        corrections=_corrections(in_roster, people),
        standing=_standing(base),
    )


def _as_written(workbook: Workbook, standing: Located | None, layout: Layout) -> dict[str, Cells]:
    """The rows of a tab as the last run wrote them; one whose memory was lost, as it stands."""
    shown = {key: {t: standing.cell(key, t) for t in layout.sync_titles} for key in standing.rows} if standing else {}
    return shown | base_of(workbook, layout)


def _typed(standing: Located | None, base: Mapping[str, Cells], title: str, memory: str) -> Iterator[tuple[str, str]]:
    """By key: what a person typed over a cell of ours since the last run, or before it (remembered under `memory`)."""
    for key in standing.rows if standing else ():
        shown = cell_text(standing.cell(key, title)).strip() if standing else ""
        cells = base.get(key, {})
        if shown and shown != cell_text(cells.get(title)).strip():
            yield key, shown
        elif shown and (remembered := cell_text(cells.get(memory))):
            yield key, remembered


def _corrections(roster: Located | None, base: Mapping[str, Cells]) -> dict[str, Correction]:
    names = dict(_typed(roster, base, "Person", CORRECTED_NAME))
    zones = dict(_typed(roster, base, "Time zone", CORRECTED_ZONE))
    return {
        key: Correction(name=names.get(key, ""), zone=zones.get(key, "")) for key in sorted(names.keys() | zones.keys())
    }


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


def read_hour(text: str, zone: str) -> WeeklySlot | None:
    """The weekly hour that a person means by `Tue 18:00`, `tuesday 6pm` or `Tue 18:00 Europe/Berlin`, on the clock of
    `zone`; None if it is no hour, or one on another clock.
    """
    found = _HOUR.fullmatch(text.strip())
    if not found or (found["zone"] and found["zone"].casefold() != zone.casefold()):
        return None
    days = [day for day in Weekday if f"{_DAYS[day]}s".startswith(found["day"].casefold())]
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].casefold() == "pm" else 0)
    if len(days) != 1 or hour > 23 or minute > 59:
        return None
    return WeeklySlot(day=days[0], start=hour * 60 + minute, zone=zone)


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
