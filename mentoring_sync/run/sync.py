"""One run: pull the responses, validate them into people, pair people into teams, write the workbook, introduce.

Everything interesting is decided purely (`decide`, `workbook.plan`, `mail.outbox`); here it is only set going in order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mentoring_sync.errors import UnfitError
from mentoring_sync.google.gmail import Mailbox
from mentoring_sync.google.session import open_session
from mentoring_sync.google.sheets import OverlapError, Spreadsheet
from mentoring_sync.mail.outbox.quota import announcement
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
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.history.chapters import Chapter, joined
from mentoring_sync.workbook.merge.chunks import portion_plan, portions
from mentoring_sync.workbook.merge.desired import WantedTab
from mentoring_sync.workbook.merge.plan import Plan, local_time, patch, plan
from mentoring_sync.workbook.tabs.control import control_tab, mailed_tab, read_switches
from mentoring_sync.workbook.tabs.mail import mail_tab, read_postings
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
    workbook = _pull(run)
    decision, planned = _plan(run, workbook)
    explanation = _explanation(decision) if order.explain else ()
    if decision.switches.pause:
        planned = replace(planned, edits=(), changed=0)
        return counted(decision, planned, workbook, requests=session.counted, paused=True, explanation=explanation)
    if order.dry_run:
        return counted(decision, planned, workbook, requests=session.counted, explanation=explanation)
    decision, planned = _write(run, workbook, decision, planned)
    postings = _introduce(run, decision, planned)
    return counted(decision, planned, workbook, requests=session.counted, postings=postings, explanation=explanation)


def _explanation(decision: Decision) -> tuple[str, ...]:
    if decision.request is None:
        return ()
    with ended_by_ctrl_c() as deadline:
        return tuple(explained(decision.request, decision.found, deadline))


def _pull(run: Run) -> Workbook:
    run.steps.begin("Reading the spreadsheet")
    workbook = _settled(run)
    run.steps.done(f"“{workbook.title}”, {len(workbook.tabs)} tabs")
    return workbook


def _settled(run: Run) -> Workbook:
    """The spreadsheet as it stands; what a run that died left to be taken back is taken back, if this one may write."""
    workbook = run.spreadsheet.pull()
    if run.order.dry_run or read_switches(workbook).pause:
        return workbook
    return settled(run.spreadsheet, workbook)


def _plan(run: Run, workbook: Workbook) -> tuple[Decision, Plan]:
    """Validate and pair, then plan the edits; the run's own traces are added only when there is something to do."""
    order = run.order
    run.steps.begin("Validating and pairing")
    with ended_by_ctrl_c() as deadline:
        decision = decide(run.configuration, workbook, now=order.now, repair=order.repair, deadline=deadline)
    run.steps.done(
        f"{len(decision.intake.mentors)} mentors, {len(decision.intake.mentees)} mentees, {len(decision.teams)} teams"
    )
    return decision, _planned(run, workbook, decision)


def _planned(run: Run, workbook: Workbook, decision: Decision, earlier: Sequence[Plan] = ()) -> Plan:
    """The edits that are left once the `earlier` portions of a large plan have landed."""
    now, before = run.order.now, sum(portion.changed for portion in earlier)
    tabs = _tabs(workbook, decision)
    planned = plan(workbook, tabs, decision.problems, now=now)
    sends = bool(decision.turns) and decision.delivery is Delivery.SEND
    if not planned.edits and not sends and not decision.switches.any and not earlier:
        return planned
    planned = replace(planned, changed=planned.changed + before)
    control, runs = _traces(run, workbook, decision, planned)
    chapter = replace(_chapter(run, workbook), changes=joined(portion.changes for portion in earlier))
    whole = plan(workbook, [control, *tabs, runs], decision.problems, now=now, chapter=chapter)
    return replace(whole, changed=whole.changed + before)


def _tabs(workbook: Workbook, decision: Decision) -> list[WantedTab]:
    return [*decision.tabs, mail_tab([Posting.owed(message) for message in decision.owed], workbook)]


def _traces(run: Run, workbook: Workbook, decision: Decision, planned: Plan) -> tuple[WantedTab, WantedTab]:
    """*Control* and *Runs*, as this run leaves them."""
    started = local_time(workbook, run.order.now)
    words = next_step(decision, planned)
    sends = bool(decision.turns) and decision.delivery is Delivery.SEND
    served = replace(decision.switches, send=decision.switches.send and not sends)
    control = control_tab(served, last_run=started, next_step=words)
    return control, runs_tab(_row(run, workbook, decision, planned.changed, mailed=0))


def _chapter(run: Run, workbook: Workbook) -> Chapter:
    started = f"{local_time(workbook, run.order.now):%Y-%m-%d %H:%M}"
    return Chapter(run=run.order.run, started=started, trigger=run.order.trigger)


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
        fresh = workbook if planned.makes_tabs_only and not attempt else _settled(run)
        if fresh != workbook:
            workbook = fresh
            decision, planned = _plan(run, workbook)
        if not planned.edits:
            run.steps.done("nothing is left to write")
            return decision, planned
        try:
            planned, batches = _landed(run, workbook, decision, planned)
        except OverlapError:
            continue
        run.steps.done(f"{planned.changed} rows in {in_count(batches, 'batch', 'batches')}")
        return decision, planned
    raise OverlapError


def _landed(run: Run, workbook: Workbook, decision: Decision, planned: Plan) -> tuple[Plan, int]:
    """Land the plan, a large one in portions of which each is whole; the plan, and how many batches it took."""
    earlier: list[Plan] = []
    for rows in portions(_tabs(workbook, decision), planned):
        earlier.append(portion_plan(workbook, _tabs(workbook, decision), rows))
        workbook = land(run.spreadsheet, earlier[-1].edits, after=workbook)
    if earlier:
        planned = _planned(run, workbook, decision, earlier)
    land(run.spreadsheet, planned.edits, after=workbook)
    return planned, len(earlier) + 1


def _introduce(run: Run, decision: Decision, planned: Plan) -> tuple[Posting, ...]:
    """Draft and send what is owed; each step is committed in *Mail* before the next."""
    if not decision.due:
        return decision.postings
    run.steps.begin("Mail of this run")
    run.steps.done("; ".join(filter(None, (announcement(decision.turns), decision.ration.why))))
    mailbox, sender = run.mailbox(), decision.sender
    if decision.turns and not mailbox.may_write_as(sender):
        raise UnfitError(
            f"The account that mentoring-sync runs as can't send as {sender}; nothing was sent.",
            remedy="Add the address in Gmail under Settings > Accounts > Send mail as, or change [mail] sender.",
        )
    outbox = Outbox(
        mailbox=mailbox,
        delivery=decision.delivery,
        commit=lambda postings, expected: _commit(run, decision, planned, postings, expected),
        allowed=decision.ration.keys,
        now=run.order.now,
        steps=run.steps,
    )
    new = [Posting.owed(message) for message in decision.owed]
    outbox.deliver([*decision.postings, *new], decision.messages, new=frozenset(each.key for each in new))
    return tuple(outbox.postings.values())


def _commit(
    run: Run, decision: Decision, planned: Plan, postings: Sequence[Posting], expected: Mapping[str, Posting]
) -> Mapping[str, Posting]:
    """Write the postings that still stand as expected, their teams' status and this run's row; return the others."""
    for _ in range(ATTEMPTS):
        workbook = _settled(run)
        standing = {posting.key: posting for posting in read_postings(workbook)}
        taken = {key: found for key, found in standing.items() if not found.stands_as(expected.get(key, found))}
        ours = [posting for posting in postings if posting.key not in taken]
        try:
            afterwards = standing | {posting.key: posting for posting in ours}
            mailed = _mailed(run, decision, planned, workbook, ours, afterwards)
            land(run.spreadsheet, mailed.edits, after=workbook)
        except OverlapError:
            continue
        return {posting.key: taken[posting.key] for posting in postings if posting.key in taken}
    raise OverlapError


def _mailed(
    run: Run,
    decision: Decision,
    planned: Plan,
    workbook: Workbook,
    postings: Sequence[Posting],
    afterwards: Mapping[str, Posting],
) -> Plan:
    """The edits that say how far these postings are. *Send introductions* is served once all whose turn it was, as they
    are `afterwards`, have come to an end and none waits for a later run.
    """
    sent = {each.team for each in postings if each.kind.introduces and each.state is MailState.SENT}
    introduced = [team.now(TeamStatus.INTRODUCED) for team in decision.teams if team.label in sent]
    mailed = sum(1 for each in postings if each.state is MailState.SENT)
    row = _row(run, workbook, decision, planned.changed, mailed=mailed)
    ended = all(afterwards[key].state in ENDED for key in decision.ration.keys if key in afterwards)
    served = decision.switches.send and ended and not decision.ration.later
    control = mailed_tab(next_step(decision, planned, sent=sent), served=served)
    tabs = [control, mail_tab(postings, workbook), statuses_tab(introduced), runs_tab(row)]
    return patch(workbook, tabs, chapter=_chapter(run, workbook))
