"""Committing: batches land on top of the commit they were planned on, are tried again on what stands by then, and are
rolled back where they met a person's edit.

`rollback.journal` says what a batch keeps of what it writes over, `rollback.roll_back` whether it met an edit; here the
spreadsheet is asked. A run that dies between its batch and the rollback leaves that to the next one (`recovered`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from mentoring_sync.errors import OverlapError
from mentoring_sync.mail.outbox.quota import overtaken
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.run.forgotten import postings_without
from mentoring_sync.run.landing import landed
from mentoring_sync.run.look_first import looked
from mentoring_sync.run.order import Run
from mentoring_sync.run.planning import Planned, mailed_plan, planned
from mentoring_sync.run.services import SpreadsheetService
from mentoring_sync.spreadsheet.edits import Edit
from mentoring_sync.workbook.history.chapters import FORGET, UNDO
from mentoring_sync.workbook.rollback.journal import with_journal
from mentoring_sync.workbook.rollback.roll_back import rollback
from mentoring_sync.workbook.rollback.strays import stray_marks
from mentoring_sync.workbook.standing import StandingWorkbook

T = TypeVar("T")
ATTEMPTS = 5
"""How often a batch is tried again on what stands by then."""


def commit(spreadsheet: SpreadsheetService, edits: Sequence[Edit], *, after: StandingWorkbook) -> StandingWorkbook:
    """Land the edits on top of what `after` was read at; the workbook with them.

    Raises:
        OverlapError: another run's batch or a person's edit came in between: nothing of ours stands, plan again.
        TryLaterError: Google can't be had now; the next run sees what landed.
    """
    written = spreadsheet.write(with_journal(edits, after.workbook), after=after.workbook)
    standing = StandingWorkbook(written)
    if rollback(written) is None and not stray_marks(edits, written):
        return standing
    workbook = recovered(spreadsheet, standing).workbook
    if strays := stray_marks(edits, workbook):
        spreadsheet.write(strays, after=workbook)
    raise OverlapError


def recovered(spreadsheet: SpreadsheetService, standing: StandingWorkbook) -> StandingWorkbook:
    """The workbook once a last batch that met a person's edit is rolled back.

    Raises:
        OverlapError: people and other runs write faster than it can be rolled back; `_before` keeps what stood there.
        TryLaterError: as `commit`.
    """
    for _ in range(ATTEMPTS):
        workbook = standing.workbook
        back = rollback(workbook)
        if back is None:
            return standing
        try:
            edits = with_journal(back.edits, workbook, takes_back=back.journal)
            standing = StandingWorkbook(spreadsheet.write(edits, after=workbook))
        except OverlapError:
            standing = StandingWorkbook(spreadsheet.pull())
    raise OverlapError


def pulled(run: Run) -> StandingWorkbook:
    """The workbook as it stands; what a run that died left to be rolled back is rolled back, if this one may write."""
    standing = StandingWorkbook(run.services.spreadsheet.pull())
    if run.order.dry_run or standing.switches.pause:
        return standing
    return recovered(run.services.spreadsheet, standing)


def written(run: Run, made: Planned) -> Planned:
    """Land the plan on the workbook as it stands right now; decide and plan again when it has moved on."""

    def land(edits: Sequence[Edit], standing: StandingWorkbook) -> StandingWorkbook:
        return commit(run.services.spreadsheet, edits, after=standing)

    def attempt(number: int) -> Planned:
        nonlocal made
        fresh = made.standing if made.plan.makes_tabs_only and not number else pulled(run)
        if fresh.workbook != made.standing.workbook:
            made = looked(run, planned(run, fresh, made.look, made.replies))
        return landed(run, made, land) if made.plan.edits else made

    return _until_it_lands(attempt)


def postings_committed(
    run: Run, made: Planned, postings: Sequence[Posting], expected: Mapping[str, Posting], *, done: Mapping[str, int]
) -> Mapping[str, Posting]:
    """Write the postings that still stand as expected and whose people no other run has mailed meanwhile, their teams'
    status and the row of this run, which has `done` so much with its mail by now; return the others.

    Where *Mail* knows nothing of one any more, somebody put the spreadsheet back to an earlier version: it isn't
    written, so that the next run asks what that means.
    """

    def attempt(_: int) -> Mapping[str, Posting]:
        standing = pulled(run)
        stand = {posting.key: posting for posting in standing.postings}
        taken = {key: found for key, found in stand.items() if not found.stands_as(expected.get(key, found))}
        taken |= {each.key: expected[each.key] for each in postings if each.key not in stand}
        late = (each.key for each in postings if each.key in stand and overtaken(each, stand, expected))
        taken |= {key: stand[key] for key in late}
        if _was_undone_since(made.standing, standing):
            going = (each.key for each in postings if each.state is MailState.SENDING)
            taken |= {key: stand[key] for key in going if key in stand}
        ours = postings_without((each for each in postings if each.key not in taken), standing.forgotten.who)
        if ours:
            afterwards = stand | {posting.key: posting for posting in ours}
            mailed = mailed_plan(run, made, standing, ours, afterwards, done=done)
            commit(run.services.spreadsheet, mailed.edits, after=standing)
        return {posting.key: taken[posting.key] for posting in postings if posting.key in taken}

    return _until_it_lands(attempt)


def is_undone(run: Run, made: Planned) -> bool:
    """Whether somebody took a run back while this one sends.

    Raises:
        TryLaterError: the spreadsheet can't be had; what isn't sent yet is left to the next run.
    """
    return _was_undone_since(made.standing, StandingWorkbook(run.services.spreadsheet.pull()))


def _was_undone_since(before: StandingWorkbook, standing: StandingWorkbook) -> bool:
    """Whether somebody took a run back or was forgotten since: what this one decided may be what nobody wants any more,
    so it sends none."""
    return any(
        each.trigger in (UNDO, FORGET) for number, each in standing.chapters.items() if number not in before.chapters
    )


def _until_it_lands(attempt: Callable[[int], T]) -> T:
    """What an attempt gives that met no other run and no edit.

    Raises:
        OverlapError: none of `ATTEMPTS` did.
    """
    for number in range(ATTEMPTS):
        try:
            return attempt(number)
        except OverlapError:
            continue
    raise OverlapError
