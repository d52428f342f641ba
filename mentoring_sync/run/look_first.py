"""Before a run drafts or sends: whose mailbox it is, and what it holds already.

In: the run and its plan. Out: the plan again, by what the mailbox shows. A mailbox that can't be had keeps the workbook
from nothing: it is written, and the mail waits.
"""

from __future__ import annotations

from dataclasses import replace

from mentoring_sync.errors import MentoringSyncError, TryLaterError
from mentoring_sync.mail.key import round_prefix
from mentoring_sync.run.held_mail import earliest
from mentoring_sync.run.looking import Look, Looked, Looking
from mentoring_sync.run.order import Run
from mentoring_sync.run.planning import Planned, planned, planned_again


def asks_gmail(run: Run, made: Planned) -> bool:
    """Whether the plan is carried out only once the mailbox was asked."""
    return made.decision.unlooked or made.decision.mail.is_to_be_looked_up(run.order.now)


def looked(run: Run, made: Planned) -> Planned:
    """The plan once the mailbox was asked, if the plan would do anything with it."""
    if not asks_gmail(run, made):
        return made
    if made.decision.unlooked:
        return _decided_by_it(run, made)
    before = made.look or Look()
    try:
        look = before if before.error else _opened(run, made, before)
        found = planned_again(run, made, look) if look is not before else made
        if found.decision.mail.makes_anew and look.looked is None and look.looking:
            return planned_again(run, found, _with_all(run, look, look.looking))
    except MentoringSyncError as error:
        return planned_again(run, made, replace(before, error=error))
    return found


def _decided_by_it(run: Run, made: Planned) -> Planned:
    """The plan where nothing but the mailbox says of which round the workbook is."""
    before = made.look or Look()
    if before.error:
        return made
    try:
        look = _opened(run, made, before)
        shown = look if look.looked or not look.looking else _with_all(run, look, look.looking)
    except MentoringSyncError as error:
        return replace(made, look=replace(before, error=error))
    return planned(run, made.standing, shown)


def _opened(run: Run, made: Planned, before: Look) -> Look:
    """The mailbox, for what the workbook knows by now: what somebody took away from *Mail* since an earlier plan of
    this run is looked for like what never stood there."""
    channel = before.looking.channel if before.looking else run.services.mail_channel(run.steps.say)
    standing = made.standing
    known, program = standing.mailbox, made.decision.configuration.program
    prefix, since = round_prefix(program.programme, program.round), earliest(program.round)
    account = before.account or channel.account()
    same = known.is_of(prefix) and account.casefold() == known.account.casefold()
    postings = (*standing.postings, *known.found.values())
    looking = Looking(
        channel=channel,
        prefix=prefix,
        since=since,
        ours=frozenset(each for posting in postings for each in (posting.message_id, posting.draft_id) if each),
        newer=known.newer if same else frozenset(),
        older=known.older if same and known.since == since else frozenset(),
    )
    if same and known.since != since:
        looking = replace(looking, newer=known.ids)
    if before.looking is None:
        return Look(account=account, looking=looking)
    return before if looking.knows_as(before.looking) else Look(account=account, looking=looking.after(before.looking))


def _with_all(run: Run, look: Look, looking: Looking) -> Look:
    run.steps.begin("Looking up what the mailbox holds")
    found = looking.look()
    run.steps.done(_said(found))
    error = (
        None
        if found.whole
        else TryLaterError(
            "The mailbox holds more sent mail than one run looks through.",
            remedy="The workbook is written, and nothing was drafted or sent; the next run goes on looking.",
        )
    )
    return replace(look, looked=found, error=error)


def _said(found: Looked) -> str:
    return f"{len(found.sent)} sent and {len(found.drafts)} drafts that Mail doesn't know"
