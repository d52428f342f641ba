"""What the coordinator said becomes wishes for pairing, and teams keep their labels from run to run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.person import Mentor
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import Standing, Team, TeamStatus, Wishes
from mentoring_sync.understanding import named
from mentoring_sync.workbook.said import Said, StandingTeam

NOTHING_FIXED: Mapping[str, WeeklySlot] = {}
_NUMBER = re.compile(r"Team (\d+)")


def wishes_of(
    said: Said,
    mentors: Sequence[Mentor],
    postings: Sequence[Posting],
    *,
    repair: bool,
    fixed: Mapping[str, WeeklySlot] = NOTHING_FIXED,
) -> tuple[Wishes, list[Problem]]:
    """Pins, vetoes and standing teams; and the words in *Move to* and over *Mentor* that name no mentor.

    Pairing again lets go of the teams that nobody has been told of. A team whose hour is `fixed`, by mentor, stands at
    that hour.
    """
    told = {posting.team for posting in postings if posting.state is not MailState.OWED}
    standing = [
        Standing(
            mentor=team.mentor,
            slot=fixed.get(team.mentor, team.slot),
            mentees=team.mentees if team.label in told or not repair else (),
            introduced=team.label in told,
        )
        for team in said.standing
        if team.label in told or not repair or team.mentor in fixed
    ]
    moves, problems = mentors_meant(said.move_to, mentors, column="Move to")
    typed, more = mentors_meant(said.mentor_typed, mentors, column="Mentor")
    pins = {**dict(said.pinned), **typed, **moves}
    wishes = Wishes(pins=frozenset(pins.items()), vetoes=frozenset(said.apart_from.items()), standing=tuple(standing))
    return wishes, [*problems, *more]


def mentors_meant(
    typed: Mapping[str, str], mentors: Sequence[Mentor], *, column: str
) -> tuple[dict[str, str], list[Problem]]:
    """By mentee, the address of the mentor whom the words mean; and what *Review* should hear of the others."""
    meant: dict[str, str] = {}
    problems: list[Problem] = []
    for mentee, words in typed.items():
        found = named(words, mentors)
        if len(found) == 1:
            meant[mentee] = found[0].email
            continue
        several = f"several mentors: {', '.join(mentor.email for mentor in found)}"
        problems.append(
            Problem(
                where=Place(tab="Teams", column=column),
                what=f"“{words}” names {several if found else 'no mentor of this round'}.",
                remedy="Write the mentor's e-mail address as it stands in Roster.",
                about=mentee,
            )
        )
    return meant, problems


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
