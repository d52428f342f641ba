"""What came of a run, in figures: for the result that is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.mail.outbox.quota import summary
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.team import TeamStatus
from mentoring_sync.run.planning import Planned


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
    batches: int
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


def counted(
    made: Planned,
    *,
    requests: Mapping[str, int],
    postings: Sequence[Posting] = (),
    paused: bool = False,
    explanation: Sequence[str] = (),
) -> Outcome:
    """The figures of a run that decided and planned this, and left these postings."""
    decision, workbook = made.decision, made.standing.workbook
    intake, pairing, mail = decision.people.intake, decision.teams.pairing, decision.mail
    sent = {each.team for each in postings if introduces(each) and each.state is MailState.SENT}
    introduced = [team for team in decision.teams.teams if team.status is TeamStatus.INTRODUCED or team.label in sent]
    return Outcome(
        spreadsheet=workbook.title,
        spreadsheet_id=workbook.spreadsheet_id,
        responses=intake.rows,
        mentors=len(intake.mentors),
        mentees=len(intake.mentees),
        rejected=len(intake.rejections),
        superseded=len(intake.superseded),
        teams=len(decision.teams.teams),
        introduced=len(introduced),
        placed=pairing.placed,
        unplaced=len(pairing.unplaced_in(Role.MENTEE)),
        review=len(made.plan.problems),
        edits=len(made.plan.edits),
        batches=made.batches,
        rows_changed=made.plan.changed,
        statuses=dict(Counter(entry.status.value for entry in decision.roster.entries)),
        mail=dict(Counter(posting.state.value for posting in postings)),
        announced=summary(mail.turns),
        mail_later=mail.quota.later,
        pairing={
            name.value: {"value": reached.value, "bound": reached.bound} for name, reached in pairing.objectives.items()
        },
        requests=dict(requests),
        paused=paused,
        costs=decision.teams.costs,
        explanation=tuple(explanation),
    )
