"""The rows of *Progress* that tell of the round: who completed it, who came, who was matched, who is close.

Each row has a count, of how many it is, and the share, which the sheet computes from the two; of nobody that is a dash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from mentoring_sync.progress.figures import Among, Close, Figure, RoundFigures, Sentiment, Stands
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.edits import CellInput, ChartLook
from mentoring_sync.spreadsheet.formulas import Formula, Tally
from mentoring_sync.workbook.layouts import FIRST_CHART_ID
from mentoring_sync.workbook.merge.desired import DesiredChart, DesiredRow


class ProgressColumn(StrEnum):
    """The titles of the columns of *Progress*."""

    PART = "Part"
    FIGURE = "Figure"
    SHARE = "Share"
    VALUE = "Value"
    OF = "Of"
    MEANING = "What it means"
    CHARTS = "Charts"


class RoundPart(StrEnum):
    """What the figures of a round are about, in the order in which they stand."""

    COMPLETION = "Completion"
    BY_ROUND = "Completion by round"
    BY_TEAM = "Completion by team"
    BY_REGION = "Completion by region"
    BY_LANGUAGE = "Completion by first language"
    STANDS = "Where they are"
    RETENTION = "Retention"
    ATTENDANCE = "Attendance"
    MATCHED = "Matching"
    MILESTONES = "Milestones"
    SENTIMENT = "How teams are"
    CLOSE = "Close to completing"


DASH = "–"
NOBODY_SAID = "not said"
PLACED = "all who were placed: in a team that met or that was introduced, or in one now"

AMONG: Mapping[str, tuple[str, str]] = {
    Among.PLACED: ("Of all placed", f"Completed, of {PLACED}; who left since is among them."),
    Among.INTRODUCED: ("Of all introduced", "Completed, of those of them who were told of their team."),
    Among.ACTIVE: ("Of those still active", "Completed, of those of them who are in a team now."),
}
STANDING: Mapping[str, tuple[str, str]] = {
    Stands.ACTIVE: ("Still active", "In a team now, of all who were placed."),
    Stands.WITHDRAWN: ("Withdrawn", "Withdrew after they were placed; they count among all who were placed."),
    Stands.DEFERRED: ("Deferred", "Put it off to the next round after they were placed; they count among all placed."),
    Stands.OUT: ("Without a team", "Were placed, and are in no team now, though they take part."),
}
SENTIMENTS: Mapping[str, tuple[str, str]] = {
    Sentiment.SAID: (
        "Have said how it goes",
        "Teams that answered the monthly question, of all teams; Teams has their words.",
    ),
    Sentiment.ASKED_FOR_HELP: ("Asked for help", "Teams of which a report asked for help, of all teams."),
}
UNABLE_TO = "Can no longer finish"
UNABLE = (
    "In a team now, and what they lack can't be made up by the meetings that are still to come;"
    " a reason under Completed anyway in Attendance counts all the same."
)
ROLES: Mapping[str, str] = {Role.MENTOR: "Mentors", Role.MENTEE: "Mentees"}


BY_TEAM = ChartLook(
    title="Who completed the round, by team",
    names="Team",
    values="Share of all who were placed in the team",
    alt="For each team a column: the share of all who were placed in it that completed the round.",
)
RETENTION = ChartLook(
    title="Mentees who came, meeting by meeting",
    names="Meeting",
    values="Share of the mentees for whom it counts",
    alt="For each meeting a column: the share of the mentees for whom it counts that came.",
)


def round_rows(figures: RoundFigures) -> Iterator[DesiredRow]:
    """The rows of a round's figures."""
    yield from map(completion_row, figures.completion)
    completed = "Completed, of all of them who were placed."
    yield from _rows(RoundPart.COMPLETION, figures.by_role, completed, ROLES)
    yield from _rows(RoundPart.BY_ROUND, figures.by_round, completed)
    yield from _rows(RoundPart.BY_TEAM, figures.by_team, f"{completed} Who changed teams counts in the last one.")
    yield from _rows(RoundPart.BY_REGION, figures.by_region, completed)
    yield from _rows(RoundPart.BY_LANGUAGE, figures.by_language, completed)
    for each in figures.stands:
        yield _row(RoundPart.STANDS, STANDING[each.name][0], each, STANDING[each.name][1])
    yield _row(RoundPart.STANDS, UNABLE_TO, figures.unable, UNABLE)
    for each in figures.retention:
        came = f"Mentees who came to meeting {each.name} of their team, of those who are marked and for whom it counts."
        yield _row(RoundPart.RETENTION, _meeting(each), each, came)
    came = "Times that somebody came, of all meetings that count for somebody, by the marks in Attendance."
    yield from _rows(RoundPart.ATTENDANCE, figures.attendance, came, ROLES)
    placed = "Were placed, of all whose application holds, those included who withdrew since."
    yield from _rows(RoundPart.MATCHED, figures.matched, placed, ROLES)
    taken = "Done by so many, of all placed who are to; what nobody has marked isn't done."
    yield from _rows(RoundPart.MILESTONES, figures.milestones, taken)
    for each in figures.sentiment:
        yield _row(RoundPart.SENTIMENT, SENTIMENTS[each.name][0], each, SENTIMENTS[each.name][1])
    yield from _close(figures.close)


def completion_row(figure: Figure) -> DesiredRow:
    """The row of the completion rate of one set of people."""
    name, meaning = AMONG[figure.name]
    return _row(RoundPart.COMPLETION, name, figure, meaning)


def round_charts(figures: RoundFigures) -> tuple[DesiredChart, ...]:
    """The charts of a round: there are none of what there are no figures for yet."""
    completed = figures.by_team if any(each.value for each in figures.by_team) else ()
    return (
        _chart(FIRST_CHART_ID, RoundPart.BY_TEAM, (each.name for each in completed), BY_TEAM, row=1),
        _chart(FIRST_CHART_ID + 1, RoundPart.RETENTION, map(_meeting, figures.retention), RETENTION, row=19),
    )


def _chart(chart_id: int, part: RoundPart, names: Iterable[str], look: ChartLook, *, row: int) -> DesiredChart:
    return DesiredChart(
        chart_id=chart_id,
        look=look,
        keys=frozenset(_key(part, name) for name in names),
        names=ProgressColumn.FIGURE,
        values=ProgressColumn.SHARE,
        over=ProgressColumn.CHARTS,
        row=row,
    )


def _meeting(figure: Figure) -> str:
    return f"Meeting {figure.name}"


def _key(part: RoundPart, name: str) -> str:
    return f"{part.value}:{name}"


def _rows(
    part: RoundPart, figures: Iterable[Figure], meaning: str, names: Mapping[str, str] | None = None
) -> Iterator[DesiredRow]:
    for each in figures:
        yield _row(part, (names or {}).get(each.name, each.name) or NOBODY_SAID, each, meaning)


def _row(part: RoundPart, name: str, figure: Figure, meaning: str) -> DesiredRow:
    cells: dict[str, CellInput] = {
        ProgressColumn.PART: part.value,
        ProgressColumn.FIGURE: name,
        ProgressColumn.VALUE: figure.value,
        ProgressColumn.OF: figure.of,
        ProgressColumn.SHARE: share(figure),
        ProgressColumn.MEANING: meaning,
    }
    return DesiredRow(key=_key(part, name), cells=cells)


def share(figure: Figure) -> CellInput:
    """The share in a row, as the sheet computes it from the row's numbers; of nobody a dash."""
    if figure.share is None:
        return DASH
    value, of = Tally(numbers=(ProgressColumn.VALUE,)), Tally(numbers=(ProgressColumn.OF,))
    return Formula(tally=value, out_of=of, value=figure.share)


def _close(people: Iterable[Close]) -> Iterator[DesiredRow]:
    for each in people:
        lacking = (*((_more(each.more_meetings),) if each.more_meetings else ()), *each.steps)
        cells: dict[str, CellInput] = {
            ProgressColumn.PART: RoundPart.CLOSE.value,
            ProgressColumn.FIGURE: each.name,
            ProgressColumn.VALUE: each.more_meetings + len(each.steps),
            ProgressColumn.MEANING: f"{each.team}, {each.role}: attended {each.attended} of {each.counted} held,"
            f" {each.to_come} to come; still lacks {', '.join(lacking)}.",
        }
        yield DesiredRow(key=_key(RoundPart.CLOSE, each.key), cells=cells)


def _more(meetings: int) -> str:
    return f"{meetings} more meeting{'' if meetings == 1 else 's'}"
