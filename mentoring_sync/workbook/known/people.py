"""Whom the last run knew, and what the coordinator has answered: kept in `_sync` beside what was written.

A person is kept with the last answers known of them, so that a row that is gone or can't be read for once takes nobody
out of a team. An answer to a question of *Review* is kept for as long as the question would be asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from pydantic import ValidationError

from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.requirement import Requirements, Role, Terms
from mentoring_sync.records.roster import person_key
from mentoring_sync.workbook.merge.rows import Cells, TabBase

PEOPLE, ANSWERS = "_people", "_answers"
"""Under which names these stand among the tabs in `_sync`."""

_RECORDS: Mapping[Role, type[Mentor] | type[Mentee]] = {Role.MENTOR: Mentor, Role.MENTEE: Mentee}
_NO_TERMS = Terms(requirements=Requirements())
"""Whoever is known met the requirements when they were read."""


@dataclass(frozen=True, kw_only=True)
class KnownPerson:
    """A person in a role: the last answers that counted, with digests of them as they stood in the row, every address
    that was theirs, and whether the last run saw their row. `replaces` is the name under which somebody had answered
    before, if these answers were taken in place of others, and `since` when they answered first, if it was earlier.
    """

    person: Mentor | Mentee
    answers: Mapping[str, str] = field(default_factory=dict)
    addresses: tuple[str, ...] = ()
    seen: bool = True
    replaces: str = ""
    since: datetime | None = None

    @property
    def first(self) -> datetime:
        """When they answered for the first time, as far as anybody knows."""
        return min(self.since, self.given) if self.since else self.given

    @property
    def key(self) -> str:
        """Whose rows are theirs in every tab."""
        return person_key(self.person.role, self.person.id)

    @property
    def given(self) -> datetime:
        """When they answered."""
        return self.person.applied_at

    def unseen(self) -> KnownPerson:
        """The same, their row not being there."""
        return replace(self, seen=False)


def read_known(base: TabBase) -> dict[str, KnownPerson]:
    """By key; whose memory was spoiled is left out, as if they had never been known."""
    return {known.key: known for key, cells in base.items() if (known := _read(key, cells))}


def known_cells(people: Iterable[KnownPerson]) -> dict[str, Cells]:
    """What is to be kept of them."""
    return {each.key: _cells(each) for each in people}


def _cells(known: KnownPerson) -> Cells:
    return {
        "person": known.person.model_dump_json(exclude_defaults=True),
        "answers": json.dumps(dict(known.answers), sort_keys=True, separators=(",", ":")),
        "addresses": " ".join(known.addresses),
        "seen": known.seen,
        "replaces": known.replaces or None,
        "since": known.first.isoformat() if known.first < known.given else None,
    }


def _read(key: str, cells: Cells) -> KnownPerson | None:
    role = key.partition(":")[0]
    try:
        plain = json.loads(str(cells["person"]))
        person = _RECORDS[Role(role)].under(_NO_TERMS, **plain)
        answers = {str(name): str(digest) for name, digest in json.loads(str(cells.get("answers", "{}"))).items()}
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
        return None
    addresses = tuple(str(cells.get("addresses") or "").split())
    return KnownPerson(
        person=person,
        answers=answers,
        addresses=addresses,
        seen=cells.get("seen") is not False,
        replaces=str(cells.get("replaces") or ""),
        since=_moment(str(cells.get("since") or "")),
    )


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def read_remembered(base: TabBase) -> dict[str, str]:
    """By the key of a question: what was answered in an earlier run."""
    return {key: str(cells["answer"]) for key, cells in base.items() if cells.get("answer")}


def remembered_cells(answers: Mapping[str, str]) -> dict[str, Cells]:
    """What is to be kept of them."""
    return {key: {"answer": answer} for key, answer in answers.items()}


def addresses_of(people: Iterable[KnownPerson]) -> Iterator[tuple[str, KnownPerson]]:
    """Each person under every address that is or was theirs."""
    return ((address, each) for each in people for address in (*each.addresses, each.person.email))
