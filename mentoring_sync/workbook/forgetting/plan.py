"""Forgetting as one batch: what every tab of ours and `_sync` are to say, with what is to be remembered of it.

In: the workbook as it stands, whom to forget, the drafts that name them. Out: a `Plan`. What the batch writes over
stands in `_before` until the next batch, so that an edit that came in between can be put back: forgetting isn't through
before that one has landed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.spreadsheet.edits import Edit
from mentoring_sync.spreadsheet.grid import Tab, Workbook
from mentoring_sync.workbook.closing import FIRST_ARCHIVE
from mentoring_sync.workbook.forgetting.kept_tabs import out_of_archive, out_of_list
from mentoring_sync.workbook.forgetting.memory import chapters_without, memory_edits, without
from mentoring_sync.workbook.forgetting.mentions import Mentions
from mentoring_sync.workbook.forgetting.rows import TakenOut, is_theirs, out_of_tab
from mentoring_sync.workbook.history.chapters import Chapter
from mentoring_sync.workbook.known.forgotten import FORGOTTEN, KnownForgotten, known_forgotten_cells
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.standing_tab import StandingTab
from mentoring_sync.workbook.tabs.do_not_mail import DO_NOT_MAIL
from mentoring_sync.workbook.tabs.mail import MAIL
from mentoring_sync.workbook.tabs.recruit import RECRUIT
from mentoring_sync.workbook.tabs.visible import VISIBLE_TABS

ARCHIVES = range(FIRST_ARCHIVE, FIRST_ARCHIVE + 10_000)
"""The ids of the tabs that rounds were closed into."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is taken out of each tab, and the edits for all of them and `_sync`. `sent` are the mails that went to these
    people: they stay in mailboxes."""

    edits: tuple[Edit, ...]
    tabs: tuple[TakenOut, ...]
    sent: tuple[Posting, ...]


def plan_forgetting(
    standing: StandingWorkbook, mentions: Mentions, drafts: Collection[str], known: KnownForgotten, chapter: Chapter
) -> Plan:
    """The batch by which these people are forgotten; `known` is what is remembered of it from now on."""
    live = [out_of_tab(tab, mentions, drafts) for tab in live_tabs(standing)]
    archived = [out_of_archive(tab, mentions) for tab in archived_tabs(standing.workbook)]
    lists = [out_of_list(tab, mentions) for tab in lists_that_runs_go_by(standing.workbook)]
    bases = {tab.layout.title: taken.base for tab, taken in zip(live_tabs(standing), live, strict=True)}
    base = without(standing, mentions, bases, letters_of(standing, mentions))
    base[FORGOTTEN] = known_forgotten_cells(known)
    history: Sequence[Chapter] = (*chapters_without(standing.history, mentions), chapter)
    taken = (*live, *archived, *lists)
    to_them = {each.key: each for each in standing.postings if mentions.subject.addresses & {*each.readers}}
    return Plan(
        edits=(*(edit for each in taken for edit in each.edits), *memory_edits(standing, base, history)),
        tabs=tuple(each for each in taken if each.rows or each.cells or each.perhaps),
        sent=tuple(each for each in to_them.values() if each.sent_at),
    )


def live_tabs(standing: StandingWorkbook) -> Iterator[StandingTab]:
    """The tabs of ours that stand, and those of which `_sync` remembers anything."""
    for layout in VISIBLE_TABS:
        yield standing.tab(standing.as_it_stands(layout))


def archived_tabs(workbook: Workbook) -> Iterator[Tab]:
    """The tabs of rounds that were closed."""
    return (tab for tab in workbook.tabs if tab.sheet_id in ARCHIVES)


def lists_that_runs_go_by(workbook: Workbook) -> Iterator[Tab]:
    """*Recruit* and *Do not mail*, where people made them."""
    return (tab for title in (RECRUIT, DO_NOT_MAIL) if (tab := workbook.tab(title)))


def letters_of(standing: StandingWorkbook, mentions: Mentions) -> tuple[Posting, ...]:
    """The mails of which *Mail* knows nothing from now on."""
    cells = standing.tab(MAIL).as_written
    return tuple(each for each in standing.postings if is_theirs(MAIL, each.key, cells[each.key], mentions))


def is_being_sent(standing: StandingWorkbook, mentions: Mentions) -> bool:
    """Whether a mail to them may be on its way at this moment."""
    sending = (each for each in standing.postings if each.state is MailState.SENDING)
    return any(mentions.subject.addresses & {*each.readers} for each in sending)
