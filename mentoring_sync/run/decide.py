"""What a run decides, purely: from the workbook as it stands to the tabs as they should be and the messages owed.

In: the configuration, the workbook, the instant. Out: a `Decision`. No Google, no file, no clock: the same workbook at
the same instant gives the same decision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mentoring_sync.intake.outcome import Intake, Superseded
from mentoring_sync.intake.read import read_applications
from mentoring_sync.mail.outbox.decisions import for_a_person
from mentoring_sync.mail.outbox.quota import Ration, ration
from mentoring_sync.mail.settings import Delivery
from mentoring_sync.pairing.explain.openings import openings
from mentoring_sync.pairing.explain.words import Asked
from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.progress.attendance import attendance
from mentoring_sync.records.message import Message, Posting
from mentoring_sync.records.person import Mentor
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import LabelledTeam, RosterEntry
from mentoring_sync.records.team import Pairing, Wishes
from mentoring_sync.run.mail import Decided, Mailing, mailing
from mentoring_sync.run.people import roster_entries
from mentoring_sync.run.teams import costs_in_words, labelled, mentors_meant, wishes_of
from mentoring_sync.run.understanding import Hours, corrected, hours_typed
from mentoring_sync.settings.load import Configuration
from mentoring_sync.settings.overrides import overridden
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.coordinator_input import Said, read_said
from mentoring_sync.workbook.merge.desired import WantedTab
from mentoring_sync.workbook.tabs.attendance import Marks, attendance_tab, read_marks
from mentoring_sync.workbook.tabs.control import Switches, read_settings, read_switches
from mentoring_sync.workbook.tabs.mail import read_postings
from mentoring_sync.workbook.tabs.roster import roster_tab
from mentoring_sync.workbook.tabs.teams import TypedOver, teams_tab

ANYWHERE_ON_EARTH = timedelta(hours=12)
"""A day is over everywhere when it is over at UTC-12."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a run is to bring about. `tabs` are the wanted tabs but *Control*, *Runs*, *Mail*, *Review* and `_sync`.

    `postings` are the rows of *Mail* as they stand; `owed` the messages that become owed now; `messages`, by key, all
    that are owed or on their way. `delivery` is what becomes of the mail in this run: the coordinator's tick sends what
    would be left as drafts, and `ration` says whose turn it is. `costs` are sentences: what pins and vetoes cost;
    `asked` is what was to be paired, if anything was.
    """

    intake: Intake
    pairing: Pairing
    teams: tuple[LabelledTeam, ...]
    roster: tuple[RosterEntry, ...]
    problems: tuple[Problem, ...]
    tabs: tuple[WantedTab, ...]
    postings: tuple[Posting, ...]
    owed: tuple[Message, ...]
    messages: Mapping[str, Message]
    switches: Switches
    delivery: Delivery
    ration: Ration
    now: datetime
    sender: str
    costs: tuple[str, ...] = ()
    asked: Asked | None = None

    @property
    def due(self) -> bool:
        """Whether a message is owed or on its way, or it is time to look for what came back."""
        looking = any(posting.may_have_come_back(self.now) for posting in self.postings)
        return bool(self.owed) or looking or any(posting.is_on_its_way for posting in self.postings)

    @property
    def turns(self) -> tuple[Posting, ...]:
        """The postings that go on their way in this run."""
        every = (*self.postings, *map(Posting.owed, self.owed))
        return tuple(posting for posting in every if posting.key in self.ration.keys)

    @property
    def read(self) -> int:
        """How many responses were read."""
        return self.intake.rows


def decide(configuration: Configuration, workbook: Workbook, *, now: datetime, repair: bool) -> Decision:
    """What should be, given what is.

    Raises:
        UnfitError: a response tab or a question is missing.
    """
    said, switches, postings = read_said(workbook), read_switches(workbook), read_postings(workbook)
    configuration, unusable = overridden(configuration, read_settings(workbook))
    intake, corrections = corrected(_validate(configuration, workbook, said), said)
    hours = hours_typed(said, intake.mentors, intake.mentees, configuration.program.round)
    pairing, ignored, costs, asked = _pair(
        configuration, intake, said, hours, postings, now=now, repair=repair or switches.repair
    )
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
        *ignored,
        *filter(None, map(for_a_person, postings)),
    )
    decided = Decided(intake=intake, roster=roster, teams=teams, postings=postings, problems=problems)
    mailed = Mailing(messages={}) if off else mailing(configuration, workbook, decided, now)
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
                offers=_offers(pairing, intake.mentors, said, configuration.rules),
            ),
            _attendance(configuration, teams, read_marks(workbook)),
        ),
        postings=postings,
        owed=owed,
        messages=messages,
        switches=switches,
        costs=costs,
        asked=asked,
        delivery=delivery,
        now=now,
        sender=mail.sender.email,
        ration=ration([*postings, *map(Posting.owed, owed)], mail, delivery, now=now),
    )


def _validate(configuration: Configuration, workbook: Workbook, said: Said) -> Intake:
    return read_applications(
        workbook.tabs,
        questions=configuration.questions,
        requirements=configuration.program.requirements,
        waived=said.waived,
        time_zone=workbook.time_zone,
        locale=workbook.locale,
        most_mentees=configuration.program.pairing.most_mentees,
    )


def _answered_again(earlier: Superseded) -> Problem:
    return Problem(
        where=Place(tab=earlier.origin.tab, row=earlier.origin.row),
        what=f"{earlier.name} answered again as a {earlier.role}: {earlier.newer} counts, this row doesn't.",
        remedy="Nothing, if the later answer is the right one; else ask them to answer once more.",
        about=earlier.email,
    )


def _pair(
    configuration: Configuration,
    intake: Intake,
    said: Said,
    hours: Hours,
    postings: Sequence[Posting],
    *,
    now: datetime,
    repair: bool,
) -> tuple[Pairing, list[Problem], tuple[str, ...], Asked | None]:
    """Nobody is paired before applications have closed, unless a person asks for it or teams stand already."""
    mentors = [each for each in intake.mentors if (each.email, Role.MENTOR) not in said.withdrawn]
    mentees = [each for each in intake.mentees if (each.email, Role.MENTEE) not in said.withdrawn]
    if not (repair or said.standing or now >= closed(configuration.program.round.applications_close)):
        return Pairing(), [], (), None
    wishes, misunderstood = wishes_of(said, mentors, postings, repair=repair, fixed=hours.fixed)
    mentors = hours.narrowed(mentors, configuration.program.round)
    pairing = pair(mentors, mentees, wishes, configuration.rules)
    ignored = [
        Problem(where=Place(tab="Teams"), what=sentence, remedy="Take the tick or the name back, or mend the cause.")
        for sentence in pairing.ignored
    ]
    costs = costs_in_words(said, mentors, mentees, wishes, configuration.rules, pairing)
    asked = Asked(mentors=mentors, mentees=mentees, wishes=wishes, rules=configuration.rules)
    return pairing, [*misunderstood, *ignored], costs, asked


def closed(applications_close: date) -> datetime:
    """The instant at which the last day for applications is over anywhere on Earth."""
    return datetime.combine(applications_close + timedelta(days=1), time(), tzinfo=UTC) + ANYWHERE_ON_EARTH


def _asked(said: Said, intake: Intake, hours: Hours) -> dict[str, TypedOver]:
    """What was typed over ours in *Teams* and understood, by mentee, to be remembered there."""
    meant, _ = mentors_meant(said.mentor_typed, intake.mentors, column="Mentor")
    led_by = {mentee: team.mentor for team in said.standing for mentee in team.mentees}
    typed = {mentee: hours.fixed.get(led_by.get(mentee, "")) for mentee in said.hour_typed}
    return {
        mentee: TypedOver(mentor=meant.get(mentee, ""), hour=typed.get(mentee))
        for mentee in meant.keys() | {mentee for mentee, hour in typed.items() if hour}
    }


def _offers(pairing: Pairing, mentors: Sequence[Mentor], said: Said, rules: Rules) -> dict[str, tuple[str, ...]]:
    """By mentee, what *Move to* offers: names, or addresses where a name would not do.

    A choice that begins with `=` or `+` would be read as a formula, so nothing that begins otherwise than with a letter
    is offered.
    """
    times = Counter(mentor.name.casefold() for mentor in mentors)
    named = {mentor.email: mentor.name if times[mentor.name.casefold()] == 1 else mentor.email for mentor in mentors}
    wishes = Wishes(vetoes=frozenset(said.apart_from.items()))
    return {
        mentee: tuple(name for team in found if (name := named[team.mentor.email])[0].isalpha())
        for mentee, found in openings(pairing.teams, wishes, rules).items()
    }


def _attendance(configuration: Configuration, teams: Sequence[LabelledTeam], marks: Marks) -> WantedTab:
    figures = {key: attendance(each) for key, each in marks.items()}
    totals = {key: (each.attended, each.rate) for key, each in figures.items()}
    return attendance_tab(teams, round_=configuration.program.round, totals=totals)
