"""The figures of surveys as *Progress* shows them: its part *Feedback*, read again where nothing else remembers it.

In: the rows, each as its cells by title. Out: the surveys' figures. Of a question it is believed what would be written
again just as it stands; of any other there is only how many answered it. A scale's points stand for their order alone,
and a text for those that nobody remembers: neither is written there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from mentoring_sync.progress.feedback import QuestionFigures, SurveyFigures
from mentoring_sync.progress.small_groups import GroupFigures
from mentoring_sync.records.survey import QuestionKind, SurveyName, SurveyQuestion, Unsaid
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.workbook.merge.rows import Cells
from mentoring_sync.workbook.tabs.feedback_figures import FEEDBACK_PART, OWN_WORDS, RATE, SEE_QUOTATIONS, in_words
from mentoring_sync.workbook.tabs.figures_as_written import count
from mentoring_sync.workbook.tabs.round_figures import ProgressColumn

_FIRST = re.compile(r"(?P<scale>Mean of )?n = (?P<n>\d+)\. ?")
_COUNT = re.compile(r"(?P<name>.+?): (?P<count>\d+)(?: · |; |\. ?\Z)", re.DOTALL)
_CLOSES = re.compile(r"(?P<state>open until|closed) (?P<closes>\d{4}-\d\d-\d\d \d\d:\d\d) UTC\.\Z")
_ASIDE, _LATE = re.compile(r"(\d+) more set aside"), re.compile(r"(\d+) late")
_SHOWN = re.compile(r"the figures below are of (\d+)")


def read_surveys(rows: Iterable[Cells]) -> tuple[SurveyFigures, ...]:
    """The surveys of which there are figures."""
    feedback = {
        cell_text(cells[ProgressColumn.FIGURE]): cells
        for cells in rows
        if cell_text(cells[ProgressColumn.PART]) == FEEDBACK_PART
    }
    return tuple(found for name in SurveyName if (found := _survey(name, feedback)))


def _survey(name: SurveyName, rows: Mapping[str, Cells]) -> SurveyFigures | None:
    called = name.value.capitalize()
    said = cell_text(rows.get(called, {}).get(ProgressColumn.MEANING))
    answered = count(rows.get(called, {}), ProgressColumn.VALUE)
    closes = _CLOSES.search(said)
    if answered is None or closes is None:
        return None
    rate, shown = rows.get(f"{called}: {RATE}", {}), _SHOWN.search(said)
    return SurveyFigures(
        name=name,
        asked=count(rate, ProgressColumn.OF) or 0,
        answered=answered,
        of_asked=count(rate, ProgressColumn.VALUE),
        shown=int(shown[1]) if shown else answered,
        set_aside=_number(_ASIDE, said),
        late=_number(_LATE, said),
        closes=datetime.fromisoformat(closes["closes"]).replace(tzinfo=UTC),
        is_open=closes["state"] != "closed",
        questions=tuple(_questions(f"{called}: ", rows)),
    )


def _number(pattern: re.Pattern[str], said: str) -> int:
    found = pattern.search(said)
    return int(found[1]) if found else 0


def _questions(begins: str, rows: Mapping[str, Cells]) -> Iterator[QuestionFigures]:
    """The questions in their order, each with the groups whose rows begin with its name."""
    named = [name for name in rows if name.startswith(begins) and name != f"{begins}{RATE}"]
    groups = {name: whose for name in named if (whose := _whose(name, named))}
    for name in named:
        if name not in groups:
            found = _question(name.removeprefix(begins), rows[name])
            of_it = {each.removeprefix(f"{name}: "): rows[each] for each, whose in groups.items() if whose == name}
            split = tuple(_group(group, cells, found.question.options) for group, cells in of_it.items())
            yield replace(found, split=split if found.question.is_certain else ())


def _whose(name: str, named: Sequence[str]) -> str:
    """The question that a group's row belongs to; empty for a question's own."""
    return max((each for each in named if name.startswith(f"{each}: ")), key=len, default="")


def _question(title: str, cells: Cells) -> QuestionFigures:
    said, mean = cell_text(cells[ProgressColumn.MEANING]), cells.get(ProgressColumn.VALUE)
    first = _FIRST.match(said)
    found = _counted(title, said[first.end() :], n=int(first["n"]), is_scale=bool(first["scale"])) if first else None
    if found and in_words(found) == said:
        return replace(found, mean=mean if found.question.points and isinstance(mean, float) else None)
    unknown = SurveyQuestion(title=title, kind=QuestionKind.ONE, is_certain=False)
    return QuestionFigures(question=unknown, n=count(cells, ProgressColumn.OF) or 0)


def _counted(title: str, said: str, *, n: int, is_scale: bool) -> QuestionFigures:
    """A question of which so much is said behind its n."""
    counts = {each["name"]: int(each["count"]) for each in _COUNT.finditer(said.removesuffix(SEE_QUOTATIONS))}
    unsaid = {why: counts.pop(why.value, 0) for why in Unsaid}
    own_words = counts.pop(OWN_WORDS, 0)
    kind = QuestionKind.SCALE if is_scale else QuestionKind.ONE if counts or own_words else QuestionKind.TEXT
    points = tuple(range(1, len(counts) + 1)) if is_scale else ()
    return QuestionFigures(
        question=SurveyQuestion(title=title, kind=kind, options=tuple(counts), points=points),
        n=n,
        counts=tuple(counts.values()),
        own_words=own_words,
        unsaid=unsaid,
        texts=("",) if said.endswith(SEE_QUOTATIONS) else (),
    )


def _group(name: str, cells: Cells, options: Iterable[str]) -> GroupFigures:
    """What is told of a group: of an option that it isn't told of there is a dash."""
    said, mean = cell_text(cells[ProgressColumn.MEANING]), cells.get(ProgressColumn.VALUE)
    counts = dict[str, int]()
    for option in options:
        found = re.search(rf"(?:\. | · ){re.escape(option)}: (\d+)(?= · |\.\Z)", said)
        counts |= {option: int(found[1])} if found else {}
    return GroupFigures(
        name=name,
        n=count(cells, ProgressColumn.OF) or 0,
        counts=counts,
        mean=mean if isinstance(mean, float) else None,
    )
