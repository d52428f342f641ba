"""What a team was told of its meetings, remembered in *Mail*, so that a later change is seen and told once.

In and out: compact JSON. A team's announcements are numbered: the number is the SEQUENCE of its calendar invitation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from mentoring_sync.records.availability import Weekday, WeeklySlot
from mentoring_sync.records.message import Posting
from mentoring_sync.records.person import Person, PersonId
from mentoring_sync.records.team import Team


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """The hour, the members' names by address, and the number of this announcement."""

    slot: WeeklySlot
    members: Mapping[str, str]
    sequence: int = 0

    @classmethod
    def of(cls, team: Team, sequence: int = 0) -> Self:
        """What a team is told now."""
        members: tuple[Person, ...] = team.members
        return cls(slot=team.slot, members={each.email: each.name for each in members}, sequence=sequence)

    def as_text(self) -> str:
        """Compact JSON."""
        slot = [self.slot.day.short, self.slot.start, self.slot.zone]
        said = {"slot": slot, "members": dict(self.members), "sequence": self.sequence}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    @property
    def hour(self) -> str:
        """The hour and the number alone, in ASCII, as they go into a header: `["Tue",1020,"Europe/Berlin",0]`."""
        return json.dumps([self.slot.day.short, self.slot.start, self.slot.zone, self.sequence], separators=(",", ":"))

    def differs(self, team: Team, known_as: Mapping[str, PersonId]) -> bool:
        """Whether the team's hour or members are others now. `known_as` has who somebody is, by an address of theirs:
        a corrected address makes no other person."""
        return self.slot != team.slot or self.people(known_as) != {member.id for member in team.members}

    def people(self, known_as: Mapping[str, PersonId]) -> set[PersonId]:
        """Who was named as a member."""
        return {known_as.get(email, PersonId(email)) for email in self.members}


def read_announcement(text: str) -> Announcement | None:
    """What `as_text` wrote; None for anything else."""
    try:
        said = json.loads(text)
        day, start, zone = said["slot"]
        slot = WeeklySlot(day=Weekday[day.upper()], start=start, zone=zone)
        members = {str(email): str(name) for email, name in said["members"].items()}
        return Announcement(slot=slot, members=members, sequence=int(said["sequence"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def announced_to(hour: str, members: Mapping[str, str]) -> Announcement | None:
    """What these members were told, by the header of the mail that told them; None where it has no such header."""
    try:
        *slot, sequence = json.loads(hour)
    except (ValueError, TypeError):
        return None
    return read_announcement(json.dumps({"slot": slot, "members": dict(members), "sequence": sequence}))


def announcements(postings: Iterable[Posting]) -> dict[str, tuple[Announcement, ...]]:
    """By team, what was really sent to it, in order."""
    found: dict[str, list[Announcement]] = {}
    for posting in postings:
        announced = read_announcement(posting.announcement) if posting.told else None
        if announced:
            found.setdefault(posting.team, []).append(announced)
    return {team: tuple(sorted(each, key=lambda one: one.sequence)) for team, each in found.items()}
