"""What a mail told of meetings and of the calendar, remembered in *Mail*, so that a later change is seen and told once.

In and out: compact JSON. A team's announcements are numbered: the number is the SEQUENCE of its calendar invitation.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from mentoring_sync.records.availability import Weekday, WeeklySlot
from mentoring_sync.records.message import Posting
from mentoring_sync.records.person import Person, PersonId
from mentoring_sync.records.round import Round
from mentoring_sync.records.team import Team

STOOD_HERE = "somebody "
"""Begins what stands in the place of a member's address who was forgotten; it is none."""


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """The hour, the members' names by address, the number of this announcement, and the dates of the meetings on the
    mentor's calendar (none where that wasn't written down). It comes `instead_of` what others said, by the labels of
    teams in which members were until then: theirs up to that number."""

    slot: WeeklySlot
    members: Mapping[str, str]
    sequence: int = 0
    meets: tuple[str, ...] = ()
    instead_of: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, team: Team, sequence: int = 0, *, meets: tuple[str, ...] = ()) -> Self:
        """What a team is told now."""
        members: tuple[Person, ...] = team.members
        named = {each.email: each.name for each in members}
        return cls(slot=team.slot, members=named, sequence=sequence, meets=meets)

    def as_text(self) -> str:
        """Compact JSON."""
        return _compact(self._said)

    @property
    def _said(self) -> dict[str, Any]:
        slot = [self.slot.day.short, self.slot.start, self.slot.zone]
        said = {"slot": slot, "members": dict(self.members), "sequence": self.sequence}
        said |= {"meets": list(self.meets)} if self.meets else {}
        return said | ({"instead_of": dict(self.instead_of)} if self.instead_of else {})

    def differs(self, team: Team, known_as: Mapping[str, PersonId], round_: Round) -> bool:
        """Whether the team's hour or members are others now. `known_as` has who somebody is, by an address of theirs:
        a corrected address makes no other person, and another clock no other hour."""
        moved = not round_.is_same_hour(self.slot, team.slot)
        return moved or self.people(known_as) != {member.id for member in team.members}

    def people(self, known_as: Mapping[str, PersonId]) -> set[PersonId]:
        """Who was named as a member."""
        return {known_as.get(email, PersonId(email)) for email in self.members}

    @property
    def readers(self) -> Mapping[str, str]:
        """The members who can be written to: not those who were forgotten since."""
        return {email: name for email, name in self.members.items() if not email.startswith(STOOD_HERE)}

    def without(self, addresses: Collection[str]) -> Self:
        """The same where these members were forgotten: that somebody stood there stays, so that the others can be told
        that their team has changed."""
        return replace(self, members=_without(self.members, addresses))


def read_announcement(text: str) -> Announcement | None:
    """What `as_text` wrote; None for anything else."""
    try:
        said = json.loads(text)
        day, start, zone = said["slot"]
        slot = WeeklySlot(day=Weekday[day.upper()], start=start, zone=zone)
        members = {str(email): str(name) for email, name in said["members"].items()}
        meets = tuple(map(str, said.get("meets", ())))
        instead_of = {str(label): int(number) for label, number in said.get("instead_of", {}).items()}
        sequence = int(said["sequence"])
        return Announcement(slot=slot, members=members, sequence=sequence, meets=meets, instead_of=instead_of)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def told_without(text: str, addresses: Collection[str]) -> str:
    """What a mail told, where these members were forgotten; anything else as it is."""
    try:
        said = json.loads(text)
        return _compact({**said, "members": _without(said["members"], addresses)})
    except (ValueError, TypeError, KeyError, AttributeError):
        return text


def _without(members: Mapping[str, str], addresses: Collection[str]) -> dict[str, str]:
    gone = [email for email in members if email.lower() in addresses]
    taken = sum(email.startswith(STOOD_HERE) for email in members)
    instead = {email: f"{STOOD_HERE}{number}" for number, email in enumerate(gone, start=taken + 1)}
    return {instead.get(email, email): "" if email in instead else name for email, name in members.items()}


Dates = Mapping[str, tuple[str, ...]]
"""By a step's slug (`showcase`), its dates as `Milestone.text` has them."""


def told_text(announced: Announcement | None, dates: Dates) -> str:
    """What a mail tells a team of its meetings, and anybody of the calendar, as compact JSON; empty for nothing."""
    said = announced._said if announced else {}
    named = {step: list(each) for step, each in dates.items()}
    return _compact(said | ({"dates": named} if named else {})) if said or named else ""


def read_dates(text: str) -> Dates:
    """What a mail told of the calendar."""
    try:
        said = json.loads(text or "{}").get("dates", {})
        return {str(step): tuple(map(str, each)) for step, each in said.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _compact(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def told_header(announced: Announcement | None, dates: Dates) -> str:
    """The same without the members, in ASCII, as it goes into a header: `["Tue",1020,"Europe/Berlin",0,{"meets":[…]}]`;
    empty for nothing."""
    said = announced._said if announced else {}
    more = {"meets": said["meets"]} if "meets" in said else {}
    more |= {"dates": {step: list(each) for step, each in dates.items()}} if dates else {}
    parts = [*said.get("slot", ()), *([said["sequence"]] if said else []), *([more] if more else [])]
    return json.dumps(parts, separators=(",", ":")) if parts else ""


def told_by(header: str, members: Mapping[str, str]) -> str:
    """What these members were told, as `told_text` has it, by the header of the mail that told them; empty where it has
    no such header."""
    try:
        parts = json.loads(header)
        more = parts.pop() if parts and isinstance(parts[-1], dict) else {}
        *slot, sequence = parts or [None]
        said = {"slot": slot, "members": dict(members), "sequence": sequence, "meets": more.get("meets", ())}
    except (ValueError, TypeError, AttributeError):
        return ""
    return told_text(read_announcement(json.dumps(said)), read_dates(json.dumps(more)))


def announcements(postings: Iterable[Posting]) -> dict[str, tuple[Announcement, ...]]:
    """By team, what was really sent to it, in order."""
    found: dict[str, list[Announcement]] = {}
    for posting in postings:
        announced = read_announcement(posting.announcement) if posting.told else None
        if announced:
            found.setdefault(posting.team, []).append(announced)
    return {team: tuple(sorted(each, key=lambda one: one.sequence)) for team, each in found.items()}
