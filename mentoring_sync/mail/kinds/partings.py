"""Who left which team, and by which mail they hear of it.

In: the facts. Out: for a team the others in which its new members were, of which its own mail tells them; for a team
that is no more, or that somebody isn't in any more, those who have to be told by a mail of their own. So nobody hears
twice of one change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from mentoring_sync.mail.kinds.announcement import Announcement
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam, PersonStatus, person_key
from mentoring_sync.records.team import Team


class After(StrEnum):
    """What comes for somebody who left a team; the value is the word by which the letters know it."""

    LOOKING = "looking"
    ON_LEAVE = "on leave"
    WITHDREW = "withdrew"
    DEFERRED = "deferred"


@dataclass(frozen=True, kw_only=True)
class Leaver:
    """Somebody who was told that they are in a team and isn't in it: at which address and by which announcement last,
    in which role, and what comes `after` it."""

    who: PersonId
    email: str
    told: Announcement
    role: Role
    after: After

    @property
    def name(self) -> str:
        """As they were named."""
        return self.told.members[self.email]


def leavers(label: str, facts: Facts) -> list[Leaver]:
    """Who left a team and has heard of that from no other team's mail, in the order in which they were told of it."""
    stay = {member.id for each in facts.teams if each.label == label for member in each.team.members}
    announced = facts.announcements.get(label, ())
    last = {facts.who(email): (email, told) for told in announced for email in told.readers}
    left = (_leaver(who, email, told, facts) for who, (email, told) in last.items() if who not in stay)
    return [each for each in left if not _was_told(label, each, facts)]


def hears_of_another(leaver: Leaver, facts: Facts) -> bool:
    """Whether the mail of another team is about to tell them."""
    return any(_is_new(leaver, each, facts) for each in facts.teams)


def left_for(each: LabelledTeam, facts: Facts) -> Mapping[str, list[Leaver]]:
    """By label, the teams that new members of this one were in, and who they are."""
    others = {label: leavers(label, facts) for label in facts.announcements if label != each.label}
    found = {label: [one for one in left if _is_new(one, each, facts)] for label, left in others.items()}
    return {label: left for label, left in found.items() if left}


def announcement_of(each: LabelledTeam, sequence: int, facts: Facts) -> Announcement:
    """What a team is told now, and instead of what its new members were told before."""
    instead_of = {label: max(one.told.sequence for one in left) for label, left in left_for(each, facts).items()}
    team: Team = each.team
    now = Announcement.of(team, sequence, meets=facts.meets(team.slot))
    return replace(now, instead_of=instead_of)


def _leaver(who: PersonId, email: str, told: Announcement, facts: Facts) -> Leaver:
    role = Role.MENTOR if next(iter(told.members), "") == email else Role.MENTEE
    return Leaver(who=who, email=email, told=told, role=role, after=_after(role, who, facts))


def _after(role: Role, who: PersonId, facts: Facts) -> After:
    status = facts.gone.get(person_key(role, who))
    if status:
        return After.DEFERRED if status is PersonStatus.DEFERRED else After.WITHDREW
    return After.ON_LEAVE if facts.is_away(role, who, facts.today) else After.LOOKING


def _is_new(leaver: Leaver, each: LabelledTeam, facts: Facts) -> bool:
    """Whether somebody is in a team that hasn't been told so."""
    told = facts.announcements.get(each.label, ())
    knows = bool(told) and leaver.who in told[-1].people(facts.known_as)
    return not knows and any((member.id, member.role) == (leaver.who, leaver.role) for member in each.team.members)


def _was_told(label: str, leaver: Leaver, facts: Facts) -> bool:
    """Whether a mail of another team came in place of what this one's said to them last."""
    return any(
        announced.instead_of.get(label, -1) >= leaver.told.sequence and leaver.who in announced.people(facts.known_as)
        for told in facts.announcements.values()
        for announced in told
    )
