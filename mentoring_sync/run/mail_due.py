"""Which messages are due and become owed in a run, put into words.

In: the configuration, the workbook, what the stages before decided, the postings. Out: messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.announcement import read_announcement
from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.kind import Due, Kind
from mentoring_sync.mail.kinds.owed import owed
from mentoring_sync.mail.writing.compose import Writer
from mentoring_sync.records.message import MailState, Message, Posting
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.run.digest import untold_problems
from mentoring_sync.run.mail_facts import Decided, facts_of, recruits_of
from mentoring_sync.settings.load import Configuration
from mentoring_sync.spreadsheet.formulas import column_letters
from mentoring_sync.spreadsheet.grid import Tab
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.do_not_mail import DO_NOT_MAIL


@dataclass(frozen=True, kw_only=True)
class MailDue:
    """The messages that become owed now; by key, all that are owed or on their way; what *Review* should hear, and what
    the next run is to know."""

    owed: tuple[Message, ...] = ()
    messages: Mapping[str, Message] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    memory: Mapping[str, TabBase] = field(default_factory=dict)


def mail_due(
    configuration: Configuration,
    standing: StandingWorkbook,
    decided: Decided,
    postings: Sequence[Posting],
    *,
    problems: Sequence[Problem],
    now: datetime,
) -> MailDue:
    """What is due. `problems` are those that *Review* hears of so far."""
    forgotten = standing.forgotten.who
    recruits, unusable = recruits_of(standing.recruits, forgotten)
    facts = facts_of(configuration, standing, decided, recruits, postings, now)
    barred = standing.barred | decided.reports.barred | forgotten.among(_everybody(decided, postings))
    own = (*unusable, *_not_mailed(decided.teams.teams, barred))
    untold = untold_problems(standing, facts, (*problems, *own))
    links = dict(_links(facts.workbook, standing.workbook.tabs, untold.problems))
    facts = replace(facts, problems=untold.problems, links=links)
    every = _certain(_spared(due(facts), barred, facts.gone_from), decided.people.doubted)
    dues = [each for each in every if _is_mailed(each.kind, facts)]
    now_owed = {each.key(facts) for each in owed(dues, facts)}
    going = {key for key, posting in facts.posted.items() if posting.is_on_its_way}
    messages = dict(_composed(configuration, facts, dues, now_owed | going))
    return MailDue(
        owed=tuple(message for key, message in messages.items() if key in now_owed),
        messages=messages,
        problems=own,
        memory=untold.memory,
    )


def _everybody(decided: Decided, postings: Iterable[Posting]) -> Iterator[str]:
    """Every address that a mail could go to."""
    intake = decided.people.intake
    yield from (each.email for each in (*intake.mentors, *intake.mentees))
    yield from (each.email for each in intake.rejections)
    yield from (each.email for each in decided.people.away)
    for posting in postings:
        told = read_announcement(posting.announcement)
        yield from (*posting.readers, *(told.members if told else ()))


def _is_mailed(kind: Kind, facts: Facts) -> bool:
    return facts.kinds.delivery_of(kind.setting) is not Delivery.OFF


def _links(workbook: str, tabs: Sequence[Tab], problems: Sequence[Problem]) -> Iterator[tuple[Place, str]]:
    """Where to look at problems: by place, the address of its cell, as far as the tabs stand already."""
    there = {tab.title: tab for tab in tabs} if workbook else {}
    for where in {problem.where for problem in problems if problem.where.row}:
        if tab := there.get(where.tab):
            column = tab.header.index(where.column) if where.column in tab.header else 0
            yield where, f"{workbook}#gid={tab.sheet_id}&range={column_letters(column)}{where.row}"


def _composed(
    configuration: Configuration, facts: Facts, dues: Sequence[Due], wanted: set[str]
) -> Iterator[tuple[str, Message]]:
    program = configuration.program
    writer = Writer(
        programme=program.programme,
        mail=program.mail,
        round=program.round,
        templates=configuration.templates,
        now=facts.now,
        certificates=configuration.certificate_pages,
    )
    for each in dues:
        key = each.key(facts)
        if key in wanted:
            thread, before = facts.posted[each.follows].subject if each.follows else "", facts.posted.get(key)
            due, header = _once_more(each, before) if before else (each, "")
            yield key, writer.compose(due, key=key, header=header, thread_subject=thread)


def _once_more(due: Due, before: Posting) -> tuple[Due, str]:
    """A message that came back, to those whom it didn't reach (at the addresses that they have now), with the key of
    its next attempt; any other as it is."""
    if before.state is MailState.RETURNED and before.wanted:
        to = tuple(reader for reader in due.to if reader.email not in before.reached)
        return replace(due, to=to or due.to), before.taken_up_again().sending_key
    if before.attempt > 1:
        again = tuple(reader for reader in due.to if reader.email in before.readers)
        return replace(due, to=again or due.to), before.sending_key
    return due, ""


def _spared(dues: Iterator[Due], barred: frozenset[str], gone: frozenset[str]) -> Iterator[Due]:
    """What is due, without those who want no mail, and those who take no part: they get their goodbye alone."""
    for each in dues:
        out = barred if each.kind.parts_with else barred | gone
        to = tuple(reader for reader in each.to if reader.email not in out)
        if to:
            yield each if to == each.to else replace(each, to=to)


def _certain(dues: Iterator[Due], doubted: frozenset[str]) -> Iterator[Due]:
    """What is due, without what is for one person alone of whom it is asked what became of their answer."""
    return (each for each in dues if each.team or not any(reader.email in doubted for reader in each.to))


def _not_mailed(teams: Sequence[LabelledTeam], barred: frozenset[str]) -> Iterator[Problem]:
    for each in teams:
        for member in each.team.members:
            if member.email in barred:
                yield Problem(
                    where=Place(tab=DO_NOT_MAIL),
                    what=f"{member.name} is in {each.label} and on this list: no mail tells them of their team.",
                    remedy="Tell them yourself, take the address off the list, or tick Withdrawn in Roster.",
                    about=member.email,
                )
