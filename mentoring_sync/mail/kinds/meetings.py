"""What teams hear of their meetings: every change of hour or members, that they are off, and that one is near.

In: the facts. Out: what is due. A change is seen against what the team was really told; every announcement has a
number, and a calendar entry of the same series with that SEQUENCE.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from mentoring_sync.mail.kinds.announcement import Announcement
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.introductions import (
    all_about,
    instead_of,
    introduced_teams,
    readers_in,
    reply,
    sent_introductions,
    until_now,
)
from mentoring_sync.mail.kinds.kind import Due, Kind, Meetings, Reader
from mentoring_sync.mail.kinds.partings import (
    After,
    Leaver,
    announcement_of,
    hears_of_another,
    leavers,
)
from mentoring_sync.mail.kinds.portraits import clocks_of
from mentoring_sync.mail.one_line import in_one_line
from mentoring_sync.records.message import KindName, Posting
from mentoring_sync.records.roster import LabelledTeam

OVER = "over "
"""Stands in the key of a mail to one person of a team that is no more."""


def changes(facts: Facts) -> Iterator[Due]:
    """For every team whose hour, members or dates are others than it was told."""
    if not facts.kinds.meetings.on or facts.today >= facts.round.end:
        return
    for each, posting in introduced_teams(facts):
        announced = facts.announcements.get(each.label)
        if announced and (
            announced[-1].differs(each.team, facts.known_as, facts.round) or _is_redated(each, announced[-1], facts)
        ):
            yield _change(each, announced[-1], posting, facts)


def cancellations(facts: Facts) -> Iterator[Due]:
    """For the people of a team that is no more, and for everyone who was told of a team and isn't in it any more."""
    if not facts.kinds.meetings.on or facts.today >= facts.round.end:
        return
    standing = {each.label for each in facts.teams}
    sent = sent_introductions(facts)
    for label, announced in facts.announcements.items():
        if label not in sent:
            continue
        alone = [each for each in leavers(label, facts) if not hears_of_another(each, facts)]
        if label in standing:
            yield from (_left(label, each, sent[label], facts) for each in alone)
        else:
            yield from _ended(label, announced[-1], alone, sent[label], facts)


def reminders(facts: Facts) -> Iterator[Due]:
    """For every team, some hours before a meeting; never after it has begun."""
    settings = facts.kinds.reminder
    for each, posting in introduced_teams(facts) if settings.on else ():
        for start in facts.round.meetings(each.team.slot):
            if timedelta(0) < start - facts.now <= timedelta(hours=settings.hours):
                clocks = {"clocks": clocks_of(each.team, [start])}
                yield reply(
                    REMINDER, each, posting, facts, occasion=f"{start:%Y-%m-%d}", says=clocks, there_on=start.date()
                )


def _is_redated(each: LabelledTeam, before: Announcement, facts: Facts) -> bool:
    """Whether meetings that are to come are on other dates at the hour that the team was told."""
    told, now = facts.told_to_meet(before), facts.meets(each.team.slot)
    today = facts.today.isoformat()
    return before.slot == each.team.slot and {day for day in {*told} ^ {*now} if day >= today} != set()


def _change(each: LabelledTeam, before: Announcement, posting: Posting, facts: Facts) -> Due:
    now = announcement_of(each, before.sequence + 1, facts)
    knew, stay = before.people(facts.known_as), {member.id for member in each.team.members}
    new = [member.email for member in each.team.members if member.id not in knew]
    left = [in_one_line(name) for email, name in before.readers.items() if facts.who(email) not in stay]
    moved = not facts.round.is_same_hour(before.slot, each.team.slot)
    redated = _is_redated(each, before, facts)
    said = all_about(each, facts)
    return Due(
        kind=_changing(each, now, facts, joined=bool(new) and not moved and not redated),
        about=each.label,
        team=each.label,
        occasion=str(now.sequence),
        follows=posting.key,
        to=readers_in(each),
        says=said
        | {"moved": moved, "redated": redated, "left": left, "new": [m for m in said["members"] if m.email in new]}
        | {"until_now": until_now(each, facts)},
        meetings=Meetings(series=posting.key, announced=now, instead_of=instead_of(each, facts)),
        announces=now,
    )


def _changing(each: LabelledTeam, now: Announcement, facts: Facts, *, joined: bool) -> Kind:
    """How a change is told; what an earlier run began with stays."""
    for kind in (NEW_MEMBER, MEETINGS_CHANGED):
        if facts.key(kind.name, each.label, str(now.sequence)) in facts.posted:
            return kind
    return NEW_MEMBER if joined else MEETINGS_CHANGED


def _ended(label: str, told: Announcement, alone: Sequence[Leaver], posting: Posting, facts: Facts) -> Iterator[Due]:
    """A team that is no more: one mail to all for whom another is looked for, and one to each of the others."""
    ended = Announcement(slot=told.slot, members=told.readers, sequence=told.sequence + 1)
    settled = facts.settled(MEETINGS_CANCELLED.name, label, str(ended.sequence))
    last = [each for each in alone if each.told is told]
    together = [each for each in last if each.after is After.LOOKING] if settled is None else []
    if settled is not None or together:
        yield Due(
            kind=MEETINGS_CANCELLED,
            about=label,
            team=label,
            occasion=str(ended.sequence),
            follows=posting.key,
            to=tuple(_reader(each.name, each.email, facts) for each in together)
            or tuple(_reader(told.members.get(email, ""), email, facts) for email in settled or ()),
            says=facts.always | {"team": label, "name": "", "dissolved": True, "after": After.LOOKING.value},
            meetings=Meetings(series=posting.key, announced=ended, cancelled=True),
        )
    for each in alone:
        if each not in together and each.email not in (settled or ()):
            yield _left(label, each, posting, facts, dissolved=each.told is told)


def _left(label: str, leaver: Leaver, posting: Posting, facts: Facts, *, dissolved: bool = False) -> Due:
    told, email = leaver.told, leaver.email
    without = Announcement(slot=told.slot, members={email: leaver.name}, sequence=told.sequence + 1)
    return Due(
        kind=MEETINGS_CANCELLED,
        about=email,
        team=label,
        occasion=f"{label} {OVER if dissolved else ''}{without.sequence}",
        to=(_reader(leaver.name, email, facts),),
        says=facts.always
        | {"team": label, "name": in_one_line(leaver.name), "dissolved": dissolved, "after": leaver.after.value},
        meetings=Meetings(series=posting.key, announced=without, cancelled=True),
    )


def _reader(name: str, email: str, facts: Facts) -> Reader:
    """Somebody who was in a team, at the address and by the name that they were told of it."""
    return Reader(name=name, email=email, languages=facts.languages.get(facts.who(email), ()))


NEW_MEMBER = Kind(name=KindName("new member"), due=changes, urgent=True, waits=True, set_as="meetings")
MEETINGS_CHANGED = Kind(name=KindName("meetings changed"), due=changes, urgent=True, waits=True, set_as="meetings")
MEETINGS_CANCELLED = Kind(
    name=KindName("meetings cancelled"),
    due=cancellations,
    urgent=True,
    waits=True,
    parts_with=True,
    set_as="meetings",
)
REMINDER = Kind(name=KindName("reminder"), due=reminders, urgent=True, optional=True)
