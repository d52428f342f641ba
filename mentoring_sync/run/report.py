"""The report of the round, gathered from what a run would decide: one request, no write, no mail.

In: the configuration, the workbook, the instant. Out: `RoundReport`. It says what *Progress* says, or would say after a
run at this instant; no name of anybody who takes part goes into it, not even out of a quotation. The report of a closed
round is made of its archived tabs (`closed_report`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mentoring_sync.errors import UsageError
from mentoring_sync.intake.surveys.naming import Names
from mentoring_sync.mail.key import round_prefix
from mentoring_sync.progress.applications import Applications
from mentoring_sync.progress.figures import Figure
from mentoring_sync.progress.report import About, RoundReport, in_large_groups, reasons_of
from mentoring_sync.records.roster import PersonStatus
from mentoring_sync.run.calendar import has_ended
from mentoring_sync.run.closed_report import closed_report, topics_in_forms
from mentoring_sync.run.decide import Decision, decide
from mentoring_sync.run.order import Order
from mentoring_sync.run.quoting import quoted
from mentoring_sync.run.services import Services
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.known.round import KnownRound
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.progress import vacancies_in
from mentoring_sync.workbook.tabs.roster import WHYS, as_offered


def round_report(configuration: Configuration, order: Order, services: Services, called: str = "") -> RoundReport:
    """The report of the round that the workbook is of; once that is closed, or where another is `called`, of a closed
    one.

    Raises:
        UsageError: there is nothing to report, or it isn't clear of which round.
        MentoringSyncError: with its exit code and what to do.
    """
    standing = StandingWorkbook(services.spreadsheet.pull())
    if not standing.base:
        raise UsageError("There is nothing to report yet: no run has written this spreadsheet.")
    configured = KnownRound.of(configuration.program.programme, configuration.program.round)
    under_way, wanted = standing.known_round or configured, called.strip()
    names = {each.called.casefold() for each in (under_way, configured)}
    if under_way.closed or (wanted and wanted.casefold() not in names):
        return closed_report(configuration, standing, wanted or under_way.called, order)
    with services.deadline() as deadline:
        decision = decide(configuration, standing, now=order.now, repair=False, deadline=deadline)
    _refuse(decision)
    return report_of(decision, order)


def _refuse(decision: Decision) -> None:
    """Raises UsageError where nothing of a round is decided."""
    if decision.figures.placing is None:
        raise UsageError(
            "There is no report: nothing is decided before something in Review is answered.",
            remedy="Run mentoring-sync sync, and answer what Review asks.",
        )


def report_of(decision: Decision, order: Order) -> RoundReport:
    """The report of what was decided."""
    program, figures = decision.configuration.program, decision.figures.round
    is_over = has_ended(program.round, order.now)
    applications = decision.figures.applications
    return RoundReport(
        about=_about(decision, order, is_over=is_over),
        applied=tuple(_applied(decision)),
        figures=replace(figures, close=(), by_team=()),
        by_region=in_large_groups(figures.by_region, is_over=is_over),
        by_language=in_large_groups(figures.by_language, is_over=is_over),
        reasons=reasons_of(_whys(decision), WHYS),
        surveys=decision.feedback.surveys,
        quoted=tuple(quoted(decision.feedback.printed, _names(decision))),
        vacancies=tuple(vacancies_in(decision.figures.brief)),
        unmet=tuple(_unmet(decision, applications)),
    )


def _about(decision: Decision, order: Order, *, is_over: bool) -> About:
    program, workbook = decision.configuration.program, decision.standing.workbook
    return About(
        programme=program.programme.name,
        community=program.programme.community,
        round=program.round.name,
        of=round_prefix(program.programme, program.round),
        start=program.round.start,
        end=program.round.end,
        made=workbook.local_time(order.now).date(),
        is_over=is_over,
        coordinator=program.programme.coordinator,
        contact=program.programme.contact,
    )


def _applied(decision: Decision) -> Iterator[Figure]:
    """By role: how many applications hold, as many as could be matched, of all that there are."""
    intake, placing = decision.people.intake, decision.figures.placing
    placed = {each.key for each in placing.participants} if placing else set()
    hold = placed | {f"{each.role}:{each.id}" for each in (*intake.mentors, *intake.mentees)}
    others = {each.key for each in intake.rejections} - hold
    for each in decision.figures.round.matched:
        more = sum(key.partition(":")[0] == each.name for key in others)
        yield Figure(name=each.name, value=each.of, of=each.of + more)


def _whys(decision: Decision) -> Iterator[str]:
    """What stands in *Withdrawn why* beside each who withdrew."""
    said = decision.people.said.withdrawn_why
    for entry in decision.roster.entries:
        if entry.status is PersonStatus.WITHDRAWN:
            yield as_offered(said.get(entry.key, ""))


def _unmet(decision: Decision, applications: Applications) -> Iterator[Figure]:
    """Of the topics that nobody offers those that the forms name."""
    known = topics_in_forms(decision.configuration)
    for each in applications.unoffered:
        if each.of in known:
            yield Figure(name=each.of, value=each.mentees, of=applications.mentees)


def _names(decision: Decision) -> Names:
    """Everybody of whom anything is known."""
    standing, placing = decision.standing, decision.figures.placing
    people = [
        *decision.people.names.values(),
        *(each.person.name for each in standing.known.values()),
        *(each.name for each in standing.past.values()),
        *(each.name for each in decision.people.intake.rejections),
        *(each.name for each in (placing.participants if placing else ())),
    ]
    return Names([name for name in people if name])
