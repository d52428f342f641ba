"""What a run decides, purely: from the workbook as it stands to the tabs as they should be and the messages owed.

In: the configuration, the workbook, the instant. Out: a `Decision`. No Google, no file, no clock: the same workbook at
the same instant gives the same decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from mentoring_sync.intake.outcome import Intake, Superseded
from mentoring_sync.intake.read import read_applications
from mentoring_sync.mail.outbox.decisions import for_a_person
from mentoring_sync.mail.outbox.quota import Quota, quota
from mentoring_sync.mail.settings import Delivery
from mentoring_sync.pairing.explain.openings import openings
from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.progress.attendance import Attendance, attendance
from mentoring_sync.records.message import Message, Posting
from mentoring_sync.records.person import Mentor
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam, RosterEntry
from mentoring_sync.records.team import Pairing
from mentoring_sync.run.mail import Decided, Mailing, mailing
from mentoring_sync.run.people import roster_entries
from mentoring_sync.run.teams import (
    costs_in_words,
    labelled,
    mentors_meant,
    of_people,
    request_of,
    vetoes_of,
    wishes_of,
)
from mentoring_sync.run.understanding import Hours, corrected, hours_typed
from mentoring_sync.settings.load import Configuration
from mentoring_sync.settings.overrides import overridden
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.coordinator_input import CoordinatorInput
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.attendance import attendance_tab
from mentoring_sync.workbook.tabs.control import Switches
from mentoring_sync.workbook.tabs.roster import roster_tab
from mentoring_sync.workbook.tabs.teams import TEAMS, TeamsColumn, TypedOver, teams_tab

ANYWHERE_ON_EARTH = timedelta(hours=12)
"""A day is over everywhere when it is over at UTC-12."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a run is to bring about. `tabs` are the desired tabs but *Control*, *Runs*, *Mail*, *Review* and `_sync`.

    `postings` are the rows of *Mail* as they stand; `owed` the messages that become owed now; `messages`, by key, all
    that are owed or on their way. `delivery` is what becomes of the mail in this run: the coordinator's tick sends what
    would be left as drafts, and `quota` says whose turn it is. `costs` are sentences: what pins and vetoes cost;
    `request` is what was asked of pairing, if anything was, and `found` the pairing as pairing knows people.
    """

    intake: Intake
    pairing: Pairing
    teams: tuple[LabelledTeam, ...]
    roster: tuple[RosterEntry, ...]
    problems: tuple[Problem, ...]
    tabs: tuple[DesiredTab, ...]
    postings: tuple[Posting, ...]
    owed: tuple[Message, ...]
    messages: Mapping[str, Message]
    switches: Switches
    delivery: Delivery
    quota: Quota
    now: datetime
    sender: str
    costs: tuple[str, ...] = ()
    request: PairingRequest | None = None
    found: CandidatePairing = field(default_factory=CandidatePairing)

    @property
    def due(self) -> bool:
        """Whether a message is owed or on its way, or it is time to look for what came back."""
        looking = any(posting.may_have_come_back(self.now) for posting in self.postings)
        return bool(self.owed) or looking or any(posting.is_on_its_way for posting in self.postings)

    @property
    def turns(self) -> tuple[Posting, ...]:
        """The postings that go on their way in this run."""
        every = (*self.postings, *map(Posting.owed, self.owed))
        return tuple(posting for posting in every if posting.key in self.quota.keys)

    @property
    def read(self) -> int:
        """How many responses were read."""
        return self.intake.rows


def decide(
    configuration: Configuration, standing: StandingWorkbook, *, now: datetime, repair: bool, deadline: Deadline
) -> Decision:
    """What should be, given what is. Pairing takes no longer than its own limit and the `deadline`.

    Raises:
        UnfitError: a response tab or a question is missing.
    """
    said, switches, postings = standing.coordinator_input, standing.switches, standing.postings
    configuration, unusable = overridden(configuration, standing.settings)
    intake, corrections = corrected(_validate(configuration, standing.workbook, said), said)
    hours = hours_typed(said, intake.mentors, intake.mentees, configuration.program.round)
    again = repair or switches.repair
    paired = _pair(configuration, intake, said, hours, postings, now=now, repair=again, deadline=deadline)
    pairing = paired.pairing
    teams = labelled(pairing.teams, said.standing, postings)
    roster = tuple(roster_entries(intake, pairing, teams, said))
    mail = configuration.program.mail
    delivery = Delivery.SEND if mail.delivery is Delivery.DRAFT and switches.send else mail.delivery
    off = delivery is Delivery.OFF
    problems = (
        *intake.problems,
        *map(_answered_again, intake.superseded),
        *unusable,
        *hours.problems,
        *paired.problems,
        *filter(None, map(for_a_person, postings)),
    )
    figures = {key: attendance(tuple(marks.values())) for key, marks in standing.marks.items()}
    decided = Decided(
        intake=intake, roster=roster, teams=teams, postings=postings, problems=problems, attendance=figures
    )
    mailed = Mailing(messages={}) if off else mailing(configuration, standing, decided, now)
    owed, messages = mailed.owed, mailed.messages
    return Decision(
        intake=intake,
        pairing=pairing,
        teams=teams,
        roster=roster,
        problems=(*problems, *mailed.problems),
        tabs=(
            roster_tab(roster, corrections),
            teams_tab(
                teams,
                round_=configuration.program.round,
                apart_from=said.apart_from,
                asked=_asked(said, intake, hours),
                again=repair,
                offers=_offers(paired.found, intake.mentors, said, configuration.rules),
            ),
            _attendance(configuration, teams, figures),
        ),
        postings=postings,
        owed=owed,
        messages=messages,
        switches=switches,
        costs=paired.costs,
        request=paired.request,
        found=paired.found,
        delivery=delivery,
        now=now,
        sender=mail.sender.email,
        quota=quota([*postings, *map(Posting.owed, owed)], mail, delivery, now=now),
    )


def _validate(configuration: Configuration, workbook: Workbook, said: CoordinatorInput) -> Intake:
    return read_applications(
        workbook.tabs,
        questions=configuration.questions,
        requirements=configuration.program.requirements,
        waived=said.waived,
        time_zone=workbook.time_zone,
    )


def _answered_again(earlier: Superseded) -> Problem:
    return Problem(
        where=Place(tab=earlier.origin.tab, row=earlier.origin.row),
        what=f"{earlier.name} answered again as a {earlier.role}: {earlier.newer} counts, this row doesn't.",
        remedy="Nothing, if the later answer is the right one; else ask them to answer once more.",
        about=earlier.email,
    )


@dataclass(frozen=True, kw_only=True)
class _Paired:
    """What pairing gave, among people and among candidates, what was asked of it, and what is to be said of it."""

    pairing: Pairing = field(default_factory=Pairing)
    found: CandidatePairing = field(default_factory=CandidatePairing)
    request: PairingRequest | None = None
    problems: tuple[Problem, ...] = ()
    costs: tuple[str, ...] = ()


def _pair(
    configuration: Configuration,
    intake: Intake,
    said: CoordinatorInput,
    hours: Hours,
    postings: Sequence[Posting],
    *,
    now: datetime,
    repair: bool,
    deadline: Deadline,
) -> _Paired:
    """Nobody is paired before applications have closed, unless a person asks for it or teams stand already."""
    mentors = [each for each in intake.mentors if (each.email, Role.MENTOR) not in said.withdrawn]
    mentees = [each for each in intake.mentees if (each.email, Role.MENTEE) not in said.withdrawn]
    if not (repair or said.standing or now >= closed(configuration.program.round.applications_close)):
        return _Paired()
    wishes, misunderstood = wishes_of(said, mentors, postings, repair=repair, fixed=hours.fixed)
    request = request_of(mentors, mentees, wishes, configuration.rules)
    found = pair(request, deadline)
    ignored = (
        Problem(
            where=Place(tab=TEAMS.title), what=str(pin), remedy="Take the tick or the name back, or mend the cause."
        )
        for pin in found.ignored
    )
    return _Paired(
        pairing=of_people(found, mentors, mentees),
        found=found,
        request=request,
        problems=(*misunderstood, *ignored),
        costs=costs_in_words(said, request, found, deadline),
    )


def closed(applications_close: date) -> datetime:
    """The instant at which the last day for applications is over anywhere on Earth."""
    return datetime.combine(applications_close + timedelta(days=1), time(), tzinfo=UTC) + ANYWHERE_ON_EARTH


def _asked(said: CoordinatorInput, intake: Intake, hours: Hours) -> dict[str, TypedOver]:
    """What was typed over ours in *Teams* and understood, by mentee, to be remembered there."""
    meant, _ = mentors_meant(said.mentor_typed, intake.mentors, column=TeamsColumn.MENTOR)
    led_by = {mentee: team.mentor for team in said.standing for mentee in team.mentees}
    typed = {mentee: hours.fixed.get(led_by.get(mentee, "")) for mentee in said.hour_typed}
    return {
        mentee: TypedOver(mentor=meant.get(mentee, ""), hour=typed.get(mentee))
        for mentee in meant.keys() | {mentee for mentee, hour in typed.items() if hour}
    }


def _offers(
    pairing: CandidatePairing, mentors: Sequence[Mentor], said: CoordinatorInput, rules: Rules
) -> dict[str, tuple[str, ...]]:
    """By mentee, what *Move to* offers: names, or addresses where a name would not do.

    A choice that begins with `=` or `+` would be read as a formula, so nothing that begins otherwise than with a letter
    is offered.
    """
    times = Counter(mentor.name.casefold() for mentor in mentors)
    named = {mentor.id: mentor.name if times[mentor.name.casefold()] == 1 else mentor.email for mentor in mentors}
    return {
        mentee: tuple(name for team in found if (name := named[team.mentor.id])[0].isalpha())
        for mentee, found in openings(pairing.teams, vetoes_of(said), rules).items()
    }


def _attendance(
    configuration: Configuration, teams: Sequence[LabelledTeam], figures: Mapping[str, Attendance]
) -> DesiredTab:
    totals = {key: (each.attended, each.rate) for key, each in figures.items()}
    return attendance_tab(teams, round_=configuration.program.round, totals=totals)
