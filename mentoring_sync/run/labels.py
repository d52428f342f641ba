"""Teams keep their labels from run to run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.records.message import Posting
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import (
    Team,
    TeamId,
    TeamStatus,
)
from mentoring_sync.workbook.known.teams import KnownTeam
from mentoring_sync.workbook.tabs.teams import StandingTeam

_NUMBER = re.compile(r"Team (\d+)")
NOBODY_KNOWN: Mapping[str, KnownTeam] = {}
NO_ADDRESSES: Mapping[str, PersonId] = {}


def labelled(
    teams: Sequence[Team],
    standing: Sequence[StandingTeam],
    postings: Sequence[Posting],
    *,
    known: Mapping[str, KnownTeam] = NOBODY_KNOWN,
    known_as: Mapping[str, PersonId] = NO_ADDRESSES,
    round_: str = "",
) -> tuple[LabelledTeam, ...]:
    """The teams under labels: a mentor's team keeps its own; a new one gets the number after all that stand, are
    remembered or were in *Mail*, so that the label of a team whose people were told never names another.

    A label that people were told goes with some of those whom it was told, and never with a team that they were told is
    no more.
    """
    used = [*(team.label for team in standing), *known, *(posting.team for posting in postings)]
    last = max((int(found[1]) for label in used if (found := _NUMBER.fullmatch(label))), default=0)
    introduced = {each.team for each in postings if introduces(each) and each.told}
    result: list[LabelledTeam] = []
    for team in teams:
        label = _kept(team, standing, known, known_as, round_)
        if not label:
            last += 1
            label = f"Team {last}"
        status = TeamStatus.INTRODUCED if label in introduced else TeamStatus.PROPOSED
        result.append(LabelledTeam(label=TeamId(label), team=team, status=status))
    return tuple(result)


def _kept(
    team: Team,
    standing: Sequence[StandingTeam],
    known: Mapping[str, KnownTeam],
    known_as: Mapping[str, PersonId],
    round_: str,
) -> str:
    """The label that a team has already; empty if it has none. What most of its people were told comes first, then
    what stands, then what nobody was told."""
    mentees = {mentee.id for mentee in team.mentees}
    stands = [each.label for each in standing if each.mentor == team.mentor.id]
    remembered = [label for label, each in known.items() if each.round == round_ and each.mentor == team.mentor.id]
    ranked = [
        (in_common, label in stands, _number(label), label)
        for label in dict.fromkeys((*stands, *remembered))
        if (in_common := _in_common(known.get(label), mentees, known_as)) is not None
    ]
    return max(ranked)[-1] if ranked else ""


def _in_common(known: KnownTeam | None, mentees: set[PersonId], known_as: Mapping[str, PersonId]) -> int | None:
    """How many of a team were told of a label; None if it can't be theirs."""
    if known is None or not (known.told or known.over):
        return 0
    told = len(known.told_mentees(known_as) & mentees)
    return told if told and not known.over else None


def _number(label: str) -> int:
    found = _NUMBER.fullmatch(label)
    return int(found[1]) if found else 0
