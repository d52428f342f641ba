"""Who is meant by an address or a name: all that the workbook holds by which somebody can be told.

In: the workbook as it stands, what was asked. Out: a `Subject`. An address leads to others: whoever was known under it
was known under all of theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from mentoring_sync.errors import UsageError, did_you_mean
from mentoring_sync.mail.kinds.announcement import read_announcement
from mentoring_sync.records.forgotten import normalised
from mentoring_sync.records.names import folded_name
from mentoring_sync.records.requirement import Role
from mentoring_sync.workbook.known.called import CALLED_KNOWN, read_known_called
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One or more people: every address of theirs, in small letters, and every name."""

    addresses: frozenset[str]
    names: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """The keys of their rows, in either role."""
        return frozenset(f"{role}:{address}" for role in Role for address in self.addresses)

    def joined(self, other: Subject) -> Subject:
        """These people and others."""
        return Subject(addresses=self.addresses | other.addresses, names=self.names | other.names)


NOBODY = Subject(addresses=frozenset())


def everybody(standing: StandingWorkbook) -> tuple[Subject, ...]:
    """All people of whom the workbook knows anything, each with all addresses and names of theirs."""
    found: dict[str, Subject] = {}
    for each in _traces(standing):
        for same in {id(one): one for one in map(found.get, map(normalised, each.addresses)) if one}.values():
            each = each.joined(same)
        found |= dict.fromkeys(map(normalised, each.addresses), each)
    return tuple({id(each): each for each in found.values()}.values())


def at_addresses(standing: StandingWorkbook, addresses: Iterable[str]) -> Subject:
    """The people who have these addresses, the addresses themselves where nobody is known by them."""
    meant = Subject(addresses=frozenset(each.strip().lower() for each in addresses))
    for each in everybody(standing):
        if _overlap(each.addresses, meant.addresses):
            meant = meant.joined(each)
    return meant


def who_is_meant(standing: StandingWorkbook, asked: str) -> Subject:
    """The one person whom an address or a name means.

    Raises:
        UsageError: several have the name, or nobody.
    """
    if "@" in asked:
        return at_addresses(standing, [asked])
    people, wanted = everybody(standing), folded_name(asked)
    named = [each for each in people if wanted in map(folded_name, each.names)]
    if len(named) == 1:
        return named[0]
    if named:
        shown = "; ".join(", ".join(sorted(each.addresses)) for each in named)
        raise UsageError(f"{len(named)} people are called {asked}: {shown}.", remedy="Give the address.")
    near = did_you_mean(asked, (name for each in people for name in each.names))
    raise UsageError(f"Nobody here is called {asked}.", remedy=near.capitalize() if near else "Give the address.")


def others_names(standing: StandingWorkbook, subject: Subject) -> frozenset[str]:
    """The names that other people have, as they are compared."""
    others = (each for each in everybody(standing) if not _overlap(each.addresses, subject.addresses))
    return frozenset(folded_name(name) for each in others for name in each.names)


def _overlap(one: Collection[str], other: Collection[str]) -> bool:
    return not set(map(normalised, one)).isdisjoint(map(normalised, other))


def _traces(standing: StandingWorkbook) -> Iterator[Subject]:
    for known in standing.known.values():
        person = known.person
        yield _subject((person.email, person.id, *known.addresses), (person.name, known.replaces))
    for past in standing.past.values():
        yield _subject(past.every_address, (past.name,))
    yield from _in_roster(standing)
    for recruit in standing.recruits:
        yield _subject((recruit.email,), (recruit.name,))
    for key, called in read_known_called(standing.base.get(CALLED_KNOWN, {})).items():
        yield _subject((key.partition(":")[2],), (each.name for each in called))
    for team in standing.known_teams.values():
        yield from _told(team.told.members.items() if team.told else ())
    for posting in standing.postings:
        announced = read_announcement(posting.announcement)
        yield from _told(announced.members.items() if announced else ())
        yield from (_subject((reader,), ()) for reader in posting.readers)


def _in_roster(standing: StandingWorkbook) -> Iterator[Subject]:
    roster = standing.tab(ROSTER)
    for key in dict.fromkeys((*roster.keys, *roster.base)):
        shown = [roster.cell(key, RosterColumn.EMAIL), roster.base.get(key, {}).get(RosterColumn.EMAIL)]
        named = [roster.cell(key, RosterColumn.PERSON), roster.base.get(key, {}).get(RosterColumn.PERSON)]
        yield _subject((key.partition(":")[2], *map(str, shown)), (str(each) for each in named if each))


def _told(members: Iterable[tuple[str, str]]) -> Iterator[Subject]:
    return (_subject((email,), (name,)) for email, name in members)


def _subject(addresses: Iterable[str], names: Iterable[str]) -> Subject:
    found = frozenset(each.strip().lower() for each in addresses if "@" in each)
    return Subject(addresses=found, names=frozenset(name.strip() for name in names if name and "@" not in name))
