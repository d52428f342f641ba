"""Whose answer is it? Today's response rows beside the people whom the last run knew.

Forms gives a response tab no response id, an edit replaces the timestamp, and anybody can correct an address in the
sheet. So a person is known by all that an answer shows: address, name, timestamp, answers. In: what was known, what
stands in the rows. Out: for each person known the row that is theirs now, if one is; and which rows are new people's.
Nothing here decides what follows from that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b

from mentoring_sync.intake.cells import REMEMBERED, folded
from mentoring_sync.records.requirement import Role

ALIKE_NAMES = 0.85
"""Names that are so alike are one name with a slip of the pen."""

ALIKE_ANSWERS = 0.8
"""The share of equal answers at which two rows are one person's, if the name or the timestamp says so too."""


@dataclass(frozen=True, kw_only=True)
class Trait:
    """What a row shows of a person: `answers` are digests by question, name and address aside."""

    role: Role
    email: str
    name: str
    given: datetime | None
    answers: Mapping[str, str] = field(default_factory=dict)


class Match(StrEnum):
    """How a person was found again."""

    ADDRESS = "address"
    ANSWERS = "answers"
    """Under another address, by timestamp, name and answers."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A person's row, by its place among the rows, and how it was known."""

    row: int
    by: Match


@dataclass(frozen=True, kw_only=True)
class Recognised:
    """By the key of a person known: their row; those with none are `missing`. `new` are rows of nobody known.

    `perhaps` are, by the key of somebody missing, rows that may be theirs under another address.
    """

    found: Mapping[str, Found]
    missing: tuple[str, ...]
    new: tuple[int, ...]
    perhaps: Mapping[str, tuple[int, ...]]


def digest_of(answer: object) -> str:
    """A short digest of an answer, so that answers can be compared without being kept; empty where there is none."""
    return _digest(str(answer).strip())


@lru_cache(maxsize=REMEMBERED)
def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=4).hexdigest() if text else ""


def recognise(known: Mapping[str, Trait], rows: Sequence[Trait]) -> Recognised:
    """Whose rows these are: each person has at most one, each row at most one person."""
    found = dict(_by_address(known, rows))
    taken = {each.row for each in found.values()}
    missing = [key for key in known if key not in found]
    free = [at for at in range(len(rows)) if at not in taken]
    likely = _by_answers({key: known[key] for key in missing}, rows, free)
    found |= {key: Found(row=row, by=Match.ANSWERS) for key, row in likely.items()}
    taken |= set(likely.values())
    still = tuple(key for key in missing if key not in likely)
    new = tuple(at for at in free if at not in taken)
    return Recognised(found=found, missing=still, new=new, perhaps=dict(_perhaps(known, still, rows, new)))


def alike(one: str, other: str) -> bool:
    """Whether two names can be one person's: the same words in any order, some left out, or a slip of the pen."""
    mine, theirs = set(folded(one).split()), set(folded(other).split())
    if not mine or not theirs:
        return mine == theirs
    if mine <= theirs or theirs <= mine:
        return True
    return SequenceMatcher(None, " ".join(sorted(mine)), " ".join(sorted(theirs))).ratio() >= ALIKE_NAMES


def share_of_equal(one: Mapping[str, str], other: Mapping[str, str]) -> float:
    """Which share of the questions that either answered is answered alike; 0 where neither answered any."""
    asked = {question for answers in (one, other) for question, answer in answers.items() if answer.strip()}
    same = sum(one.get(question, "").strip() == other.get(question, "").strip() for question in asked)
    return same / len(asked) if asked else 0.0


def _by_address(known: Mapping[str, Trait], rows: Sequence[Trait]) -> Iterator[tuple[str, Found]]:
    places: dict[tuple[Role, str], int] = {}
    for at, row in enumerate(rows):
        if row.email:
            places.setdefault((row.role, row.email), at)
    for key, person in known.items():
        place = places.get((person.role, person.email))
        if place is not None:
            yield key, Found(row=place, by=Match.ADDRESS)


def _by_answers(missing: Mapping[str, Trait], rows: Sequence[Trait], free: Iterable[int]) -> dict[str, int]:
    """The rows that are surely somebody's: the likeliest first, and none where two are as likely."""
    weighed = [
        (weight, key, at)
        for at in free
        for key, person in missing.items()
        if (weight := _likelihood(person, rows[at])) >= _SURE
    ]
    found: dict[str, int] = {}
    for weight in sorted({weight for weight, _, _ in weighed}, reverse=True):
        open_ = [(key, at) for w, key, at in weighed if w == weight and key not in found and at not in found.values()]
        for key, at in open_:
            rivals = [each for each in open_ if (each[0] == key) != (each[1] == at)]
            if not rivals:
                found[key] = at
    return found


_SURE = 4
"""The name, and one more witness: the timestamp or the answers."""


def _likelihood(person: Trait, row: Trait) -> int:
    if person.role is not row.role:
        return 0
    if not person.name or not alike(person.name, row.name):
        return 0
    stamp = person.given is not None and person.given == row.given
    answers = share_of_equal(person.answers, row.answers) >= ALIKE_ANSWERS
    return 2 + 2 * stamp + 2 * answers + (folded(person.name) == folded(row.name))


def _perhaps(
    known: Mapping[str, Trait], missing: Iterable[str], rows: Sequence[Trait], new: Sequence[int]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    for key in missing:
        person = known[key]
        same = tuple(at for at in new if rows[at].role is person.role and _is_a_sign(person, rows[at]))
        if same:
            yield key, same


def _is_a_sign(person: Trait, row: Trait) -> bool:
    stamp = person.given is not None and person.given == row.given
    return stamp or alike(person.name, row.name)
