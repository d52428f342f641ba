"""The figures of a round as *Progress* shows them: its rows, read again where nothing else remembers what they say.

In: the rows, each as its cells by title. Out: what they were written of (`progress_tab`). A row whose numbers aren't
numbers any more tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mentoring_sync.progress.figures import Among, Figure, RoundFigures, Sentiment, Stands
from mentoring_sync.progress.report import Vacancy
from mentoring_sync.spreadsheet.grid import Scalar, cell_text
from mentoring_sync.workbook.merge.desired import DesiredRow
from mentoring_sync.workbook.merge.rows import Cells
from mentoring_sync.workbook.tabs.progress import MENTEES, NO_MENTOR, Part, vacancies_in
from mentoring_sync.workbook.tabs.round_figures import (
    AMONG,
    NOBODY_SAID,
    ROLES,
    SENTIMENTS,
    STANDING,
    UNABLE_TO,
    ProgressColumn,
    RoundPart,
)

NEEDED = (ProgressColumn.PART, ProgressColumn.FIGURE, ProgressColumn.VALUE, ProgressColumn.OF, ProgressColumn.MEANING)
"""The columns without which nothing is read."""

_DIGITS = re.compile(r"\d+")


def read_figures(rows: Sequence[Cells]) -> RoundFigures:
    """The figures of the round, without those of its teams and of who is close to completing."""
    stands = _of(rows, RoundPart.STANDS)
    return RoundFigures(
        completion=_named(_of(rows, RoundPart.COMPLETION), {each: AMONG[each][0] for each in Among}),
        by_role=_named(_of(rows, RoundPart.COMPLETION), ROLES),
        by_round=_of(rows, RoundPart.BY_ROUND),
        by_region=_of(rows, RoundPart.BY_REGION),
        by_language=_of(rows, RoundPart.BY_LANGUAGE),
        stands=_named(stands, {each: STANDING[each][0] for each in Stands}),
        unable=next((_called("", each) for each in stands if each.name == UNABLE_TO), Figure(name="", value=0, of=0)),
        retention=tuple(_meetings(_of(rows, RoundPart.RETENTION))),
        attendance=_named(_of(rows, RoundPart.ATTENDANCE), ROLES),
        matched=_named(_of(rows, RoundPart.MATCHED), ROLES),
        milestones=_of(rows, RoundPart.MILESTONES),
        sentiment=_named(_of(rows, RoundPart.SENTIMENT), {each: SENTIMENTS[each][0] for each in Sentiment}),
    )


def read_vacancies(rows: Iterable[Cells]) -> tuple[Vacancy, ...]:
    """Whom the rows say to look for."""
    return tuple(vacancies_in(DesiredRow(key="", cells=cells) for cells in _part(rows, Part.RECRUITING)))


def read_unmet(rows: Sequence[Cells]) -> tuple[Figure, ...]:
    """The topics that mentees want, and no mentor offers."""
    of = next(
        (count(each, ProgressColumn.VALUE) for each in _part(rows, Part.APPLICATIONS) if _name(each) == MENTEES), None
    )
    found = (
        (_name(each), count(each, ProgressColumn.VALUE))
        for each in _part(rows, Part.TOPICS)
        if cell_text(each[ProgressColumn.MEANING]).endswith(NO_MENTOR)
    )
    return tuple(Figure(name=name, value=value, of=of) for name, value in found if value and of)


def count(cells: Cells, title: str) -> int | None:
    """A count in a row; None where there is none."""
    return whole(cells.get(title))


def whole(cell: Scalar) -> int | None:
    """A cell as a count."""
    return int(cell) if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell == int(cell) else None


def _part(rows: Iterable[Cells], part: str) -> Iterator[Cells]:
    return (cells for cells in rows if cell_text(cells[ProgressColumn.PART]) == part)


def _name(cells: Cells) -> str:
    return cell_text(cells[ProgressColumn.FIGURE])


def _of(rows: Iterable[Cells], part: RoundPart) -> tuple[Figure, ...]:
    found = (
        (_name(each), count(each, ProgressColumn.VALUE), count(each, ProgressColumn.OF)) for each in _part(rows, part)
    )
    return tuple(
        Figure(name="" if name == NOBODY_SAID else name, value=value, of=of)
        for name, value, of in found
        if value is not None and of is not None
    )


def _named(figures: Iterable[Figure], names: Mapping[str, str]) -> tuple[Figure, ...]:
    """Figures in the order of these names, each called as it is written for."""
    by_name = {each.name: each for each in figures}
    return tuple(_called(str(name), by_name[shown]) for name, shown in names.items() if shown in by_name)


def _called(name: str, figure: Figure) -> Figure:
    return Figure(name=name, value=figure.value, of=figure.of)


def _meetings(figures: Iterable[Figure]) -> Iterator[Figure]:
    """The meetings by their numbers, in their order."""
    numbered = {int(found[0]): each for each in figures if (found := _DIGITS.search(each.name))}
    return (_called(str(number), numbered[number]) for number in sorted(numbered))
