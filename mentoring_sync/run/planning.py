"""Planning: what a run decided becomes the edits that bring the workbook there, with the run's own traces.

In: the run, the workbook as it stands, the decision. Out: plans (`workbook.plan`): for the whole, for the chunks of a
large one, and for how far the mail is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.mail.outbox.course import approved, listed
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.team import TeamStatus
from mentoring_sync.run.calendar import CLOSED
from mentoring_sync.run.decide import Decision, decide, with_look
from mentoring_sync.run.looking import Look
from mentoring_sync.run.order import Run
from mentoring_sync.run.summary import next_step, result_words
from mentoring_sync.workbook.history.chapters import Chapter
from mentoring_sync.workbook.known.replies import REPLIES, KnownReplies, read_known_replies
from mentoring_sync.workbook.known.teams import TEAMS_KNOWN, known_team_cells, with_what_was_told
from mentoring_sync.workbook.merge.changes import joined
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.plan import WorkbookPlan, patch, plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.control import control_tab, listing_tab, mailed_tab
from mentoring_sync.workbook.tabs.mail import MAIL, mail_tab
from mentoring_sync.workbook.tabs.runs import RUNS, RunRow, runs_tab
from mentoring_sync.workbook.tabs.teams import TEAMS, statuses_tab

SENT_NOTHING = "Send was ticked, and nothing was sent: see to what Review asks first, then tick it again"
SAYS_OTHERWISE = "A mail that was ticked in its row says something else by now, so it waits"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What a run decided on a workbook as it stood, and the plan that brings it there; `look` is into the mailbox, if
    there was one, and `replies` the answers known by then; `batches` once it landed."""

    standing: StandingWorkbook
    decision: Decision
    plan: WorkbookPlan
    look: Look | None = None
    replies: KnownReplies | None = None
    batches: int = 0

    def leaving_all_as_it_is(self) -> Planned:
        """The same with nothing to write."""
        return replace(self, plan=replace(self.plan, edits=(), changed=0))


def planned(
    run: Run, standing: StandingWorkbook, look: Look | None = None, replies: KnownReplies | None = None
) -> Planned:
    """Validate and pair, then plan the edits."""
    order = run.order
    run.steps.begin("Validating and pairing")
    with run.services.deadline() as deadline:
        decision = decide(
            run.configuration,
            standing,
            now=order.now,
            repair=order.repair,
            deadline=deadline,
            look=look,
            replies=standing.known_replies.joined(replies).without(standing.forgotten.who) if replies else None,
        )
    intake = decision.people.intake
    run.steps.done(f"{len(intake.mentors)} mentors, {len(intake.mentees)} mentees, {len(decision.teams.teams)} teams")
    edits = whole_plan(run, standing, decision)
    return Planned(standing=standing, decision=decision, plan=edits, look=look, replies=replies)


def planned_again(run: Run, made: Planned, look: Look) -> Planned:
    """The same once the mailbox was asked."""
    decision = with_look(made.decision, look, now=run.order.now)
    return replace(made, decision=decision, plan=whole_plan(run, made.standing, decision), look=look)


def whole_plan(
    run: Run, standing: StandingWorkbook, decision: Decision, earlier: Sequence[WorkbookPlan] = ()
) -> WorkbookPlan:
    """The edits that are left once the `earlier` chunks of a large plan have landed; the run's own traces are added
    only when there is something to do.
    """
    now, before = run.order.now, sum(chunk.changed for chunk in earlier)
    if quiet := _only_looked_for_answers(standing, decision, now=now) if not earlier else None:
        return quiet
    bare = plan(standing, decision.tabs, decision.problems, now=now, memory=decision.memory)
    if not bare.edits and not decision.mail.sends and not standing.switches.any and not earlier:
        return bare
    bare = replace(bare, changed=bare.changed + before)
    control, runs = _traces(run, standing, decision, bare)
    chapter = replace(_chapter(run, standing, done={}), changes=joined(chunk.changes for chunk in earlier))
    tabs, memory = [control, *decision.tabs, runs], decision.memory
    whole = plan(standing, tabs, decision.problems, now=now, chapter=chapter, memory=memory)
    return replace(whole, changed=whole.changed + before)


def _only_looked_for_answers(standing: StandingWorkbook, decision: Decision, *, now: datetime) -> WorkbookPlan | None:
    """The plan of a run that has nothing to say but when it looked for answers: nobody needs to read of that in
    *Runs*."""
    told = decision.memory.get(REPLIES)
    if told is None or decision.mail.sends or standing.switches.any:
        return None
    known = read_known_replies(told)
    if known == standing.known_replies or not known.says_what(standing.known_replies):
        return None
    others = {name: cells for name, cells in decision.memory.items() if name != REPLIES}
    if plan(standing, decision.tabs, decision.problems, now=now, memory=others).edits:
        return None
    return patch(standing, [], memory={REPLIES: told})


def mailed_plan(
    run: Run,
    made: Planned,
    standing: StandingWorkbook,
    postings: Sequence[Posting],
    afterwards: Mapping[str, Posting],
    *,
    done: Mapping[str, int],
) -> WorkbookPlan:
    """The edits that say how far these postings are, with the next step as all are `afterwards`, and what this
    run has `done` with its mail. A tick of *Send* in *Control* counts for the drafts that *Mail* listed before these,
    one in a row for what that row said."""
    if not standing.stands(MAIL):
        postings = tuple(afterwards.values())  # somebody deleted it: it is made anew with all that is known
    elif _only_looked(postings, standing):
        return patch(standing, [mail_tab(postings, standing.workbook)])
    decision, fresh = made.decision, _newly_listed(postings, standing)
    seen = _seen_before(decision, afterwards.values(), standing) if fresh and standing.switches.send else {}
    postings, afterwards = tuple({**{each.key: each for each in postings}, **seen}.values()), {**afterwards, **seen}
    told = {each.team for each in postings if introduces(each) and each.told}
    introduced = [team.now(TeamStatus.INTRODUCED) for team in decision.teams.teams if team.label in told]
    statuses = statuses_tab(introduced).among(standing.tab(TEAMS).keys)
    row = _row(run, standing, decision, made.plan.changed, done=done)
    said = next_step(decision, made.plan, waiting=decision.mail.ready(afterwards.values()), sent=told)
    anew = [each for each in standing.postings if each.key in fresh and each.digest != afterwards[each.key].digest]
    early = standing.switches.send or any(each.wanted for each in anew)
    control = listing_tab(said, early=early) if fresh else mailed_tab(said)
    mail = mail_tab(postings, standing.workbook, anew=frozenset(each.key for each in anew))
    figures = decision.figures.once_told(afterwards.values(), standing)
    tabs = [control, mail, statuses, *figures, runs_tab(row, standing.tab(RUNS))]
    known = with_what_was_told(standing.known_teams, postings)
    memory = {TEAMS_KNOWN: known_team_cells(known.values())}
    return patch(standing, tabs, chapter=_chapter(run, standing, done=done), memory=memory)


def _newly_listed(postings: Iterable[Posting], standing: StandingWorkbook) -> frozenset[str]:
    """The keys of the drafts among the postings that *Mail* doesn't list as they are now, and nobody has ordered."""
    stood = {each.key: each.digest for each in listed(standing.postings)}
    unasked = (each for each in listed(postings) if not (each.wanted or each.is_approved))
    return frozenset(each.key for each in unasked if each.digest != stood.get(each.key))


def _seen_before(decision: Decision, postings: Iterable[Posting], standing: StandingWorkbook) -> Mapping[str, Posting]:
    """By key, those of the postings that *Mail* listed as ready and that still say the same, approved."""
    stood = {each.key: each.digest for each in decision.mail.ready(standing.postings)}
    seen = approved(each for each in listed(postings) if stood.get(each.key) == each.digest)
    return {each.key: each for each in seen}


def _only_looked(postings: Sequence[Posting], standing: StandingWorkbook) -> bool:
    """Whether all that is new is when a run looked into Gmail: nobody needs to read of that in *Runs*."""
    stood = {posting.key: posting for posting in standing.postings}
    looked = [replace(stood.get(each.key, each), looked_at=each.looked_at) == each for each in postings]
    return all(looked) and all(each.key in stood for each in postings)


def _traces(
    run: Run, standing: StandingWorkbook, decision: Decision, bare: WorkbookPlan
) -> tuple[DesiredTab, DesiredTab]:
    """*Control* and *Runs*, as this run leaves them."""
    started, waiting = standing.workbook.local_time(run.order.now), decision.mail.ready(decision.mail.every)
    said = next_step(decision, bare, waiting=waiting)
    if standing.switches.send and decision.mail.stopped and decision.calendar != CLOSED:
        said = f"{SENT_NOTHING}; {said}"
    if decision.mail.lets_ticks_go:
        said = f"{SAYS_OTHERWISE}; {said}"
    control = control_tab(standing.switches, last_run=started, next_step=said)
    return control, runs_tab(_row(run, standing, decision, bare.changed, done={}), standing.tab(RUNS))


def _chapter(run: Run, standing: StandingWorkbook, *, done: Mapping[str, int]) -> Chapter:
    return Chapter(
        run=run.order.run,
        started=f"{standing.workbook.local_time(run.order.now):%Y-%m-%d %H:%M}",
        trigger=run.order.trigger,
        sent=done.get(MailState.SENT, 0),
        drafted=done.get(MailState.DRAFTED, 0),
    )


def _row(run: Run, standing: StandingWorkbook, decision: Decision, changed: int, *, done: Mapping[str, int]) -> RunRow:
    return RunRow(
        run=run.order.run,
        started=standing.workbook.local_time(run.order.now),
        trigger=run.order.trigger,
        read=decision.people.intake.rows,
        changed=changed,
        mailed=done.get(MailState.SENT, 0),
        result=result_words(decision, done),
    )
