"""Who was forgotten, as digests, and what is still to be done for it: kept in `_sync` as long as the workbook lives.

Beside the people stand what has no name any more: how many of a closed round were forgotten (its figures go on counting
them), drafts that are to be thrown away in Gmail, and when the people of a closed round are to be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from mentoring_sync.records.forgotten import Forgotten, ForgottenPerson
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.workbook.merge.rows import Cells, TabBase

FORGOTTEN = "_forgotten"
"""Under which name it stands among the tabs in `_sync`."""

_STATE, _PERSON, _ROUND = "state", "person/", "round/"


@dataclass(frozen=True, kw_only=True)
class Retention:
    """A closed round of whose people the workbook is to know nothing from the day `due` on: what it was `called`, under
    which titles its tabs were kept, and how many of its people were `forgotten` by now. Without a day they stay."""

    called: str
    due: date | None = None
    tabs: tuple[str, ...] = ()
    forgotten: int = 0


@dataclass(frozen=True, kw_only=True)
class KnownForgotten:
    """`who` they are; `unfinished`: a forgetting landed and isn't through, with the `drafts` (Gmail's ids) that are
    still to be thrown away; `rounds` are closed ones, by their identity."""

    who: Forgotten = field(default_factory=Forgotten)
    unfinished: bool = False
    drafts: tuple[str, ...] = ()
    rounds: Mapping[str, Retention] = field(default_factory=dict)

    @property
    def finished(self) -> KnownForgotten:
        """The same with nothing left to do."""
        return replace(self, unfinished=False, drafts=())

    def due(self, today: date) -> Mapping[str, Retention]:
        """The rounds whose people are to be forgotten by now."""
        return {of: each for of, each in self.rounds.items() if each.due and each.due <= today}


def read_known_forgotten(base: TabBase) -> KnownForgotten:
    """What was kept; who was spoiled is left out."""
    state = base.get(_STATE, {})
    people = (_read(cells) for key, cells in base.items() if key.startswith(_PERSON))
    return KnownForgotten(
        who=Forgotten(key=cell_text(state.get("key")), people=tuple(each for each in people if each)),
        unfinished=state.get("unfinished") is True,
        drafts=tuple(cell_text(state.get("drafts")).split()),
        rounds=dict(_rounds(base)),
    )


def known_forgotten_cells(known: KnownForgotten) -> dict[str, Cells]:
    """What is to be kept of it."""
    state: Cells = {
        "key": known.who.key or None,
        "unfinished": known.unfinished or None,
        "drafts": " ".join(known.drafts) or None,
    }
    people = {f"{_PERSON}{number}": _cells(each) for number, each in enumerate(known.who.people)}
    return {_STATE: state, **people, **{f"{_ROUND}{of}": _round_cells(each) for of, each in known.rounds.items()}}


def _cells(person: ForgottenPerson) -> Cells:
    return {
        "at": person.at.isoformat(),
        "addresses": " ".join(sorted(person.addresses)),
        "names": " ".join(sorted(person.names)) or None,
        "first": " ".join(sorted(person.first_words)) or None,
        "lengths": " ".join(map(str, sorted(person.lengths))) or None,
        "back": person.back or None,
    }


def _read(cells: Cells) -> ForgottenPerson | None:
    words = {name: frozenset(cell_text(cells.get(name)).split()) for name in ("addresses", "names", "first", "lengths")}
    try:
        return ForgottenPerson(
            at=datetime.fromisoformat(cell_text(cells.get("at"))),
            addresses=words["addresses"],
            names=words["names"],
            first_words=words["first"],
            lengths=frozenset(map(int, words["lengths"])),
            back=cells.get("back") is True,
        )
    except ValueError:
        return None


def _round_cells(each: Retention) -> Cells:
    return {
        "called": each.called,
        "due": each.due.isoformat() if each.due else None,
        "tabs": "\n".join(each.tabs) or None,
        "forgotten": float(each.forgotten) if each.forgotten else None,
    }


def _rounds(base: TabBase) -> Iterator[tuple[str, Retention]]:
    for key, cells in base.items():
        if key.startswith(_ROUND):
            count = cells.get("forgotten")
            yield (
                key.removeprefix(_ROUND),
                Retention(
                    called=cell_text(cells.get("called")),
                    due=_day(cell_text(cells.get("due"))),
                    tabs=tuple(cell_text(cells.get("tabs")).splitlines()),
                    forgotten=int(count) if isinstance(count, float) else 0,
                ),
            )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
