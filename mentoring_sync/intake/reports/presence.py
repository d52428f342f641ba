"""Who came to a meeting and who had said that they wouldn't, out of the cells of a report.

Presence comes from names alone: a number beside them is kept, and never becomes a name. Whoever isn't named has no
mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import clean
from mentoring_sync.intake.counts import count
from mentoring_sync.intake.reports.circle import ReportingTeam, mentees_in, mentor_of
from mentoring_sync.intake.reports.names import Doubtful, Named, Names
from mentoring_sync.intake.reports.sentences import understood
from mentoring_sync.records.attendance import Mark


@dataclass(frozen=True, kw_only=True)
class Presence:
    """The marks by person's key; names of whom it isn't certain who is meant, with their mark; names of people who
    aren't in the team; those who are named as both; what stood beside names; the number of people that was said."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    doubtful: tuple[tuple[Doubtful, Mark], ...] = ()
    strangers: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    head_count: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nobody is named at all."""
        return not (self.marks or self.doubtful or self.strangers or self.both)


def presence(team: ReportingTeam, names: Names, *, came: object, excused: object, head_count: object) -> Presence:
    """What the cells of a report say."""
    if said := _in_a_sentence(came, team, names):
        there, marks = Named(), said
    else:
        there = names.read(came)
        marks = dict.fromkeys(_keys(there, (mentor_of(team), *mentees_in(team))), Mark.PRESENT)
        if there.nobody and not marks:
            marks = dict.fromkeys(mentees_in(team), Mark.MISSED)
    away = names.read(excused)
    off = _keys(away, mentees_in(team))
    both = tuple(key for key in off if marks.get(key) is Mark.PRESENT)
    marks = marks | dict.fromkeys(off, Mark.EXCUSED)
    return Presence(
        marks={key: mark for key, mark in marks.items() if key not in both},
        doubtful=(
            *((each, Mark.PRESENT) for each in there.doubtful),
            *((each, Mark.EXCUSED) for each in away.doubtful),
        ),
        strangers=tuple(dict.fromkeys((*there.strangers, *away.strangers))),
        both=both,
        asides=(*there.asides, *away.asides),
        head_count=_count(head_count, there),
    )


def _keys(named: Named, everybody: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*everybody, *named.keys))) if named.everybody else named.keys


def _in_a_sentence(came: object, team: ReportingTeam, names: Names) -> dict[str, Mark]:
    """The marks where somebody wrote “all but Cy” into the cell for names."""
    if not isinstance(came, str) or names.read(came).is_certain:
        return {}
    found = understood(came, team, names)
    return {} if found.left else dict(found.marks)


def _count(cell: object, there: Named) -> int | None:
    text = clean(cell)
    if not text:
        return there.count
    try:
        return count(text).least
    except Unusable:
        return there.count
