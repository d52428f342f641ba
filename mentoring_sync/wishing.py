"""What the coordinator said becomes wishes for pairing, and teams keep their labels from run to run."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.person import Mentor
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import Standing, Team, TeamStatus, Wishes
from mentoring_sync.workbook.said import Said, StandingTeam

_NUMBER = re.compile(r"Team (\d+)")


def wishes_of(
    said: Said, mentors: Sequence[Mentor], postings: Sequence[Posting], *, repair: bool
) -> tuple[Wishes, list[Problem]]:
    """Pins, vetoes and standing teams; and the words in *Move to* that name no mentor.

    Pairing again lets go of the teams that nobody has been told of.
    """
    told = {posting.team for posting in postings if posting.state is not MailState.OWED}
    standing = [
        Standing(mentor=team.mentor, slot=team.slot, mentees=team.mentees, introduced=team.label in told)
        for team in said.standing
    ]
    moves, problems = _moves(said, mentors)
    pins = {pin for pin in said.pinned if pin[0] not in dict(moves)}
    wishes = Wishes(
        pins=frozenset(pins | moves),
        vetoes=frozenset(said.apart_from.items()),
        standing=tuple(team for team in standing if team.introduced or not repair),
    )
    return wishes, problems


def _moves(said: Said, mentors: Sequence[Mentor]) -> tuple[set[tuple[str, str]], list[Problem]]:
    moves: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    for mentee, words in said.move_to.items():
        named = [mentor for mentor in mentors if words.casefold() in (mentor.email, mentor.name.casefold())]
        if len(named) == 1:
            moves.add((mentee, named[0].email))
            continue
        problems.append(
            Problem(
                where=Place(tab="Teams", column="Move to"),
                what=f"“{words}” names {'several mentors' if named else 'no mentor of this round'}.",
                remedy="Write the mentor's e-mail address as it stands in Roster.",
                about=mentee,
            )
        )
    return moves, problems


def labelled(
    teams: Sequence[Team], standing: Sequence[StandingTeam], postings: Sequence[Posting]
) -> tuple[LabelledTeam, ...]:
    """The teams under labels: a mentor's team keeps its own, a new one gets the number after all that stand or were in
    *Mail*, so that the label of a team whose people were told never names another."""
    known = {team.mentor: team.label for team in standing}
    used = [*known.values(), *(posting.team for posting in postings)]
    last = max((int(found[1]) for label in used if (found := _NUMBER.fullmatch(label))), default=0)
    introduced = {posting.team for posting in postings if posting.state is MailState.SENT}
    result: list[LabelledTeam] = []
    for team in teams:
        label = known.get(team.mentor.email)
        if label is None:
            last += 1
            label = f"Team {last}"
        status = TeamStatus.INTRODUCED if label in introduced else TeamStatus.PROPOSED
        result.append(LabelledTeam(label=label, team=team, status=status))
    return tuple(result)
