"""People of rounds that were closed: which answers are still theirs of then, what they were, who comes back.

In: the responses, the people remembered of closed rounds, when the last of these was closed. Out: the responses that
are of this round, the entries of *Roster* of those who haven't applied to it, and a sentence on each who returns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from mentoring_sync.intake.people import Application
from mentoring_sync.intake.read import Responses
from mentoring_sync.records.person import Person
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import PersonStatus, RosterEntry, person_key
from mentoring_sync.workbook.known.past import Ended, PastPerson, PastRound, by_address
from mentoring_sync.workbook.known.people import KnownPerson

MOST_TOLD = 2
"""Of how many rounds *Roster* tells, the last ones."""


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """The round (by its identity) that was closed before this one, and from when on answers are of this one."""

    round: str
    until: datetime


def of_this_round(responses: Responses, past: Mapping[str, PastPerson], earlier: Earlier | None) -> Responses:
    """The responses without those of rounds that were closed."""
    if earlier is None:
        return responses
    people = by_address(past)
    current = (each for each in responses.applications if not _is_old(each, people, earlier))
    return replace(responses, applications=tuple(current))


def known_of_this_round(
    known: Mapping[str, KnownPerson], past: Mapping[str, PastPerson], earlier: Earlier | None
) -> Mapping[str, KnownPerson]:
    """The people whose answers are looked for: whoever answered for a round that was closed needn't be there."""
    if earlier is None:
        return known
    return {key: each for key, each in known.items() if not _was_before(each.given, past.get(key), earlier)}


def _is_old(application: Application, people: Mapping[str, list[PastPerson]], earlier: Earlier) -> bool:
    there = [each for each in people.get(application.email.casefold(), ()) if each.role is application.role]
    if application.given is None:
        return bool(there)
    return any(_was_before(application.given, each, earlier) for each in (*there, None))


def _was_before(given: datetime, person: PastPerson | None, earlier: Earlier) -> bool:
    """Whether answers are of a closed round: given before it was closed, or those that somebody had their place by."""
    answered = [each.answered for each in person.rounds if each.answered] if person else []
    return given < earlier.until or any(given <= each for each in answered)


def away(
    past: Mapping[str, PastPerson],
    here: Collection[str],
    withdrawn: Collection[tuple[str, Role]],
    earlier: Earlier | None,
) -> Iterator[RosterEntry]:
    """The entries of those who were in a closed round and aren't `here`, by the addresses and roles of those who are
    (as keys)."""
    for each in past.values() if earlier else ():
        if not any(person_key(each.role, address) in here for address in each.every_address):
            put_off = earlier is not None and each.has_put_off(earlier.round)
            status = PersonStatus.DEFERRED if put_off else PersonStatus.PAST
            yield RosterEntry(
                name=each.name,
                email=each.email,
                known_as=each.known_as,
                role=each.role,
                status=PersonStatus.WITHDRAWN if (each.known_as, each.role) in withdrawn else status,
                reason=sentence(each),
                zone=each.zone,
            )


def returning(
    people: Iterable[Person], known: Mapping[str, KnownPerson], past: Mapping[str, PastPerson]
) -> dict[str, str]:
    """By key, of those who were in a closed round, in whichever role: what they were."""
    if not past:
        return {}
    at = by_address(past)
    found: dict[str, str] = {}
    for person in people:
        key = person_key(person.role, person.id)
        addresses = (person.email, person.id, *(known[key].addresses if key in known else ()))
        before = {each.key: each for address in addresses for each in at.get(address, ())}
        if before:
            found[key] = " ".join(map(sentence, before.values()))
    return found


def sentence(person: PastPerson) -> str:
    """`Was a mentee of Ada Lind in 2026-2, finished.`; of several rounds the last first."""
    told = (_told(each, person.role) for each in person.rounds[::-1][:MOST_TOLD])
    return " ".join(f"{words[0].upper()}{words[1:]}." for words in told)


def _told(each: PastRound, role: Role) -> str:
    why = f" ({each.why})" if each.why else ""
    if each.team:
        beside = f" of {_listed(each.beside)}" if each.beside else f" in {each.team}"
        return f"was a {role}{beside} in {each.called}, {each.ended}{why}"
    match each.ended:
        case Ended.DEFERRED | Ended.WITHDREW:
            return f"{each.ended} in {each.called}{why}"
        case Ended.WAITED:
            return f"waited for a team in {each.called}"
        case _:
            return f"applied in {each.called}{why}"


def _listed(names: tuple[str, ...]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
