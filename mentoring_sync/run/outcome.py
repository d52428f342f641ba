"""What came of a run: for the result that is printed, for *Control* and for *Runs*."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.mail.outbox.quota import summary
from mentoring_sync.mail.settings import Delivery
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import PersonStatus
from mentoring_sync.records.team import TeamStatus
from mentoring_sync.run.decide import Decision
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.plan import WorkbookPlan


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The figures of a run. `mail` counts messages by state; `requests` by Google service; `statuses` people by status.
    `announced` is the mail whose turn it was, in words, and `mail_later` how many wait for a later run.

    `pairing` has, for each objective, its value and its proved bound.
    """

    spreadsheet: str
    spreadsheet_id: str
    responses: int
    mentors: int
    mentees: int
    rejected: int
    superseded: int
    teams: int
    introduced: int
    placed: int
    unplaced: int
    review: int
    edits: int
    rows_changed: int
    statuses: dict[str, int]
    mail: dict[str, int]
    announced: str
    mail_later: int
    pairing: dict[str, dict[str, int]]
    requests: dict[str, int] = field(default_factory=dict)
    paused: bool = False
    costs: tuple[str, ...] = ()
    explanation: tuple[str, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether the workbook already said all there is to say."""
        return not self.edits

    def as_json(self) -> dict[str, object]:
        """The outcome as `--json` prints it."""
        return asdict(self)


def in_count(count: int, one: str, many: str = "") -> str:
    """`1 row`, `2 rows`."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def counted(
    decision: Decision,
    planned: WorkbookPlan,
    workbook: Workbook,
    *,
    requests: Mapping[str, int],
    postings: Sequence[Posting] = (),
    paused: bool = False,
    explanation: Sequence[str] = (),
) -> Outcome:
    """The figures of a run that decided and planned this, and left these postings."""
    sent = {each.team for each in postings if introduces(each) and each.state is MailState.SENT}
    introduced = [team for team in decision.teams if team.status is TeamStatus.INTRODUCED or team.label in sent]
    return Outcome(
        spreadsheet=workbook.title,
        spreadsheet_id=workbook.spreadsheet_id,
        responses=decision.read,
        mentors=len(decision.intake.mentors),
        mentees=len(decision.intake.mentees),
        rejected=len(decision.intake.rejections),
        superseded=len(decision.intake.superseded),
        teams=len(decision.teams),
        introduced=len(introduced),
        placed=decision.pairing.placed,
        unplaced=len(decision.pairing.unplaced_in(Role.MENTEE)),
        review=len(planned.problems),
        edits=len(planned.edits),
        rows_changed=planned.changed,
        statuses=dict(Counter(entry.status.value for entry in decision.roster)),
        mail=dict(Counter(posting.state.value for posting in postings)),
        announced=summary(decision.turns),
        mail_later=decision.quota.later,
        pairing={
            name: {"value": objective.value, "bound": objective.bound}
            for name, objective in decision.pairing.objectives.items()
        },
        requests=dict(requests),
        paused=paused,
        costs=decision.costs,
        explanation=tuple(explanation),
    )


def next_step(decision: Decision, planned: WorkbookPlan, *, sent: Collection[str] = ()) -> str:
    """What the coordinator may want to do next, in words, for *Control*; `sent` are the teams this run introduced."""
    statuses = Counter(entry.status for entry in decision.roster)
    proposed = sum(team.status is TeamStatus.PROPOSED and team.label not in sent for team in decision.teams)
    steps = (
        (len(planned.problems), "row in Review", "rows in Review"),
        (statuses[PersonStatus.UNUSABLE], "application needs an answer", "applications need an answer"),
        (statuses[PersonStatus.WAITING], "person waits for a team", "people wait for a team"),
        (proposed, *_waiting_teams(decision)),
    )
    words = [in_count(count, one, many) for count, one, many in steps if count]
    words += [decision.quota.why] if decision.quota.why else []
    return "; ".join(words) or "Nothing to do."


def _waiting_teams(decision: Decision) -> tuple[str, str]:
    """How teams that aren't introduced are spoken of: in draft mode they wait for the coordinator."""
    if decision.delivery is Delivery.DRAFT:
        return "team waits for your OK", "teams wait for your OK"
    return "team is not introduced yet", "teams are not introduced yet"


def result_words(decision: Decision, mailed: int) -> str:
    """What came of the run, for *Runs*: the teams, the mail, and what the coordinator's wishes cost."""
    parts = [f"{in_count(decision.pairing.placed, 'mentee')} in {in_count(len(decision.teams), 'team')}"]
    if mailed:
        parts.append(f"{in_count(mailed, 'mail')} sent")
    elif decision.owed:
        parts.append(f"{in_count(len(decision.owed), 'mail')} owed")
    return "; ".join((*parts, *decision.costs))
