"""The stage *calendar*: which milestone comes next, and which dates of the round look like a slip.

In: the configuration, the workbook, the people, the instant. Out: what *Control* says of it, a question, what the next
run is to know. What comes next is remembered, so that a run writes when a milestone has passed, and not in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentoring_sync.mail.key import round_prefix
from mentoring_sync.records.calendar import KEYS, MEETS, Milestone, Step
from mentoring_sync.records.local_time import clock_changes_in, day_and_month
from mentoring_sync.records.person import Person
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.round import Round
from mentoring_sync.run.people import People
from mentoring_sync.run.questions import Asking
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.known.calendar import CALENDAR, KnownCalendar, dates_of, known_calendar_cells, named
from mentoring_sync.workbook.known.people import remembered_cells
from mentoring_sync.workbook.merge.rows import Cells, TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.control import CONTROL, NEXT_STEP

MEANT = "They are meant"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """What comes `next`, if anything does, in words too (`says`), and whether the round is over. `known` is what was
    known of its dates, `answers` what the coordinator said of them."""

    next: Milestone | None = None
    says: str = ""
    is_over: bool = False
    known: KnownCalendar = field(default_factory=KnownCalendar)
    problems: tuple[Problem, ...] = ()
    answers: Mapping[str, Cells] = field(default_factory=dict)

    @property
    def memory(self) -> Mapping[str, TabBase]:
        """What the next run is to know."""
        return {CALENDAR: known_calendar_cells(self.known)} if self.known.round else {}


NO_CALENDAR = Calendar()
"""Where nothing is to change."""

CLOSED = Calendar(says="The round is closed. Another [round] in the configuration begins the next")
"""Of a round that was closed."""


def calendar(configuration: Configuration, standing: StandingWorkbook, people: People, *, now: datetime) -> Calendar:
    """How far the round is, by its calendar."""
    program, asking = configuration.program, Asking(standing.answers)
    prefix, round_ = round_prefix(program.programme, program.round), program.round
    coming = next((each for each in round_.milestones if not each.is_over(now)), None)
    before = standing.known_calendar if standing.known_calendar.round == prefix else KnownCalendar(round=prefix)
    for question in _questions(round_, (*people.mentors, *people.mentees), now):
        asking.ask(question)
    return Calendar(
        next=coming,
        says=in_words(coming, standing.workbook.time_zone) if coming else "",
        is_over=has_ended(round_, now),
        known=replace(before, next=named(coming), dated=before.dated or dates_of(round_)),
        problems=tuple(asking.unanswered),
        answers=remembered_cells(asking.acted_on),
    )


def has_ended(round_: Round, now: datetime) -> bool:
    """Whether the last day of its meetings is over anywhere."""
    return all(each.is_over(now) for each in round_.milestones if each.step is Step.MEETINGS_END)


def in_words(milestone: Milestone, zone: str) -> str:
    """`Meetings begin on 18 Jan 2027`, `Showcase on 20 Apr 2027 16:00`: by the clock of a zone."""
    at = milestone.at.astimezone(ZoneInfo(zone)) if isinstance(milestone.at, datetime) else milestone.at
    hour = f" {at:%H:%M}" if isinstance(at, datetime) else ""
    return f"{str(milestone.step).capitalize()} on {day_and_month(at)} {at.year}{hour}"


def _questions(round_: Round, people: Sequence[Person], now: datetime) -> Iterator[Problem]:
    """One question about the dates that may be a slip, while one of them is to come; none about those that every round
    has."""
    zones = sorted({person.zone for person in people})
    optional = [each for each in round_.milestones if each.step in MEETS | {Step.PAIRING}]
    odd = {words: each for each in optional if (words := _odd(each, round_, zones))}
    if not all(each.is_over(now) for each in odd.values()):
        yield Problem(
            where=Place(tab=CONTROL.title),
            what=f"Some dates of the round may be a slip: {'; '.join(odd)}.",
            remedy="Have them corrected under [round] in the configuration, or choose in Answer. All else goes on.",
            about=NEXT_STEP,
            choices=(MEANT,),
        )


def _odd(milestone: Milestone, round_: Round, zones: Iterable[str]) -> str:
    """What is odd about a date, with its key; empty if nothing is."""
    day, why = milestone.day, list[str]()
    if day.weekday() >= 5:
        why.append(f"is a {day:%A}")
    if day in round_.holidays:
        why.append("is one of the holidays")
    changes = _changes(milestone, zones)
    if changes:
        why.append(f"is a day on which clocks change ({', '.join(changes)})")
    return f"{KEYS[milestone.step]} {day} {' and '.join(why)}" if why else ""


def _changes(milestone: Milestone, zones: Iterable[str]) -> list[str]:
    """The zones in which clocks change on its day."""
    noon = datetime.combine(milestone.day, time(12), tzinfo=milestone.instant.tzinfo)
    around = clock_changes_in(zones, noon - _ONE_DAY, noon + _ONE_DAY)
    return [change.zone for change in around if change.on == milestone.day]
