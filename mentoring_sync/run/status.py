"""The programme at a glance, from the workbook alone: one request, no write, no mail.

In: the configuration, the workbook, the instant. Out: figures and dates, for people and for other programs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta

from mentoring_sync.mail.key import round_prefix
from mentoring_sync.progress.attendance import words_that_count
from mentoring_sync.records.attendance import Mark
from mentoring_sync.records.calendar import over_everywhere
from mentoring_sync.records.local_time import day_and_month
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.round import Round
from mentoring_sync.records.team import TeamStatus
from mentoring_sync.run.calendar import has_ended, in_words
from mentoring_sync.run.order import Order
from mentoring_sync.run.past import teams_as_known
from mentoring_sync.run.people import people
from mentoring_sync.run.progress import progress
from mentoring_sync.run.round import RoundFound, which_round
from mentoring_sync.run.services import Services
from mentoring_sync.run.summary import in_count
from mentoring_sync.run.teams import NO_TEAMS
from mentoring_sync.settings.load import Configuration
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.spreadsheet.serial_dates import moment_of
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.control import CONTROL, NEXT_STEP, ControlColumn
from mentoring_sync.workbook.tabs.review import REVIEW
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn
from mentoring_sync.workbook.tabs.runs import RUNS, RunsColumn
from mentoring_sync.workbook.tabs.teams import TEAMS, TeamsColumn


@dataclass(frozen=True, kw_only=True)
class Meetings:
    """How many meetings the teams are to hold, are over, and were reported of; and the share that came (None: nobody
    was marked yet)."""

    planned: int = 0
    over: int = 0
    reported: int = 0
    rate: float | None = None


@dataclass(frozen=True, kw_only=True)
class Status:
    """The programme at a glance. `phase` is where the round stands; `milestones` are its dates, each with its step and
    whether it has passed, and `next` is the one to come, in words. People are counted by role and status, mails by
    state. `forgets` has, by the name of a closed round, the day from which on its people are forgotten.
    """

    programme: str
    round: str
    id: str
    phase: str
    start: str
    end: str
    milestones: tuple[dict[str, object], ...]
    next: str
    people: Mapping[str, Mapping[str, int]]
    teams: Mapping[str, int]
    meetings: Meetings
    mail: Mapping[str, int]
    review: int
    last_run: Mapping[str, str]
    next_step: str
    paused: bool = False
    forgets: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """As `--json` prints it."""
        return asdict(self)

    def in_words(self) -> list[str]:
        """A few lines."""
        meetings, rate = self.meetings, self.meetings.rate
        came = "" if rate is None else f"; {rate:.0%} of those marked came"
        lines = [
            f"{self.programme}, round {self.round}: {self.phase} ({self.start} to {self.end}).",
            *([f"Next: {self.next}."] if self.next else []),
            *(f"{role.capitalize()}s: {_tally(counts)}." for role, counts in self.people.items()),
            f"Teams: {_tally(self.teams)}.",
            f"Meetings: {meetings.over} of {meetings.planned} are over, {meetings.reported} reported{came}.",
            f"Mail: {_tally(self.mail)}.",
            f"Review has {in_count(self.review, 'row')}." if self.review else "Review is empty.",
            *(["Paused: Control says so."] if self.paused else []),
            *(f"The people of {called} are forgotten from {day} on." for called, day in self.forgets.items()),
        ]
        if self.last_run:
            lines.append("Last run: {started} ({trigger}): {result}.".format(**self.last_run))
        return [*lines, *([f"Next step: {self.next_step}"] if self.next_step else [])]


def _tally(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {what[0].lower()}{what[1:]}" for what, count in counts.items()) or "none"


def status(configuration: Configuration, order: Order, services: Services) -> Status:
    """How the programme stands.

    Raises:
        MentoringSyncError: with its exit code and what to do.
    """
    return status_of(configuration, StandingWorkbook(services.spreadsheet.pull()), now=order.now)


def status_of(configuration: Configuration, standing: StandingWorkbook, *, now: datetime) -> Status:
    """How the programme stands, by its workbook."""
    found = which_round(configuration, standing, None, now=now)
    program, standing = found.configuration.program, found.standing
    round_, prefix = program.round, round_prefix(program.programme, program.round)
    teams = standing.coordinator_input.standing
    coming = next((each for each in round_.milestones if not each.is_over(now)), None)
    says = in_words(coming, standing.workbook.time_zone) if coming and not found.closed else ""
    return Status(
        programme=program.programme.name,
        round=round_.name,
        id=prefix.split("/")[1],
        phase=_phase(round_, now, closed=found.closed, unclear=found.unclear, formed=bool(teams)),
        start=_day(round_.start),
        end=_day(round_.end - timedelta(days=1)),
        milestones=tuple(
            {"step": each.step.value, "at": each.text, "over": each.is_over(now)} for each in round_.milestones
        ),
        next=says,
        people=_people(standing),
        teams=_teams(standing),
        meetings=_meetings(found, now) if teams else Meetings(),
        mail=_counted(each.state.value for each in standing.postings if each.key.startswith(prefix)),
        review=len(standing.tab(REVIEW).keys),
        last_run=_last_run(standing),
        next_step=standing.tab(CONTROL).text(NEXT_STEP, ControlColumn.VALUE),
        paused=standing.switches.pause,
        forgets={each.called: each.due.isoformat() for each in standing.forgotten.rounds.values() if each.due},
    )


def _phase(round_: Round, now: datetime, *, closed: bool, unclear: bool, formed: bool) -> str:
    opens = round_.applications_open
    phases = (
        (unclear, "Review asks whether it is another round"),
        (closed, "closed"),
        (has_ended(round_, now), "over"),
        (opens is not None and now.date() < opens, "before applications open"),
        (now < over_everywhere(round_.applications_close), "applications are open"),
        (not formed, "teams are to be formed"),
        (now.date() < round_.start, "before the first meetings"),
    )
    return next((words for holds, words in phases if holds), "teams meet")


def _people(standing: StandingWorkbook) -> dict[str, dict[str, int]]:
    rows = standing.tab(ROSTER).as_written
    return {
        role.value: _counted(
            cell_text(cells.get(RosterColumn.STATUS)) for key, cells in rows.items() if key.startswith(f"{role}:")
        )
        for role in Role
    }


def _teams(standing: StandingWorkbook) -> dict[str, int]:
    rows = standing.tab(TEAMS).as_written.values()
    labels = {cell_text(cells.get(TeamsColumn.TEAM)): cell_text(cells.get(TeamsColumn.STATUS)) for cells in rows}
    counts = Counter(labels[label] for label in labels if label)
    return {each.value: counts[each.value] for each in TeamStatus if counts[each.value]}


def _meetings(found: RoundFound, now: datetime) -> Meetings:
    """The meetings of the teams that stand, and who came."""
    settings, standing = found.configuration, found.standing
    who = people(settings, standing, now=now, earlier=found.earlier)
    teams = replace(NO_TEAMS, teams=teams_as_known(standing))
    of_teams = progress(settings, standing, who, teams, now=now).meetings.values()
    every = [each for of_team in of_teams for each in of_team]
    marks = Counter(mark for each in every if each.may_count for mark in each.marks.values())
    counted = sum(marks[mark] for mark in words_that_count(settings.program.attendance.excused))
    return Meetings(
        planned=len(every),
        over=sum(each.is_over for each in every),
        reported=sum(each.is_over and each.is_reported for each in every),
        rate=round(marks[Mark.PRESENT] / counted, 4) if counted else None,
    )


def _last_run(standing: StandingWorkbook) -> dict[str, str]:
    """The newest row of *Runs*."""
    rows = standing.tab(RUNS).as_written
    newest = max(rows, key=lambda key: _number(rows[key].get(RunsColumn.STARTED)), default=None)
    if newest is None:
        return {}
    cells = rows[newest]
    started = _number(cells.get(RunsColumn.STARTED))
    return {
        "run": newest,
        "started": f"{moment_of(started):%Y-%m-%d %H:%M}" if started else "",
        "trigger": cell_text(cells.get(RunsColumn.TRIGGER)),
        "result": cell_text(cells.get(RunsColumn.RESULT)),
    }


def _number(value: object) -> float:
    return value if isinstance(value, float) else 0.0


def _day(day: date) -> str:
    return f"{day_and_month(day)} {day.year}"


def _counted(words: Iterable[str]) -> dict[str, int]:
    counts = Counter(word for word in words if word)
    return {word: counts[word] for word in sorted(counts)}
