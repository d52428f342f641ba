"""Closing a round: its tabs are archived by name, its people remembered with what they were, and the live tabs emptied.

One atomic batch on top of the last commit; then the run's row in *Runs* and the next step in *Control*. A second time
it only says that the round is closed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from mentoring_sync.errors import OverlapError, TryLaterError, UsageError
from mentoring_sync.mail.outbox.course import is_to_staff
from mentoring_sync.records.message import MailState
from mentoring_sync.records.roster import person_key
from mentoring_sync.run.calendar import CLOSED
from mentoring_sync.run.commit import ATTEMPTS, commit, recovered
from mentoring_sync.run.decide import decide
from mentoring_sync.run.order import Order
from mentoring_sync.run.past import past_with
from mentoring_sync.run.people import people
from mentoring_sync.run.retention import forgotten_from, to_be_forgotten
from mentoring_sync.run.round import which_round
from mentoring_sync.run.services import Services
from mentoring_sync.run.summary import in_count
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.closing import Archive, archives, closing_edits, left_behind, unread
from mentoring_sync.workbook.history.chapters import CLOSE, Chapter
from mentoring_sync.workbook.known.past import Ended, PastPerson
from mentoring_sync.workbook.known.round import KnownRound
from mentoring_sync.workbook.plan import patch
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.control import mailed_tab
from mentoring_sync.workbook.tabs.runs import RunRow, runs_tab


@dataclass(frozen=True, kw_only=True)
class ClosedRound:
    """What came of closing a round: how it is called, under which titles its tabs are kept, and how it ended for how
    many, and from which day on (ISO; empty: never) its people are forgotten; `already`: it was closed before."""

    round: str
    tabs: tuple[str, ...] = ()
    people: int = 0
    ended: Mapping[str, int]
    forgotten_from: str = ""
    already: bool = False
    dry_run: bool = False

    def as_json(self) -> dict[str, object]:
        """As `--json` prints it."""
        return asdict(self) | {"ended": dict(self.ended), "tabs": list(self.tabs)}

    def in_words(self) -> list[str]:
        """A few lines."""
        if self.already:
            return [f"The round {self.round} is closed. Another [round] in the configuration begins the next."]
        would = "would be" if self.dry_run else "is"
        counts = "".join(f", {count} {ended}" for ended, count in self.ended.items())
        return [
            f"The round {self.round} {would} closed: {in_count(self.people, 'person', 'people')}{counts}.",
            f"Its tabs {'would be' if self.dry_run else 'are'} kept: {', '.join(self.tabs)}.",
            *(
                [f"Its people are forgotten by the first run from {self.forgotten_from} on."]
                if self.forgotten_from
                else []
            ),
            "Roster and its people stay. Another [round] in the configuration begins the next round.",
        ]


def close_round(
    configuration: Configuration,
    order: Order,
    services: Services,
    *,
    even_if_unfinished: bool = False,
    forget_after: timedelta | None = None,
) -> ClosedRound:
    """Close the round that the workbook is of, whatever the configuration says by now. `forget_after` so long a time
    its people are forgotten, but for those who take part in another round by then.

    Raises:
        UsageError: it isn't over, or something in it is open; nothing was written.
        MentoringSyncError: with its exit code; nothing is left half-written.
    """
    spreadsheet = services.spreadsheet
    for _ in range(ATTEMPTS):
        pulled = StandingWorkbook(spreadsheet.pull())
        standing = pulled if order.dry_run else recovered(spreadsheet, pulled)
        round_ = _round_of(configuration, standing)
        if round_.closed:
            return ClosedRound(round=round_.called, already=True, ended={})
        _refuse(configuration, standing, round_, services, order.now, even_if_unfinished=even_if_unfinished)
        who = people(configuration, standing, now=order.now)
        past = past_with(configuration, standing, who, round_, now=order.now)
        kept = archives(standing.workbook, round_.called)
        due = forgotten_from(order.now, forget_after) if forget_after else None
        done = _done(round_, kept, past, due, dry_run=order.dry_run)
        if order.dry_run:
            return done
        started = standing.workbook.local_time(order.now)
        chapter = Chapter(run=order.run, started=f"{started:%Y-%m-%d %H:%M}", trigger=CLOSE)
        edits = closing_edits(
            standing,
            kept,
            round_=round_,
            closed=order.now,
            past=past.values(),
            chapter=chapter,
            forgotten=to_be_forgotten(standing.forgotten, round_, kept, due),
        )
        try:
            written = spreadsheet.write(edits, after=standing.workbook)
        except OverlapError:
            continue
        if stray := left_behind(written):
            written = spreadsheet.write(stray, after=written)
        _tell(services, StandingWorkbook(written), order, done)
        return done
    raise OverlapError


def _round_of(configuration: Configuration, standing: StandingWorkbook) -> KnownRound:
    """The round that the workbook is of."""
    if not standing.base:
        raise UsageError("There is no round to close: no run has written this spreadsheet yet.")
    program = configuration.program
    return standing.known_round or KnownRound.of(program.programme, program.round)


def _refuse(
    configuration: Configuration,
    standing: StandingWorkbook,
    round_: KnownRound,
    services: Services,
    now: datetime,
    *,
    even_if_unfinished: bool,
) -> None:
    """Raises UsageError for what is open."""
    open_ = [*_always_open(configuration, standing, round_, now)]
    unfinished = [] if even_if_unfinished else [*_unfinished(configuration, standing, round_, services, now)]
    if open_ or unfinished:
        remedy = "" if open_ else "--even-if-unfinished closes it all the same."
        raise UsageError(f"The round {round_.called} isn't closed: {'; '.join([*open_, *unfinished])}.", remedy=remedy)


def _always_open(
    configuration: Configuration, standing: StandingWorkbook, round_: KnownRound, now: datetime
) -> Iterator[str]:
    underway = [each for each in standing.postings if each.key.startswith(round_.prefix)]
    sending = sum(each.state is MailState.SENDING for each in underway)
    drafts = sum(each.state is MailState.DRAFTED or each.is_to_be_taken_back for each in underway)
    if sending:
        yield f"{in_count(sending, 'mail')} may be on the way: run mentoring-sync sync once more"
    if drafts:
        yield (
            f"{in_count(drafts, 'draft')} of it wait in Gmail: tick Send, or throw them away there, and run"
            " mentoring-sync sync once more"
        )
    if standing.switches.pause:
        yield "Pause is ticked in Control"
    found = which_round(configuration, standing, None, now=now)
    if not found.unclear and found.standing.round in ("", round_.prefix):
        who = people(found.configuration, found.standing, now=now, earlier=found.earlier)
        everyone = (*who.intake.mentors, *who.intake.mentees)
        new = unread(standing, {person_key(each.role, each.id): each.name for each in everyone})
        if new:
            yield f"{', '.join(new[:3])}{' …' * (len(new) > 3)} answered since the last run: run mentoring-sync sync"


def _unfinished(
    configuration: Configuration, standing: StandingWorkbook, round_: KnownRound, services: Services, now: datetime
) -> Iterator[str]:
    if round_.end and now.date() < round_.end:
        yield f"it goes on until {round_.end}"
    owed = _owed(configuration, standing, round_, services, now)
    if owed:
        yield f"{in_count(owed, 'mail')} of it {'is' if owed == 1 else 'are'} still owed"


def _owed(
    configuration: Configuration, standing: StandingWorkbook, round_: KnownRound, services: Services, now: datetime
) -> int:
    """How many mails are owed to people of the round. What the coordinator and the operator were to hear ends with the
    round, and so does a mail whose reason is gone."""
    staff = configuration.program.staff
    of_it = (each for each in standing.postings if each.state is MailState.OWED and each.key.startswith(round_.prefix))
    owed = [each for each in of_it if not is_to_staff(each, staff)]
    if not owed:
        return 0
    with services.deadline() as deadline:
        mail = decide(configuration, standing, now=now, repair=False, deadline=deadline).mail
    return sum(mail.stopped or each.key in mail.messages for each in owed)


def _done(
    round_: KnownRound,
    kept: Sequence[Archive],
    past: Mapping[str, PastPerson],
    due: date | None,
    *,
    dry_run: bool,
) -> ClosedRound:
    of_it = [each.rounds[-1].ended for each in past.values() if each.rounds and each.rounds[-1].of == round_.prefix]
    return ClosedRound(
        round=round_.called,
        tabs=tuple(each.title for each in kept),
        people=len(of_it),
        ended={ended.value: of_it.count(ended) for ended in Ended if ended in of_it},
        forgotten_from=due.isoformat() if due else "",
        dry_run=dry_run,
    )


def _tell(services: Services, standing: StandingWorkbook, order: Order, done: ClosedRound) -> None:
    """The run's row, and what comes next; should that not land, the next run says it."""
    result = f"Closed the round {done.round}"
    row = RunRow(
        run=order.run,
        started=standing.workbook.local_time(order.now),
        trigger=CLOSE,
        read=0,
        changed=0,
        mailed=0,
        result=result,
    )
    told = patch(standing, [mailed_tab(f"{CLOSED.says}."), runs_tab(row)])
    try:
        commit(services.spreadsheet, told.edits, after=standing)
    except TryLaterError:
        return
