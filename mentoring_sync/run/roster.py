"""The stage *roster*: everyone who applied, how they stand and why: in a team, waiting, withdrawn, not eligible yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mentoring_sync.intake.outcome import Intake, Rejection
from mentoring_sync.records.leave import Leave
from mentoring_sync.records.person import Person
from mentoring_sync.records.roster import TAKES_NO_PART, LabelledTeam, PersonStatus, RosterEntry, person_key
from mentoring_sync.records.team import Pairing
from mentoring_sync.run.late import WAITS, Placed
from mentoring_sync.run.people import People
from mentoring_sync.run.teams import Teams
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.tabs.roster import NOTHING_PASSED, is_deferred, roster_tab


@dataclass(frozen=True, kw_only=True)
class Roster:
    """How everyone stands, an entry for each person and role."""

    entries: tuple[RosterEntry, ...]
    tabs: tuple[DesiredTab, ...]


NO_ROSTER = Roster(entries=(), tabs=())
"""Where nothing is to change."""


def roster(people: People, teams: Teams, passed: TabBase = NOTHING_PASSED, *, today: date) -> Roster:
    """The roster; those without an address are in *Review*. `passed` are words of a round that is closed."""
    entries = tuple(
        replace(each, reason=" ".join(filter(None, (people.notes.get(each.key), each.reason))))
        for each in roster_entries(people.intake, teams.pairing, teams.teams, people.said, waiting=people.waiting)
    )
    entries = (*(_with_leave(each, people.on_leave, today) for each in entries), *people.away)
    return Roster(entries=entries, tabs=(roster_tab(entries, people.corrections, people.deleted.left, passed),))


def roster_entries(
    intake: Intake,
    pairing: Pairing,
    teams: Sequence[LabelledTeam],
    said: CoordinatorInput,
    *,
    waiting: Placed = (),
) -> Iterator[RosterEntry]:
    """One entry for each person and role with an address; those without one are in *Review*."""
    entries = [
        *_accepted(intake, pairing, teams, said, waiting),
        *(_turned_away(each, said) for each in intake.rejections if each.email),
    ]
    seen: set[str] = set()
    for entry in entries:
        if entry.key not in seen:
            seen.add(entry.key)
            yield entry


def _accepted(
    intake: Intake, pairing: Pairing, teams: Sequence[LabelledTeam], said: CoordinatorInput, waiting: Placed
) -> Iterator[RosterEntry]:
    labels = {(member.id, member.role): team.label for team in teams for member in team.team.members}
    reasons = {(each.person.id, each.person.role): (each.reason, *each.remedies) for each in pairing.unplaced}
    people: tuple[Person, ...] = (*intake.mentors, *intake.mentees)
    for person in people:
        place = (person.id, person.role)
        if place in said.withdrawn:
            why = said.withdrawn_why.get(person_key(person.role, person.id), "")
            yield _entry(person, _gone(why), reason=_in_a_sentence(why))
        elif place in labels:
            yield _entry(person, PersonStatus.IN_TEAM, team=labels[place])
        elif place in waiting:
            yield _entry(person, PersonStatus.WAITING, reason=WAITS)
        elif place in reasons:
            yield _entry(person, PersonStatus.WAITING, reason=" ".join(reasons[place]))
        elif person.either and (person.id, person.role.other) in labels:
            yield _entry(person, PersonStatus.ACCEPTED, reason=f"Open to either role: is a {person.role.other}.")
        else:
            yield _entry(person, PersonStatus.ACCEPTED)


def _gone(why: str) -> PersonStatus:
    """How somebody stands who takes no part, by the reason."""
    return PersonStatus.DEFERRED if is_deferred(why) else PersonStatus.WITHDRAWN


def _in_a_sentence(why: str) -> str:
    return f"{why[0].upper()}{why[1:]}." if why and why[-1].isalnum() else why


def _with_leave(entry: RosterEntry, leaves: Mapping[str, tuple[Leave, ...]], today: date) -> RosterEntry:
    """Whoever takes part and is away says so first."""
    leave = next((each for each in leaves.get(entry.key, ()) if not each.is_over(today)), None)
    if leave is None or entry.status in TAKES_NO_PART:
        return entry
    return replace(entry, reason=" ".join(filter(None, (f"{leave}.", entry.reason))))


def _entry(person: Person, status: PersonStatus, *, reason: str = "", team: str = "") -> RosterEntry:
    return RosterEntry(
        name=person.name,
        email=person.email,
        known_as=person.known_as,
        role=person.role,
        status=status,
        reason=reason,
        zone=person.zone,
        team=team,
    )


def _turned_away(rejection: Rejection, said: CoordinatorInput) -> RosterEntry:
    """Somebody whose answers make no person; who has withdrawn needs to hear no reason."""
    status = PersonStatus.NOT_ELIGIBLE if rejection.waivable else PersonStatus.UNUSABLE
    withdrawn = (rejection.known_as or rejection.email, rejection.role) in said.withdrawn
    why = said.withdrawn_why.get(rejection.key, "")
    return RosterEntry(
        name=rejection.name,
        email=rejection.email,
        known_as=rejection.known_as,
        role=rejection.role,
        status=_gone(why) if withdrawn else status,
        reason=_in_a_sentence(why) if withdrawn else rejection.sentence,
        zone=rejection.time_zone,
    )
