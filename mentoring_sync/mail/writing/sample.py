"""Invented people with whom templates are checked and shown: some have everything to say, some as little as can be.

Between them every branch of a template should be taken. One team meets over clock changes, one in one meeting only.
What is due to them comes from the same rules as with real people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from mentoring_sync.intake.outcome import Reason
from mentoring_sync.intake.question import TimestampQuestion
from mentoring_sync.intake.reports.form import ReportForm, ReportQuestion
from mentoring_sync.mail.key import message_key
from mentoring_sync.mail.kinds.announcement import Announcement, Dates, told_text
from mentoring_sync.mail.kinds.catalogue import KINDS, due
from mentoring_sync.mail.kinds.facts import Facts, Given, NotCompleted, PutOff, Recruit, Replaced, TurnedAway
from mentoring_sync.mail.kinds.introductions import INTRODUCTION
from mentoring_sync.mail.kinds.kind import Due, Kind
from mentoring_sync.mail.kinds.reports import MEETING_REPORT
from mentoring_sync.mail.kinds.round import CLOSING_SURVEY, HALF_WAY
from mentoring_sync.mail.kinds.settings import Apply, Kinds, Reminder, Survey
from mentoring_sync.mail.settings import Commitment, Programme
from mentoring_sync.mail.writing.sample_reasons import (
    answers_refused,
    came_late,
    counted,
    disagreed,
    requirements_missed,
)
from mentoring_sync.progress.applications import NO_APPLICATIONS, Applications, applications
from mentoring_sync.progress.presence import MeetingRecord
from mentoring_sync.records.attendance import Mark, TeamMeeting
from mentoring_sync.records.availability import Weekday, WeeklyHours, WeeklySlot
from mentoring_sync.records.certificate import Certificate
from mentoring_sync.records.leave import Leave
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.person import Mentee, Mentor, Origin, Person
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Requirements, Role, Terms
from mentoring_sync.records.roster import LabelledTeam, PersonStatus, person_key
from mentoring_sync.records.round import Round
from mentoring_sync.records.survey import SurveyName, SurveyStatus
from mentoring_sync.records.team import Seat, Team, TeamId, TeamStatus

_TERMS = Terms(requirements=Requirements())
_SLOT = WeeklySlot(day=Weekday.TUE, start=17 * 60, zone="Europe/Berlin")
_SPEAKING = "Speaking in front of others"
_RUNNING = "Logistics of running an event (e.g. finding rooms, answering questions)"
_SURVEY = "https://forms.example.org/survey?id=1_2"
_CLOSED = datetime(2026, 11, 8, 9, tzinfo=UTC)
_PROGRAMME = Programme(
    name="Mentoring Groups",
    community="Pen and Paper",
    coordinator="Alex Rivera",
    contact="mentoring@example.org",
    about={"en": "It is about speaking, writing and getting on."},
)
_MENTOR_LEFT = "Team 9"


@cache
def samples() -> Mapping[Kind, tuple[dict[str, Any], ...]]:
    """By kind, what messages to the invented people say."""
    found: dict[Kind, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for each in sample_dues():
        found[each.kind].append(dict(each.says))
    return {kind: tuple(says) for kind, says in found.items()}


@cache
def sample_dues() -> tuple[Due, ...]:
    """What is due to the invented people: before the round, while it runs, and at its end, with and without links."""
    return tuple(each for facts in (*_before(), *_by_the_calendar(), *_during(), *_after()) for each in due(facts))


def _before() -> tuple[Facts, ...]:
    talkative, silent = _talkative_team(), _silent_team()
    problem = Problem(where=Place(tab="Teams", row=4), what="“Maja” names no mentor.", remedy="Write the address.")
    applied = Facts(
        programme=_PROGRAMME,
        commitment=Commitment(hours_a_month=4, months="3 to 5"),
        round=_round(15, 4),
        kinds=_with_forms(mentees=True),
        now=_CLOSED,
        accepted=[talkative.mentor, silent.mentees[0]],
        waiting=[silent.mentor, talkative.mentees[0]],
        turned_away=_turned_away(),
        recruits=[
            Recruit(name="Kofi Boateng", email="kofi@example.org", role=Role.MENTOR, why="You taught *Git* twice."),
            Recruit(name="", email="mona@example.org", role=Role.MENTEE),
        ],
        put_off=[
            PutOff(about="mentor:ola@example.org", name="Ola Berg", email="ola@example.org", role=Role.MENTOR),
            PutOff(about="mentee:jo@example.org", name="Jo Li", email="jo@example.org", role=Role.MENTEE),
        ],
        replaced=[Replaced(person=talkative.mentor, before="Ina Dorn")],
        problems=[*[problem] * 12, replace(problem, for_operator=True)],
        operator="operator@example.org",
        workbook="https://docs.google.com/spreadsheets/d/1",
        links={problem.where: "https://docs.google.com/spreadsheets/d/1#gid=4&range=A4"},
    )
    counted = replace(applied, now=_CLOSED - timedelta(days=2), applications=_counts(talkative, silent))
    few = replace(counted, applications=replace(NO_APPLICATIONS, mentors=1, seats=1, zones=counted.applications.zones))
    nobody = replace(applied, accepted=(), waiting=(), recruits=(), put_off=(), replaced=(), turned_away=())
    without_forms = replace(nobody, put_off=applied.put_off, kinds=Kinds())
    formed = replace(nobody, problems=[problem], workbook="", links={})
    orphans = Announcement(slot=_SLOT, members={mentee.email: mentee.name for mentee in talkative.mentees})
    left = _introduced(_MENTOR_LEFT, orphans)
    return (
        applied,
        counted,
        few,
        without_forms,
        replace(formed, teams=[_labelled("Team 1", talkative)], postings=[left]),
        replace(formed, teams=[_labelled("Team 1", talkative)]),
        replace(formed, problems=(), turned_away=_turned_away()[-2:], kinds=_with_forms(mentees=False)),
        replace(formed, teams=[_labelled("Team 2", silent)], round=_round(1, 1)),
    )


def _counts(talkative: Team, silent: Team) -> Applications:
    """One seat too few, and two applications that don't hold."""
    return applications(
        [talkative.mentor],
        [*talkative.mentees, *silent.mentees],
        turned_away=2,
        most_mentees=2,
        first_day=_round(1, 1).start,
        since=_CLOSED,
    )


def _with_forms(*, mentees: bool) -> Kinds:
    return Kinds(invitation_to_apply=Apply(mentor_form=_SURVEY, mentee_form=_SURVEY if mentees else ""))


def _turned_away() -> tuple[TurnedAway, ...]:
    """Who can hear everything that an application may lack, and those who lack one thing."""
    mentor, mentee = Role.MENTOR, Role.MENTEE
    lacking: tuple[tuple[str, Role, tuple[Reason, ...]], ...] = (
        ("Bo Lind", mentor, requirements_missed(mentor)),
        ("Ana Silva", mentee, requirements_missed(mentee)),
        ("", mentee, answers_refused()),
        ("Ira Noon", mentee, (came_late(),)),
        ("Kay Adams", mentor, (disagreed(mentor),)),
        ("Pia Moreno Ruiz", mentor, (counted(mentor, 1, at_least=2),)),
        ("Dr. Uma Rao", mentee, (counted(mentee, 7, at_most=1),)),
    )
    applied = _CLOSED - timedelta(days=3)
    return tuple(
        TurnedAway(name=name, email=f"applicant{number}@example.org", role=role, reasons=reasons, applied_at=applied)
        for number, (name, role, reasons) in enumerate(lacking)
    )


def _during() -> tuple[Facts, ...]:
    (first, *_), team = _before(), _talkative_team()
    smaller = Team(mentor=team.mentor, slot=_SLOT, seats=team.seats[:1])
    mentees = [person_key(mentee.role, mentee.email) for mentee in team.mentees]
    told, elsewhere = Announcement.of(team), WeeklySlot(day=Weekday.MON, start=9 * 60, zone="Europe/Berlin")
    running = replace(
        first, accepted=(), waiting=(), turned_away=(), recruits=(), put_off=(), replaced=(), problems=(), workbook=""
    )
    running = replace(
        running,
        workbook="",
        now=datetime(2027, 2, 19, 9, tzinfo=UTC),
        teams=[_labelled("Team 1", team)],
        postings=[_introduced("Team 1", told)],
        meetings={"Team 1": [_missed_by(*mentees)]},
    )
    reminded = Kinds(reminder=Reminder(on=True), half_way=Survey(survey=_SURVEY))
    return (
        running,
        replace(running, meetings={"Team 1": [_missed_by(mentees[0])]}),
        replace(running, kinds=reminded, now=datetime(2027, 3, 16, 9, tzinfo=UTC)),
        replace(running, now=datetime(2027, 3, 15, 9, tzinfo=UTC)),
        replace(running, teams=[_labelled("Team 1", smaller)]),
        replace(running, postings=[_introduced("Team 1", Announcement.of(smaller))]),
        replace(running, postings=[_introduced("Team 1", Announcement(slot=elsewhere, members=told.members))]),
        replace(running, teams=()),
        *_partings(running, team),
        *_asking(replace(running, meetings={"Team 1": [_unsaid()]}, asked_since=_CLOSED)),
        *_reminding(replace(running, meetings={})),
    )


def _asking(running: Facts) -> tuple[Facts, ...]:
    """Who came? Asked with a form, by mail, with both and with neither; and asked again."""
    day_after = datetime(2027, 2, 17, 9, tzinfo=UTC)
    key = running.key(MEETING_REPORT.name, "Team 1", "2")
    first = replace(_introduced("Team 1", Announcement.of(_talkative_team())), key=key, kind=MEETING_REPORT.name)
    asked = replace(running, now=day_after)
    again = [*running.postings, replace(first, announcement="", sent_at=day_after)]
    return (
        asked,
        replace(asked, by_mail=True),
        replace(asked, report_form=_report_form()),
        replace(asked, report_form=_report_form(), by_mail=True, postings=again, now=day_after + timedelta(days=4)),
    )


def _reminding(running: Facts) -> Iterator[Facts]:
    """Those who haven't answered a survey, half-way and at the end; with a day on which its form is closed, and
    without."""
    asked_at = datetime(2027, 3, 12, 9, tzinfo=UTC)
    for name, kind in ((SurveyName.HALF_WAY, HALF_WAY), (SurveyName.CLOSING, CLOSING_SURVEY)):
        introduced = _introduced("Team 1", Announcement.of(_talkative_team()))
        key = running.key(kind.name, "Team 1")
        asked = replace(introduced, key=key, kind=kind.name, announcement="", sent_at=asked_at)
        for last_day in (None, date(2027, 3, 31)):
            status = SurveyStatus(form=_SURVEY, reminds=True, since=_CLOSED, last_day=last_day)
            postings = [*running.postings, asked]
            yield replace(running, postings=postings, surveys={name: status}, now=asked_at + timedelta(days=8))


def _report_form() -> ReportForm:
    return ReportForm(
        form="https://forms.example.org/d/e/1_2/viewform",
        timestamp=TimestampQuestion(title="Timestamp"),
        email=ReportQuestion(title="Email Address", entry="emailAddress"),
        team=ReportQuestion(title="Team", entry="entry.1"),
        date=ReportQuestion(title="When did you meet?", entry="entry.2"),
        came=ReportQuestion(title="Who came?"),
    )


def _unsaid() -> MeetingRecord:
    return replace(_missed_by(), took_place=False, is_reported=False)


def _missed_by(*mentees: str) -> MeetingRecord:
    start = _SLOT.on(date(2027, 2, 16))
    return MeetingRecord(
        meeting=TeamMeeting(team=TeamId("Team 1"), number=2, start=start, minutes=60, first=start.date()),
        marks=dict.fromkeys(mentees, Mark.MISSED),
        is_over=True,
        took_place=True,
        is_reported=True,
    )


def _partings(running: Facts, team: Team) -> Iterator[Facts]:
    """Some leave for good, for the next round or for a while, and some for another team."""
    first, second = (person_key(mentee.role, mentee.email) for mentee in team.mentees)
    ended = replace(running, teams=())
    yield replace(ended, gone={first: PersonStatus.WITHDRAWN, second: PersonStatus.DEFERRED})
    yield replace(ended, on_leave={first: [Leave(start=running.round.start)]})
    silent = _silent_team()
    joined = Team(mentor=silent.mentor, slot=_SLOT, seats=(*silent.seats, *team.seats))
    told = [*running.postings, _introduced("Team 2", Announcement.of(silent))]
    yield replace(running, teams=[_labelled("Team 2", joined)], postings=told)
    elsewhen = WeeklySlot(day=Weekday.MON, start=9 * 60, zone="Europe/Berlin")
    yield replace(running, teams=[_labelled("Team 2", replace(joined, slot=elsewhen))], postings=told)


def _after() -> tuple[Facts, ...]:
    running, team = _during()[0], _talkative_team()
    over = replace(running, now=datetime(2027, 5, 3, 12, tzinfo=UTC), meetings={})
    asked = Kinds(closing_survey=Survey(survey=_SURVEY))
    mentor, mentee = (_given(member) for member in team.members[:2])
    again = replace(mentee, occasion="2", certificate=replace(mentee.certificate, edition=2, attended=1))
    return (
        replace(over, now=datetime(2027, 4, 14, 12, tzinfo=UTC)),
        replace(over, kinds=asked, now=datetime(2027, 4, 14, 12, tzinfo=UTC)),
        replace(over, certificates=[mentor, mentee]),
        replace(over, certificates=[again, mentor], with_file=False),
        replace(over, taken_back=[mentor, mentee]),
        *_lacking(replace(over, completion_since=over.round.start, now=datetime(2027, 5, 20, 12, tzinfo=UTC)), team),
    )


def _lacking(late: Facts, team: Team) -> Iterator[Facts]:
    """Some lack a meeting, some steps, some all of it."""
    mentor, mentee = team.mentor, team.mentees[0]
    some = [NotCompleted(person=mentor, team="Team 1", steps=("Check-in",))]
    yield replace(late, not_completed=[*some, NotCompleted(person=mentee, team="Team 1", more_meetings=1)])
    steps = ("Showcase", "Closing survey")
    yield replace(late, not_completed=[NotCompleted(person=mentee, team="Team 1", more_meetings=2, steps=steps)])
    yield replace(late, not_completed=[NotCompleted(person=mentor, team="Team 1", more_meetings=500)])


def _given(member: Person) -> Given:
    """Their certificate."""
    round_ = _round(15, 4)
    given = Certificate(
        number=f"{round_.name}-00{1 if member.role is Role.MENTOR else 2}",
        key=person_key(member.role, member.id),
        name=member.name,
        called=member.name,
        email=member.email,
        role=member.role,
        team="Team 1",
        round=round_.name,
        of="mentoring-groups/2027-1/",
        start=round_.start,
        last_day=round_.end - timedelta(days=1),
        issued=round_.end,
        changed=round_.end,
        attended=4,
        language="en",
    )
    return Given(certificate=given)


def _by_the_calendar() -> tuple[Facts, ...]:
    """Rounds with a calendar: dates that come near, some held twice, and dates that have moved since they were told."""
    applied, running, team = _before()[0], _during()[0], _talkative_team()
    hour = datetime(2027, 2, 26, 15, tzinfo=UTC)
    twice = (hour, hour + timedelta(hours=8))
    heard = tuple(each - timedelta(days=108) for each in twice)
    session = _round(15, 4, information_sessions=heard[:1])
    near = replace(running, now=hour - timedelta(days=1), meetings={})
    first = replace(near, round=_round(15, 4, onboarding=twice[:1]))
    later = tuple(each + timedelta(days=30) for each in twice)
    told = Announcement.of(team, meets=("2027-02-16", "2027-03-16"))
    knew = {"check-in": ("2027-03-09",), "showcase": ("2027-04-27T14:00Z", "2027-04-27T22:00Z")}
    moved = [_introduced("Team 1", told, knew)]
    return (
        replace(applied, round=session, now=heard[0] - timedelta(days=1)),
        replace(applied, round=_round(15, 4, information_sessions=heard), now=heard[0] - timedelta(days=1)),
        replace(first, teams=[_labelled("Team 2", team)], postings=[], now=_CLOSED),
        first,
        replace(near, round=_round(15, 4, check_in=hour.date())),
        replace(near, round=_round(15, 4, showcases=twice)),
        replace(near, round=_round(15, 4, showcases=twice), postings=moved),
        replace(near, round=_round(15, 4, showcases=later, check_in=date(2027, 3, 9)), postings=moved),
    )


def _labelled(label: str, team: Team) -> LabelledTeam:
    return LabelledTeam(label=label, team=team, status=TeamStatus.PROPOSED)


def _introduced(label: str, announced: Announcement, dates: Dates | None = None) -> Posting:
    kind = INTRODUCTION.name
    return Posting(
        key=message_key(_PROGRAMME, _round(15, 4), kind, label),
        kind=kind,
        team=label,
        to=", ".join(announced.members),
        subject=f"Mentoring Groups 2027-1: meet {label}",
        state=MailState.SENT,
        sent_at=_CLOSED,
        announcement=told_text(announced, dates or {}),
    )


def _round(weeks: int, every: int, **calendar: Any) -> Round:
    return Round(
        name="2027-1",
        applications_close=date(2026, 11, 20),
        start=date(2027, 1, 18),
        weeks=weeks,
        meeting_minutes=60,
        meeting_every_weeks=every,
        **calendar,
    )


def _talkative_team() -> Team:
    about: dict[str, Any] = {
        "languages": ("English", "Spanish"),
        "tools": ("Git", "Python"),
        "kinds_of_help": (_SPEAKING, _RUNNING),
        "domain": "Ecology",
        "region": "Europe",
        "institution": "Field Station & Museum",
        "about": "I like <birds>, maps and long walks.",
    }
    mentor = Mentor.under(_TERMS, **_answers("Ines Duarte", "Europe/Berlin", capacity=3, **about))
    mentees = [_mentee("Sam O'Neil", "America/New_York", **about), _mentee("Mei Tanaka", "Australia/Sydney", **about)]
    return Team(mentor=mentor, slot=_SLOT, seats=tuple(Seat(mentee=mentee, score=90) for mentee in mentees))


def _silent_team() -> Team:
    mentor = Mentor.under(_TERMS, **_answers("Ola Berg", "Europe/Berlin", capacity=1, languages=("German", "Dutch")))
    mentee = _mentee("Jo Li", "Asia/Kolkata", languages=("Dutch",))
    return Team(mentor=mentor, slot=_SLOT, seats=(Seat(mentee=mentee, score=10),))


def _mentee(name: str, zone: str, **given: Any) -> Mentee:
    return Mentee.under(_TERMS, **_answers(name, zone, **given))


def _answers(name: str, zone: str, **given: Any) -> dict[str, Any]:
    return {
        "name": name,
        "email": f"{name.split()[0].lower()}@example.org",
        "hours": WeeklyHours(zone=zone, blocks=()),
        "languages": ("English",),
        "applied_at": datetime(2026, 11, 2, tzinfo=UTC),
        "origin": Origin(tab="Applications", row=2),
        **given,
    }
