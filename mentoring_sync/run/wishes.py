"""What the coordinator said of pairs and teams becomes wishes for pairing; and what the wishes cost, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mentoring_sync.intake.cells import folded
from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.message import Posting
from mentoring_sync.records.person import Mentor, PersonId
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.team import (
    Pin,
    Standing,
    Veto,
    Wishes,
)
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.tabs.teams import TEAMS, TeamsColumn

if TYPE_CHECKING:
    from mentoring_sync.pairing.explain.disturbance import WishCost

MOST_COSTED, WORK_A_COST = 5, 2.0
NOTHING_FIXED: Mapping[str, WeeklySlot] = {}
NOBODY_MERGED: Mapping[str, str] = {}


def wishes_of(
    said: CoordinatorInput,
    mentors: Sequence[Mentor],
    postings: Sequence[Posting],
    *,
    repair: bool,
    fixed: Mapping[str, WeeklySlot] = NOTHING_FIXED,
    merged: Mapping[str, str] = NOBODY_MERGED,
) -> tuple[Wishes, list[Problem]]:
    """Pins, vetoes and standing teams; and the words in *Move to* and over *Mentor* that name no mentor.

    Pairing again lets go of the teams that nobody has been told of. A team whose hour is `fixed`, by mentor, stands and
    meets at that hour. `merged` are those whose team becomes part of another mentor's.
    """
    told = {each.team for each in postings if introduces(each) and not each.waits_to_go}
    standing = [
        Standing(
            mentor=PersonId(team.mentor),
            slot=fixed.get(team.mentor, team.slot),
            mentees=tuple(map(PersonId, team.mentees)) if team.label in told or not repair else (),
            introduced=team.label in told,
        )
        for team in said.standing
        if team.label in told or not repair or team.mentor in fixed
    ]
    moves, problems = mentors_meant(said.move_to, mentors, column=TeamsColumn.MOVE_TO)
    typed, more = mentors_meant(said.mentor_typed, mentors, column=TeamsColumn.MENTOR)
    pins = {**dict(said.pinned), **merged, **typed, **moves}
    wishes = Wishes(
        pins=frozenset(Pin(PersonId(mentee), PersonId(mentor)) for mentee, mentor in pins.items()),
        vetoes=vetoes_of(said),
        standing=tuple(standing),
        fixed={PersonId(mentor): slot for mentor, slot in fixed.items()},
    )
    return wishes, [*problems, *more]


def vetoes_of(said: CoordinatorInput) -> frozenset[Veto]:
    """Whom the coordinator keeps apart."""
    return frozenset(Veto(PersonId(mentee), PersonId(mentor)) for mentee, mentor in said.apart_from.items())


def mentors_meant(
    typed: Mapping[str, str], mentors: Sequence[Mentor], *, column: str
) -> tuple[dict[str, str], list[Problem]]:
    """By mentee, the address of the mentor whom the words mean; and what *Review* should hear of the others."""
    meant: dict[str, str] = {}
    problems: list[Problem] = []
    for mentee, words in typed.items():
        found = named(words, mentors)
        if len(found) == 1:
            meant[mentee] = found[0].id
            continue
        several = f"several mentors: {', '.join(mentor.email for mentor in found)}"
        problems.append(
            Problem(
                where=Place(tab=TEAMS.title, column=column),
                what=f"“{words}” names {several if found else 'no mentor of this round'}.",
                remedy="Write the mentor's e-mail address as it stands in Roster, or empty the cell.",
                about=mentee,
                speaks_of=mentor_cells(mentee) if column == TeamsColumn.MENTOR else (),
            )
        )
    return meant, problems


def mentor_cells(mentee: str) -> tuple[tuple[str, str], ...]:
    """The cells in which another mentor is typed, by row's key and column's title."""
    return (mentee, TeamsColumn.MENTOR), (mentee, TeamsColumn.MENTOR_EMAIL)


def named(words: str, mentors: Sequence[Mentor]) -> list[Mentor]:
    """The mentors whom these words can mean: an address, a name in any case and order and without its accents, or the
    beginning of one; several where they could be several.
    """
    address = words.strip().casefold()
    exact = [mentor for mentor in mentors if address in {mentor.email, mentor.id}]
    parts = sorted(folded(words).split())
    whole = [mentor for mentor in mentors if sorted(folded(mentor.name).split()) == parts]
    begun = [mentor for mentor in mentors if folded(mentor.name).startswith(folded(words))] if parts else []
    return exact or whole or begun


def costs_in_words(
    said: CoordinatorInput, request: PairingRequest, found: CandidatePairing, deadline: Deadline
) -> tuple[str, ...]:
    """What each pin and veto costs, where the teams are others than those that stand; at most `MOST_COSTED` of them.

    Each is worked out by pairing without it, so a run in which nothing moves doesn't ask.
    """
    standing = {(team.mentor, team.slot, team.mentees) for team in said.standing}
    now = {(team.mentor.id, team.slot, tuple(sorted(mentee.id for mentee in team.mentees))) for team in found.teams}
    if now == standing:
        return ()
    from mentoring_sync.pairing.explain.disturbance import every_wish, wish_costs  # start-up time

    work = min(WORK_A_COST, request.rules.work_limit)
    hurried = replace(request, rules=request.rules.model_copy(update={"work_limit": work}))
    names = {person.id: person.name for person in (*request.mentors, *request.mentees)}
    return tuple(
        _cost_in_words(cost, names)
        for cost in wish_costs(hurried, found, every_wish(request)[:MOST_COSTED], deadline)
        if cost.placed > 0 or (cost.placed == 0 and cost.score > 0)
    )


def _cost_in_words(cost: WishCost, names: Mapping[PersonId, str]) -> str:
    one, other = (names.get(each, each) for each in cost.wish)
    wish = f"{one} with {other}" if isinstance(cost.wish, Pin) else f"{one} apart from {other}"
    fewer = f"{cost.placed} fewer in a team, " if cost.placed else ""
    return f"{wish} costs {fewer}{cost.score} points of score" if cost.score > 0 else f"{wish} costs {fewer[:-2]}"
