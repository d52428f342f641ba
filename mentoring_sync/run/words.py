"""What the coordinator ticked and typed, for the next run to know it even where its row is gone by then."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from mentoring_sync.intake.outcome import Intake
from mentoring_sync.records.roster import person_key
from mentoring_sync.workbook.merge.rows import Cells, TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.roster import ROSTER, Correction, RosterColumn, remembered_corrections
from mentoring_sync.workbook.words import words_of


def remembered_words(
    standing: StandingWorkbook,
    intake: Intake,
    typed: Mapping[str, Correction],
    used: Mapping[str, Correction],
    left: Collection[str],
) -> dict[str, TabBase]:
    """The words in all tabs. Of the corrections that are `typed`, those that were `used` are kept, and those of people
    who are away; whoever `left` by an answer is withdrawn."""
    here = {person_key(each.role, each.id) for each in (*intake.mentors, *intake.mentees)}
    here |= {each.key for each in intake.rejections}
    away = {key: each for key, each in typed.items() if key not in here}
    words = standing.words
    corrections = remembered_corrections({**used, **away})
    withdrawn: dict[str, Cells] = {key: {RosterColumn.WITHDRAWN: True} for key in left}
    roster = words[words_of(ROSTER)]
    return {**words, words_of(ROSTER): _joined(roster, corrections, withdrawn)}


def _joined(*parts: Mapping[str, Cells]) -> TabBase:
    whole: dict[str, Cells] = {}
    for part in parts:
        for key, cells in part.items():
            whole[key] = {**whole.get(key, {}), **cells}
    return whole
