"""What the coordinator said becomes wishes for pairing, and teams keep their labels from run to run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.pairing.explain.disturbance import WishCost, wish_costs
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import Pairing, Standing, Team, TeamStatus, Wishes
from mentoring_sync.run.understanding import named
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.tabs.teams import TEAMS, StandingTeam, TeamsColumn

MOST_COSTED, SECONDS_A_COST = 5, 2.0
NOTHING_FIXED: Mapping[str, WeeklySlot] = {}
_NUMBER = re.compile(r"Team (\d+)")


def wishes_of(
    said: CoordinatorInput,
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
    told = {each.team for each in postings if introduces(each) and each.state is not MailState.OWED}
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
    moves, problems = mentors_meant(said.move_to, mentors, column=TeamsColumn.MOVE_TO)
    typed, more = mentors_meant(said.mentor_typed, mentors, column=TeamsColumn.MENTOR)
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
                where=Place(tab=TEAMS.title, column=column),
                what=f"“{words}” names {several if found else 'no mentor of this round'}.",
                remedy="Write the mentor's e-mail address as it stands in Roster.",
                about=mentee,
            )
        )
    return meant, problems


def costs_in_words(
    said: CoordinatorInput,
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    wishes: Wishes,
    rules: Rules,
    found: Pairing,
) -> tuple[str, ...]:
    """What each pin and veto costs, where the teams are others than those that stand; at most `MOST_COSTED` of them.

    Each is worked out by pairing without it, so a run in which nothing moves doesn't ask.
    """
    standing = {(team.mentor, team.slot, team.mentees) for team in said.standing}
    now = {(team.mentor.email, team.slot, tuple(sorted(m.email for m in team.mentees))) for team in found.teams}
    asked = replace(
        wishes,
        pins=frozenset(sorted(wishes.pins)[:MOST_COSTED]),
        vetoes=frozenset(sorted(wishes.vetoes)[: max(0, MOST_COSTED - len(wishes.pins))]),
    )
    if now == standing or not (asked.pins or asked.vetoes):
        return ()
    hurried = rules.model_copy(update={"time_limit_seconds": min(SECONDS_A_COST, rules.time_limit_seconds)})
    names = {person.email: person.name for person in (*mentors, *mentees)}
    return tuple(
        _cost_in_words(cost, names)
        for cost in wish_costs(mentors, mentees, wishes, hurried, found, asked=asked)
        if cost.placed > 0 or (cost.placed == 0 and cost.score > 0)
    )


def _cost_in_words(cost: WishCost, names: Mapping[str, str]) -> str:
    one, other = (names.get(each, each) for each in cost.wish)
    wish = f"{one} with {other}" if cost.pin else f"{one} apart from {other}"
    fewer = f"{cost.placed} fewer in a team, " if cost.placed else ""
    return f"{wish} costs {fewer}{cost.score} points of score" if cost.score > 0 else f"{wish} costs {fewer[:-2]}"


def labelled(
    teams: Sequence[Team], standing: Sequence[StandingTeam], postings: Sequence[Posting]
) -> tuple[LabelledTeam, ...]:
    """The teams under labels: a mentor's team keeps its own, a new one gets the number after all that stand or were in
    *Mail*, so that the label of a team whose people were told never names another."""
    known = {team.mentor: team.label for team in standing}
    used = [*known.values(), *(posting.team for posting in postings)]
    last = max((int(found[1]) for label in used if (found := _NUMBER.fullmatch(label))), default=0)
    introduced = {each.team for each in postings if introduces(each) and each.state is MailState.SENT}
    result: list[LabelledTeam] = []
    for team in teams:
        label = known.get(team.mentor.email)
        if label is None:
            last += 1
            label = f"Team {last}"
        status = TeamStatus.INTRODUCED if label in introduced else TeamStatus.PROPOSED
        result.append(LabelledTeam(label=label, team=team, status=status))
    return tuple(result)
