"""Who was in the round and how they stand, gathered for its figures from the stages before.

In: the people, the teams, the marks. Out: everyone who was ever placed, and the completion rates of earlier rounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mentoring_sync.mail.key import round_prefix
from mentoring_sync.mail.kinds.announcement import announcements
from mentoring_sync.progress.attendance import Attendance
from mentoring_sync.progress.completion import Doing, PersonCompletion, completion_of
from mentoring_sync.progress.figures import (
    Among,
    Figure,
    Participant,
    RoundFigures,
    Stands,
    completed,
    round_figures,
    sentiment_of,
)
from mentoring_sync.records.message import Posting
from mentoring_sync.records.person import Person
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import PersonStatus, person_key
from mentoring_sync.run.people import People
from mentoring_sync.run.progress import Progress
from mentoring_sync.run.reports import Reports
from mentoring_sync.run.roster import Roster
from mentoring_sync.run.teams import Teams
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.known.past import Ended, PastPerson
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.roster import person_of

NOWHERE = frozenset({"Etc", "UTC", "GMT"})
"""Zones that name no part of the world."""

NOTHING_DONE = Attendance(attended=0, rate=None)
_STANDS = {PersonStatus.WITHDRAWN: Stands.WITHDRAWN, PersonStatus.DEFERRED: Stands.DEFERRED}


@dataclass(frozen=True, kw_only=True)
class Placing:
    """The stages that say who was placed, and what became of them."""

    configuration: Configuration
    standing: StandingWorkbook
    people: People
    teams: Teams
    roster: Roster
    progress: Progress
    told: Reports

    def figures(self) -> RoundFigures:
        """The round's figures."""
        program, intake = self.configuration.program, self.people.intake
        eligible = {person_key(each.role, each.id) for each in (*intake.mentors, *intake.mentees)}
        return round_figures(
            self.participants,
            eligible=eligible,
            takes=program.completion,
            called=program.round.name,
            earlier=earlier_rounds(self.standing.past),
            sentiment=sentiment_of(
                [each.label for each in self.teams.teams],
                said=self.told.said,
                asked_for_help={each.team for each in self.told.reports if each.help_wanted},
            ),
        )

    def introduced(self, postings: Iterable[Posting]) -> Figure:
        """The completion rate of those who were told of their team, once the mail is as far as these postings say."""
        told = self._told_by(postings)
        return completed(Among.INTRODUCED, [each for each in self.participants if each.key in told])

    @cached_property
    def participants(self) -> tuple[Participant, ...]:
        """Everyone who was placed: those in teams, then those who were, in the order of their keys."""
        return tuple(self._every())

    def _every(self) -> Iterator[Participant]:
        for key, far in self.progress.completion.items():
            yield self._participant(key, far, Stands.ACTIVE)
        for key, far in sorted({**self._only_told, **self.progress.left}.items()):
            yield self._participant(key, far, _STANDS.get(self._statuses.get(key, PersonStatus.GONE), Stands.OUT))

    def _participant(self, key: str, far: PersonCompletion, stands: Stands) -> Participant:
        person = self._persons.get(key)
        return Participant(
            key=key,
            name=person.name if person else person_of(key)[0],
            role=far.role,
            stands=stands,
            completion=far,
            attendance=self.progress.attendance.get(key, NOTHING_DONE),
            came=self.progress.came.get(key, {}),
            region=region_of(person) if person else "",
            language=person.first_language if person else "",
            introduced=key in self._told,
        )

    @cached_property
    def _told(self) -> Mapping[str, str]:
        return self._told_by(self.standing.postings)

    def _told_by(self, postings: Iterable[Posting]) -> Mapping[str, str]:
        """By key: the team of which somebody was told last."""
        program = self.configuration.program
        prefix, known_as = round_prefix(program.programme, program.round), self.people.known_as
        of_round = [each for each in postings if each.key.startswith(prefix)]
        found: dict[str, str] = {}
        for label, every in announcements(of_round).items():
            known = self.standing.known_teams.get(label)
            for who in sorted({who for each in every for who in each.people(known_as)}):
                leads = known is not None and known.mentor == who
                found[self._key(who, leads=leads)] = label
        return found

    def _key(self, who: str, *, leads: bool) -> str:
        """The role in which somebody was told: who led the team before another did isn't known as its mentor."""
        keys = [person_key(role, who) for role in (Role.MENTEE, Role.MENTOR)]
        if leads:
            return keys[1]
        return next((key for key in keys if key in self._persons), keys[0])

    @cached_property
    def _only_told(self) -> Mapping[str, PersonCompletion]:
        """Who left before their team met, by key."""
        doing, takes = Doing(attendance=NOTHING_DONE), self.configuration.program.completion
        return {
            key: completion_of(key, person_of(key)[1], label, takes.of(person_of(key)[1]), doing)
            for key, label in self._told.items()
            if key not in self.progress.completion
        }

    @cached_property
    def _persons(self) -> Mapping[str, Person]:
        """Everybody of whom anything is known, as they are now."""
        known = {key: each.person for key, each in self.standing.known.items()}
        members = (member for each in self.teams.teams for member in each.team.members)
        now = (*self.people.intake.mentors, *self.people.intake.mentees, *members)
        return {**known, **{person_key(each.role, each.id): each for each in now}}

    @cached_property
    def _statuses(self) -> Mapping[str, PersonStatus]:
        return {entry.key: entry.status for entry in reversed(self.roster.entries)}


def region_of(person: Person) -> str:
    """The part of the world that somebody names, or that their time zone is in (`Europe`); empty where neither does."""
    area = person.zone.partition("/")[0]
    return person.region or ("" if area in NOWHERE else area)


def earlier_rounds(past: Mapping[str, PastPerson]) -> tuple[Figure, ...]:
    """The completion rates of the rounds that were closed, in their order: of those who were in a team."""
    ended: dict[str, list[bool]] = {}
    names: dict[str, str] = {}
    for person in past.values():
        for each in person.rounds:
            names[each.of] = each.called
            if each.team or each.ended in (Ended.FINISHED, Ended.UNFINISHED):
                ended.setdefault(each.of, []).append(each.ended is Ended.FINISHED)
    return tuple(Figure(name=names[of], value=sum(done), of=len(done)) for of, done in sorted(ended.items()))
