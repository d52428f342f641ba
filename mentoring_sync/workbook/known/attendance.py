"""What runs know of the meetings of a round: who was marked what and by whom, who was in which team when, which
meetings are over, were moved or are extra ones. Kept in `_sync`, under names that begin with the round's.

A mark outlives its cell: somebody who changes teams takes their marks along, and one that is taken away is asked about.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mentoring_sync.records.attendance import KnownMark, Mark, MeetingId, Source, Spell, TeamMeeting
from mentoring_sync.records.team import TeamId
from mentoring_sync.workbook.merge.rows import Cells, TabBase

MARKS, MEETINGS = "_marks", "_meetings"
"""Under which names these stand among the tabs in `_sync`."""

_SPELLS, _CARRIED, _FOLDED = "in", "from/", "_folded"


@dataclass(frozen=True, kw_only=True)
class KnownPresence:
    """What is known of one person: their marks by meeting, their times in teams, and which words under a date were
    carried to a meeting, by the date."""

    marks: Mapping[MeetingId, KnownMark] = field(default_factory=dict)
    spells: tuple[Spell, ...] = ()
    carried: Mapping[date, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.marks or self.spells or self.carried)


NOTHING_KNOWN = KnownPresence()


@dataclass(frozen=True, kw_only=True)
class KnownAttendance:
    """What is known of a round: by person's key, by meeting, and the columns of dates that were folded away."""

    people: Mapping[str, KnownPresence] = field(default_factory=dict)
    meetings: Mapping[MeetingId, TeamMeeting] = field(default_factory=dict)
    folded: frozenset[str] = frozenset()

    def of(self, key: str) -> KnownPresence:
        """What is known of a person."""
        return self.people.get(key, NOTHING_KNOWN)


def read_known_attendance(base: Mapping[str, TabBase], round_: str, minutes: int) -> KnownAttendance:
    """What is known of the round whose keys begin so, with meetings of so many minutes; what was spoiled is left
    out."""
    people = {key: _presence(cells) for key, cells in _of_round(base.get(MARKS, {}), round_)}
    meetings: dict[MeetingId, TeamMeeting] = {}
    for team, cells in _of_round(base.get(MEETINGS, {}), round_):
        found = (_meeting(team, title, cell, minutes) for title, cell in cells.items())
        meetings |= {each.id: each for each in found if each}
    folded = str(base.get(MEETINGS, {}).get(_FOLDED, {}).get("columns") or "")
    return KnownAttendance(people=people, meetings=meetings, folded=frozenset(folded.split()))


def known_attendance_cells(
    base: Mapping[str, TabBase], round_: str, known: KnownAttendance
) -> dict[str, dict[str, Cells]]:
    """What is to be kept of it, beside what is kept of other rounds."""
    marks = {key: cells for key, cells in base.get(MARKS, {}).items() if not key.startswith(round_)}
    marks |= {f"{round_}{key}": _presence_cells(each) for key, each in known.people.items() if each}
    meetings = {key: cells for key, cells in base.get(MEETINGS, {}).items() if not key.startswith(round_)}
    meetings |= {f"{round_}{team}": cells for team, cells in _meeting_cells(known.meetings.values()).items()}
    if known.folded:
        meetings[_FOLDED] = {"columns": "\n".join(sorted(known.folded))}
    return {MARKS: marks, MEETINGS: meetings}


def _of_round(rows: TabBase, round_: str) -> Iterator[tuple[str, Cells]]:
    return ((key.removeprefix(round_), cells) for key, cells in rows.items() if key.startswith(round_))


def _presence(cells: Cells) -> KnownPresence:
    marks = {id_: mark for title, cell in cells.items() if (id_ := _id(title)) and (mark := _mark(str(cell)))}
    carried = {
        day: str(cell) for title, cell in cells.items()
        if title.startswith(_CARRIED) and (day := _date(title.removeprefix(_CARRIED)))
    }  # fmt: skip
    return KnownPresence(marks=marks, spells=tuple(_spells(str(cells.get(_SPELLS) or "[]"))), carried=carried)


def _presence_cells(known: KnownPresence) -> Cells:
    marks = {str(id_): _mark_text(mark) for id_, mark in known.marks.items()}
    carried = {f"{_CARRIED}{day.isoformat()}": said for day, said in known.carried.items()}
    spells = [[each.team, _iso(each.since), _iso(each.until)] for each in known.spells]
    kept = json.dumps(spells, separators=(",", ":"), ensure_ascii=False) if spells else None
    return {**marks, **carried, **({_SPELLS: kept} if kept else {})}


def _mark_text(mark: KnownMark) -> str:
    return "|".join((mark.mark or "", mark.source, mark.at.isoformat(), mark.other))


def _mark(text: str) -> KnownMark | None:
    mark, source, at, other = [*text.split("|", 3), "", "", ""][:4]
    try:
        return KnownMark(
            mark=Mark(mark) if mark else None, source=Source(source), at=datetime.fromisoformat(at), other=other
        )
    except ValueError:
        return None


def _id(title: str) -> MeetingId | None:
    team, _, number = title.rpartition("#")
    return MeetingId(team, int(number)) if team and number.isdecimal() else None


def _spells(text: str) -> Iterator[Spell]:
    try:
        for team, since, until in json.loads(text):
            yield Spell(team=str(team), since=_moment(since), until=_moment(until))
    except (ValueError, TypeError):
        return


def _meeting(team: str, title: str, cell: object, minutes: int) -> TeamMeeting | None:
    start, _, first = str(cell or "").partition(" ")
    if not title.isdecimal():
        return None
    try:
        return TeamMeeting(
            team=TeamId(team), number=int(title), start=_moment(start), minutes=minutes, first=_date(first)
        )
    except ValueError:
        return None


def _meeting_cells(meetings: Iterable[TeamMeeting]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for each in meetings:
        first = each.first.isoformat() if each.first else ""
        found.setdefault(each.team, {})[str(each.number)] = f"{_iso(each.start)} {first}".rstrip() or "-"
    return found


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _moment(text: str) -> datetime | None:
    found = datetime.fromisoformat(text) if text not in ("", "-") else None
    if found and found.tzinfo is None:
        raise ValueError(text)
    return found


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
