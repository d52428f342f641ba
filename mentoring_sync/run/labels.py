"""Teams keep their labels from run to run."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.records.message import Posting
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import (
    Team,
    TeamId,
    TeamStatus,
)
from mentoring_sync.workbook.tabs.teams import StandingTeam

_NUMBER = re.compile(r"Team (\d+)")


def labelled(
    teams: Sequence[Team], standing: Sequence[StandingTeam], postings: Sequence[Posting]
) -> tuple[LabelledTeam, ...]:
    """The teams under labels: a mentor's team keeps its own, a new one gets the number after all that stand or were in
    *Mail*, so that the label of a team whose people were told never names another."""
    known = {PersonId(team.mentor): TeamId(team.label) for team in standing}
    used = [*known.values(), *(posting.team for posting in postings)]
    last = max((int(found[1]) for label in used if (found := _NUMBER.fullmatch(label))), default=0)
    introduced = {each.team for each in postings if introduces(each) and each.told}
    result: list[LabelledTeam] = []
    for team in teams:
        label = known.get(team.mentor.id)
        if label is None:
            last += 1
            label = TeamId(f"Team {last}")
        status = TeamStatus.INTRODUCED if label in introduced else TeamStatus.PROPOSED
        result.append(LabelledTeam(label=label, team=team, status=status))
    return tuple(result)
