"""Retention: a closed round's people are forgotten once their time is over; and what an earlier forgetting left to do.

In: the run, the workbook. Out: the workbook once both are done. Whoever takes part in the present round stays, with
what they were before, and so does whoever put the last round off to it, or was in a closed round whose people stay
longer. Where it isn't certain who takes part, nobody is forgotten.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from secrets import token_hex

from mentoring_sync.errors import MentoringSyncError, OverlapError
from mentoring_sync.records.roster import PersonStatus
from mentoring_sync.run.commit import ATTEMPTS, commit, recovered
from mentoring_sync.run.forget import drafts_naming, finished, mailbox_with_drafts, planned_to_forget
from mentoring_sync.run.order import Run
from mentoring_sync.run.people import people
from mentoring_sync.run.round import which_round
from mentoring_sync.spreadsheet.grid import Tab, cell_text
from mentoring_sync.workbook.closing import Archive
from mentoring_sync.workbook.forgetting.mentions import Mentions
from mentoring_sync.workbook.forgetting.plan import archived_tabs, is_being_sent
from mentoring_sync.workbook.forgetting.rows import ADDRESSED
from mentoring_sync.workbook.forgetting.subject import NOBODY, Subject, everybody, others_names
from mentoring_sync.workbook.known.forgotten import KnownForgotten, Retention
from mentoring_sync.workbook.known.round import KnownRound
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.mail import MailColumn


def forgotten_from(closed: datetime, after: timedelta) -> date:
    """The day from which on the people of a round are forgotten that was closed then."""
    return (closed + after).date()


def to_be_forgotten(
    known: KnownForgotten, round_: KnownRound, kept: Sequence[Archive], due: date | None
) -> KnownForgotten:
    """What is remembered of it as a round is closed."""
    if due is None:
        return known
    before = known.rounds.get(round_.prefix, Retention(called=round_.called))
    retention = replace(before, due=due, tabs=tuple(each.title for each in kept))
    return replace(known, rounds={**known.rounds, round_.prefix: retention})


def completed(run: Run, standing: StandingWorkbook) -> StandingWorkbook:
    """The workbook once an earlier forgetting is through, and whoever's time is over is forgotten. Where Gmail can't be
    had, a later run does it."""
    if run.order.dry_run or standing.switches.pause:
        return standing
    try:
        if standing.forgotten.unfinished:
            standing = finished(standing, run.order, run.services)
        if any(standing.forgotten.due(run.order.now.date())):
            standing = _retained(run, standing)
    except OverlapError:
        raise
    except MentoringSyncError as error:
        run.steps.say(f"Nobody was forgotten in this run: {error.message}")
        return StandingWorkbook(run.services.spreadsheet.pull())
    return standing


def _retained(run: Run, standing: StandingWorkbook) -> StandingWorkbook:
    for _ in range(ATTEMPTS):
        subjects = _whose_time_is_over(run, standing)
        whole = NOBODY
        for each in subjects:
            whole = whole.joined(each)
        mentions = Mentions(whole, others_names(standing, whole))
        if not subjects or is_being_sent(standing, mentions):
            return standing
        run.steps.begin("Forgetting people of closed rounds")
        channel = mailbox_with_drafts(run.configuration, standing, run.services)
        drafts = drafts_naming(channel, mentions).naming
        planned = planned_to_forget(standing, run.order, mentions, drafts, lambda: token_hex(32))
        try:
            landed = commit(run.services.spreadsheet, planned.edits, after=standing)
        except OverlapError:
            standing = recovered(run.services.spreadsheet, StandingWorkbook(run.services.spreadsheet.pull()))
            continue
        done = finished(landed, run.order, run.services, people=len(subjects))
        run.steps.done(f"{len(subjects)} forgotten")
        return done
    raise OverlapError


def _whose_time_is_over(run: Run, standing: StandingWorkbook) -> tuple[Subject, ...]:
    """The people of closed rounds who are to be forgotten by now."""
    due = standing.forgotten.due(run.order.now.date())
    everyone = everybody(standing)
    rounds = _rounds_of(standing)
    over = [each for each in everyone if (of := _of(each, rounds)) and of <= due.keys()]
    over += _only_in_archives(standing, due, everyone)
    present = _present(run, standing) if over else None
    staff = {each.lower() for each in run.configuration.program.staff}
    return () if present is None else tuple(each for each in over if not each.addresses & (present | staff))


def _rounds_of(standing: StandingWorkbook) -> Mapping[str, frozenset[str]]:
    """By address: the closed rounds (by their identity) that somebody was in."""
    found: dict[str, frozenset[str]] = {}
    for each in standing.past.values():
        for address in each.every_address:
            found[address] = found.get(address, frozenset()) | {one.of for one in each.rounds}
    return found


def _of(subject: Subject, rounds: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*(rounds.get(each, frozenset()) for each in subject.addresses))


def _present(run: Run, standing: StandingWorkbook) -> frozenset[str] | None:
    """The addresses of those who take part in the present round, or are about to; None where that isn't certain."""
    now = run.order.now
    found = which_round(run.configuration, standing, None, now=now)
    if found.unclear:
        return None
    who = people(found.configuration, found.standing, now=now, earlier=found.earlier)
    if who.frozen:
        return None
    everyone = (*who.intake.mentors, *who.intake.mentees)
    put_off = (each for each in who.away if each.status is PersonStatus.DEFERRED)
    return frozenset(
        address.lower()
        for address in (
            *(address for each in everyone for address in (each.email, each.id)),
            *(address for each in who.intake.rejections for address in (each.email, each.known_as)),
            *(address for each in put_off for address in (each.email, each.known_as)),
        )
    )


def _only_in_archives(
    standing: StandingWorkbook, due: Mapping[str, Retention], everyone: Collection[Subject]
) -> list[Subject]:
    """Those of whom nothing but the tabs of such a round knows anything: who was invited to it, say."""
    titles = {title for each in due.values() for title in each.tabs}
    known = frozenset[str]().union(*(each.addresses for each in everyone))
    kept = frozenset[str]().union(
        *(_addresses(tab) for tab in archived_tabs(standing.workbook) if tab.title not in titles)
    )
    found = {one for tab in archived_tabs(standing.workbook) if tab.title in titles for one in _addresses(tab)}
    return [Subject(addresses=frozenset({each})) for each in sorted(found - known - kept)]


def _addresses(tab: Tab) -> frozenset[str]:
    """The addresses in the columns of a tab that hold them."""
    columns = [at for at, title in enumerate(tab.header) if title in ADDRESSED or title == MailColumn.TO]
    return frozenset(_in_columns(tab, columns))


def _in_columns(tab: Tab, columns: Collection[int]) -> Iterator[str]:
    for row in range(1, len(tab.rows)):
        for at in columns:
            yield from (each.lower() for each in cell_text(tab.cell(row, at)).split(", ") if "@" in each)
