"""A round's end in the workbook: its tabs are kept under names of their own, and the live ones begin empty.

In: the workbook as it stands, what the next run is to know. Out: the edits of one batch. It writes over nobody's cell:
the copies are made within the batch, so what somebody types just before it lands is in them, and rows that go are there
as they stood. People's own columns stay in the live tabs, empty.

What is remembered carries its round: mails in their keys, told teams in `_teams`, people's rounds in `_past`. Whatever
else stands in `_sync` under the key of a person or a team alone is of the round under way, and is forgotten with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mentoring_sync.spreadsheet.edits import ArchiveSheet, DeleteRows, Edit, more_rows
from mentoring_sync.spreadsheet.grid import Tab, Workbook, cell_text
from mentoring_sync.workbook.history.chapters import Chapter
from mentoring_sync.workbook.known.certificates import CERTIFICATES_KNOWN
from mentoring_sync.workbook.known.forgotten import FORGOTTEN, KnownForgotten, known_forgotten_cells
from mentoring_sync.workbook.known.mails import MAILBOX, mailbox_cells
from mentoring_sync.workbook.known.past import PAST, PastPerson, past_cells
from mentoring_sync.workbook.known.people import ANSWERS, PEOPLE
from mentoring_sync.workbook.known.round import PASSED, ROUND_KNOWN, KnownRound, known_round_cells, words_that_end
from mentoring_sync.workbook.known.teams import TEAMS_KNOWN, known_team_cells
from mentoring_sync.workbook.layouts import FIRST_SHEET_ID, KEY, Layout
from mentoring_sync.workbook.merge.changes import Changes
from mentoring_sync.workbook.merge.charts import CHARTS
from mentoring_sync.workbook.merge.heard import COLUMNS, HEARD
from mentoring_sync.workbook.merge.locate import our_tab
from mentoring_sync.workbook.merge.merge import SPARE_ROWS
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.plan import patch
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.attendance import ATTENDANCE
from mentoring_sync.workbook.tabs.certificates import CERTIFICATES
from mentoring_sync.workbook.tabs.control import CONTROL
from mentoring_sync.workbook.tabs.mail import MAIL
from mentoring_sync.workbook.tabs.progress import PROGRESS
from mentoring_sync.workbook.tabs.quotations import QUOTATIONS
from mentoring_sync.workbook.tabs.review import REVIEW
from mentoring_sync.workbook.tabs.roster import ROSTER
from mentoring_sync.workbook.tabs.runs import RUNS
from mentoring_sync.workbook.tabs.teams import TEAMS, TeamsColumn
from mentoring_sync.workbook.words import words_of

CLEARED = (TEAMS, ATTENDANCE, PROGRESS, QUOTATIONS, MAIL, REVIEW)
"""The tabs that end with a round. *Roster* is kept as it was, and its people stay; *Certificates* is of all rounds."""

LASTING = frozenset(
    (
        *(layout.title for layout in (ROSTER, CERTIFICATES, CONTROL, RUNS)),
        *(words_of(ROSTER), PEOPLE, CERTIFICATES_KNOWN, ANSWERS, MAILBOX, COLUMNS, CHARTS, FORGOTTEN),
    )
)
"""What `_sync` holds that doesn't end with a round."""

FIRST_ARCHIVE = FIRST_SHEET_ID + 1000
LONGEST_TITLE = 100


@dataclass(frozen=True, kw_only=True)
class Archive:
    """A tab that is kept: of which layout, as it stands, under which title and sheet id."""

    layout: Layout
    tab: Tab
    title: str
    sheet_id: int


def archives(workbook: Workbook, called: str) -> tuple[Archive, ...]:
    """The tabs of a round that are to be kept, in their order."""
    titles = {tab.title.casefold() for tab in workbook.tabs}
    free = max((tab.sheet_id + 1 for tab in workbook.tabs if tab.sheet_id >= FIRST_ARCHIVE), default=FIRST_ARCHIVE)
    found: list[Archive] = []
    for layout in (ROSTER, *CLEARED):
        tab = our_tab(workbook, layout)
        if tab:
            title = _free_title(f"{tab.title[: LONGEST_TITLE // 2]} · {called}", titles)
            titles.add(title.casefold())
            found.append(Archive(layout=layout, tab=tab, title=title, sheet_id=free + len(found)))
    return tuple(found)


def _free_title(title: str, taken: Iterable[str]) -> str:
    numbered = (title, *(f"{title} ({number})" for number in range(2, 100)))
    return next(each for each in numbered if each.casefold() not in taken)


def closing_edits(
    standing: StandingWorkbook,
    kept: Sequence[Archive],
    *,
    round_: KnownRound,
    closed: datetime,
    past: Iterable[PastPerson],
    chapter: Chapter,
    forgotten: KnownForgotten,
) -> tuple[Edit, ...]:
    """The edits that keep the tabs, empty the live ones, and let the next run know; `forgotten` says when it is to
    forget the round's people."""
    memory = _memory(standing, replace(round_, closed=closed), past)
    memory |= {FORGOTTEN: known_forgotten_cells(forgotten)} if forgotten != standing.forgotten else {}
    rows = {
        (layout.title, key): cells for layout in CLEARED for key, cells in standing.base.get(layout.title, {}).items()
    }
    remembered = patch(standing, [], chapter=replace(chapter, changes=Changes(gone=rows)), memory=memory).edits
    return (*_copies(standing.workbook, kept), *_emptied(standing, kept), *remembered)


def left_behind(workbook: Workbook) -> tuple[Edit, ...]:
    """The edits that take out rows of ours that people moved just before a round was closed: they are in its copies."""
    found: list[Edit] = []
    standing = StandingWorkbook(workbook)
    for layout in CLEARED:
        tab, known = our_tab(workbook, layout), standing.base.get(layout.title, {})
        at = tab.header.index(KEY) if tab and KEY in tab.header else None
        if tab and at is not None:
            keys = {row: cell_text(tab.cell(row, at)) for row in range(1, len(tab.rows))}
            rows = [row for row, key in keys.items() if key and key not in known]
            found += [DeleteRows(sheet_id=tab.sheet_id, start=row, end=row + 1) for row in reversed(rows)]
    return tuple(found)


def _copies(workbook: Workbook, kept: Sequence[Archive]) -> Iterator[Edit]:
    for number, each in enumerate(kept, start=len(workbook.tabs)):
        yield ArchiveSheet(
            sheet_id=each.tab.sheet_id,
            to_sheet_id=each.sheet_id,
            title=each.title,
            at=number,
            rows=each.tab.row_count,
            columns=each.tab.column_count,
        )


def _emptied(standing: StandingWorkbook, kept: Sequence[Archive]) -> Iterator[Edit]:
    for each in kept:
        if each.layout in CLEARED and len(each.tab.rows) > 1:
            stay = {*_apart(standing).values()} if each.layout is TEAMS else set[int]()
            yield more_rows(each.tab, SPARE_ROWS)
            yield from _without_rows(each.tab, stay)


def _without_rows(tab: Tab, stay: set[int]) -> Iterator[Edit]:
    """All rows below the header go but these, from the last up."""
    end = len(tab.rows)
    for row in [*sorted(stay, reverse=True), 0]:
        if end > row + 1:
            yield DeleteRows(sheet_id=tab.sheet_id, start=row + 1, end=end)
        end = row


def _apart(standing: StandingWorkbook) -> dict[str, int]:
    """The rows of the mentees for whom *Keep apart* is ticked, by key: that is for good."""
    teams = standing.tab(TEAMS)
    rows = teams.located.rows if teams.located else {}
    return {key: rows[key] for key in teams.ticked(TeamsColumn.KEEP_APART) if key in rows}


def _memory(standing: StandingWorkbook, round_: KnownRound, past: Iterable[PastPerson]) -> dict[str, TabBase]:
    """What the next run is to know: people and told labels stay, the round's rows and words are forgotten."""
    apart = {key: standing.base.get(TEAMS.title, {}).get(key, {}) for key in _apart(standing)}
    over = [replace(each, over=True) if each.round == round_.prefix else each for each in standing.known_teams.values()]
    return {
        **{name: _NOTHING for name in standing.base if name not in LASTING},
        TEAMS.title: apart,
        words_of(TEAMS): {key: {TeamsColumn.KEEP_APART: True} for key in apart},
        HEARD: _heard(standing.base.get(HEARD, {})),
        TEAMS_KNOWN: known_team_cells(over),
        PASSED: words_that_end(standing.tab(ROSTER), f"{round_.prefix}closed"),
        ROUND_KNOWN: known_round_cells(round_),
        PAST: past_cells(past),
        MAILBOX: mailbox_cells(standing.mailbox.after_closing(standing.postings)),
    }


_NOTHING: TabBase = {}


def _heard(heard: TabBase) -> TabBase:
    gone = tuple(f"{layout.title}/" for layout in CLEARED)
    return {key: cells for key, cells in heard.items() if not key.startswith(gone)}


def unread(standing: StandingWorkbook, keys: Mapping[str, str]) -> tuple[str, ...]:
    """Of people by their keys (with their names) those of whom *Roster* says nothing yet."""
    shown = standing.tab(ROSTER).as_written
    return tuple(name for key, name in keys.items() if key not in shown)
