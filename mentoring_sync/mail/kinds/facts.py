"""The facts that mails depend on, as they are when a run looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from mentoring_sync.intake.outcome import Reason
from mentoring_sync.intake.reports.form import ReportForm
from mentoring_sync.mail.key import message_key
from mentoring_sync.mail.kinds.announcement import Announcement, announcements
from mentoring_sync.mail.kinds.settings import Kinds
from mentoring_sync.mail.settings import Commitment, Programme
from mentoring_sync.progress.applications import NO_APPLICATIONS, Applications
from mentoring_sync.progress.presence import MeetingRecord
from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.certificate import Certificate
from mentoring_sync.records.leave import Leave
from mentoring_sync.records.message import KindName, MailState, Posting
from mentoring_sync.records.person import Person, PersonId
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam, PersonStatus, person_key
from mentoring_sync.records.round import Round
from mentoring_sync.records.survey import SurveyName, SurveyStatus


@dataclass(frozen=True, kw_only=True)
class TurnedAway:
    """Someone whose application doesn't hold yet, why, and the languages that they named.

    `name` is empty where none is known that could be shown. `ours` says that the form or the spreadsheet is to blame:
    they have applied, and aren't mailed about it.
    """

    name: str
    email: str
    role: Role
    reasons: tuple[Reason, ...]
    applied_at: datetime | None
    ours: bool = False
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """Someone whose answers the coordinator took in place of those that `before` had given under the same address."""

    person: Person
    before: str


@dataclass(frozen=True, kw_only=True)
class Recruit:
    """Someone to be invited to apply, and why they (empty: nothing is said)."""

    name: str
    email: str
    role: Role
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class PutOff:
    """Someone who put the round before off to this one, by the key of their rows, and hasn't applied to it yet."""

    about: str
    name: str
    email: str
    role: Role
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Earned:
    """Someone who earned the certificate, in which team, and the meetings they attended."""

    person: Person
    team: str
    attended: int


@dataclass(frozen=True, kw_only=True)
class Given:
    """A certificate that somebody is to get, or that was taken back after they got it. `occasion` names which of theirs
    in this round it is, and which edition of it (empty: the first of both)."""

    certificate: Certificate
    occasion: str = ""


@dataclass(frozen=True, kw_only=True)
class NotCompleted:
    """Someone in a team who didn't complete the round: so many more meetings and these steps were missing."""

    person: Person
    team: str
    more_meetings: int = 0
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What mails depend on, as it is `now`. `postings` are those of the round, which took another's place when it
    `began`: what was sent in before was answered then.

    `accepted` are those who applied and wait for the round's teams to be formed, `waiting` those for whom there is no
    seat; `applications` counts all of them. `certificates` are valid and have a file, unless certificates are letters
    alone (not `with_file`); those that were `taken_back` had gone out. `not_completed` are those who have none; runs
    have looked after that since `completion_since`: what was over by then is told to nobody. `meetings` has, by team,
    the records of its meetings. `problems` are new in *Review*; `links` lead to their places. `operator` is the
    address of whoever runs the program, if it isn't the coordinator's. `dated` is the round as mails that don't say
    which dates they named told of it. `languages` are those of all who are known, also of who left, by who they are.
    `gone` has, by their keys, how those stand who don't take part any more, and `gone_from` the addresses of which
    that is so in every role; `on_leave` are people's leaves by their keys.

    Meetings that were over before `asked_since` aren't asked about, none without it. `answered` are the keys of mails
    that their mentor has answered, `spoke` those who have answered the closing survey in any way. Reports are given on
    the `report_form`, and `by_mail` if answers are read. `surveys` says who has answered which, and where its form is.
    """

    programme: Programme
    commitment: Commitment
    labels: Mapping[str, str] = field(default_factory=dict)
    round: Round
    kinds: Kinds
    now: datetime
    began: datetime | None = None
    postings: Sequence[Posting] = ()
    teams: Sequence[LabelledTeam] = ()
    accepted: Sequence[Person] = ()
    waiting: Sequence[Person] = ()
    turned_away: Sequence[TurnedAway] = ()
    recruits: Sequence[Recruit] = ()
    put_off: Sequence[PutOff] = ()
    replaced: Sequence[Replaced] = ()
    meetings: Mapping[str, Sequence[MeetingRecord]] = field(default_factory=dict)
    certificates: Sequence[Given] = ()
    taken_back: Sequence[Given] = ()
    with_file: bool = True
    not_completed: Sequence[NotCompleted] = ()
    completion_since: date | None = None
    applications: Applications = NO_APPLICATIONS
    problems: Sequence[Problem] = ()
    workbook: str = ""
    links: Mapping[Place, str] = field(default_factory=dict)
    operator: str = ""
    known_as: Mapping[str, PersonId] = field(default_factory=dict)
    languages: Mapping[PersonId, tuple[str, ...]] = field(default_factory=dict)
    dated: Round | None = None
    gone: Mapping[str, PersonStatus] = field(default_factory=dict)
    gone_from: frozenset[str] = frozenset()
    on_leave: Mapping[str, Sequence[Leave]] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()
    spoke: frozenset[PersonId] = frozenset()
    asked_since: datetime | None = None
    report_form: ReportForm | None = None
    by_mail: bool = False
    surveys: Mapping[SurveyName, SurveyStatus] = field(default_factory=dict)

    def meets(self, slot: WeeklySlot) -> tuple[str, ...]:
        """The dates of a team's meetings, on its mentor's calendar."""
        return _dates_of(self.round, slot)

    def told_to_meet(self, announced: Announcement) -> tuple[str, ...]:
        """The dates that an announcement named."""
        return announced.meets or _dates_of(self.dated or self.round, announced.slot)

    def is_away(self, role: Role, who: str, day: date) -> bool:
        """Whether somebody is on leave on a day."""
        return any(leave.covers(day) for leave in self.on_leave.get(person_key(role, who), ()))

    def form_of(self, survey: SurveyName) -> str:
        """The address of a survey's form; empty where people are asked to answer the mail."""
        settings = self.kinds.half_way if survey is SurveyName.HALF_WAY else self.kinds.closing_survey
        return self.surveys.get(survey, SurveyStatus()).form or settings.survey

    def who(self, email: str) -> PersonId:
        """Whose address it is or was."""
        return self.known_as.get(email, PersonId(email))

    @property
    def today(self) -> date:
        """The date, at UTC."""
        return self.now.date()

    @property
    def always(self) -> dict[str, Any]:
        """What every mail may speak of."""
        return {"programme": self.programme, "commitment": self.commitment, "round": self.round}

    def key(self, kind: KindName, about: str, occasion: str = "") -> str:
        """The key of a message of this round."""
        return message_key(self.programme, self.round, kind, about, occasion)

    @cached_property
    def posted(self) -> dict[str, Posting]:
        """The postings by key."""
        return {posting.key: posting for posting in self.postings}

    def is_of_the_round(self, applied_at: datetime) -> bool:
        """Whether an answer was given for this round, not for the one before."""
        return self.began is None or applied_at >= self.began

    def settled(self, kind: KindName, about: str, occasion: str = "") -> tuple[str, ...] | None:
        """To whom a message went, or was to go, if nothing of it can be changed any more."""
        posting = self.posted.get(self.key(kind, about, occasion))
        if posting is None or posting.state in (MailState.OWED, MailState.DRAFTED, MailState.NOT_NEEDED):
            return None
        return posting.readers

    def pending(self, kind: KindName, about: str, occasion: str = "") -> bool:
        """Whether a message became owed in an earlier run and hasn't gone, or a person wants it sent after all: it is
        due, however late."""
        posting = self.posted.get(self.key(kind, about, occasion))
        return posting is not None and posting.is_on_its_way

    @cached_property
    def announcements(self) -> dict[str, tuple[Announcement, ...]]:
        """By team, what it was told of its meetings, in order."""
        return announcements(self.postings)

    @cached_property
    def told(self) -> frozenset[PersonId]:
        """Who was told that they are in a team."""
        every = (announced for told in self.announcements.values() for announced in told)
        return frozenset(who for announced in every for who in announced.people(self.known_as))

    @cached_property
    def in_teams(self) -> frozenset[str]:
        """The addresses of all who are in a team."""
        return frozenset(member.email for each in self.teams for member in each.team.members)


def _dates_of(round_: Round, slot: WeeklySlot) -> tuple[str, ...]:
    return tuple(start.date().isoformat() for start in round_.meetings(slot))
