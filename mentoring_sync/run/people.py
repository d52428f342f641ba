"""The stage *people*: the response rows become mentors and mentees, or reasons why not.

Whoever was known stays known: what isn't seen or can't be read is asked about, and changes nobody's place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.intake.identity import doubts_about_identity
from mentoring_sync.intake.outcome import Intake, Superseded
from mentoring_sync.intake.read import Responses, read_responses, sorted_out
from mentoring_sync.intake.recognise import alike
from mentoring_sync.mail.key import round_prefix
from mentoring_sync.mail.kinds.facts import Replaced
from mentoring_sync.records.forgotten import Forgotten
from mentoring_sync.records.leave import Leave
from mentoring_sync.records.person import Mentee, Mentor, Person, PersonId
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import RosterEntry, person_key
from mentoring_sync.records.round import Round
from mentoring_sync.run.acknowledge import Acknowledged, acknowledge, unique_addresses
from mentoring_sync.run.capacity import with_room
from mentoring_sync.run.corrections import corrected, that_cost_no_place
from mentoring_sync.run.deleted_rows import DeletedRows, deleted_rows
from mentoring_sync.run.forgotten import without_forgotten
from mentoring_sync.run.late import late_applicants
from mentoring_sync.run.leaves import leaves
from mentoring_sync.run.questions import Asking
from mentoring_sync.run.returning import Earlier, away, known_of_this_round, of_this_round, returning
from mentoring_sync.run.stakes import stakes_of
from mentoring_sync.run.standing_teams import standing_teams
from mentoring_sync.run.words import remembered_words
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.known.forgotten import FORGOTTEN, known_forgotten_cells
from mentoring_sync.workbook.known.leaves import LEAVES_KNOWN, known_leave_cells, read_known_leaves
from mentoring_sync.workbook.known.people import (
    ANSWERS,
    PEOPLE,
    KnownPerson,
    addresses_of,
    known_cells,
    remembered_cells,
)
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.roster import ROSTER, Correction, RosterColumn, person_of
from mentoring_sync.workbook.tabs.teams import StandingTeam


@dataclass(frozen=True, kw_only=True)
class People:
    """Who applies and what became of every response; `corrections` are those typed in *Roster* and understood.

    `mentors` and `mentees` are those who are to be paired: not those who withdrew, nor those who applied late and are
    `waiting` for the coordinator's word. `on_leave` are people's leaves, and `first` when each first answered, by their
    keys. `said` is the coordinator's input by who people are, whatever their address was when it was written; `notes`
    are sentences for *Roster*, by key. `frozen`: so many answers are missing at once that nothing is to be changed.
    `memory` is what the next run is to know; `replaced` whose answers were taken in place of others'. `doubted` are the
    addresses of those who are kept while it is asked what became of their answer. `deleted` is what became of the rows
    that people deleted; `away` have entries in *Roster* although they haven't applied to this round: they were in one
    that is closed.
    """

    intake: Intake
    corrections: Mapping[str, Correction]
    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    waiting: frozenset[tuple[PersonId, Role]]
    on_leave: Mapping[str, tuple[Leave, ...]]
    first: Mapping[str, datetime]
    said: CoordinatorInput
    notes: Mapping[str, str]
    away: tuple[RosterEntry, ...]
    known_as: Mapping[str, PersonId]
    replaced: tuple[Replaced, ...]
    doubted: frozenset[str]
    frozen: bool
    deleted: DeletedRows
    memory: Mapping[str, TabBase]
    problems: tuple[Problem, ...]

    @property
    def names(self) -> Mapping[PersonId, str]:
        """What everyone who applied is called."""
        return {each.id: each.name for each in (*self.intake.mentors, *self.intake.mentees)}


def people(
    configuration: Configuration,
    standing: StandingWorkbook,
    *,
    now: datetime,
    again: bool = False,
    earlier: Earlier | None = None,
) -> People:
    """The people, by the response tabs, by whom the last run knew, and by what the coordinator ticked and typed.

    `again`: rows that people deleted are to be written again. `earlier`: a round was closed before this one.

    Raises:
        UnfitError: a response tab or a question is missing.
    """
    past, asking = standing.past, Asking(standing.answers)
    known = known_of_this_round(standing.known, past, earlier)
    said = _by_who_they_are(standing.coordinator_input, known.values())
    round_ = configuration.program.round
    prefix = round_prefix(configuration.program.programme, round_)
    addresses = {address: each.person.id for address, each in addresses_of(known.values())}
    said = replace(said, standing=standing_teams(said.standing, standing.known_teams, addresses, prefix))
    waived = _at_every_address(said.waived, known.values())
    responses = of_this_round(_read(configuration, standing, waived, earlier), past, earlier)
    still = without_forgotten(responses, standing.forgotten.who, asking)
    responses = still.responses
    stakes = stakes_of(said.standing, standing.postings, known, round_)
    moved = {key for key, each in said.corrections.items() if each.zone}
    acknowledged = acknowledge(responses, known, stakes, asking, moved)
    answered = _with_kept(sorted_out(acknowledged.responses), acknowledged)
    remembered = tuple(_remembered(answered, acknowledged, known))
    first = {each.key: each.first for each in remembered}
    usable = that_cost_no_place(answered, said.corrections, stakes, asking)
    intake, corrections = corrected(answered, usable)
    exempt = said.waived | _placed(said.standing) | _told(standing, addresses, prefix)
    late = late_applicants(intake, first, round_, exempt=exempt, again=again)
    roomy = with_room(
        late.intake.mentors,
        said.takes_at_most,
        stakes.teams,
        asking,
        most_mentees=configuration.program.pairing.most_mentees,
    )
    intake = replace(late.intake, mentors=roomy.mentors)
    leaves_ = leaves(said.on_leave, read_known_leaves(standing.base.get(LEAVES_KNOWN, {})), now.date())
    deleted = deleted_rows(standing, intake, asking, again=again)
    said = replace(
        said,
        withdrawn=said.withdrawn | acknowledged.withdrawn | set(map(person_of, deleted.left)),
        standing=tuple(_on_their_clock(said.standing, intake.mentors, round_)),
    )
    doubts = doubts_about_identity(
        (*answered.mentors, *answered.mentees, *answered.rejections),
        contact=configuration.program.programme.contact,
        now=now,
    )
    here = {person_key(each.person.role, address) for each in remembered for address in _every_address(each)}
    here |= {each.key for each in intake.rejections}
    out = said.withdrawn | late.waiting
    return People(
        intake=intake,
        corrections=corrections,
        mentors=tuple(each for each in intake.mentors if (each.id, Role.MENTOR) not in out),
        mentees=tuple(each for each in intake.mentees if (each.id, Role.MENTEE) not in out),
        waiting=late.waiting - said.withdrawn,
        on_leave=leaves_.leaves,
        first=first,
        said=said,
        notes=_joined_notes(acknowledged.notes, returning((*intake.mentors, *intake.mentees), standing.known, past)),
        away=tuple(away(past, here, said.withdrawn, earlier)),
        known_as=_known_as(remembered, intake),
        replaced=tuple(Replaced(person=each.person, before=each.replaces) for each in remembered if each.replaces),
        doubted=frozenset(acknowledged.kept[key].person.email for key in acknowledged.doubted),
        frozen=acknowledged.frozen,
        deleted=deleted,
        memory=_memory(known.values() if acknowledged.frozen else remembered, asking)
        | remembered_words(standing, intake, said.corrections, corrections, deleted.left)
        | {LEAVES_KNOWN: known_leave_cells(leaves_.known)}
        | _still_forgotten(standing, still.who),
        problems=(
            *asking.unanswered,
            *intake.problems,
            *doubts,
            *roomy.problems,
            *leaves_.problems,
            *_reasons_without_a_tick(said, intake),
            *map(_answered_again, intake.superseded),
        ),
    )


def _still_forgotten(standing: StandingWorkbook, who: Forgotten) -> dict[str, TabBase]:
    """What is to be remembered of it where somebody is back."""
    known = standing.forgotten
    return {} if who == known.who else {FORGOTTEN: known_forgotten_cells(replace(known, who=who))}


def _joined_notes(*parts: Mapping[str, str]) -> dict[str, str]:
    keys = dict.fromkeys(key for part in parts for key in part)
    return {key: " ".join(part[key] for part in parts if key in part) for key in keys}


def _every_address(known: KnownPerson) -> tuple[str, ...]:
    return (known.person.id, known.person.email, *known.addresses)


def _read(
    configuration: Configuration,
    standing: StandingWorkbook,
    waived: Collection[tuple[str, Role]],
    earlier: Earlier | None,
) -> Responses:
    read = standing.read_without_forgotten(*map(configuration.questions.tab, Role))
    return read_responses(
        read.tabs,
        questions=configuration.questions,
        requirements=configuration.program.requirements,
        waived=waived,
        time_zone=standing.workbook.time_zone,
        locale=standing.workbook.locale,
        most_mentees=configuration.program.pairing.most_mentees,
        since=earlier.until if earlier else None,
        language=configuration.program.programme.language,
    )


def _placed(teams: Iterable[StandingTeam]) -> set[tuple[str, Role]]:
    """Whoever sits in a team that stands."""
    return {
        place
        for team in teams
        for place in (
            (team.mentor, Role.MENTOR),
            *((mentee, Role.MENTEE) for mentee in team.mentees),
        )
    }


def _told(standing: StandingWorkbook, known_as: Mapping[str, PersonId], prefix: str) -> set[tuple[str, Role]]:
    """Whoever was told of a team in this round."""
    return {
        place
        for team in standing.known_teams.values()
        if team.round == prefix and team.told
        for place in (
            (team.mentor, Role.MENTOR),
            *((mentee, Role.MENTEE) for mentee in team.told_mentees(known_as)),
        )
    }


def _on_their_clock(teams: Iterable[StandingTeam], mentors: Iterable[Mentor], round_: Round) -> Iterator[StandingTeam]:
    """The teams with their hours on the clocks that their mentors have now."""
    zones = {str(mentor.id): mentor.zone for mentor in mentors}
    for team in teams:
        zone = zones.get(team.mentor, team.slot.zone)
        yield team if zone == team.slot.zone else replace(team, slot=round_.on_the_clock(team.slot, zone))


def _reasons_without_a_tick(said: CoordinatorInput, intake: Intake) -> Iterator[Problem]:
    """Whoever takes part, and a reason for not doing so stands beside their name."""
    people: tuple[Person, ...] = (*intake.mentors, *intake.mentees)
    for person in people:
        key = person_key(person.role, person.id)
        why = said.withdrawn_why.get(key)
        if why and (person.id, person.role) not in said.withdrawn:
            yield Problem(
                where=Place(tab=ROSTER.title, column=RosterColumn.WITHDRAWN_WHY),
                what=f"{in_quotes(why)} says why {person.name} doesn't take part, and Withdrawn isn't ticked: they do.",
                remedy="Tick Withdrawn, or empty the cell.",
                about=key,
            )


def _by_who_they_are(said: CoordinatorInput, known: Iterable[KnownPerson]) -> CoordinatorInput:
    """The input with mentors by who they are, where their address has been corrected since."""
    mentors = {address: each.person.id for address, each in addresses_of(known) if each.person.role is Role.MENTOR}
    return replace(
        said,
        pinned=frozenset((mentee, mentors.get(mentor, mentor)) for mentee, mentor in said.pinned),
        apart_from={mentee: mentors.get(mentor, mentor) for mentee, mentor in said.apart_from.items()},
        standing=tuple(replace(team, mentor=mentors.get(team.mentor, team.mentor)) for team in said.standing),
    )


def _at_every_address(
    waived: Collection[tuple[str, Role]], known: Iterable[KnownPerson]
) -> frozenset[tuple[str, Role]]:
    """Whoever is waived is so at each of their addresses."""
    every = (
        (address, each.person.role)
        for address, each in addresses_of(known)
        if (each.person.id, each.person.role) in waived
    )
    return frozenset((*waived, *every))


def _with_kept(intake: Intake, acknowledged: Acknowledged) -> Intake:
    """The intake with the people whose last answers known count."""
    kept = [each.person for each in acknowledged.kept.values()]
    return replace(
        intake,
        mentors=(*intake.mentors, *(each for each in kept if isinstance(each, Mentor))),
        mentees=(*intake.mentees, *(each for each in kept if isinstance(each, Mentee))),
        held=acknowledged.held,
    )


def _remembered(intake: Intake, acknowledged: Acknowledged, known: Mapping[str, KnownPerson]) -> Iterator[KnownPerson]:
    """Whom the next run is to know: everyone in the intake, with the digests of the row that counts."""
    rows = {(each.origin.tab, each.origin.row): each.answers for each in acknowledged.responses.applications}
    earliest = _earliest(acknowledged)
    everyone: tuple[Person, ...] = (*intake.mentors, *intake.mentees)
    for person in everyone:
        found = KnownPerson(person=person, answers=rows.get((person.origin.tab, person.origin.row), {}))
        before = known.get(found.key)
        kept = acknowledged.kept.get(found.key)
        since = [*([before.first] if before else []), earliest.get((person.role, person.email), person.applied_at)]
        yield kept or replace(
            found,
            addresses=unique_addresses(before, person.email),
            replaces=_replaced_by(person, before),
            since=min(since),
        )


def _earliest(acknowledged: Acknowledged) -> dict[tuple[Role, str], datetime]:
    """When there was a first answer, by role and address."""
    found: dict[tuple[Role, str], datetime] = {}
    for each in acknowledged.responses.applications:
        if each.given and each.email:
            found[each.role, each.email] = min(each.given, found.get((each.role, each.email), each.given))
    return found


def _replaced_by(person: Person, before: KnownPerson | None) -> str:
    """Whose answers these took the place of, by name; empty if they are the person's own."""
    if before is None:
        return ""
    return before.replaces if alike(before.person.name, person.name) else before.person.name


def _known_as(remembered: Iterable[KnownPerson], intake: Intake) -> dict[str, PersonId]:
    """Who somebody is, by every address of theirs, the one typed in *Roster* included."""
    before = {address: each.person.id for address, each in addresses_of(remembered)}
    return before | {each.email: each.id for each in (*intake.mentors, *intake.mentees)}


def _memory(remembered: Iterable[KnownPerson], asking: Asking) -> dict[str, TabBase]:
    return {PEOPLE: known_cells(remembered), ANSWERS: remembered_cells(asking.acted_on)}


def _answered_again(earlier: Superseded) -> Problem:
    return Problem(
        where=Place(tab=earlier.origin.tab, row=earlier.origin.row),
        what=f"{earlier.name} answered again as a {earlier.role}: {earlier.newer} counts, this row doesn't.",
        remedy="Nothing, if the later answer is the right one; else ask them to answer once more.",
        about=earlier.email,
    )
