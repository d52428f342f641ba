"""What came of a run, in figures: for the result that is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.mail.outbox.course import ready
from mentoring_sync.mail.outbox.quota import summary
from mentoring_sync.mail.writing.envelope import plain_text
from mentoring_sync.records.message import Posting
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.team import TeamStatus
from mentoring_sync.run.mail import Mail
from mentoring_sync.run.planning import Planned


@dataclass(frozen=True, kw_only=True)
class Mailed:
    """The rows of *Mail* as a run leaves them, what it did, by what became of the messages, and how many rows it wrote
    for that."""

    postings: Sequence[Posting] = ()
    done: Mapping[str, int] = field(default_factory=dict)
    rows: int = 0


@dataclass(frozen=True, kw_only=True)
class MailShown:
    """A mail that a run would draft or send: `goes` by itself, or waits for the coordinator's tick."""

    kind: str
    to: str
    subject: str
    goes: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The figures of a run. `mail` counts what this run did by what became of it, and `mail_rows` the rows of *Mail*
    that it wrote as it went; `requests` by Google service; `statuses` people by status. `announced` is the mail whose
    turn it was, in words, and `mail_later` how many wait for a later run. `waiting` mails wait for the coordinator's
    tick, as `ready` says in words; `mails` are shown by a dry run alone, and `unasked` is whether a real run would have
    asked Gmail first what it holds.

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
    mail_rows: int = 0
    waiting: int = 0
    ready: str = ""
    mails: tuple[MailShown, ...] = ()
    unasked: bool = False

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
    mailed: Mailed,
    paused: bool = False,
    explanation: Sequence[str] = (),
    shown: bool = False,
    unasked: bool = False,
) -> Outcome:
    """The figures of a run that decided and planned this, and mailed this; its mails, if they are `shown`, and whether
    Gmail is `unasked`."""
    decision, workbook = made.decision, made.standing.workbook
    intake, pairing, mail = decision.people.intake, decision.teams.pairing, decision.mail
    sent = {each.team for each in mailed.postings if introduces(each) and each.told}
    waiting = mail.waiting(mail.every) if shown else mail.ready(mailed.postings or mail.every)
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
        mail=dict(mailed.done),
        announced=summary(mail.turns),
        mail_later=mail.quota.later,
        pairing={
            name.value: {"value": reached.value, "bound": reached.bound} for name, reached in pairing.objectives.items()
        },
        requests=dict(requests),
        paused=paused,
        costs=decision.teams.costs,
        explanation=tuple(explanation),
        mail_rows=mailed.rows,
        waiting=len(waiting),
        ready=ready(waiting),
        mails=tuple(_shown(mail)) if shown else (),
        unasked=unasked,
    )


def _shown(mail: Mail) -> Iterator[MailShown]:
    """What would be drafted or sent, and what waits already."""
    waiting = {each.key for each in mail.waiting(mail.every)}
    for posting in mail.every:
        if posting.key in mail.quota.keys or posting.key in waiting:
            message = mail.messages.get(posting.key)
            if message:
                yield MailShown(
                    kind=message.kind,
                    to=message.addresses,
                    subject=message.subject,
                    goes=mail.course(posting) is Delivery.SEND,
                    text=plain_text(message.mime),
                )
