"""The stage *teams*: the people are paired, stable against the teams that stand, and keep their labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from mentoring_sync.mail.key import round_prefix
from mentoring_sync.pairing.explain.openings import openings
from mentoring_sync.pairing.problem.candidates import CandidatePairing, CandidateTeam
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.records.person import Mentee, Mentor, PersonId
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.team import Pairing, Unplaced, Wishes
from mentoring_sync.run.candidates import of_people, request_of
from mentoring_sync.run.labels import labelled
from mentoring_sync.run.late import ranked
from mentoring_sync.run.leaves import mentors_away
from mentoring_sync.run.merges import Merges, merges
from mentoring_sync.run.people import People
from mentoring_sync.run.questions import Asking
from mentoring_sync.run.searched import Searched
from mentoring_sync.run.typed_hours import TypedHours, typed_hours
from mentoring_sync.run.wishes import costs_in_words, mentor_cells, mentors_meant, vetoes_of, wishes_of
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.known.hours import HOURS_KNOWN, known_hour_cells, read_known_hours
from mentoring_sync.workbook.known.merges import MERGES_KNOWN, known_merge_cells, read_known_merges
from mentoring_sync.workbook.known.pairing import PAIRED, known_answer
from mentoring_sync.workbook.known.people import ANSWERS, remembered_cells
from mentoring_sync.workbook.known.teams import TEAMS_KNOWN, known_from_now_on, known_team_cells
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.teams import (
    TEAMS,
    Offers,
    TeamsColumn,
    TypedOver,
    standing_offers,
    teams_tab,
    with_standing_statuses,
    with_what_they_say,
)

MET_OUT = "The round's meetings are over"


@dataclass(frozen=True, kw_only=True)
class Teams:
    """The teams under their labels, and the pairing that they come from: among people, and as pairing `found` it.

    `request` is what was asked of pairing, if anything was; `costs` are sentences: what pins and vetoes cost.
    `memory` is what the next run is to know of them. `is_new`: pairing was solved in this run. `is_cut`: it wasn't
    done in time, so nothing is to change.
    """

    teams: tuple[LabelledTeam, ...]
    pairing: Pairing
    found: CandidatePairing
    request: PairingRequest | None
    costs: tuple[str, ...]
    problems: tuple[Problem, ...]
    tabs: tuple[DesiredTab, ...]
    memory: Mapping[str, TabBase] = field(default_factory=dict)
    is_new: bool = False
    is_cut: bool = False

    def with_standing_statuses(self, standing: StandingWorkbook) -> Teams:
        """The same with what stands under *Status*, whatever *Mail* knows."""
        tabs = (with_standing_statuses(tab, standing.tab(tab.layout)) for tab in self.tabs)
        return replace(self, tabs=tuple(tabs))

    def saying(self, said: Mapping[str, str]) -> Teams:
        """The same with what teams answered, by their labels, in their rows."""
        return replace(self, tabs=tuple(with_what_they_say(tab, said) for tab in self.tabs))


NO_TEAMS = Teams(teams=(), pairing=Pairing(), found=CandidatePairing(), request=None, costs=(), problems=(), tabs=())
"""Where nothing is to change."""


def teams(
    configuration: Configuration,
    standing: StandingWorkbook,
    people: People,
    *,
    now: datetime,
    repair: bool,
    deadline: Deadline,
) -> Teams:
    """The teams. Pairing takes no longer than its own limit and the `deadline`; `repair`: the command asks for it."""
    said, round_ = people.said, configuration.program.round
    asking, seen = Asking(standing.answers), read_known_hours(standing.base.get(HOURS_KNOWN, {}))
    hours = typed_hours(said, people.intake.mentors, people.intake.mentees, round_, known=seen, asking=asking)
    again = repair or standing.switches.repair
    done = read_known_merges(standing.base.get(MERGES_KNOWN, {}))
    merged = merges(said, people.mentors, people.mentees, configuration.rules, known=done)
    paired = _paired(configuration, standing, people, hours, merged, asking, now=now, repair=again, deadline=deadline)
    if paired.found.cut:
        answers = {**people.memory[ANSWERS], **remembered_cells(asking.acted_on)}
        return replace(
            NO_TEAMS,
            problems=(*hours.problems, *merged.problems, *paired.problems),
            memory={**paired.memory, ANSWERS: answers},
            is_cut=True,
        )
    program = configuration.program
    prefix, known = round_prefix(program.programme, program.round), standing.known_teams
    named = labelled(
        paired.pairing.teams,
        said.standing,
        standing.postings,
        known=known,
        known_as=people.known_as,
        round_=prefix,
    )
    away = mentors_away(named, people.on_leave, round_, now.date())
    offers = None if paired.memory else standing_offers(standing.tab(TEAMS), named)
    tab = teams_tab(
        named,
        round_=round_,
        apart_from=said.apart_from,
        asked=_typed_over(said, people, hours),
        offers=offers or _offers(named, paired.found, said, people.intake.mentors, configuration.rules),
    )
    return Teams(
        teams=named,
        pairing=paired.pairing,
        found=paired.found,
        request=paired.request,
        costs=paired.costs,
        problems=(*hours.problems, *merged.problems, *paired.problems, *away),
        tabs=(tab,),
        memory={
            ANSWERS: {**people.memory[ANSWERS], **remembered_cells(asking.acted_on)},
            HOURS_KNOWN: known_hour_cells(hours.known),
            MERGES_KNOWN: known_merge_cells(merged.known),
            TEAMS_KNOWN: known_team_cells(known_from_now_on(known, named, standing.postings, prefix).values()),
            **paired.memory,
        },
        is_new=bool(paired.memory),
    )


@dataclass(frozen=True, kw_only=True)
class _Paired:
    """What pairing gave, among people and among candidates, what was asked of it, and what is to be said of it."""

    pairing: Pairing = field(default_factory=Pairing)
    found: CandidatePairing = field(default_factory=CandidatePairing)
    request: PairingRequest | None = None
    problems: tuple[Problem, ...] = ()
    costs: tuple[str, ...] = ()
    memory: Mapping[str, TabBase] = field(default_factory=dict)


def _paired(
    configuration: Configuration,
    standing: StandingWorkbook,
    people: People,
    hours: TypedHours,
    merged: Merges,
    asking: Asking,
    *,
    now: datetime,
    repair: bool,
    deadline: Deadline,
) -> _Paired:
    """Nobody is paired before applications have closed, unless a person asks for it or teams stand already. What was
    asked last isn't solved again."""
    said, mentors, mentees = people.said, people.mentors, people.mentees
    if not (repair or said.standing or now >= configuration.program.round.pairs_from):
        return _Paired()
    fixed = {**merged.hours, **hours.fixed}
    wishes, misunderstood = wishes_of(said, mentors, standing.postings, repair=repair, fixed=fixed, merged=merged.pins)
    everyone = _ranked(configuration, standing, people, wishes)
    too_late = _too_late(everyone, said, wishes) if now.date() > configuration.program.round.joined_until else ()
    left_out = {mentee.id for mentee in too_late}
    joining = [mentee for mentee in everyone if mentee.id not in left_out]
    request = request_of(mentors, joining, wishes, configuration.rules)
    kept = standing.base.get(PAIRED, {})
    known = None if repair else known_answer(kept, request)
    searched = Searched(found=known) if known else _searched(kept, request, deadline, asking)
    found = searched.found
    if found.cut:
        return _Paired(found=found, problems=searched.problems, memory={PAIRED: searched.memory})
    remedy = "Take the tick or the name back, or mend the cause."
    pairing = of_people(found, mentors, mentees)
    left = tuple(Unplaced(person=mentee, reason=MET_OUT) for mentee in too_late)
    ignored = (
        Problem(where=Place(tab=TEAMS.title), what=str(each), remedy=remedy, speaks_of=mentor_cells(each.pin.mentee))
        for each in found.ignored
    )
    return _Paired(
        pairing=replace(pairing, unplaced=(*pairing.unplaced, *left)),
        found=found,
        request=request,
        problems=(*misunderstood, *ignored),
        costs=() if known else costs_in_words(said, request, found, deadline),
        memory={} if known else {PAIRED: searched.memory},
    )


def _searched(kept: TabBase, request: PairingRequest, deadline: Deadline, asking: Asking) -> Searched:
    from mentoring_sync.run.search_in_time import search_in_time  # start-up time

    return search_in_time(kept, request, deadline, asking)


def _too_late(everyone: Iterable[Mentee], said: CoordinatorInput, wishes: Wishes) -> Sequence[Mentee]:
    """Once the last meetings are over: those who are in no team, and whom nobody puts into one."""
    there = {mentee for team in said.standing for mentee in team.mentees} | {pin.mentee for pin in wishes.pins}
    return [mentee for mentee in everyone if mentee.id not in there]


def _ranked(
    configuration: Configuration, standing: StandingWorkbook, people: People, wishes: Wishes
) -> Sequence[Mentee]:
    """The mentees, each with their place among those who want a seat."""
    round_, leading = configuration.program.round, {mentor.id for mentor in people.mentors}
    stand = [each for each in wishes.standing if each.mentor in leading]
    sit = {mentee for each in stand for mentee in each.mentees}
    prefix = round_prefix(configuration.program.programme, round_)
    told = {
        who
        for team in standing.known_teams.values()
        if team.round == prefix
        for who in team.told_mentees(people.known_as)
    }
    return ranked(
        people.mentees,
        people.first,
        round_,
        seated={mentee for each in stand if each.introduced for mentee in each.mentees},
        orphans={each.id for each in people.mentees if each.id in told - sit},
    )


def _typed_over(said: CoordinatorInput, people: People, hours: TypedHours) -> dict[str, TypedOver]:
    """What was typed over ours in *Teams* and understood, by mentee, to be remembered there."""
    meant, _ = mentors_meant(said.mentor_typed, people.intake.mentors, column=TeamsColumn.MENTOR)
    return {
        mentee: TypedOver(mentor=meant.get(mentee, ""), hour=hours.understood.get(mentee))
        for mentee in meant.keys() | hours.understood.keys()
    }


Openings = Mapping[PersonId, Sequence[CandidateTeam]]
"""By mentee in a team, the other teams that they could move to."""


def _offers(
    named: Sequence[LabelledTeam],
    found: CandidatePairing,
    said: CoordinatorInput,
    mentors: Sequence[Mentor],
    rules: Rules,
) -> Offers:
    """What is offered where pairing gave a new answer."""
    open_to = openings(found.teams, vetoes_of(said), rules)
    return Offers(move_to=_moves(open_to, mentors), merge_into=_merge_offers(named, open_to, rules))


def _moves(open_to: Openings, mentors: Sequence[Mentor]) -> dict[str, tuple[str, ...]]:
    """By mentee, what *Move to* offers: names, or addresses where a name would not do.

    A choice that begins with `=` or `+` would be read as a formula, so nothing that begins otherwise than with a letter
    is offered.
    """
    times = Counter(mentor.name.casefold() for mentor in mentors)
    named = {mentor.id: mentor.name if times[mentor.name.casefold()] == 1 else mentor.email for mentor in mentors}
    return {
        mentee: tuple(name for team in found if (name := named[team.mentor.id])[0].isalpha())
        for mentee, found in open_to.items()
    }


def _merge_offers(teams: Sequence[LabelledTeam], open_to: Openings, rules: Rules) -> dict[str, tuple[str, ...]]:
    """By team, what *Merge into* offers: the others to which all its mentees could move as they stand."""
    labels = {each.team.mentor.id: each.label for each in teams}
    offers: dict[str, tuple[str, ...]] = {}
    for each in teams:
        first, *others = [open_to.get(mentee.id, ()) for mentee in each.team.mentees]
        for_all = [team for team in first if all(team in found for found in others)]
        offers[each.label] = tuple(
            labels[team.mentor.id]
            for team in for_all
            if len(team.seats) + len(each.team.mentees) <= min(team.mentor.capacity, rules.most_mentees)
        )
    return offers
