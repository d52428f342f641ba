"""What the last look into the mailbox showed, kept in `_sync` beside what was written.

Of each sent message and draft that is none of ours the id is kept, so that it is looked at once: no list of a mailbox
promises an order, so an id is the only thing by which a message that was seen is known again. What is kept is bounded
by what the round's own mailbox sends: of messages older than the round's mail can be only so many ids are kept as tell
where the old ones begin.

What the mailbox holds and *Mail* doesn't know is kept as well, for as long as a person is asked about it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from mentoring_sync.records.message import Posting
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.workbook.merge.rows import Cells, TabBase

MAILBOX = "_mailbox"
"""Under which name it stands among the tabs in `_sync`."""

UNTOLD = "_untold"
"""The same for the rows of *Review* that the coordinator is to be told of."""

_STATE, _IDS, _FOUND, _CLOSED = "state", "ids/", "found/", "closed"
_SHARED = 4
"""Ids that begin alike share a row: neighbours in time do, as Gmail gives them, so a run rewrites few rows."""

_POSTING = TypeAdapter(Posting)


@dataclass(frozen=True, kw_only=True)
class KnownMailbox:
    """`account` is the address that mail goes from, `spreadsheet` the workbook that it goes for; empty before the first
    look. `newer` and `older` are the ids of messages that are none of those whose keys begin with `prefix`: sent since
    the instant `since`, or before it.

    `instead` is another account that a look met, about which it is asked; `found` are messages, by key, that *Mail*
    doesn't know; `unlooked` the keys that became owed while nobody could look; `rounds` those of the programme of which
    there was mail, with when its last was made, for as long as nothing else says which one the workbook is of.
    """

    account: str = ""
    spreadsheet: str = ""
    prefix: str = ""
    since: datetime | None = None
    instead: str = ""
    newer: frozenset[str] = frozenset()
    older: frozenset[str] = frozenset()
    found: Mapping[str, Posting] = field(default_factory=dict)
    unlooked: frozenset[str] = frozenset()
    rounds: Mapping[str, datetime] = field(default_factory=dict)

    def after_closing(self, postings: Iterable[Posting]) -> KnownMailbox:
        """The same once its round is closed: all that is known by now, with the round's own mail, is no other's."""
        own = {posting.message_id for posting in postings if posting.message_id}
        return replace(self, prefix=f"{self.prefix}{_CLOSED}", newer=self.ids | own, older=frozenset(), found={})

    def is_of(self, prefix: str) -> bool:
        """Whether the ids are of messages that are none of those whose keys begin so."""
        return self.prefix == prefix or self.prefix.endswith(_CLOSED)

    def with_rounds(self, shown: Mapping[str, datetime]) -> Mapping[str, datetime]:
        """The rounds of which there was mail, with those that a look has shown."""
        last = ((each, max(at, self.rounds.get(each, at))) for each, at in shown.items())
        return {**self.rounds, **dict(last)}

    @property
    def ids(self) -> frozenset[str]:
        """All that need not be looked at again."""
        return self.newer | self.older


def read_known_mailbox(base: TabBase) -> KnownMailbox:
    """What was kept; what was spoiled is as if nobody had looked."""
    state = base.get(_STATE, {})
    rows = [(key.removeprefix(_IDS), cells) for key, cells in base.items() if key.startswith(_IDS)]
    found = (_read(cells) for key, cells in base.items() if key.startswith(_FOUND))
    return KnownMailbox(
        account=cell_text(state.get("account")),
        spreadsheet=cell_text(state.get("spreadsheet")),
        prefix=cell_text(state.get("prefix")),
        since=_instant(cell_text(state.get("since"))),
        instead=cell_text(state.get("instead")),
        newer=frozenset(_ids(rows, "newer")),
        older=frozenset(_ids(rows, "older")),
        found={each.key: each for each in found if each},
        unlooked=frozenset(cell_text(state.get("unlooked")).split()),
        rounds=dict(_rounds(cell_text(state.get("rounds")))),
    )


def mailbox_cells(known: KnownMailbox) -> dict[str, Cells]:
    """What is to be kept of it."""
    state: dict[str, str | None] = {
        "account": known.account or None,
        "spreadsheet": known.spreadsheet or None,
        "prefix": known.prefix or None,
        "since": known.since.isoformat() if known.since else None,
        "instead": known.instead or None,
        "unlooked": " ".join(sorted(known.unlooked)) or None,
        "rounds": " ".join(f"{each}@{at.isoformat()}" for each, at in sorted(known.rounds.items())) or None,
    }
    found = {f"{_FOUND}{key}": {"posting": _written(each)} for key, each in known.found.items()}
    return {_STATE: state, **_id_rows(known), **found}


def read_untold(base: TabBase) -> dict[str, str]:
    """By the key of a row of *Review*: the key of the digest that it is in, empty where it waits for one."""
    return {key: cell_text(cells.get("in")) for key, cells in base.items()}


def untold_cells(untold: Mapping[str, str]) -> dict[str, Cells]:
    """What is to be kept of them."""
    return {key: {"in": told_in or None} for key, told_in in untold.items()}


def _id_rows(known: KnownMailbox) -> dict[str, Cells]:
    rows: dict[str, dict[str, list[str]]] = {}
    for kind, ids in (("newer", known.newer), ("older", known.older)):
        for each in sorted(ids):
            rows.setdefault(f"{_IDS}{each[:_SHARED]}", {}).setdefault(kind, []).append(each[_SHARED:])
    return {key: {kind: " ".join(ends) for kind, ends in row.items()} for key, row in rows.items()}


def _rounds(text: str) -> Iterator[tuple[str, datetime]]:
    for each in text.split():
        round_, _, at = each.partition("@")
        if instant := _instant(at):
            yield round_, instant


def _ids(rows: Iterable[tuple[str, Cells]], kind: str) -> Iterator[str]:
    for beginning, cells in rows:
        if kind in cells:
            yield from (f"{beginning}{end}" for end in cell_text(cells[kind]).split(" "))


def _written(posting: Posting) -> str:
    kept = {name: value for name, value in asdict(posting).items() if value not in (None, False)}
    return json.dumps(kept, default=datetime.isoformat, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _read(cells: Cells) -> Posting | None:
    try:
        return _POSTING.validate_json(cell_text(cells.get("posting")))
    except ValidationError:
        return None


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
