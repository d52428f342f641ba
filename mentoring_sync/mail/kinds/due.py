"""What is due: the facts that mails depend on, and a message before it is put into words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from mentoring_sync.mail.key import message_key
from mentoring_sync.mail.kinds.announcement import Told, tellings
from mentoring_sync.mail.kinds.settings import Kinds
from mentoring_sync.mail.settings import Commitment, Programme
from mentoring_sync.records.message import MailState, MessageKind, Posting
from mentoring_sync.records.person import Person
from mentoring_sync.records.problem import Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.records.round import Round


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Whom a mail is written to, and the languages that they speak, the preferred first."""

    name: str
    email: str
    languages: tuple[str, ...] = ()

    @classmethod
    def of(cls, person: Person) -> Reader:
        """A person as a reader."""
        return cls(name=person.name, email=person.email, languages=person.languages)


@dataclass(frozen=True, kw_only=True)
class TurnedAway:
    """Someone whose application doesn't hold yet, why, and whether the answers could be used at all.

    `ours` says that the form or the spreadsheet is to blame: they have applied, and aren't mailed about it.
    """

    name: str
    email: str
    role: Role
    reasons: tuple[str, ...]
    usable: bool
    applied_at: datetime | None
    ours: bool = False


@dataclass(frozen=True, kw_only=True)
class Recruit:
    """Someone to be invited to apply, and why they (empty: nothing is said)."""

    name: str
    email: str
    role: Role
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Earned:
    """Someone who earned the certificate, in which team, and the meetings they attended."""

    person: Person
    team: str
    attended: int


@dataclass(frozen=True, kw_only=True)
class Meetings:
    """The calendar entry that a mail brings: its series is named by `series`; cancelled, or as `told`."""

    series: str
    told: Told
    cancelled: bool = False


@dataclass(frozen=True, kw_only=True)
class Due:
    """A message that is due: why, about which team or person, on which occasion, to whom, and what it says.

    `team` is the team's label, if it is about one; `follows` the key of the message that it is a reply to. `told` is
    what a team knows of its meetings once it has been sent.
    """

    kind: MessageKind
    about: str
    to: tuple[Reader, ...]
    says: Mapping[str, Any]
    occasion: str = ""
    team: str = ""
    follows: str = ""
    meetings: Meetings | None = None
    told: Told | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What mails depend on, as it is `now`. `postings` are those of the round.

    `accepted` are those who applied and wait for the round's teams to be formed, `waiting` those for whom there is no
    seat. `marks` has, by a person's key, what stands under each meeting's date. `problems` are new in *Review*.
    """

    programme: Programme
    commitment: Commitment
    round: Round
    kinds: Kinds
    now: datetime
    postings: Sequence[Posting] = ()
    teams: Sequence[LabelledTeam] = ()
    accepted: Sequence[Person] = ()
    waiting: Sequence[Person] = ()
    turned_away: Sequence[TurnedAway] = ()
    recruits: Sequence[Recruit] = ()
    marks: Mapping[str, Mapping[date, str]] = field(default_factory=dict)
    earned: Sequence[Earned] = ()
    problems: Sequence[Problem] = ()
    workbook: str = ""

    @property
    def today(self) -> date:
        """The date, at UTC."""
        return self.now.date()

    @property
    def always(self) -> dict[str, Any]:
        """What every mail may speak of."""
        return {"programme": self.programme, "commitment": self.commitment, "round": self.round}

    def key(self, kind: MessageKind, about: str, occasion: str = "") -> str:
        """The key of a message of this round."""
        return message_key(self.programme, self.round, kind, about, occasion)

    @cached_property
    def posted(self) -> dict[str, Posting]:
        """The postings by key."""
        return {posting.key: posting for posting in self.postings}

    def pending(self, kind: MessageKind, about: str, occasion: str = "") -> bool:
        """Whether a message became owed in an earlier run that couldn't make its draft, or a person
        wants it sent after all: it is due, however late."""
        posting = self.posted.get(self.key(kind, about, occasion))
        return posting is not None and (posting.state is MailState.OWED or posting.wanted)

    @cached_property
    def introductions(self) -> dict[str, Posting]:
        """By team, the message that introduced it, once it has been sent."""
        return {each.team: each for each in self.postings if each.kind.introduces and each.state is MailState.SENT}

    @cached_property
    def tellings(self) -> dict[str, tuple[Told, ...]]:
        """By team, what it was told of its meetings, in order."""
        return tellings(self.postings)

    @cached_property
    def in_teams(self) -> frozenset[str]:
        """The addresses of all who are in a team."""
        return frozenset(member.email for each in self.teams for member in each.team.members)


Rule = Callable[[Facts], Iterator[Due]]
"""Says which messages of some kinds are due."""
