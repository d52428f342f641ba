"""The first mail to a team: its introduction, or that its people have a new mentor. It begins the team's thread.

In: the facts. Out: what is due. Later mails to the team are replies to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from mentoring_sync.mail.kinds.announcement import Announcement, Dates
from mentoring_sync.mail.kinds.dates import dated, dates_of
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.kind import Due, Kind, Meetings, Reader
from mentoring_sync.mail.kinds.partings import Leaver, announcement_of, left_for
from mentoring_sync.mail.kinds.portraits import introduce
from mentoring_sync.mail.one_line import in_one_line
from mentoring_sync.records.calendar import Milestone, Step
from mentoring_sync.records.message import KindName, Posting
from mentoring_sync.records.person import Person
from mentoring_sync.records.roster import LabelledTeam

NAMED = frozenset({Step.ONBOARDING, Step.CHECK_IN, Step.SHOWCASE})
"""The dates of the calendar that an introduction names, where they are configured."""


def introductions(facts: Facts) -> Iterator[Due]:
    """For every team that hasn't been introduced, and for every member whose address was corrected since. A team of
    people whose mentor can't go on hears that."""
    sent = sent_introductions(facts)
    for each in facts.teams:
        if each.label not in sent:
            yield introduction(each, _introducing(each, facts), facts)
        else:
            yield from _at_corrected_addresses(each, sent[each.label], facts)


def introduction(each: LabelledTeam, kind: Kind, facts: Facts) -> Due:
    """The first mail to a team."""
    key, announced = facts.key(kind.name, each.label), announcement_of(each, 0, facts)
    return Due(
        kind=kind,
        about=each.label,
        team=each.label,
        to=readers_in(each),
        says=all_about(each, facts) | {"again": kind is NEW_MENTOR, "until_now": until_now(each, facts)},
        meetings=Meetings(series=key, announced=announced, instead_of=instead_of(each, facts)),
        announces=announced,
        dates=dates_in_introductions(facts),
    )


def _at_corrected_addresses(each: LabelledTeam, posting: Posting, facts: Facts) -> Iterator[Due]:
    """The introduction once more, to those alone who were told at an address that was wrong."""
    told = facts.announcements.get(each.label, ())
    addresses = {email for announced in told for email in announced.members}
    people = {who for announced in told for who in announced.people(facts.known_as)}
    for member in each.team.members:
        if member.id in people and member.email not in addresses:
            now = Announcement.of(each.team, told[-1].sequence, meets=facts.meets(each.team.slot))
            yield Due(
                kind=_kind_of(posting),
                about=each.label,
                team=each.label,
                occasion=member.email,
                to=(Reader.of(member),),
                says=all_about(each, facts) | {"again": False, "until_now": []},
                meetings=Meetings(series=posting.key, announced=now),
                announces=now,
                dates=dates_in_introductions(facts),
            )


def _kind_of(posting: Posting) -> Kind:
    """The kind that an introduction was of."""
    return NEW_MENTOR if posting.kind == NEW_MENTOR.name else INTRODUCTION


def sent_introductions(facts: Facts) -> Mapping[str, Posting]:
    """By team, the message that introduced it, once it has been sent."""
    first = {kind.name for kind in (INTRODUCTION, NEW_MENTOR)}
    sent = [each for each in facts.postings if each.kind in first and each.told]
    return {each.team: each for each in reversed(sent)}


def introduced_teams(facts: Facts) -> Sequence[tuple[LabelledTeam, Posting]]:
    """The teams that were introduced, each with the message that did it."""
    sent = sent_introductions(facts)
    return [(each, sent[each.label]) for each in facts.teams if each.label in sent]


def reply(
    kind: Kind,
    each: LabelledTeam,
    posting: Posting,
    facts: Facts,
    *,
    occasion: str,
    says: Mapping[str, object],
    there_on: date | None = None,
) -> Due:
    """A mail to a whole team, in the thread that its introduction began; but for those who are on leave on the day on
    which its readers should be `there`, if there is one."""
    members: Sequence[Person] = each.team.members
    there = [one for one in members if there_on is None or not facts.is_away(one.role, one.id, there_on)]
    return Due(
        kind=kind,
        about=each.label,
        team=each.label,
        occasion=occasion,
        follows=posting.key,
        to=tuple(map(Reader.of, there)),
        says=facts.always | {"team": each.label, "names": tuple(in_one_line(member.name) for member in there), **says},
    )


def readers_in(each: LabelledTeam) -> tuple[Reader, ...]:
    """The members of a team, the mentor first."""
    return tuple(Reader.of(member) for member in each.team.members)


def all_about(each: LabelledTeam, facts: Facts) -> dict[str, Any]:
    """What a team is told of itself."""
    return introduce(
        each.team,
        label=each.label,
        programme=facts.programme,
        commitment=facts.commitment,
        round_=facts.round,
        labels=facts.labels,
        calendar=dated(introduced_milestones(facts), [member.zone for member in each.team.members]),
    ).variables()


def introduced_milestones(facts: Facts) -> tuple[Milestone, ...]:
    """The dates that are still to come of those that an introduction names."""
    return tuple(each for each in facts.round.milestones if each.step in NAMED and not each.is_over(facts.now))


def dates_in_introductions(facts: Facts) -> Dates:
    """What readers of an introduction know of the calendar: of a step that is to come, all its dates."""
    steps = {each.step for each in introduced_milestones(facts)}
    return {step.slug: dates_of(step, facts.round) for step in Step if step in steps}


def until_now(each: LabelledTeam, facts: Facts) -> list[dict[str, Any]]:
    """In which teams new members were, for the mail that tells their new one."""
    left = left_for(each, facts)
    return [{"team": label, "names": [in_one_line(one.name) for one in who]} for label, who in left.items()]


def instead_of(each: LabelledTeam, facts: Facts) -> tuple[Meetings, ...]:
    """The calendar entries of those teams, which are over for the new members."""
    sent = sent_introductions(facts)
    return tuple(
        Meetings(series=sent[label].key, announced=_over_for(who), cancelled=True)
        for label, who in left_for(each, facts).items()
        if label in sent
    )


def _over_for(who: Sequence[Leaver]) -> Announcement:
    last = max(who, key=lambda one: one.told.sequence).told
    members = {one.email: one.name for one in who}
    return Announcement(slot=last.slot, members=members, sequence=last.sequence + 1)


def _introducing(each: LabelledTeam, facts: Facts) -> Kind:
    """How a team is introduced; what an earlier run began with stays."""
    for kind in (INTRODUCTION, NEW_MENTOR):
        if facts.key(kind.name, each.label) in facts.posted:
            return kind
    others = (told[-1] for label, told in facts.announcements.items() if label != each.label)
    before = {who for told in others for who in told.people(facts.known_as)}
    orphans = sum(mentee.id in before for mentee in each.team.mentees)
    return NEW_MENTOR if 2 * orphans > len(each.team.mentees) else INTRODUCTION


INTRODUCTION = Kind(name=KindName("introduction"), due=introductions, urgent=True, waits=True, introduces=True)
NEW_MENTOR = Kind(
    name=KindName("new mentor"),
    due=introductions,
    urgent=True,
    waits=True,
    introduces=True,
    said_as=INTRODUCTION.slug,
    set_as=INTRODUCTION.setting,
)
