"""Who was at which meeting: the words that were said of it, settled into the mark that counts, and what counts at all.

In: what is known of a mark, what stands in its cell, what a report says. Out: the mark that counts from now on, with
the word that it took the place of. The later word wins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from mentoring_sync.progress.meetings import Meetings
from mentoring_sync.records.attendance import KnownMark, Mark, MeetingId, MeetingReport, Source, TeamMeeting

Marks = Mapping[str, Mapping[MeetingId, KnownMark]]
"""By a person's key and the meeting."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is said of somebody at a meeting: the mark that stands in the cell, whether the cell was seen empty, and
    what a report says, if any does."""

    typed: Mark | None = None
    is_empty: bool = False
    report: KnownMark | None = None


def settled(known: KnownMark | None, said: Said, *, is_over: bool, now: datetime) -> KnownMark | None:
    """The mark that counts from now on. One that was taken away counts as it was while its meeting is over: that is
    asked about; before, it is forgotten."""
    mark, report = known, said.report
    if said.typed and (known is None or known.mark is not said.typed):
        mark = KnownMark(mark=said.typed, source=Source.TAB, at=now, other=in_words(known or report))
    elif said.is_empty and known and known.mark and not is_over:
        mark = None
    if report and (mark is None or (report.at > mark.at and report.mark is not mark.mark)):
        return replace(report, other=in_words(mark) or report.other)
    return mark


def is_taken_away(known: KnownMark | None, said: Said, mark: KnownMark | None) -> bool:
    """Whether somebody emptied the cell of a mark that still counts."""
    return bool(said.is_empty and known and known.mark and mark is known)


def in_words(mark: KnownMark | None) -> str:
    """`missed, tab, 2027-01-20T09:00:00+00:00`; empty where there is none."""
    return f"{mark.mark}, {mark.source}, {mark.at.isoformat()}" if mark and mark.mark else ""


def reported(reports: Iterable[MeetingReport]) -> dict[str, dict[MeetingId, KnownMark]]:
    """By person and meeting: what the last report that names them says; what an earlier one said is kept beside it."""
    found: dict[str, dict[MeetingId, KnownMark]] = {}
    for report in sorted(reports, key=lambda each: each.at):
        id_ = MeetingId(report.team, report.number)
        for key, mark in report.marks.items():
            of_person = found.setdefault(key, {})
            other = in_words(of_person.get(id_))
            of_person[id_] = KnownMark(mark=mark, source=report.source, at=report.at, other=other)
    return found


@dataclass(frozen=True, kw_only=True)
class MeetingRecord:
    """A team's meeting, and the marks of those in whose time in the team it fell, by their keys.

    `took_place`: somebody came, or a report says so; `is_reported`: anything is said of it.
    """

    meeting: TeamMeeting
    marks: Mapping[str, Mark]
    is_over: bool
    took_place: bool
    is_reported: bool

    @property
    def may_count(self) -> bool:
        """Whether it is over and nothing says that it didn't take place."""
        return self.is_over and (self.took_place or not self.is_reported)


def records(
    meetings: Meetings,
    marks: Marks,
    reports: Collection[MeetingReport],
    *,
    let_in: Collection[tuple[str, MeetingId]] = (),
    now: datetime,
) -> dict[MeetingId, MeetingRecord]:
    """The record of each meeting. `let_in` are people who count at a meeting outside their time in the team."""
    said: dict[MeetingId, dict[str, Mark]] = {}
    for key, of_person in marks.items():
        for id_, known in of_person.items():
            if known.mark and (meetings.fell_in(key, id_) or (key, id_) in let_in):
                said.setdefault(id_, {})[key] = known.mark
    spoken_of = {MeetingId(each.team, each.number) for each in reports}
    came = (each for each in reports if Mark.PRESENT in each.marks.values() or each.head_count)
    held = {MeetingId(each.team, each.number) for each in came}
    return {
        each.id: MeetingRecord(
            meeting=each,
            marks=said.get(each.id, {}),
            is_over=each.is_over(now) and (each.start is not None or bool(said.get(each.id))),
            took_place=each.id in held or Mark.PRESENT in said.get(each.id, {}).values(),
            is_reported=each.id in spoken_of or bool(said.get(each.id)),
        )
        for each in meetings.every
    }
