"""*Progress*: a row for each figure: how applications come in, how the round goes, and whom to look for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from mentoring_sync.pairing.explain.wanted import Wanted, read_wanted
from mentoring_sync.progress.applications import Applications, Balance
from mentoring_sync.progress.figures import NO_ROUND_FIGURES, Figure, RoundFigures
from mentoring_sync.progress.report import Vacancy
from mentoring_sync.spreadsheet.edits import CellInput
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID, KEY, Layout, ours, technical
from mentoring_sync.workbook.merge.desired import DesiredRow, DesiredTab
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.tabs.round_figures import ProgressColumn, completion_row, round_charts, round_rows


class Part(StrEnum):
    """What the figures are about, in the order in which they stand."""

    APPLICATIONS = "Applications"
    ZONES = "By time zone"
    TOPICS = "By topic"
    RECRUITING = "Whom to look for"


PROGRESS = Layout(
    title="Progress",
    sheet_id=FIRST_SHEET_ID + 10,
    identity=(ProgressColumn.PART, ProgressColumn.FIGURE),
    witnesses=(ProgressColumn.PART, ProgressColumn.FIGURE),
    frozen=2,
    listed=True,
    parts=ProgressColumn.PART,
    columns=(
        ours(ProgressColumn.PART, 150, lasting=True),
        ours(ProgressColumn.FIGURE, 230, lasting=True, wrap=True),
        ours(ProgressColumn.SHARE, 60, note="The value's share; –: of nobody.", pattern="0%"),
        ours(ProgressColumn.VALUE, 60),
        ours(ProgressColumn.OF, 50, note="Of how many the value is a count; the meaning says of whom."),
        ours(ProgressColumn.MEANING, 460, wrap=True),
        ours(ProgressColumn.CHARTS, 620, note="Charts lie here. One that you delete isn't made again."),
        technical(KEY),
    ),
)
MOST_TOPICS = 12
MENTEES = "Mentees"


def progress_tab(
    counts: Applications,
    brief: Iterable[DesiredRow],
    deferred: Sequence[str] = (),
    figures: RoundFigures = NO_ROUND_FIGURES,
) -> DesiredTab:
    """The tab with these counts, the round's figures, and the rows that say whom to look for. `deferred` are the names
    of those who put the round before off to this one and haven't applied yet: they are in no other count."""
    applied = (*_applied(counts), *_put_off(deferred), *_zones(counts.zones), *_topics(counts.topics))
    rows = (*applied, *round_rows(figures), *brief)
    return DesiredTab(layout=PROGRESS, rows=rows, charts=round_charts(figures))


def introduced_tab(figure: Figure) -> DesiredTab:
    """Only the completion rate of those who were introduced."""
    return DesiredTab(layout=PROGRESS, rows=(completion_row(figure),), complete=False)


def brief_rows(wanted: Sequence[Wanted]) -> tuple[DesiredRow, ...]:
    """Whom to look for, those who would seat most first: each row has how many more each would seat."""
    return tuple(
        _row(Part.RECRUITING, f"Mentor {number}", len(each.mentees), str(each))
        for number, each in enumerate(wanted, start=1)
    )


def standing_brief(base: TabBase) -> tuple[DesiredRow, ...]:
    """The rows that say whom to look for, as the last run wrote them."""
    return tuple(
        DesiredRow(key=key, cells=cells) for key, cells in base.items() if key.startswith(f"{Part.RECRUITING}:")
    )


def vacancies_in(brief: Iterable[DesiredRow]) -> Iterator[Vacancy]:
    """Whom these rows say to look for; what an earlier version worded otherwise isn't among them."""
    for row in brief:
        found = read_wanted(str(row.cells.get(ProgressColumn.MEANING)))
        if found:
            slot, language, tools, seats = found
            yield Vacancy(slot=slot, language=language, tools=tools, seats=seats)


def _applied(counts: Applications) -> Iterator[DesiredRow]:
    short = counts.short_of_seats
    seats = f"{_people(short, 'mentee')} more than there are seats." if short else "There are seats for all of them."
    yield _row(Part.APPLICATIONS, MENTEES, counts.mentees, seats if counts.mentees else "")
    taking = f"Together they take {_people(counts.seats, 'mentee')}."
    yield _row(Part.APPLICATIONS, "Mentors", counts.mentors, taking)
    yield _row(
        Part.APPLICATIONS,
        "Not complete or not eligible yet",
        counts.turned_away,
        "Roster says of each what is missing.",
    )


def _put_off(names: Sequence[str]) -> Iterator[DesiredRow]:
    if names:
        asked = "They put the round before off to this one, and haven't applied yet"
        yield _row(Part.APPLICATIONS, "Deferred to this round", len(names), f"{asked}: {', '.join(names)}.")


def _zones(zones: Sequence[Balance]) -> Iterator[DesiredRow]:
    for each in zones:
        meaning = f"{_people(each.mentees, 'mentee')}, {_people(each.mentors, 'mentor')}"
        yield _row(Part.ZONES, each.of, each.mentees + each.mentors, meaning)


def _topics(topics: Sequence[Balance]) -> Iterator[DesiredRow]:
    for each in topics[:MOST_TOPICS]:
        wanted = f"{_people(each.mentees, 'mentee')} {'wants' if each.mentees == 1 else 'want'} it"
        yield _row(Part.TOPICS, each.of, each.mentees, f"{wanted}, {_offered(each.mentors)}.")


def _offered(mentors: int) -> str:
    return f"{_people(mentors, 'mentor')} {'offers' if mentors == 1 else 'offer'} it"


def _row(part: Part, figure: str, value: int, meaning: str) -> DesiredRow:
    cells: dict[str, CellInput] = {
        ProgressColumn.PART: part.value,
        ProgressColumn.FIGURE: figure,
        ProgressColumn.VALUE: value,
        ProgressColumn.MEANING: meaning,
    }
    return DesiredRow(key=f"{part.value}:{figure}", cells=cells)


def _people(count: int, role: str) -> str:
    return f"{count or 'no'} {role if count == 1 else f'{role}s'}"


NO_MENTOR = f", {_offered(0)}."
"""How what *Progress* says of a topic ends that no mentor offers."""
