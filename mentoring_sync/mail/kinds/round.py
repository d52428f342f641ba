"""What teams and mentors hear while a round runs, and at its end.

In: the facts. Out: what is due. Each kind is due within a window: what a run comes too late for isn't made up for.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.introductions import introduced_teams, reply
from mentoring_sync.mail.kinds.kind import Due, Kind, Reader
from mentoring_sync.mail.one_line import in_one_line
from mentoring_sync.records.attendance import Mark
from mentoring_sync.records.message import KindName
from mentoring_sync.records.roster import LabelledTeam, person_key
from mentoring_sync.records.round import Round
from mentoring_sync.records.survey import SurveyName

WINDOW = timedelta(days=10)
"""How long after its day a follow-up or a check-in is still sent, and how near to each other they are one too many."""

SETTLING_IN = timedelta(days=14)
"""A team that was introduced a shorter time ago isn't asked how it goes."""

SURVEY_WINDOW = timedelta(days=21)


def follow_ups(facts: Facts) -> Iterator[Due]:
    """Once a month, for every team that still meets: how it goes, and whether it needs help. The half-way check-in
    stands in for one."""
    settings = facts.kinds
    half_way = half_way_day(facts)
    for day in months_of(facts) if settings.follow_up.on else ():
        if not settings.half_way.on or abs(day - half_way) >= WINDOW:
            yield from _to_teams(FOLLOW_UP, facts, day, f"{day:%Y-%m}", says={})


def half_way(facts: Facts) -> Iterator[Due]:
    """In the middle of the round, for every team: the survey."""
    if facts.kinds.half_way.on:
        survey = {"survey": facts.form_of(SurveyName.HALF_WAY)}
        yield from _to_teams(HALF_WAY, facts, half_way_day(facts), "", says=survey)


def half_way_day(facts: Facts) -> date:
    """The day in the middle of the round."""
    return middle_of(facts.round)


def middle_of(round_: Round) -> date:
    """The day in the middle of a round."""
    return round_.start + timedelta(days=round_.weeks * 7 // 2)


def months_of(facts: Facts) -> tuple[date, ...]:
    """The same day of each month after the round's first, up to its last week; of a short month its last day."""
    start, days = facts.round.start, list[date]()
    for months in range(1, 14):
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        days.append(date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])))
    return tuple(day for day in days if day <= facts.round.end - timedelta(days=7))


def _to_teams(kind: Kind, facts: Facts, day: date, occasion: str, *, says: Mapping[str, object]) -> Iterator[Due]:
    """For every team that is settled and goes on, once the day has begun where the team meets."""
    for each, posting in introduced_teams(facts):
        today = facts.now.astimezone(ZoneInfo(each.team.slot.zone)).date()
        due = reply(kind, each, posting, facts, occasion=occasion, says=says, there_on=today)
        settled = posting.sent_at is not None and posting.sent_at.date() <= day - SETTLING_IN
        goes_on = day <= facts.round.meetings(each.team.slot)[-1].date()
        on_time = settled and goes_on and day <= today < day + WINDOW
        if on_time or facts.pending(kind.name, each.label, occasion):
            yield due


def missed_meetings(facts: Facts) -> Iterator[Due]:
    """For a mentor whose mentees missed a meeting, once for each meeting."""
    settings = facts.kinds.missed_meeting
    for each, _ in introduced_teams(facts) if settings.on else ():
        mentor = each.team.mentor
        for day, occasion, names in _missed(each, facts):
            on_time = day <= facts.today <= day + timedelta(days=settings.within_days)
            away = facts.is_away(mentor.role, mentor.id, facts.today)
            if not away and (on_time or facts.pending(MISSED_MEETING.name, each.label, occasion)):
                yield Due(
                    kind=MISSED_MEETING,
                    about=each.label,
                    team=each.label,
                    occasion=occasion,
                    to=(Reader.of(mentor),),
                    says=facts.always
                    | {"name": in_one_line(mentor.name), "team": each.label, "missed": tuple(names), "on": day},
                )


def _missed(each: LabelledTeam, facts: Facts) -> Iterator[tuple[date, str, list[str]]]:
    """Of each meeting that mentees missed: its day, what names it in the key of a mail, and who they are."""
    mentees = {person_key(mentee.role, mentee.id): in_one_line(mentee.name) for mentee in each.team.mentees}
    for record in facts.meetings.get(each.label, ()):
        names = [name for key, name in mentees.items() if record.marks.get(key) is Mark.MISSED]
        if names and record.is_over and record.meeting.day:
            yield record.meeting.day, record.meeting.occasion, names


def closing_surveys(facts: Facts) -> Iterator[Due]:
    """For every team, once its last meeting is over; on the day of the calendar, where that has one. Whoever
    has answered by then isn't asked, nor who is on leave."""
    settings, day, form = facts.kinds.closing_survey, facts.round.closing_survey, facts.form_of(SurveyName.CLOSING)
    for each, posting in introduced_teams(facts) if settings.on else ():
        last = facts.round.meetings(each.team.slot)[-1] + timedelta(minutes=facts.round.meeting_minutes)
        over = datetime.combine(day, time(), tzinfo=UTC) if day else last
        pending = facts.pending(CLOSING_SURVEY.name, each.label)
        if pending or over.astimezone(UTC) <= facts.now < over.astimezone(UTC) + SURVEY_WINDOW:
            says: Mapping[str, object] = {"survey": form, "certificates": facts.kinds.certificate.on}
            today = facts.now.astimezone(ZoneInfo(each.team.slot.zone)).date()
            asked = reply(CLOSING_SURVEY, each, posting, facts, occasion="", says=says, there_on=today)
            silent = tuple(reader for reader in asked.to if facts.who(reader.email) not in facts.spoke)
            if silent:
                yield replace(asked, to=silent)


MISSED_MEETING = Kind(name=KindName("missed meeting"), due=missed_meetings)
FOLLOW_UP = Kind(name=KindName("monthly follow-up"), due=follow_ups, optional=True, set_as="follow_up")
HALF_WAY = Kind(name=KindName("half-way check-in"), due=half_way, optional=True, set_as="half_way")
CLOSING_SURVEY = Kind(name=KindName("closing survey"), due=closing_surveys, optional=True)
