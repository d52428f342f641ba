"""What earlier runs saw of surveys: kept in `_sync`, so that an answer that came in time stays so though it is edited,
and what was told of groups never changes.

Whose an answer is, is kept as a digest alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mentoring_sync.progress.feedback import Split
from mentoring_sync.progress.small_groups import GroupFigures
from mentoring_sync.records.survey import SurveyName
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.workbook.merge.rows import Cells, TabBase

SURVEYS_KNOWN = "_surveys"
"""Under which name these stand among the tabs in `_sync`."""


@dataclass(frozen=True, kw_only=True)
class KnownSurvey:
    """`since` when runs have read it; by key, when each answer was `first` given. `splits` has by question what was
    told of groups; None: that was never decided."""

    since: datetime | None = None
    first: Mapping[str, datetime] = field(default_factory=dict)
    splits: Mapping[str, Split] | None = None


def read_known_surveys(base: TabBase) -> dict[SurveyName, KnownSurvey]:
    """What was kept; what was spoiled is as if it had never been seen."""
    return {name: _read(name, base) for name in SurveyName}


def known_survey_cells(known: Mapping[SurveyName, KnownSurvey]) -> dict[str, Cells]:
    """What is to be kept of them: the answers by the first letter of their keys, so that no cell grows too long."""
    return {key: cells for name, each in known.items() for key, cells in _cells(name, each)}


def _cells(name: SurveyName, known: KnownSurvey) -> Iterator[tuple[str, Cells]]:
    told = None if known.splits is None else _written(known.splits)
    if known.since:
        yield name.value, {"since": known.since.isoformat(), "groups": told}
    by_letter = dict[str, list[str]]()
    for key, at in sorted(known.first.items()):
        by_letter.setdefault(key[:1], []).append(f"{key} {at.isoformat()}")
    for letter, words in by_letter.items():
        yield f"{name.value}/{letter}", {"first": " ".join(words)}


def _read(name: SurveyName, base: TabBase) -> KnownSurvey:
    state = base.get(name.value, {})
    words = [
        word
        for key, cells in base.items()
        if key.startswith(f"{name.value}/")
        for word in _text(cells, "first").split()
    ]
    pairs = zip(words[::2], words[1::2], strict=False)
    first = {key: at for key, text in pairs if (at := _instant(text))}
    return KnownSurvey(since=_instant(_text(state, "since")), first=first, splits=_splits(_text(state, "groups")))


def _written(splits: Mapping[str, Split]) -> str:
    said = {
        question: [[each.name, each.n, each.mean, dict(each.counts)] for each in split]
        for question, split in splits.items()
        if split
    }
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def _splits(text: str) -> dict[str, Split] | None:
    try:
        found: dict[str, Any] = json.loads(text) if text else {}
        read = {question: tuple(map(_group, split)) for question, split in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}  # what was told isn't known any more: nothing else is told of groups
    return read if text else None


def _group(said: list[Any]) -> GroupFigures:
    name, n, mean, counts = said
    return GroupFigures(
        name=str(name),
        n=int(n),
        mean=None if mean is None else float(mean),
        counts={str(option): int(count) for option, count in counts.items()},
    )


def _text(cells: Cells, title: str) -> str:
    return cell_text(cells.get(title))


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None
