"""The stage *mail*: which messages a run owes, and whose turn it is.

In: the configuration, the workbook, what the stages before decided. Out: the messages owed, those on their way, what
becomes of them in this run, and what *Review* should hear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.key import round_prefix
from mentoring_sync.mail.kinds.catalogue import due
from mentoring_sync.mail.kinds.coordinator import digest_waits
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.kind import Due, Kind
from mentoring_sync.mail.kinds.owed import owed
from mentoring_sync.mail.outbox.course import Course, approved, course
from mentoring_sync.mail.outbox.decisions import for_a_person
from mentoring_sync.mail.outbox.quota import Quota, quota
from mentoring_sync.mail.outbox.truth import as_of_old, held_back, is_outdated, is_time_to_look, rests
from mentoring_sync.mail.writing.compose import Writer
from mentoring_sync.records.message import MailState, Message, Posting
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import LabelledTeam
from mentoring_sync.run.mail_facts import Decided, facts_of, recruits_of
from mentoring_sync.run.people import People
from mentoring_sync.run.progress import Progress
from mentoring_sync.run.roster import Roster
from mentoring_sync.run.teams import Teams
from mentoring_sync.settings.load import Configuration
from mentoring_sync.spreadsheet.grid import Tab
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.do_not_mail import DO_NOT_MAIL
from mentoring_sync.workbook.tabs.mail import mail_tab
from mentoring_sync.workbook.tabs.review import column_letters, problem_key


@dataclass(frozen=True, kw_only=True)
class Mail:
    """The messages that become `owed` now; by key, all `messages` that are owed or on their way.

    `postings` are the rows of *Mail* as they stand, with what the coordinator approved by the tick. `course` says what
    becomes of each, `quota` whose turn it is.
    """

    postings: tuple[Posting, ...]
    owed: tuple[Message, ...]
    messages: Mapping[str, Message]
    course: Course
    quota: Quota
    problems: tuple[Problem, ...]
    tabs: tuple[DesiredTab, ...]
    stopped: bool = False

    @property
    def new(self) -> tuple[Posting, ...]:
        """The postings of the messages that become owed."""
        return _new(self.owed, self.postings)

    @property
    def every(self) -> tuple[Posting, ...]:
        """All postings, with those of the messages that become owed."""
        return tuple({each.key: each for each in (*self.postings, *self.new)}.values())

    @property
    def turns(self) -> tuple[Posting, ...]:
        """The postings that go on their way in this run."""
        return tuple(posting for posting in self.every if posting.key in self.quota.keys)

    @property
    def sends(self) -> bool:
        """Whether anything is sent in this run."""
        return any(self.course(posting) is Delivery.SEND for posting in self.turns)

    def waiting(self, postings: Iterable[Posting]) -> tuple[Posting, ...]:
        """Of these, what waits for the coordinator's tick and still has its reason."""
        return tuple(each for each in self.course.waiting(postings) if each.key in self.messages)

    def due(self, now: datetime) -> bool:
        """Whether a message is owed or on its way, or it is time to look for what came back, or after drafts that
        wait."""
        if self.stopped:
            return False
        looking = any(posting.may_have_come_back(now) for posting in self.postings)
        going = [each for each in self.postings if each.is_on_its_way and self.course(each) is not Delivery.OFF]
        resting = [each for each in going if rests(each, self.messages.get(each.key), self.course(each))]
        settling = any(each.state is MailState.SENDING for each in self.postings)
        moving = settling or len(going) > len(resting)
        return bool(self.owed) or looking or moving or is_time_to_look(resting, now)


def mail(
    configuration: Configuration,
    standing: StandingWorkbook,
    people: People,
    teams: Teams,
    roster: Roster,
    progress: Progress,
    *,
    problems: Sequence[Problem],
    stopped: bool,
    now: datetime,
) -> Mail:
    """The run's mail. `problems` are those that *Review* hears of so far; `stopped`: none goes out on a doubt."""
    if stopped:
        return no_mail(standing.postings)
    program, settings = configuration.program, configuration.program.mail
    prefix = round_prefix(program.programme, program.round)
    of_the_round = [each for each in standing.postings if each.key.startswith(prefix)]
    becomes = course(settings, of_the_round, program.programme.contact)
    for_people = tuple(filter(None, map(for_a_person, standing.postings)))
    decided = Decided(people=people, teams=teams, roster=roster, progress=progress)
    mailed = (
        _Mailed()
        if settings.delivery is Delivery.OFF
        else _mailed(configuration, standing, decided, problems=(*problems, *for_people), now=now)
    )
    as_known = [as_of_old(each, mailed.messages.get(each.key)) for each in standing.postings]
    waiting = becomes.waiting(each for each in as_known if each.key.startswith(prefix))
    ticked = {each.key: each for each in (approved(waiting) if standing.switches.send else ())}
    postings = tuple(ticked.get(each.key, each) for each in as_known)
    changed = [each for each, before in zip(postings, standing.postings, strict=True) if each != before]
    new = _new(mailed.owed, postings)
    every = {each.key: each for each in (*postings, *new)}.values()
    going = [_to_be_drafted(each, mailed.messages) for each in every if not _is_held(each, mailed.messages)]
    return Mail(
        postings=postings,
        owed=mailed.owed,
        messages=mailed.messages,
        course=becomes,
        quota=quota(going, settings, becomes, now=now),
        problems=(*for_people, *held_back(postings, mailed.messages), *mailed.problems),
        tabs=(mail_tab([*changed, *new], standing.workbook),),
    )


def no_mail(postings: tuple[Posting, ...] = ()) -> Mail:
    """Nothing owed, drafted or sent, and *Mail* as it stands."""
    return Mail(
        postings=postings,
        owed=(),
        messages={},
        course=Course(delivery=Delivery.OFF),
        quota=Quota(),
        problems=(),
        tabs=(),
        stopped=True,
    )


def _new(owed: Sequence[Message], postings: Sequence[Posting]) -> tuple[Posting, ...]:
    before = {posting.key: posting for posting in postings}
    return tuple(before[each.key].owed_again(each) if each.key in before else Posting.owed(each) for each in owed)


def _is_held(posting: Posting, messages: Mapping[str, Message]) -> bool:
    return posting.held and is_outdated(posting, messages.get(posting.key))


def _to_be_drafted(posting: Posting, messages: Mapping[str, Message]) -> Posting:
    """An outdated draft as what it is for the quota: owed."""
    message = messages.get(posting.key)
    return posting.outdated(needed=True) if message and is_outdated(posting, message) else posting


@dataclass(frozen=True, kw_only=True)
class _Mailed:
    """The messages that become owed now; by key, all that are owed or on their way; and what *Review* should hear."""

    owed: tuple[Message, ...] = ()
    messages: Mapping[str, Message] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def _mailed(
    configuration: Configuration,
    standing: StandingWorkbook,
    decided: Decided,
    *,
    problems: Sequence[Problem],
    now: datetime,
) -> _Mailed:
    recruits, unusable = recruits_of(standing.recruits)
    facts = facts_of(configuration, standing, decided, recruits, now)
    barred = standing.barred
    own = (*unusable, *_not_mailed(decided.teams.teams, barred))
    known = frozenset[str]() if digest_waits(facts) else standing.known_problems
    new = () if standing.is_taken_over else _new_problems(known, (*problems, *own))
    facts = replace(facts, problems=new, links=dict(_links(facts.workbook, standing.workbook.tabs, new)))
    every = _certain(_spared(due(facts), barred), decided.people.doubted)
    dues = [each for each in every if _is_mailed(each.kind, facts)]
    now_owed = {each.key(facts) for each in owed(dues, facts)}
    going = {key for key, posting in facts.posted.items() if posting.is_on_its_way}
    messages = dict(_composed(configuration, facts, dues, now_owed | going))
    return _Mailed(
        owed=tuple(message for key, message in messages.items() if key in now_owed), messages=messages, problems=own
    )


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


def _spared(dues: Iterator[Due], barred: frozenset[str]) -> Iterator[Due]:
    """What is due, without those who want no mail."""
    for each in dues:
        to = tuple(reader for reader in each.to if reader.email not in barred)
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


def _new_problems(known: Collection[str], problems: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple({key: each for each in problems if (key := problem_key(each)) not in known}.values())
