"""What answers to our mails say: who was at a meeting, how a team is, what the round was like, that mail is unwanted.

In: the answers that were read, *Mail*'s postings, the teams and meetings. Out: `Answers`. What isn't understood whole
is put before the coordinator with its text, and counts for nothing until they choose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mentoring_sync.intake.cells import in_quotes_whole
from mentoring_sync.intake.reports.circle import Circle, ReportingTeam
from mentoring_sync.intake.reports.days import Held, nearest_passed
from mentoring_sync.intake.reports.matters import SEEN
from mentoring_sync.intake.reports.names import Names, names_of
from mentoring_sync.intake.reports.sentences import Understood, understood
from mentoring_sync.mail.kinds.reports import MEETING_REPORT, number_in
from mentoring_sync.mail.kinds.round import CLOSING_SURVEY, FOLLOW_UP, HALF_WAY, MISSED_MEETING
from mentoring_sync.mail.kinds.surveys import CLOSING_REMINDER, HALF_WAY_REMINDER
from mentoring_sync.mail.replies.heard import Reply, ReplyKind
from mentoring_sync.records.attendance import Mark, MeetingReport, Source
from mentoring_sync.records.message import KindName, Posting
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.team import TeamId
from mentoring_sync.workbook.tabs.mail import MAIL

COUNT_IT, LEAVE_OUT = "Count what is understood", "Leave it out"
COUNTS, COUNTS_NOT = "It counts as the closing survey", "It doesn't count"
MAIL_AGAIN = "Mail them again"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody said for their team, and when."""

    text: str
    who: PersonId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What all answers come to; `surveyed` are those whose answer counts as the closing survey, `spoke` all who
    answered its mail, `spoke_half_way` all who answered that of the half-way survey."""

    reports: tuple[MeetingReport, ...] = ()
    answered_by_mentor: frozenset[str] = frozenset()
    said: Mapping[str, Said] = field(default_factory=dict)
    surveyed: frozenset[PersonId] = frozenset()
    spoke: frozenset[PersonId] = frozenset()
    spoke_half_way: frozenset[PersonId] = frozenset()
    barred: frozenset[str] = frozenset()


def heard(
    replies: Iterable[Reply],
    postings: Iterable[Posting],
    circle_at: Callable[[datetime], Circle],
    ask: Callable[[Problem], str],
) -> Answers:
    """What the answers say, the earliest first, each read against the circle of when it was given."""
    hearing = _Hearing({each.key: each for each in postings}, circle_at, ask)
    for reply in sorted(replies, key=lambda each: (each.at, each.id)):
        hearing.take(reply)
    return hearing.answers()


class _Hearing:
    """The work under way."""

    def __init__(
        self,
        postings: Mapping[str, Posting],
        circle_at: Callable[[datetime], Circle],
        ask: Callable[[Problem], str],
    ) -> None:
        self._postings, self._circle_at, self._ask = postings, circle_at, ask
        self._reports: list[MeetingReport] = []
        self._said: dict[str, Said] = {}
        self._mentors: set[str] = set()
        self._surveyed: set[PersonId] = set()
        self._spoke: set[PersonId] = set()
        self._spoke_half_way: set[PersonId] = set()
        self._barred: set[str] = set()

    def answers(self) -> Answers:
        """All that was heard."""
        return Answers(
            reports=tuple(self._reports),
            answered_by_mentor=frozenset(self._mentors),
            said=self._said,
            surveyed=frozenset(self._surveyed),
            spoke=frozenset(self._spoke),
            spoke_half_way=frozenset(self._spoke_half_way),
            barred=frozenset(self._barred),
        )

    def take(self, reply: Reply) -> None:
        """Hear one answer; a robot's says nothing."""
        self._circle = self._circle_at(reply.at)
        if reply.kind is ReplyKind.NO_MORE_MAIL:
            self._no_more_mail(reply)
        posting = self._postings.get(reply.answers)
        if reply.kind is ReplyKind.ANSWER and posting:
            self._answered(reply, posting)

    def _answered(self, reply: Reply, posting: Posting) -> None:
        team = next((each for each in self._circle.teams if each.label == posting.team), None)
        says: Mapping[KindName, Callable[[Reply, Posting, ReportingTeam | None], None]] = {
            MEETING_REPORT.name: self._of_a_meeting,
            MISSED_MEETING.name: self._of_a_meeting,
            FOLLOW_UP.name: self._of_a_team,
            HALF_WAY.name: self._half_way,
            HALF_WAY_REMINDER.name: self._half_way,
            CLOSING_SURVEY.name: self._of_the_round,
            CLOSING_REMINDER.name: self._of_the_round,
        }
        if posting.kind in says:
            says[posting.kind](reply, posting, team)

    def _of_a_meeting(self, reply: Reply, posting: Posting, team: ReportingTeam | None) -> None:
        if team:
            self._of_a_meeting_of(team, reply, posting)
        else:
            self._tell(reply, posting, f"There is no {posting.team} any more.")

    def _of_a_meeting_of(self, team: ReportingTeam, reply: Reply, posting: Posting) -> None:
        """Who was there; only the team's mentor can say, of meetings since they lead it."""
        who = self._circle.who(reply.sender)
        leads = who == team.mentor.id
        self._mentors |= {posting.key} if leads else set()
        found = understood(reply.words, team, Names(team, self._circle), writer=self._name(who))
        held = self._meeting(posting, team)
        doubt = "Not all of it is understood." if found.left else ""
        doubt = doubt if leads else f"{self._name(who)} doesn't lead {team.label}. {doubt}".strip()
        if leads and held and not self._circle.is_in_their_time(team, held.number):
            doubt = f"Another mentor led {team.label} at that meeting. {doubt}".strip()
        if not found.marks or held is None:
            self._tell(reply, posting, f"{doubt} Nothing is marked.".strip())
        elif not doubt or self._counts(reply, posting, doubt, found, team):
            self._report(reply, team, held, found)
            if not (doubt or found.is_whole(team)):
                self._tell(reply, posting, f"Marked: {_in_words(found, team)}. Of the others it says nothing.")

    def _meeting(self, posting: Posting, team: ReportingTeam) -> Held | None:
        """The meeting that a mail asked about."""
        meetings = self._circle.meetings.get(team.label, ())
        number, day = number_in(posting.key)
        known = [each.number for each in meetings if each.number == number or (day and each.day == day)]
        if known:
            return Held(number=known[0])
        near = nearest_passed(self._circle, team.label, posting.sent_at) if posting.sent_at else None
        return near if isinstance(near, Held) else None

    def _report(self, reply: Reply, team: ReportingTeam, held: Held, found: Understood) -> None:
        self._reports.append(
            MeetingReport(
                team=TeamId(team.label),
                number=held.number,
                by=team.mentor.id,
                at=reply.at,
                source=Source.MAIL,
                marks=found.marks,
            )
        )

    def _counts(self, reply: Reply, posting: Posting, why: str, found: Understood, team: ReportingTeam) -> bool:
        what = f"{self._called(reply, posting)} {why} What is understood: {_in_words(found, team)}."
        remedy = "Read it and choose in Answer. Until then nothing of it is marked."
        return self._ask(_problem(posting, what, remedy, COUNT_IT, LEAVE_OUT)) == COUNT_IT

    def _of_a_team(self, reply: Reply, posting: Posting, team: ReportingTeam | None) -> None:
        """How it goes: kept for the team, and shown until somebody has seen it."""
        who = self._circle.who(reply.sender)
        if team and reply.words and who in {member.id for member in team.members}:
            self._said[team.label] = Said(text=reply.words, who=who, at=reply.at)
        self._tell(reply, posting, "")

    def _half_way(self, reply: Reply, posting: Posting, team: ReportingTeam | None) -> None:
        self._spoke_half_way.add(self._circle.who(reply.sender))
        self._of_a_team(reply, posting, team)

    def _of_the_round(self, reply: Reply, posting: Posting, _: ReportingTeam | None) -> None:
        """What it was like: not anonymous, and whether it counts is the coordinator's to say."""
        who = self._circle.who(reply.sender)
        self._spoke.add(who)
        what = f"{self._called(reply, posting)} It came by mail, so it is not anonymous."
        remedy = (
            "Choose in Answer whether it counts as an answer to the closing survey, for a certificate say."
            f" {self._name(who)} isn't reminded any more."
        )
        if self._ask(_problem(posting, what, remedy, COUNTS, COUNTS_NOT)) == COUNTS:
            self._surveyed.add(who)

    def _no_more_mail(self, reply: Reply) -> None:
        """Whoever wants no more mail gets none, at any address of theirs."""
        who = self._circle.who(reply.sender)
        question = Problem(
            where=Place(tab=MAIL.title),
            what=f"{self._name(who)} wants no more mail (said so on {_day(reply.at)}); none goes to {reply.sender}.",
            remedy="Write to them yourself, if they are in a team; tick Withdrawn in Roster, if they leave. If it was"
            f" meant otherwise, choose “{MAIL_AGAIN}” in Answer.",
            about=reply.sender,
            choices=(MAIL_AGAIN,),
        )
        if self._ask(question) != MAIL_AGAIN:
            self._barred |= {reply.sender, *(each for each, whose in self._circle.known_as.items() if whose == who)}

    def _tell(self, reply: Reply, posting: Posting, why: str) -> None:
        """An answer with its whole text, until somebody says that they have seen it."""
        what = f"{self._called(reply, posting)} {why}".strip()
        remedy = f"See to it, or mark it in Attendance; then choose “{SEEN}” in Answer."
        self._ask(_problem(posting, what, remedy, SEEN))

    def _called(self, reply: Reply, posting: Posting) -> str:
        name = self._name(self._circle.who(reply.sender))
        text = in_quotes_whole(reply.words or reply.whole) if reply.words or reply.whole else "nothing that can be read"
        return f"{name} answered the mail “{posting.subject}” on {_day(reply.at)}: {text}"

    def _name(self, who: PersonId) -> str:
        return self._circle.name_of(who)


def _problem(posting: Posting, what: str, remedy: str, *choices: str) -> Problem:
    return Problem(where=Place(tab=MAIL.title), what=what, remedy=remedy, about=posting.key, choices=choices)


def _in_words(found: Understood, team: ReportingTeam) -> str:
    """`Cy Ono missed; Dee Park present`."""
    by_mark = {mark: [key for key, each in found.marks.items() if each is mark] for mark in Mark}
    said = (f"{', '.join(names_of(keys, team))} {mark.value}" for mark, keys in by_mark.items() if keys)
    return "; ".join(said)


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
