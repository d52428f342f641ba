"""What teams and mentors hear while a round runs, and at its end.

In: the facts. Out: what is due. Each kind is due within a window: what a run comes too late for isn't made up for.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, timedelta

from mentoring_sync.mail.kinds.due import Due, Facts, Reader
from mentoring_sync.mail.writing.envelope import in_one_line
from mentoring_sync.mail.writing.introduction import clocks_of
from mentoring_sync.records.attendance import Mark
from mentoring_sync.records.message import MessageKind, Posting
from mentoring_sync.records.roster import LabelledTeam, person_key

WINDOW = timedelta(days=10)
"""How long after its day a follow-up or a check-in is still sent, and how near to each other they are one too many."""

SETTLING_IN = timedelta(days=14)
"""A team that was introduced a shorter time ago isn't asked how it goes."""

SURVEY_WINDOW = timedelta(days=21)
CERTIFICATE_WINDOW = timedelta(days=90)


def follow_ups(facts: Facts) -> Iterator[Due]:
    """Once a month, for every team that still meets: how it goes, and whether it needs help. The half-way check-in
    stands in for one."""
    settings = facts.kinds
    half_way = half_way_day(facts)
    for day in months_of(facts) if settings.follow_up.on else ():
        if not settings.half_way.on or abs(day - half_way) >= WINDOW:
            yield from _to_teams(MessageKind.FOLLOW_UP, facts, day, f"{day:%Y-%m}", says={})


def half_way(facts: Facts) -> Iterator[Due]:
    """In the middle of the round, for every team: the survey."""
    if facts.kinds.half_way.on:
        survey = {"survey": facts.kinds.half_way.survey}
        yield from _to_teams(MessageKind.HALF_WAY, facts, half_way_day(facts), "", says=survey)


def half_way_day(facts: Facts) -> date:
    """The day in the middle of the round."""
    return facts.round.start + timedelta(days=facts.round.weeks * 7 // 2)


def months_of(facts: Facts) -> tuple[date, ...]:
    """The same day of each month after the round's first, up to its last week; of a short month its last day."""
    start, days = facts.round.start, list[date]()
    for months in range(1, 14):
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        days.append(date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])))
    return tuple(day for day in days if day <= facts.round.end - timedelta(days=7))


def _to_teams(
    kind: MessageKind, facts: Facts, day: date, occasion: str, *, says: Mapping[str, object]
) -> Iterator[Due]:
    for each, posting in _introduced(facts):
        due = _reply(kind, each, posting, facts, occasion=occasion, says=says)
        settled = posting.sent_at is not None and posting.sent_at.date() <= day - SETTLING_IN
        goes_on = day <= facts.round.meetings(each.team.slot)[-1].date()
        if (settled and goes_on and day <= facts.today < day + WINDOW) or facts.pending(kind, each.label, occasion):
            yield due


def missed_meetings(facts: Facts) -> Iterator[Due]:
    """For a mentor whose mentees missed a meeting, once for each date."""
    settings = facts.kinds.missed_meeting
    for each, _ in _introduced(facts) if settings.on else ():
        mentor = each.team.mentor
        for day, names in sorted(_missed(each, facts).items()):
            on_time = day <= facts.today <= day + timedelta(days=settings.within_days)
            if on_time or facts.pending(MessageKind.MISSED_MEETING, each.label, day.isoformat()):
                yield Due(
                    kind=MessageKind.MISSED_MEETING,
                    about=each.label,
                    team=each.label,
                    occasion=day.isoformat(),
                    to=(Reader.of(mentor),),
                    says=facts.always
                    | {"name": in_one_line(mentor.name), "team": each.label, "missed": tuple(names), "on": day},
                )


def _missed(each: LabelledTeam, facts: Facts) -> dict[date, list[str]]:
    missed: dict[date, list[str]] = {}
    for mentee in each.team.mentees:
        for day, mark in facts.marks.get(person_key(mentee.role, mentee.email), {}).items():
            if mark == Mark.MISSED:
                missed.setdefault(day, []).append(in_one_line(mentee.name))
    return missed


def reminders(facts: Facts) -> Iterator[Due]:
    """For every team, some hours before a meeting; never after it has begun."""
    settings = facts.kinds.reminder
    for each, posting in _introduced(facts) if settings.on else ():
        for start in facts.round.meetings(each.team.slot):
            if timedelta(0) < start - facts.now <= timedelta(hours=settings.hours):
                clocks = {"clocks": clocks_of(each.team, [start])}
                yield _reply(MessageKind.REMINDER, each, posting, facts, occasion=f"{start:%Y-%m-%d}", says=clocks)


def closing_surveys(facts: Facts) -> Iterator[Due]:
    """For every team, once its last meeting is over."""
    settings = facts.kinds.closing_survey
    for each, posting in _introduced(facts) if settings.on else ():
        over = facts.round.meetings(each.team.slot)[-1] + timedelta(minutes=facts.round.meeting_minutes)
        pending = facts.pending(MessageKind.CLOSING_SURVEY, each.label)
        if pending or over.astimezone(UTC) <= facts.now < over.astimezone(UTC) + SURVEY_WINDOW:
            says: Mapping[str, object] = {"survey": settings.survey, "certificates": facts.kinds.certificate.on}
            yield _reply(MessageKind.CLOSING_SURVEY, each, posting, facts, occasion="", says=says)


def certificates(facts: Facts) -> Iterator[Due]:
    """For everyone who earned it, once the round is over."""
    over = facts.round.end <= facts.today < facts.round.end + CERTIFICATE_WINDOW
    for each in facts.earned if facts.kinds.certificate.on else ():
        about = person_key(each.person.role, each.person.email)
        if over or facts.pending(MessageKind.CERTIFICATE, about):
            yield Due(
                kind=MessageKind.CERTIFICATE,
                about=about,
                team=each.team,
                to=(Reader.of(each.person),),
                says=facts.always
                | {
                    "name": in_one_line(each.person.name),
                    "role": each.person.role.value,
                    "team": each.team,
                    "attended": each.attended,
                    "last_day": facts.round.end - timedelta(days=1),
                },
            )


def digests(facts: Facts) -> Iterator[Due]:
    """For the coordinator, at most once a day, when *Review* has something new."""
    occasion = facts.today.isoformat()
    pending = facts.pending(MessageKind.DIGEST, "coordinator", occasion)
    if facts.kinds.digest.on and (facts.problems or pending):
        yield Due(
            kind=MessageKind.DIGEST,
            about="coordinator",
            occasion=occasion,
            to=(Reader(name=facts.programme.coordinator, email=facts.programme.contact),),
            says=facts.always | {"problems": tuple(facts.problems), "workbook": facts.workbook},
        )


def _introduced(facts: Facts) -> Sequence[tuple[LabelledTeam, Posting]]:
    return [(each, facts.introductions[each.label]) for each in facts.teams if each.label in facts.introductions]


def _reply(
    kind: MessageKind,
    each: LabelledTeam,
    posting: Posting,
    facts: Facts,
    *,
    occasion: str,
    says: Mapping[str, object],
) -> Due:
    """A mail to a whole team, in the thread that its introduction began."""
    members = each.team.members
    names = tuple(in_one_line(member.name) for member in members)
    return Due(
        kind=kind,
        about=each.label,
        team=each.label,
        occasion=occasion,
        follows=posting.key,
        to=tuple(Reader.of(member) for member in members),
        says=facts.always | {"team": each.label, "names": names, **says},
    )
