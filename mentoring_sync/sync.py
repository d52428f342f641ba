"""One run: pull the responses, validate them into people, pair people into teams, write the workbook, introduce.

Everything interesting is decided purely (`decide`, `workbook.plan`, `mail.outbox`); here it is only set going in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mentoring_sync.config import Configuration
from mentoring_sync.decide import Decision, decide
from mentoring_sync.deliver import Outbox
from mentoring_sync.google.gmail import Mailbox
from mentoring_sync.google.session import Transport, open_session
from mentoring_sync.google.sheets import OverlapError, Spreadsheet
from mentoring_sync.mail.settings import Delivery
from mentoring_sync.outcome import Outcome, counted, next_step, result_words
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.sheet import Workbook
from mentoring_sync.records.team import TeamStatus
from mentoring_sync.steps import Steps
from mentoring_sync.workbook.control import control_tab
from mentoring_sync.workbook.mailing import mail_tab
from mentoring_sync.workbook.plan import Plan, local_time, patch, plan
from mentoring_sync.workbook.runs import RunRow, runs_tab
from mentoring_sync.workbook.teams import statuses_tab
from mentoring_sync.workbook.wanted import WantedTab

ATTEMPTS = 5
"""How often a run plans again when another run's batch landed first."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What is asked of a run: by whom, when, whether to pair anew, and whether only to say what would happen."""

    run: str
    trigger: str
    now: datetime
    repair: bool = False
    dry_run: bool = False


@dataclass(frozen=True, kw_only=True)
class Run:
    """A run's tools."""

    configuration: Configuration
    order: Order
    spreadsheet: Spreadsheet
    mailbox: Callable[[], Mailbox]
    steps: Steps
    session: Transport = field(repr=False)


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
        session=session,
    )
    workbook = _pull(run)
    decision, planned = _plan(run, workbook)
    if order.dry_run:
        return counted(decision, planned, workbook, requests=session.counted)
    decision, planned = _write(run, workbook, decision, planned)
    postings = _introduce(run, decision)
    return counted(decision, planned, workbook, requests=session.counted, postings=postings)


def _pull(run: Run) -> Workbook:
    run.steps.begin("Reading the spreadsheet")
    workbook = run.spreadsheet.pull()
    run.steps.done(f"“{workbook.title}”, {len(workbook.tabs)} tabs")
    return workbook


def _plan(run: Run, workbook: Workbook) -> tuple[Decision, Plan]:
    """Validate and pair, then plan the edits; the run's own traces are added only when there is something to do."""
    order = run.order
    run.steps.begin("Validating and pairing")
    decision = decide(run.configuration, workbook, now=order.now, repair=order.repair)
    run.steps.done(
        f"{len(decision.intake.mentors)} mentors, {len(decision.intake.mentees)} mentees, {len(decision.teams)} teams"
    )
    tabs = [*decision.tabs, mail_tab([Posting.owed(message) for message in decision.owed], workbook)]
    planned = plan(workbook, tabs, decision.problems, now=order.now)
    if not planned.edits and not decision.due and not decision.switches.any:
        return decision, planned
    control, runs = _traces(run, workbook, decision, planned)
    return decision, plan(workbook, [control, *tabs, runs], decision.problems, now=order.now)


def _traces(run: Run, workbook: Workbook, decision: Decision, planned: Plan) -> tuple[WantedTab, WantedTab]:
    """*Control* and *Runs*, as this run leaves them."""
    started = local_time(workbook, run.order.now)
    words = next_step(decision, planned)
    control = control_tab(decision.switches, last_run=started, next_step=words)
    return control, runs_tab(_row(run, workbook, decision, planned.changed, mailed=0))


def _row(run: Run, workbook: Workbook, decision: Decision, changed: int, *, mailed: int) -> RunRow:
    return RunRow(
        run=run.order.run,
        started=local_time(workbook, run.order.now),
        trigger=run.order.trigger,
        read=decision.read,
        changed=changed,
        mailed=mailed,
        result=result_words(decision, mailed),
    )


def _write(run: Run, workbook: Workbook, decision: Decision, planned: Plan) -> tuple[Decision, Plan]:
    """Land the plan on the workbook as it stands right now; plan again when it has moved on."""
    if not planned.edits:
        return decision, planned
    run.steps.begin("Writing the workbook")
    for attempt in range(ATTEMPTS):
        fresh = workbook if planned.makes_tabs_only and not attempt else run.spreadsheet.pull()
        if fresh != workbook:
            workbook = fresh
            decision, planned = _plan(run, workbook)
        try:
            run.spreadsheet.write(planned.edits, after=workbook)
        except OverlapError:
            continue
        run.steps.done(f"{planned.changed} rows in one batch")
        return decision, planned
    raise OverlapError


def _introduce(run: Run, decision: Decision) -> tuple[Posting, ...]:
    """Draft and send what is owed; each step is committed in *Mail* before the next."""
    if not decision.due:
        return decision.postings
    delivery = run.configuration.program.mail.delivery
    if delivery is Delivery.DRAFT and decision.switches.send:
        delivery = Delivery.SEND
    outbox = Outbox(
        mailbox=run.mailbox(),
        delivery=delivery,
        commit=lambda postings: _commit(run, decision, postings),
        now=run.order.now,
        steps=run.steps,
    )
    new = [Posting.owed(message) for message in decision.owed]
    outbox.deliver([*decision.postings, *new], decision.messages, new=frozenset(each.key for each in new))
    return tuple(outbox.postings.values())


def _commit(run: Run, decision: Decision, postings: Sequence[Posting]) -> None:
    """Write these postings, the status of their teams and the run's count, and nothing else."""
    sent = {posting.team for posting in postings if posting.state is MailState.SENT}
    introduced = [team.now(TeamStatus.INTRODUCED) for team in decision.teams if team.label in sent]
    for _ in range(ATTEMPTS):
        workbook = run.spreadsheet.pull()
        row = _row(run, workbook, decision, 0, mailed=len(sent))
        mailed = runs_tab(row).only("Mailed", "Result") if sent else None
        tabs = [mail_tab(postings, workbook), statuses_tab(introduced), *([mailed] if mailed else [])]
        try:
            run.spreadsheet.write(patch(workbook, tabs).edits, after=workbook)
        except OverlapError:
            continue
        return
    raise OverlapError
