"""One run: pull the responses, validate them into people, pair people into teams, write the workbook, introduce.

Everything interesting is decided purely (`decide`, `workbook.plan`, `mail.outbox`); here it is only set going in order.
"""

from __future__ import annotations

from collections.abc import Mapping

from mentoring_sync.errors import TryLaterError, UnfitError
from mentoring_sync.mail.outbox.quota import summary
from mentoring_sync.pairing.explain.words import explained
from mentoring_sync.records.message import MailState
from mentoring_sync.run.commit import postings_committed, pulled, written
from mentoring_sync.run.decide import Decision
from mentoring_sync.run.deliver import Outbox
from mentoring_sync.run.order import Order, Run
from mentoring_sync.run.outcome import Mailed, Outcome, counted
from mentoring_sync.run.planning import Planned, planned
from mentoring_sync.run.services import MailChannel, Services
from mentoring_sync.run.steps import Steps
from mentoring_sync.run.summary import in_count
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.standing import StandingWorkbook


def sync(configuration: Configuration, order: Order, steps: Steps, services: Services) -> Outcome:
    """Carry out one run.

    Raises:
        MentoringSyncError: with its exit code and what to do; nothing is left half-written.
    """
    run = Run(configuration=configuration, order=order, steps=steps, services=services)
    standing = _pull(run)
    made = planned(run, standing)
    explanation = _explanation(run, made.decision) if order.explain else ()
    mailed = Mailed()
    if standing.switches.pause:
        made = made.leaving_all_as_it_is()
    elif not order.dry_run:
        made = _write(run, made)
        mailed = _introduce(run, made)
    return counted(
        made,
        requests=services.requests(),
        mailed=mailed,
        paused=standing.switches.pause,
        explanation=explanation,
        shown=order.dry_run,
    )


def _pull(run: Run) -> StandingWorkbook:
    run.steps.begin("Reading the spreadsheet")
    standing = pulled(run)
    run.steps.done(f"“{standing.workbook.title}”, {len(standing.workbook.tabs)} tabs")
    return standing


def _explanation(run: Run, decision: Decision) -> tuple[str, ...]:
    if decision.teams.request is None:
        return ()
    with run.services.deadline() as deadline:
        return tuple(explained(decision.teams.request, decision.teams.found, deadline))


def _write(run: Run, made: Planned) -> Planned:
    if not made.plan.edits:
        return made
    run.steps.begin("Writing the workbook")
    made = written(run, made)
    rows, batches = in_count(made.plan.changed, "row"), in_count(made.batches, "batch", "batches")
    run.steps.done(f"{rows} in {batches}" if made.batches else "nothing is left to write")
    return made


def _introduce(run: Run, made: Planned) -> Mailed:
    """Draft and send what is owed; each step is committed in *Mail* before the next."""
    mail = made.decision.mail
    if not mail.due(run.order.now):
        return Mailed(postings=mail.postings)
    run.steps.begin("Mail of this run")
    run.steps.done("; ".join(filter(None, (summary(mail.turns), mail.quota.why))))
    outbox = _outbox(run, made)
    try:
        outbox.deliver(mail.every, mail.messages, new=frozenset(each.key for each in mail.new))
    except TryLaterError as error:
        raise _mail_later(error.message, outbox.done) from error
    if outbox.stuck:
        raise _mail_later(f"Gmail didn't say that it took {in_count(len(outbox.stuck), 'mail')}.", outbox.done)
    return Mailed(postings=tuple(outbox.postings.values()), done=outbox.done, rows=outbox.rows)


def _outbox(run: Run, made: Planned) -> Outbox:
    mail = made.decision.mail
    try:
        channel = _opened(run, made.decision)
    except TryLaterError as error:
        raise _mail_later(error.message, {}) from error
    outbox = Outbox(
        channel=channel,
        becomes=mail.course,
        commit=lambda postings, expected: postings_committed(run, made, postings, expected, done=outbox.done),
        allowed=mail.quota.keys,
        now=run.order.now,
        steps=run.steps,
        sleep=run.services.sleep,
    )
    return outbox


def _mail_later(why: str, done: Mapping[str, int]) -> TryLaterError:
    """What is said of mail that was due and couldn't go: why, what was done, and when it is tried again."""
    sent, drafts = done.get(MailState.SENT, 0), done.get(MailState.DRAFTED, 0)
    return TryLaterError(
        why,
        remedy=f"The workbook is written. In this run {in_count(sent, 'mail')} went and {in_count(drafts, 'draft')}"
        " came about; the next run sees to the rest, and none goes twice.",
    )


def _opened(run: Run, decision: Decision) -> MailChannel:
    """The mail channel, if it may write as the programme's sender.

    Raises:
        UnfitError: it may not.
    """
    channel, sender = run.services.mail_channel(run.steps.say), run.configuration.program.mail.sender.email
    if decision.mail.turns and not channel.may_write_as(sender):
        raise UnfitError(
            f"The account that mentoring-sync runs as can't send as {sender}; nothing was sent.",
            remedy="Add the address in Gmail under Settings > Accounts > Send mail as, or change [mail] sender.",
        )
    return channel
