"""Who took part in rounds that were closed: kept in `_sync` for as long as the workbook lives.

A person in a role is kept with every address that was theirs and, for each round, in which team they were, with whom,
and how it ended for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.workbook.merge.rows import Cells, TabBase

PAST = "_past"
"""Under which name they stand among the tabs in `_sync`."""


class Ended(StrEnum):
    """How a round ended for somebody."""

    FINISHED = "finished"
    UNFINISHED = "not finished"
    WITHDREW = "withdrew"
    DEFERRED = "put it off"
    WAITED = "waited"
    APPLIED = "applied"


@dataclass(frozen=True, kw_only=True)
class PastRound:
    """A round as somebody went through it: what it was `called`, its identity `of` (how the keys of its mails begin),
    their `team` (empty: none) and whom they were `beside` in it, how it `ended` for them and `why`.

    `answered` is when the answers were given that were theirs in that team.
    """

    called: str
    of: str
    ended: Ended
    team: str = ""
    beside: tuple[str, ...] = ()
    why: str = ""
    answered: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PastPerson:
    """Somebody in a role, by the key of their rows, with the rounds that they were in, the earliest first."""

    key: str
    name: str
    email: str
    zone: str = ""
    languages: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    rounds: tuple[PastRound, ...] = field(default=())

    @property
    def role(self) -> Role:
        """In which role."""
        return Role(self.key.partition(":")[0])

    @property
    def known_as(self) -> str:
        """The address that their key names."""
        return self.key.partition(":")[2]

    @property
    def every_address(self) -> frozenset[str]:
        """All that are or were theirs."""
        return frozenset((self.email, self.known_as, *self.addresses))

    def has_put_off(self, round_: str) -> bool:
        """Whether they put a round (by its identity) off to the one after it."""
        return any(each.of == round_ and each.ended is Ended.DEFERRED for each in self.rounds)


def read_past(base: TabBase) -> dict[str, PastPerson]:
    """By key; whose memory was spoiled is left out."""
    return {key: person for key, cells in base.items() if (person := _read(key, cells))}


def past_cells(people: Iterable[PastPerson]) -> dict[str, Cells]:
    """What is to be kept of them."""
    return {each.key: _cells(each) for each in people}


def by_address(past: Mapping[str, PastPerson]) -> dict[str, list[PastPerson]]:
    """The people under each address of theirs."""
    found: dict[str, list[PastPerson]] = {}
    for each in past.values():
        for address in sorted(each.every_address):
            found.setdefault(address, []).append(each)
    return found


def _cells(person: PastPerson) -> Cells:
    return {
        "name": person.name,
        "email": person.email,
        "zone": person.zone or None,
        "languages": "\n".join(person.languages) or None,
        "addresses": " ".join(person.addresses) or None,
        "rounds": json.dumps([*map(_written, person.rounds)], ensure_ascii=False, separators=(",", ":")),
    }


def _written(each: PastRound) -> dict[str, object]:
    said = {"called": each.called, "of": each.of, "ended": each.ended.value, "team": each.team, "why": each.why}
    given = each.answered.isoformat() if each.answered else ""
    return {name: word for name, word in (said | {"beside": [*each.beside], "answered": given}).items() if word}


def _read(key: str, cells: Cells) -> PastPerson | None:
    try:
        person = PastPerson(
            key=key,
            name=cell_text(cells.get("name")),
            email=cell_text(cells.get("email")),
            zone=cell_text(cells.get("zone")),
            languages=tuple(cell_text(cells.get("languages")).splitlines()),
            addresses=tuple(cell_text(cells.get("addresses")).split()),
            rounds=tuple(_rounds(cell_text(cells.get("rounds")))),
        )
        return person if person.role else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _rounds(text: str) -> Iterator[PastRound]:
    for said in json.loads(text or "[]"):
        given = said.get("answered")
        yield PastRound(
            called=str(said["called"]),
            of=str(said["of"]),
            ended=Ended(said["ended"]),
            team=str(said.get("team", "")),
            beside=tuple(map(str, said.get("beside", ()))),
            why=str(said.get("why", "")),
            answered=datetime.fromisoformat(given) if given else None,
        )
