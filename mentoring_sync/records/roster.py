"""What the workbook says of each person and of each team."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from mentoring_sync.records.person import Email
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.team import Team, TeamStatus


class PersonStatus(StrEnum):
    """Where a person stands in the round; the value stands in *Roster*."""

    ACCEPTED = "Accepted"
    IN_TEAM = "In a team"
    WAITING = "Waiting for a team"
    NOT_ELIGIBLE = "Not eligible yet"
    UNUSABLE = "Answer needed"
    WITHDRAWN = "Withdrawn"
    DEFERRED = "Deferred"
    PAST = "Earlier round"
    GONE = "No application"


TAKES_NO_PART = frozenset({PersonStatus.WITHDRAWN, PersonStatus.DEFERRED})
"""How those stand who don't take part any more; the deferred go on in the next round."""


@dataclass(frozen=True, kw_only=True)
class RosterEntry:
    """A person in a role, how they stand, and why, in words that they or the coordinator can act on."""

    name: str
    email: Email
    role: Role
    status: PersonStatus
    reason: str = ""
    zone: str = ""
    team: str = ""
    known_as: str = ""

    @property
    def key(self) -> str:
        """Whose row it is: the same person may apply in both roles."""
        return person_key(self.role, self.known_as or self.email)


@dataclass(frozen=True, kw_only=True)
class LabelledTeam:
    """A team under the label it keeps for the round (`Team 3`), and whether its people have been introduced."""

    label: str
    team: Team
    status: TeamStatus

    def now(self, status: TeamStatus) -> LabelledTeam:
        """The same team with another status."""
        return replace(self, status=status)


def person_key(role: Role, email: str) -> str:
    """The key of a person in a role, in every tab: `mentor:maya@example.org`."""
    return f"{role}:{email}"
