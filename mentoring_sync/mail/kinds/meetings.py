"""What teams hear of themselves and their meetings: the introduction, and later every change of hour or members.

In: the facts. Out: what is due. A change is seen against what the team was really told; every telling has a number,
and a calendar entry of the same series with that SEQUENCE.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mentoring_sync.mail.kinds.announcement import Told
from mentoring_sync.mail.kinds.due import Due, Facts, Meetings, Reader
from mentoring_sync.mail.writing.envelope import in_one_line
from mentoring_sync.mail.writing.introduction import introduce
from mentoring_sync.records.message import MessageKind
from mentoring_sync.records.roster import LabelledTeam

_CHANGES = (MessageKind.NEW_MEMBER, MessageKind.MEETINGS_CHANGED)


def introductions(facts: Facts) -> Iterator[Due]:
    """For every team that hasn't been introduced. A team of people whose mentor can't go on hears that."""
    for each in facts.teams:
        if each.label not in facts.introductions:
            yield introduction(each, _introducing(each, facts), facts)


def introduction(each: LabelledTeam, kind: MessageKind, facts: Facts) -> Due:
    """The first mail to a team."""
    key, told = facts.key(kind, each.label), Told.of(each.team)
    return Due(
        kind=kind,
        about=each.label,
        team=each.label,
        to=_readers(each),
        says=_of_team(each, facts) | {"again": kind is MessageKind.NEW_MENTOR},
        meetings=Meetings(series=key, told=told),
        told=told,
    )


def changes(facts: Facts) -> Iterator[Due]:
    """For every team whose hour or members are others than it was told."""
    if not facts.kinds.meetings.on or facts.today >= facts.round.end:
        return
    for each in facts.teams:
        told = facts.tellings.get(each.label)
        if told and each.label in facts.introductions and told[-1].differs(each.team):
            yield _change(each, told[-1], facts)


def cancellations(facts: Facts) -> Iterator[Due]:
    """For the people of a team that is no more, and for everyone who was told of a team and isn't in it any more."""
    if not facts.kinds.meetings.on or facts.today >= facts.round.end:
        return
    standing = {each.label: {member.email for member in each.team.members} for each in facts.teams}
    for label, tellings in facts.tellings.items():
        if label not in standing:
            yield from _ended(label, tellings[-1], facts)
        for email, told in _last_told(tellings).items():
            if email not in standing.get(label, tellings[-1].members):
                yield from _left(label, email, told, facts)


def _change(each: LabelledTeam, before: Told, facts: Facts) -> Due:
    told = Told.of(each.team, before.sequence + 1)
    new = [member.email for member in each.team.members if member.email not in before.members]
    moved = before.slot != each.team.slot
    occasion = str(told.sequence)
    kind = MessageKind.NEW_MEMBER if new and not moved else MessageKind.MEETINGS_CHANGED
    kind = next((known for known in _CHANGES if facts.key(known, each.label, occasion) in facts.posted), kind)
    posting = facts.introductions[each.label]
    left = [in_one_line(name) for email, name in before.members.items() if email not in told.members]
    said = _of_team(each, facts)
    return Due(
        kind=kind,
        about=each.label,
        team=each.label,
        occasion=occasion,
        follows=posting.key,
        to=_readers(each),
        says=said | {"moved": moved, "left": left, "new": [m for m in said["members"] if m.email in new]},
        meetings=Meetings(series=posting.key, told=told),
        told=told,
    )


def _ended(label: str, told: Told, facts: Facts) -> Iterator[Due]:
    posting = facts.introductions.get(label)
    if posting:
        ended = Told(slot=told.slot, members=told.members, sequence=told.sequence + 1)
        yield Due(
            kind=MessageKind.MEETINGS_CANCELLED,
            about=label,
            team=label,
            occasion=str(ended.sequence),
            follows=posting.key,
            to=tuple(Reader(name=name, email=email) for email, name in told.members.items()),
            says=facts.always | {"team": label, "name": "", "dissolved": True},
            meetings=Meetings(series=posting.key, told=ended, cancelled=True),
        )


def _left(label: str, email: str, told: Told, facts: Facts) -> Iterator[Due]:
    posting = facts.introductions.get(label)
    if posting:
        without = Told(slot=told.slot, members={email: told.members[email]}, sequence=told.sequence + 1)
        yield Due(
            kind=MessageKind.MEETINGS_CANCELLED,
            about=email,
            team=label,
            occasion=f"{label} {without.sequence}",
            to=(Reader(name=told.members[email], email=email),),
            says=facts.always | {"team": label, "name": in_one_line(told.members[email]), "dissolved": False},
            meetings=Meetings(series=posting.key, told=without, cancelled=True),
        )


def _last_told(tellings: tuple[Told, ...]) -> dict[str, Told]:
    """By address, the last telling that named the person as a member."""
    return {email: told for told in tellings for email in told.members}


def _introducing(each: LabelledTeam, facts: Facts) -> MessageKind:
    """How a team is introduced; what an earlier run began with stays."""
    for kind in (MessageKind.INTRODUCTION, MessageKind.NEW_MENTOR):
        if facts.key(kind, each.label) in facts.posted:
            return kind
    before = {email for label, told in facts.tellings.items() if label != each.label for email in told[-1].members}
    orphans = sum(mentee.email in before for mentee in each.team.mentees)
    return MessageKind.NEW_MENTOR if 2 * orphans > len(each.team.mentees) else MessageKind.INTRODUCTION


def _readers(each: LabelledTeam) -> tuple[Reader, ...]:
    return tuple(Reader.of(member) for member in each.team.members)


def _of_team(each: LabelledTeam, facts: Facts) -> dict[str, Any]:
    return introduce(
        each.team, label=each.label, programme=facts.programme, commitment=facts.commitment, round_=facts.round
    ).variables()
