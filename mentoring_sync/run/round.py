"""The stage *round*: whether the configured round is the one that the workbook is of, corrected or not, or another.

In: the configuration, the workbook, the look into the mailbox if there was one. Out: both as the stages after this one
are to see them. What was decided and mailed is of a round by what the keys of its mails begin with; a round that is
called otherwise now, or whose dates moved, goes on under its old keys. Where the workbook has lost all that says which
round its teams are of, the mailbox tells. While it isn't clear, no team changes and nothing is mailed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.calendar import begins_anywhere
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.round import Round
from mentoring_sync.run.looking import Look
from mentoring_sync.run.questions import Asking
from mentoring_sync.run.returning import Earlier
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.known.people import PEOPLE
from mentoring_sync.workbook.known.round import (
    PASSED,
    ROUND_KNOWN,
    KnownRound,
    has_mail_of,
    known_round_cells,
    round_of_the_mails,
)
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn
from mentoring_sync.workbook.tabs.teams import TEAMS

NEW = "The old round is over: start the new one with free people"
SAME = "The same round: its name or dates were corrected"


@dataclass(frozen=True, kw_only=True)
class RoundFound:
    """The configuration under the identity that its round has in memory, and the workbook as that round reads it.

    `unclear`: it is asked whether the round is another one; `unlooked`: because the mailbox, which alone can tell,
    wasn't looked through. `ends_next`: the old round goes on for this run, which mails nobody and only finds out what
    of its tabs was written by runs. `closed`: it was closed, and no other is configured yet. `earlier` is what was
    closed before, if anything was. `memory` is what the next run is to know.
    """

    configuration: Configuration
    standing: StandingWorkbook
    unclear: bool = False
    unlooked: bool = False
    ends_next: bool = False
    closed: bool = False
    earlier: Earlier | None = None
    problems: tuple[Problem, ...] = ()
    memory: Mapping[str, TabBase] = field(default_factory=dict)


def which_round(
    configuration: Configuration, standing: StandingWorkbook, look: Look | None, *, now: datetime
) -> RoundFound:
    """The round, by what is configured, remembered, shown by the mailbox, and answered."""
    configured = KnownRound.of(configuration.program.programme, configuration.program.round)
    before = _remembered(configuration, standing) or _mailed(configured, standing, look)
    if before is None and _is_lost(standing) and not _is_looked_through(look):
        return _by_the_mailbox_later(configuration, standing)
    if before is None or _is_same(configuration, configured, before):
        return _found(configuration, standing, _going_on(configured, before), before)
    if before.closed:
        return _found(configuration, standing, _after_closing(configured, before, before.closed), before)
    teams = _teams_of(standing, before)
    if not teams:
        same = configured.is_at_the_time_of(before)
        known = _going_on(configured, before) if same else _fresh(configured, before, now)
        return _found(configuration, standing, known, before)
    asking, question = Asking(standing.answers), _question(configured, before, teams)
    chosen = asking.ask(question)
    if not chosen:
        return RoundFound(
            configuration=configuration, standing=standing, unclear=True, problems=tuple(asking.unanswered)
        )
    if chosen == NEW and PEOPLE not in standing.base:
        return _ending_next(configuration, standing, _going_on(configured, before), question)
    known = _fresh(configured, before, now) if chosen == NEW else _going_on(configured, before)
    return _found(configuration, standing, known, before)


def _remembered(configuration: Configuration, standing: StandingWorkbook) -> KnownRound | None:
    """The round that the workbook is of. One that an earlier version made says nothing of it: it is taken for the
    configured round's, unless all its mails are of another."""
    if standing.known_round:
        return standing.known_round
    program = configuration.program
    if has_mail_of(standing.postings, program.programme, program.round):
        return None
    return round_of_the_mails(standing.postings)


def _is_lost(standing: StandingWorkbook) -> bool:
    """Whether teams stand and nothing beside them says of which round they are."""
    return standing.remembers_no_round and bool(_labels(standing))


def _labels(standing: StandingWorkbook) -> frozenset[str]:
    """The labels of the teams that stand in *Teams*; where that was deleted, in *Roster*."""
    roster = standing.tab(ROSTER)
    shown = (roster.text(key, RosterColumn.TEAM) for key in roster.keys)
    return frozenset(team.label for team in standing.coordinator_input.standing) or frozenset(filter(None, shown))


def _is_looked_through(look: Look | None) -> bool:
    return bool(look and look.looked and look.looked.whole)


def _mailed(configured: KnownRound, standing: StandingWorkbook, look: Look | None) -> KnownRound | None:
    """The round of which the mailbox holds the last mail, where teams stand and nothing else says of which they are."""
    looked = look.looked if look else None
    shown = standing.mailbox.with_rounds(looked.rounds if looked else {}) if _is_lost(standing) else {}
    last = max(shown, key=lambda each: (shown[each], each), default=configured.round)
    return None if last == configured.round else KnownRound(programme=configured.programme, round=last)


def _by_the_mailbox_later(configuration: Configuration, standing: StandingWorkbook) -> RoundFound:
    """Nothing happens before the mailbox was looked through. Where no mail goes at all it isn't: the configured round
    is taken for the workbook's, and that isn't written down."""
    if configuration.program.mail.delivery is not Delivery.OFF:
        return RoundFound(configuration=configuration, standing=standing, unclear=True, unlooked=True)
    configured = KnownRound.of(configuration.program.programme, configuration.program.round)
    found = _found(configuration, standing, configured, None)
    return replace(found, memory=_without_the_round(found))


def _ending_next(
    configuration: Configuration, standing: StandingWorkbook, known: KnownRound, question: Problem
) -> RoundFound:
    """Where `_sync` was lost, all that stands in a tab looks like people's words: the old round's teams are compared
    with what stands once more, so that the next run knows its own writing from theirs and can take it away."""
    found = _found(configuration, standing, known, known)
    return replace(found, ends_next=True, problems=(question,), memory=_without_the_round(found))


def _without_the_round(found: RoundFound) -> Mapping[str, TabBase]:
    """What the next run is to know, but for which round it is."""
    return {name: kept for name, kept in found.memory.items() if name != ROUND_KNOWN}


def _is_same(configuration: Configuration, configured: KnownRound, before: KnownRound) -> bool:
    """Whether nothing speaks for another round: its `id` if it has one, else its name, and dates that only moved."""
    if configuration.program.round.id:
        return configured.round == before.round
    if not before.name:
        return configured.round == before.round
    return configured.name == before.name and configured.is_at_the_time_of(before)


def _going_on(configured: KnownRound, before: KnownRound | None) -> KnownRound:
    """The configured round under the identity of the one before."""
    if before is None:
        return configured
    return replace(
        configured,
        programme=before.programme,
        round=before.round,
        since=before.since,
        closed=before.closed,
        followed=before.followed,
        after=before.after,
    )


def _fresh(configured: KnownRound, before: KnownRound, now: datetime) -> KnownRound:
    """The configured round under an identity of its own, also where a name is used once more."""
    same = configured.prefix == before.prefix
    known = replace(configured, round=f"{configured.round}-{configured.start}") if same else configured
    return replace(known, since=now, after=before.after)


def _after_closing(configured: KnownRound, before: KnownRound, closed: datetime) -> KnownRound:
    """The configured round where the one before was closed."""
    return replace(_fresh(configured, before, closed), followed=before.prefix, after=closed)


def _opens(round_: Round, closed: datetime) -> datetime:
    """From when on answers are of a round before which another one was closed: from then on, unless applications had
    opened before."""
    return min(closed, begins_anywhere(round_.applications_open)) if round_.applications_open else closed


def _teams_of(standing: StandingWorkbook, before: KnownRound) -> int:
    """How many teams of a round stand, in the tab or for those who were told."""
    lost = standing.remembers_no_round
    labels = _labels(standing) if lost else {team.label for team in standing.coordinator_input.standing}
    told = {
        label for label, each in standing.known_teams.items() if each.told and each.mentees and not each.over
        if each.round == before.prefix
    }  # fmt: skip
    return len(labels | told)


def _found(
    configuration: Configuration, standing: StandingWorkbook, known: KnownRound, before: KnownRound | None
) -> RoundFound:
    program = configuration.program
    opens = _opens(program.round, known.after) if known.after else None
    known = replace(known, since=opens) if opens and known.followed else known
    read = standing.in_round(known.prefix, after=before.prefix if before else known.prefix, began=known.since)
    return RoundFound(
        configuration=under_the_name_of(configuration, known),
        standing=read,
        closed=known.closed is not None,
        earlier=_earlier(known, opens),
        memory={ROUND_KNOWN: known_round_cells(known), PASSED: read.passed},
    )


def under_the_name_of(configuration: Configuration, known: KnownRound) -> Configuration:
    """The configuration under the identity that a round has in memory."""
    program = configuration.program
    carried = {
        "programme": program.programme.model_copy(update={"id": known.programme}),
        "round": program.round.model_copy(update={"id": known.round}),
    }
    return configuration.model_copy(update={"program": program.model_copy(update=carried)})


def _earlier(known: KnownRound, opens: datetime | None) -> Earlier | None:
    """What was closed last: the round itself, or one before it."""
    if known.closed:
        return Earlier(round=known.prefix, until=known.closed)
    return Earlier(round=known.followed, until=opens) if opens else None


def _question(configured: KnownRound, before: KnownRound, teams: int) -> Problem:
    stand = "1 team stands" if teams == 1 else f"{teams} teams stand"
    return Problem(
        where=Place(tab=TEAMS.title),
        what=f"The configuration speaks of the round {in_quotes(configured.called)} from {configured.start} on, but"
        f" {stand} that {'is' if teams == 1 else 'are'} of {in_quotes(before.called)}"
        f"{f', which began on {before.start}' if before.start else ''}. Is that another round?",
        remedy="No team changes and nothing is mailed until you choose in Answer, or [round] in the configuration is as"
        " it was. mentoring-sync round close archives the old round first, and begins the new one with empty tabs.",
        choices=(NEW, SAME),
    )
