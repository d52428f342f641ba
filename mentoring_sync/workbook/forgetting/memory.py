"""What `_sync` remembers of somebody, and the same memory without it.

In: the workbook as it stands, whom to forget, what the tabs are to say. Out: what the next run is to know, the history
without what it told of them, and the edits of `_sync`. Whose row it was is told by its key; in the words of other rows
what names them is replaced, inside packed lists and objects too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mentoring_sync.records.message import Posting
from mentoring_sync.spreadsheet.edits import Edit
from mentoring_sync.spreadsheet.grid import Scalar, cell_text
from mentoring_sync.workbook.forgetting.mentions import INSTEAD, Mentions
from mentoring_sync.workbook.history.chapters import Chapter, history_rows
from mentoring_sync.workbook.known.certificates import CERTIFICATES_KNOWN, register_cells
from mentoring_sync.workbook.known.forgotten import FORGOTTEN
from mentoring_sync.workbook.known.hours import HOURS_KNOWN
from mentoring_sync.workbook.known.mails import MAILBOX, KnownMailbox, mailbox_cells
from mentoring_sync.workbook.known.merges import MERGES_KNOWN
from mentoring_sync.workbook.known.pairing import PAIRED
from mentoring_sync.workbook.known.past import PAST, PastPerson, past_cells
from mentoring_sync.workbook.known.replies import REPLIES
from mentoring_sync.workbook.known.teams import TEAMS_KNOWN, KnownTeam, known_team_cells
from mentoring_sync.workbook.merge.base import base_rows
from mentoring_sync.workbook.merge.changes import CellChange, Changes
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.memory import MEMORY
from mentoring_sync.workbook.merge.merge import merge_tab
from mentoring_sync.workbook.merge.rows import Cells, TabBase
from mentoring_sync.workbook.standing import StandingWorkbook

NO_MENTOR = "somebody"
"""Whose team it was of which nobody may know any more: no address, so nobody's."""

_LISTS = frozenset({"mentees", "addresses", "surveyed", "unlooked"})
"""Cells that hold addresses or keys with blanks between."""


def without(
    standing: StandingWorkbook, mentions: Mentions, tabs: Mapping[str, TabBase], letters: Iterable[Posting]
) -> dict[str, TabBase]:
    """By name: what is remembered from now on. `tabs` are those that were gone through, `letters` the mails of which
    *Mail* knows nothing any more."""
    special: Mapping[str, Callable[[], TabBase]] = {
        PAIRED: dict,
        FORGOTTEN: lambda: standing.base[FORGOTTEN],
        TEAMS_KNOWN: lambda: known_team_cells(_teams(standing.known_teams.values(), mentions)),
        PAST: lambda: past_cells(_past(standing.past, mentions)),
        CERTIFICATES_KNOWN: lambda: _register(standing, mentions),
        MAILBOX: lambda: mailbox_cells(_mailbox(standing.mailbox, mentions, letters)),
    }
    return {
        name: tabs[name] if name in tabs else special[name]() if name in special else _rows(name, rows, mentions)
        for name, rows in standing.base.items()
    }


def _rows(name: str, rows: TabBase, mentions: Mentions) -> dict[str, Cells]:
    led = "mentor" if name in (HOURS_KNOWN, MERGES_KNOWN) else "from" if name == REPLIES else ""
    return {
        key: {title: _cell(title, cell, mentions) for title, cell in cells.items()}
        for key, cells in rows.items()
        if not mentions.are_in(key) and not (led and mentions.is_address(cells.get(led)))
    }


def _cell(title: str, cell: Scalar, mentions: Mentions) -> Scalar:
    if not isinstance(cell, str):
        return cell
    if title in _LISTS:
        return " ".join(each for each in cell.split(" ") if not mentions.are_in(each)) or None
    return cleaned_text(cell, mentions)


def cleaned_text(text: str, mentions: Mentions) -> str:
    """A text without what names them; where it is JSON, as JSON."""
    try:
        value = json.loads(text) if text[:1] in ("[", "{") else None
    except ValueError:
        value = None
    if value is None:
        return mentions.out_of(text)
    after = cleaned(value, mentions)
    return text if after == value else json.dumps(after, ensure_ascii=False, separators=(",", ":"))


def cleaned(value: Any, mentions: Mentions) -> Any:
    """A JSON value without what names them."""
    match value:
        case str():
            return cleaned_text(value, mentions)
        case list():
            return [cleaned(each, mentions) for each in value]
        case dict():
            return {mentions.out_of(name): cleaned(each, mentions) for name, each in value.items()}
        case _:
            return value


def _teams(teams: Iterable[KnownTeam], mentions: Mentions) -> Iterator[KnownTeam]:
    """A team whose mentor is forgotten is no more; one whose mentee is has a mentee less."""
    gone = mentions.subject.addresses
    for each in teams:
        orphaned = each.mentor.lower() in gone
        yield replace(
            each,
            mentor=NO_MENTOR if orphaned else each.mentor,
            mentees=() if orphaned else tuple(one for one in each.mentees if one.lower() not in gone),
            told=each.told.without(gone) if each.told else None,
        )


def _past(past: Mapping[str, PastPerson], mentions: Mentions) -> Iterator[PastPerson]:
    """The others of closed rounds, who were beside one less."""
    for each in past.values():
        if not each.every_address & mentions.subject.addresses:
            rounds = (
                replace(
                    one,
                    beside=tuple(name for name in one.beside if not mentions.are_in(name)),
                    why=mentions.out_of(one.why),
                )
                for one in each.rounds
            )
            yield replace(each, rounds=tuple(rounds))


def _register(standing: StandingWorkbook, mentions: Mentions) -> dict[str, Cells]:
    """The register keeps the numbers of their certificates, so that nobody else gets them, and nothing of whose they
    were."""
    certificates, since = standing.register.certificates.values(), standing.register.since
    kept = (
        replace(each, key="", name=INSTEAD, called=INSTEAD, email="", drawn="", survey="")
        if mentions.are_in(each.key) or mentions.is_address(each.email)
        else each
        for each in certificates
    )
    return register_cells(kept, since) if since else {}


def _mailbox(known: KnownMailbox, mentions: Mentions, letters: Iterable[Posting]) -> KnownMailbox:
    """Mails to them alone are none of ours from now on: nobody asks about them."""
    sent = {each.message_id for each in letters if each.message_id}
    found = {key: each for key, each in known.found.items() if not mentions.are_in(f"{key} {each.to} {each.subject}")}
    unlooked = frozenset(key for key in known.unlooked if not mentions.are_in(key))
    return replace(known, newer=known.newer | sent if known.prefix else known.newer, found=found, unlooked=unlooked)


def chapters_without(chapters: Iterable[Chapter], mentions: Mentions) -> tuple[Chapter, ...]:
    """The history without all that it tells of rows in which they were named: those can't be taken back any more."""
    return tuple(replace(each, changes=_changes(each.changes, mentions)) for each in chapters)


def _changes(changes: Changes, mentions: Mentions) -> Changes:
    named = {(each.tab, each.key) for each in changes.cells if _names(each, mentions)}
    named |= {row for row in (*changes.made, *changes.gone) if mentions.are_in(row[1])}
    named |= {row for row, cells in changes.gone.items() if any(mentions.are_in(cell_text(c)) for c in cells.values())}
    return Changes(
        cells=tuple(each for each in changes.cells if (each.tab, each.key) not in named),
        made=tuple(row for row in changes.made if row not in named),
        gone={row: cells for row, cells in changes.gone.items() if row not in named},
    )


def _names(change: CellChange, mentions: Mentions) -> bool:
    said = (change.key, cell_text(change.before), cell_text(change.after))
    return any(map(mentions.are_in, said))


def memory_edits(
    standing: StandingWorkbook, base: Mapping[str, TabBase], history: Sequence[Chapter]
) -> tuple[Edit, ...]:
    """The edits by which `_sync` remembers this, and nothing else."""
    located = standing.memory_tab.located
    if located is None:
        return ()
    rows = (
        *base_rows(base, standing.memory, {}),
        *history_rows(history, standing.chapters, standing.memory),
    )
    return merge_tab(DesiredTab(layout=MEMORY, rows=rows), located, standing.memory_tab.base).edits
