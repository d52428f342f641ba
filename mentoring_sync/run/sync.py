"""One run: pull the responses, validate them into people, pair people into teams, write the workbook, introduce.

Everything interesting is decided purely (`decide`, `workbook.plan`, `mail.outbox`); here it is only set going in order.
"""

from __future__ import annotations

from mentoring_sync.run.commit import pulled, written
from mentoring_sync.run.decide import Decision
from mentoring_sync.run.introduce import introduce
from mentoring_sync.run.look_first import asks_gmail, looked
from mentoring_sync.run.order import Order, Run
from mentoring_sync.run.outcome import Mailed, Outcome, counted
from mentoring_sync.run.planning import Planned, planned
from mentoring_sync.run.replies import replies
from mentoring_sync.run.retention import completed
from mentoring_sync.run.services import Services
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
    made = planned(run, standing, replies=replies(run, standing))
    explanation = _explanation(run, made.decision) if order.explain else ()
    mailed = Mailed()
    if standing.switches.pause:
        made = made.leaving_all_as_it_is()
    elif not order.dry_run:
        made = _write(run, looked(run, made))
        mailed = introduce(run, made)
    return counted(
        made,
        requests=services.requests(),
        mailed=mailed,
        paused=standing.switches.pause,
        explanation=explanation,
        shown=order.dry_run,
        unasked=order.dry_run and asks_gmail(run, made),
    )


def _pull(run: Run) -> StandingWorkbook:
    run.steps.begin("Reading the spreadsheet")
    standing = pulled(run)
    run.steps.done(f"“{standing.workbook.title}”, {len(standing.workbook.tabs)} tabs")
    return completed(run, standing)


def _explanation(run: Run, decision: Decision) -> tuple[str, ...]:
    if decision.teams.request is None:
        return ()
    from mentoring_sync.pairing.explain.words import explained  # start-up time

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
