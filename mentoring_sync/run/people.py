"""The stage *people*: the response rows become mentors and mentees, or reasons why not.

Whoever was known stays known: what isn't seen or can't be read is asked about, and changes nobody's place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from mentoring_sync.intake.identity import doubts_about_identity
from mentoring_sync.intake.outcome import Intake, Superseded
from mentoring_sync.intake.read import Responses, read_responses, sorted_out
from mentoring_sync.intake.recognise import alike
from mentoring_sync.mail.key import round_prefix
from mentoring_sync.mail.kinds.facts import Replaced
from mentoring_sync.records.person import Mentee, Mentor, Person, PersonId
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import RosterEntry, person_key
from mentoring_sync.run.acknowledge import Acknowledged, acknowledge, unique_addresses
from mentoring_sync.run.corrections import corrected
from mentoring_sync.run.deleted_rows import DeletedRows, deleted_rows
from mentoring_sync.run.questions import Asking
from mentoring_sync.run.returning import Earlier, away, known_of_this_round, of_this_round, returning
from mentoring_sync.run.stakes import stakes_of
from mentoring_sync.run.standing_teams import standing_teams
from mentoring_sync.run.words import remembered_words
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
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
from mentoring_sync.workbook.tabs.roster import Correction, person_of


@dataclass(frozen=True, kw_only=True)
class People:
    """Who applies and what became of every response; `corrections` are those typed in *Roster* and understood.

    `mentors` and `mentees` are those who take part: not those who withdrew. `said` is the coordinator's input by who
    people are, whatever their address was when it was written; `notes` are sentences for *Roster*, by key. `frozen`: so
    many answers are missing at once that nothing is to be changed. `memory` is what the next run is to know; `replaced`
    whose answers were taken in place of others'. `doubted` are the addresses of those who are kept while it is asked
    what became of their answer. `deleted` is what became of the rows that people deleted; `away` have entries in
    *Roster* although they haven't applied to this round: they were in one that is closed.
    """

    intake: Intake
    corrections: Mapping[str, Correction]
    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
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
    prefix = round_prefix(configuration.program.programme, configuration.program.round)
    addresses = {address: each.person.id for address, each in addresses_of(known.values())}
    said = replace(said, standing=standing_teams(said.standing, standing.known_teams, addresses, prefix))
    waived = _at_every_address(said.waived, known.values())
    responses = of_this_round(_read(configuration, standing, waived, earlier), past, earlier)
    stakes = stakes_of(said.standing, standing.postings, known, configuration.program.round)
    acknowledged = acknowledge(responses, known, stakes, asking)
    answered = _with_kept(sorted_out(acknowledged.responses), acknowledged)
    intake, corrections = corrected(answered, said.corrections)
    deleted = DeletedRows() if again else deleted_rows(standing, intake, asking)
    said = replace(said, withdrawn=said.withdrawn | acknowledged.withdrawn | set(map(person_of, deleted.left)))
    remembered = tuple(_remembered(answered, acknowledged, known))
    doubts = doubts_about_identity(
        (*answered.mentors, *answered.mentees, *answered.rejections),
        contact=configuration.program.programme.contact,
        now=now,
    )
    here = {person_key(each.person.role, address) for each in remembered for address in _every_address(each)}
    here |= {each.key for each in intake.rejections}
    return People(
        intake=intake,
        corrections=corrections,
        mentors=tuple(each for each in intake.mentors if (each.id, Role.MENTOR) not in said.withdrawn),
        mentees=tuple(each for each in intake.mentees if (each.id, Role.MENTEE) not in said.withdrawn),
        said=said,
        notes=_joined_notes(acknowledged.notes, returning((*intake.mentors, *intake.mentees), standing.known, past)),
        away=tuple(away(past, here, said.withdrawn, earlier)),
        known_as=_known_as(remembered, intake),
        replaced=tuple(Replaced(person=each.person, before=each.replaces) for each in remembered if each.replaces),
        doubted=frozenset(acknowledged.kept[key].person.email for key in acknowledged.doubted),
        frozen=acknowledged.frozen,
        deleted=deleted,
        memory=_memory(known.values() if acknowledged.frozen else remembered, asking)
        | remembered_words(standing, intake, said.corrections, corrections, deleted.left),
        problems=(*asking.unanswered, *intake.problems, *doubts, *map(_answered_again, intake.superseded)),
    )


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
    return read_responses(
        standing.workbook.tabs,
        questions=configuration.questions,
        requirements=configuration.program.requirements,
        waived=waived,
        time_zone=standing.workbook.time_zone,
        locale=standing.workbook.locale,
        most_mentees=configuration.program.pairing.most_mentees,
        since=earlier.until if earlier else None,
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
    everyone: tuple[Person, ...] = (*intake.mentors, *intake.mentees)
    for person in everyone:
        found = KnownPerson(person=person, answers=rows.get((person.origin.tab, person.origin.row), {}))
        before = known.get(found.key)
        kept = acknowledged.kept.get(found.key)
        yield kept or replace(
            found, addresses=unique_addresses(before, person.email), replaces=_replaced_by(person, before)
        )


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
