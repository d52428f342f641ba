"""A run summed up in words, for *Control* and for *Runs*."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.mail.outbox.course import ready
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.roster import PersonStatus
from mentoring_sync.records.team import TeamStatus
from mentoring_sync.run.calendar import Calendar
from mentoring_sync.run.decide import Decision
from mentoring_sync.workbook.plan import WorkbookPlan

TIME_RAN_OUT = "Time ran out while teams were searched for: nothing is changed, nobody is mailed; see Review"


def in_count(count: int, one: str, many: str = "") -> str:
    """`1 row`, `2 rows`."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def next_step(
    decision: Decision, planned: WorkbookPlan, *, waiting: Sequence[Posting], sent: Collection[str] = ()
) -> str:
    """What the coordinator may want to do next, in words, for *Control*, and which milestone comes next: `waiting` is
    the mail that the tick would send, `sent` are the teams this run introduced. Once the round is over nobody waits for
    a team any more."""
    statuses = Counter(entry.status for entry in decision.roster.entries)
    told = {*sent, *(posting.team for posting in waiting if introduces(posting))}
    proposed = sum(team.status is TeamStatus.PROPOSED and team.label not in told for team in decision.teams.teams)
    steps = [(len(planned.problems), "row in Review", "rows in Review")]
    steps += (
        []
        if decision.calendar.is_over
        else [
            (statuses[PersonStatus.UNUSABLE], "application needs an answer", "applications need an answer"),
            (statuses[PersonStatus.WAITING], "person waits for a team", "people wait for a team"),
            (proposed, "team is not introduced yet", "teams are not introduced yet"),
        ]
    )
    words = [said] if (said := ready(waiting)) else []
    words += [in_count(count, one, many) for count, one, many in steps if count]
    words += [decision.mail.quota.why] if decision.mail.quota.why else []
    return ". ".join(filter(None, ("; ".join(words) or "Nothing to do", *_coming(decision.calendar)))) + "."


def _coming(calendar: Calendar) -> Iterator[str]:
    """What comes next, in words; what is left to do of a round that is over."""
    yield calendar.says
    if calendar.is_over:
        yield "The round is over: mentoring-sync round close archives it"


def result_words(decision: Decision, done: Mapping[str, int]) -> str:
    """What came of the run, for *Runs*: the teams, what it has `done` with its mail, and what the coordinator's wishes
    cost."""
    if decision.teams.is_cut:
        return TIME_RAN_OUT
    parts = [f"{in_count(decision.teams.pairing.placed, 'mentee')} in {in_count(len(decision.teams.teams), 'team')}"]
    sent, drafts = done.get(MailState.SENT, 0), done.get(MailState.DRAFTED, 0)
    parts += [f"{in_count(sent, 'mail')} sent"] if sent else []
    parts += [f"{in_count(drafts, 'draft')} made"] if drafts else []
    if not done and decision.mail.owed:
        parts.append(f"{in_count(len(decision.mail.owed), 'mail')} owed")
    return "; ".join((*parts, *decision.teams.costs))
