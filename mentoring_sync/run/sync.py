"""One run: pull the responses, validate them into people, pair people into teams, write the workbook, introduce.

Everything interesting is decided purely (`decide`, `workbook.plan`, `mail.outbox`); here it is only set going in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import sleep

from mentoring_sync.errors import UnfitError
from mentoring_sync.google.gmail import Mailbox
from mentoring_sync.google.session import open_session
from mentoring_sync.google.sheets import OverlapError, Spreadsheet
from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.mail.outbox.quota import summary
from mentoring_sync.mail.settings import Delivery
from mentoring_sync.pairing.explain.words import explained
from mentoring_sync.records.message import ENDED, MailState, Posting
from mentoring_sync.records.team import TeamStatus
from mentoring_sync.run.commit import ATTEMPTS, land, settled
from mentoring_sync.run.decide import Decision, decide
from mentoring_sync.run.deliver import Outbox
from mentoring_sync.run.interrupts import ended_by_ctrl_c
from mentoring_sync.run.outcome import Outcome, counted, in_count, next_step, result_words
from mentoring_sync.run.steps import Steps
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.chunks import chunk_plan, chunks
from mentoring_sync.workbook.history.chapters import Chapter
from mentoring_sync.workbook.merge.changes import joined
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.plan import WorkbookPlan, patch, plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.control import control_tab, mailed_tab
from mentoring_sync.workbook.tabs.mail import mail_tab
from mentoring_sync.workbook.tabs.runs import RunRow, runs_tab
from mentoring_sync.workbook.tabs.teams import statuses_tab


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is asked of a run: by whom, when, whether to pair anew, whether to explain the pairing, and whether only to
    say what would happen."""

    run: str
    trigger: str
    now: datetime
    repair: bool = False
    explain: bool = False
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class Run:
    """A run's tools."""

    configuration: Configuration
    order: Order
    spreadsheet: Spreadsheet
    mailbox: Callable[[], Mailbox]
    steps: Steps


def sync(configuration: Configuration, order: Order, steps: Steps) -> Outcome:
    """Carry out one run.

    Raises:
        MentoringSyncError: with its exit code and what to do; nothing is left half-written.
    """
    session = open_session(configuration.program.google)
    spreadsheet = Spreadsheet(session, configuration.program.google.spreadsheet, run=order.run)
    run = Run(
        configuration=configuration,
        order=order,
        spreadsheet=spreadsheet,
        mailbox=lambda: Mailbox(session),
        steps=steps,
    )
    standing = _pull(run)
    workbook = standing.workbook
    decision, planned = _plan(run, standing)
    explanation = _explanation(decision) if order.explain else ()
    if decision.switches.pause:
        planned = replace(planned, edits=(), changed=0)
        return counted(decision, planned, workbook, requests=session.counted, paused=True, explanation=explanation)
    if order.dry_run:
        return counted(decision, planned, workbook, requests=session.counted, explanation=explanation)
    decision, planned = _write(run, standing, decision, planned)
    postings = _introduce(run, decision, planned)
    return counted(decision, planned, workbook, requests=session.counted, postings=postings, explanation=explanation)


def _explanation(decision: Decision) -> tuple[str, ...]:
    if decision.request is None:
        return ()
    with ended_by_ctrl_c() as deadline:
        return tuple(explained(decision.request, decision.found, deadline))


def _pull(run: Run) -> StandingWorkbook:
    run.steps.begin("Reading the spreadsheet")
    standing = _settled(run)
    run.steps.done(f"“{standing.workbook.title}”, {len(standing.workbook.tabs)} tabs")
    return standing


def _settled(run: Run) -> StandingWorkbook:
    """The spreadsheet as it stands; what a run that died left to be taken back is taken back, if this one may write."""
    standing = StandingWorkbook(run.spreadsheet.pull())
    if run.order.dry_run or standing.switches.pause:
        return standing
    return settled(run.spreadsheet, standing)


def _plan(run: Run, standing: StandingWorkbook) -> tuple[Decision, WorkbookPlan]:
    """Validate and pair, then plan the edits; the run's own traces are added only when there is something to do."""
    order = run.order
    run.steps.begin("Validating and pairing")
    with ended_by_ctrl_c() as deadline:
        decision = decide(run.configuration, standing, now=order.now, repair=order.repair, deadline=deadline)
    run.steps.done(
        f"{len(decision.intake.mentors)} mentors, {len(decision.intake.mentees)} mentees, {len(decision.teams)} teams"
    )
    return decision, _planned(run, standing, decision)


def _planned(
    run: Run, standing: StandingWorkbook, decision: Decision, earlier: Sequence[WorkbookPlan] = ()
) -> WorkbookPlan:
    """The edits that are left once the `earlier` chunks of a large plan have landed."""
    now, before = run.order.now, sum(chunk.changed for chunk in earlier)
    tabs = _tabs(standing, decision)
    planned = plan(standing, tabs, decision.problems, now=now)
    sends = bool(decision.turns) and decision.delivery is Delivery.SEND
    if not planned.edits and not sends and not decision.switches.any and not earlier:
        return planned
    planned = replace(planned, changed=planned.changed + before)
    control, runs = _traces(run, standing, decision, planned)
    chapter = replace(_chapter(run, standing), changes=joined(chunk.changes for chunk in earlier))
    whole = plan(standing, [control, *tabs, runs], decision.problems, now=now, chapter=chapter)
    return replace(whole, changed=whole.changed + before)


def _tabs(standing: StandingWorkbook, decision: Decision) -> list[DesiredTab]:
    return [*decision.tabs, mail_tab([Posting.owed(message) for message in decision.owed], standing.workbook)]


def _traces(
    run: Run, standing: StandingWorkbook, decision: Decision, planned: WorkbookPlan
) -> tuple[DesiredTab, DesiredTab]:
    """*Control* and *Runs*, as this run leaves them."""
    started = standing.workbook.local_time(run.order.now)
    words = next_step(decision, planned)
    sends = bool(decision.turns) and decision.delivery is Delivery.SEND
    served = replace(decision.switches, send=decision.switches.send and not sends)
    control = control_tab(served, last_run=started, next_step=words)
    return control, runs_tab(_row(run, standing, decision, planned.changed, mailed=0))


def _chapter(run: Run, standing: StandingWorkbook) -> Chapter:
    started = f"{standing.workbook.local_time(run.order.now):%Y-%m-%d %H:%M}"
    return Chapter(run=run.order.run, started=started, trigger=run.order.trigger)


def _row(run: Run, standing: StandingWorkbook, decision: Decision, changed: int, *, mailed: int) -> RunRow:
    return RunRow(
        run=run.order.run,
        started=standing.workbook.local_time(run.order.now),
        trigger=run.order.trigger,
        read=decision.read,
        changed=changed,
        mailed=mailed,
        result=result_words(decision, mailed),
    )


def _write(
    run: Run, standing: StandingWorkbook, decision: Decision, planned: WorkbookPlan
) -> tuple[Decision, WorkbookPlan]:
    """Land the plan on the workbook as it stands right now; plan again when it has moved on."""
    if not planned.edits:
        return decision, planned
    run.steps.begin("Writing the workbook")
    for attempt in range(ATTEMPTS):
        fresh = standing if planned.makes_tabs_only and not attempt else _settled(run)
        if fresh.workbook != standing.workbook:
            standing = fresh
            decision, planned = _plan(run, standing)
        if not planned.edits:
            run.steps.done("nothing is left to write")
            return decision, planned
        try:
            planned, batches = _landed(run, standing, decision, planned)
        except OverlapError:
            continue
        run.steps.done(f"{planned.changed} rows in {in_count(batches, 'batch', 'batches')}")
        return decision, planned
    raise OverlapError


def _landed(
    run: Run, standing: StandingWorkbook, decision: Decision, planned: WorkbookPlan
) -> tuple[WorkbookPlan, int]:
    """Land the plan, a large one in chunks of which each is whole; the plan, and how many batches it took."""
    earlier: list[WorkbookPlan] = []
    for rows in chunks(_tabs(standing, decision), planned):
        earlier.append(chunk_plan(standing, _tabs(standing, decision), rows))
        standing = land(run.spreadsheet, earlier[-1].edits, after=standing)
    if earlier:
        planned = _planned(run, standing, decision, earlier)
    land(run.spreadsheet, planned.edits, after=standing)
    return planned, len(earlier) + 1


def _introduce(run: Run, decision: Decision, planned: WorkbookPlan) -> tuple[Posting, ...]:
    """Draft and send what is owed; each step is committed in *Mail* before the next."""
    if not decision.due:
        return decision.postings
    run.steps.begin("Mail of this run")
    run.steps.done("; ".join(filter(None, (summary(decision.turns), decision.quota.why))))
    mailbox, sender = run.mailbox(), decision.sender
    if decision.turns and not mailbox.may_write_as(sender):
        raise UnfitError(
            f"The account that mentoring-sync runs as can't send as {sender}; nothing was sent.",
            remedy="Add the address in Gmail under Settings > Accounts > Send mail as, or change [mail] sender.",
        )
    outbox = Outbox(
        channel=mailbox,
        delivery=decision.delivery,
        commit=lambda postings, expected: _commit(run, decision, planned, postings, expected),
        allowed=decision.quota.keys,
        now=run.order.now,
        steps=run.steps,
        sleep=sleep,
    )
    new = [Posting.owed(message) for message in decision.owed]
    outbox.deliver([*decision.postings, *new], decision.messages, new=frozenset(each.key for each in new))
    return tuple(outbox.postings.values())


def _commit(
    run: Run, decision: Decision, planned: WorkbookPlan, postings: Sequence[Posting], expected: Mapping[str, Posting]
) -> Mapping[str, Posting]:
    """Write the postings that still stand as expected, their teams' status and this run's row; return the others."""
    for _ in range(ATTEMPTS):
        standing = _settled(run)
        stand = {posting.key: posting for posting in standing.postings}
        taken = {key: found for key, found in stand.items() if not found.stands_as(expected.get(key, found))}
        ours = [posting for posting in postings if posting.key not in taken]
        try:
            afterwards = stand | {posting.key: posting for posting in ours}
            mailed = _mailed(run, decision, planned, standing, ours, afterwards)
            land(run.spreadsheet, mailed.edits, after=standing)
        except OverlapError:
            continue
        return {posting.key: taken[posting.key] for posting in postings if posting.key in taken}
    raise OverlapError


def _mailed(
    run: Run,
    decision: Decision,
    planned: WorkbookPlan,
    standing: StandingWorkbook,
    postings: Sequence[Posting],
    afterwards: Mapping[str, Posting],
) -> WorkbookPlan:
    """The edits that say how far these postings are. *Send introductions* is served once all whose turn it was, as they
    are `afterwards`, have come to an end and none waits for a later run.
    """
    sent = {each.team for each in postings if introduces(each) and each.state is MailState.SENT}
    introduced = [team.now(TeamStatus.INTRODUCED) for team in decision.teams if team.label in sent]
    mailed = sum(1 for each in postings if each.state is MailState.SENT)
    row = _row(run, standing, decision, planned.changed, mailed=mailed)
    ended = all(afterwards[key].state in ENDED for key in decision.quota.keys if key in afterwards)
    served = decision.switches.send and ended and not decision.quota.later
    control = mailed_tab(next_step(decision, planned, sent=sent), served=served)
    tabs = [control, mail_tab(postings, standing.workbook), statuses_tab(introduced), runs_tab(row)]
    return patch(standing, tabs, chapter=_chapter(run, standing))
