"""The report of a round that was closed, gathered from the tabs that its closing kept.

In: the workbook, how the round was called. Out: `RoundReport`. It says what *Progress* said as the round was closed;
whoever was forgotten since is in no name and no text of it, as in the tabs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mentoring_sync.errors import UsageError
from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.intake.surveys.naming import Names
from mentoring_sync.mail.key import plain
from mentoring_sync.progress.figures import Figure
from mentoring_sync.progress.report import About, RoundReport, in_large_groups, reasons_of
from mentoring_sync.records.roster import PersonStatus
from mentoring_sync.run.order import Order
from mentoring_sync.run.quoting import quoted
from mentoring_sync.settings.load import Configuration
from mentoring_sync.spreadsheet.grid import cell_text
from mentoring_sync.workbook.archived import archived_rounds, archived_rows
from mentoring_sync.workbook.known.round import KnownRound
from mentoring_sync.workbook.layouts import KEY
from mentoring_sync.workbook.merge.rows import Cells
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.feedback_as_written import read_surveys
from mentoring_sync.workbook.tabs.figures_as_written import NEEDED, read_figures, read_unmet, read_vacancies
from mentoring_sync.workbook.tabs.progress import PROGRESS
from mentoring_sync.workbook.tabs.quotations import QUOTATIONS, Quotation, QuotationsColumn
from mentoring_sync.workbook.tabs.roster import ROSTER, WHYS, RosterColumn, as_offered

_TURNED_AWAY = frozenset({PersonStatus.NOT_ELIGIBLE.value, PersonStatus.UNUSABLE.value})
_ROSTER = (RosterColumn.PERSON, RosterColumn.STATUS, KEY)
_QUOTATIONS = (QuotationsColumn.QUESTION, QuotationsColumn.TEXT, QuotationsColumn.PRINT)


def closed_report(configuration: Configuration, standing: StandingWorkbook, called: str, order: Order) -> RoundReport:
    """The report of the closed round of this name.

    Raises:
        UsageError: there are no such tabs, or nothing can be read in them.
    """
    workbook = standing.read_without_forgotten()
    rows = archived_rows(workbook, PROGRESS, NEEDED, called)
    figures = read_figures(rows or ())
    if not figures.completion:
        raise _not_found(called, archived_rounds(workbook, NEEDED))
    people = archived_rows(workbook, ROSTER, _ROSTER, called) or ()
    texts = archived_rows(workbook, QUOTATIONS, _QUOTATIONS, called) or ()
    return RoundReport(
        about=_about(configuration, standing, called, order),
        applied=tuple(_applied(figures.matched, people)),
        figures=replace(figures, by_region=(), by_language=()),
        by_region=in_large_groups(figures.by_region, is_over=True),
        by_language=in_large_groups(figures.by_language, is_over=True),
        reasons=reasons_of(_whys(people), WHYS),
        surveys=read_surveys(rows or ()),
        quoted=tuple(quoted(_printed(texts), _names(standing, people))),
        vacancies=read_vacancies(rows or ()),
        unmet=tuple(each for each in read_unmet(rows or ()) if each.name in topics_in_forms(configuration)),
    )


def topics_in_forms(configuration: Configuration) -> frozenset[str]:
    """The topics that the forms name; what people typed themselves is theirs."""
    questions = configuration.questions
    asked = (questions.both.tools, questions.both.kinds_of_help)
    return frozenset(meaning for question in asked if question for meaning in question.meanings)


def _not_found(called: str, kept: Sequence[str]) -> UsageError:
    names = f"There are those of {', '.join(map(in_quotes, kept))}." if kept else "There are none of any closed round."
    return UsageError(
        f"There is no report of the round {in_quotes(called)}: a closed round's is made of the tab"
        f" “{PROGRESS.title} · {called}”, and there is none, or its header was changed. {names}",
        remedy="Name one of these with --round, or give the tab the title and the header back that it had.",
    )


def _about(configuration: Configuration, standing: StandingWorkbook, called: str, order: Order) -> About:
    program = configuration.program
    round_ = _known(configuration, standing, called)
    return About(
        programme=program.programme.name,
        community=program.programme.community,
        round=round_.called,
        of=round_.prefix,
        start=round_.start,
        end=round_.end,
        made=standing.workbook.local_time(order.now).date(),
        is_over=True,
        coordinator=program.programme.coordinator,
        contact=program.programme.contact,
    )


def _known(configuration: Configuration, standing: StandingWorkbook, called: str) -> KnownRound:
    """The round as it is remembered: its dates only where it is the last one, or the configuration's."""
    configured = KnownRound.of(configuration.program.programme, configuration.program.round)
    for each in (standing.known_round, configured):
        if each and each.called.casefold() == called.casefold() and (each.closed or each is configured):
            return each
    rounds = [each for person in standing.past.values() for each in person.rounds]
    of = max((each.of for each in rounds if each.called.casefold() == called.casefold()), default="")
    programme, round_, *_ = [*of.split("/"), "", ""]
    return KnownRound(programme=programme or configured.programme, round=round_ or plain(called), name=called)


def _applied(matched: Iterable[Figure], people: Sequence[Cells]) -> Iterator[Figure]:
    """By role: how many applications held, of all that there were."""
    away = [cell_text(each[KEY]) for each in people if cell_text(each[RosterColumn.STATUS]) in _TURNED_AWAY]
    for each in matched:
        more = sum(key.startswith(f"{each.name}:") for key in away)
        yield Figure(name=each.name, value=each.of, of=each.of + more)


def _whys(people: Iterable[Cells]) -> Iterator[str]:
    """What stands in *Withdrawn why* beside each who withdrew."""
    for each in people:
        if cell_text(each[RosterColumn.STATUS]) == PersonStatus.WITHDRAWN:
            yield as_offered(cell_text(each.get(RosterColumn.WITHDRAWN_WHY)))


def _printed(texts: Iterable[Cells]) -> Iterator[Quotation]:
    for each in texts:
        if each[QuotationsColumn.PRINT] is True:
            named = cell_text(each.get(QuotationsColumn.NAMED)).split(", ")
            yield Quotation(
                question=cell_text(each[QuotationsColumn.QUESTION]),
                text=cell_text(each[QuotationsColumn.TEXT]),
                named=tuple(filter(None, named)),
            )


def _names(standing: StandingWorkbook, people: Iterable[Cells]) -> Names:
    """Everybody of whom anything is known."""
    names = [
        *(cell_text(each[RosterColumn.PERSON]) for each in people),
        *(each.person.name for each in standing.known.values()),
        *(each.name for each in standing.past.values()),
    ]
    return Names([name for name in names if name])
