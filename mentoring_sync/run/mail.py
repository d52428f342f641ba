"""The stage *mail*: which messages a run owes, and whose turn it is.

In: the configuration, the workbook, what the stages before decided. Out: the messages owed, those on their way, what
becomes of them in this run, and what *Review* should hear.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.key import round_prefix
from mentoring_sync.mail.outbox.course import Course, approved, course, listed
from mentoring_sync.mail.outbox.decisions import for_a_person
from mentoring_sync.mail.outbox.quota import Quota, quota
from mentoring_sync.mail.outbox.truth import as_of_old, as_ordered, held_back, is_outdated, is_time_to_look, rests
from mentoring_sync.records.message import MailState, Message, Posting
from mentoring_sync.records.problem import Problem
from mentoring_sync.run.digest import untold_meanwhile
from mentoring_sync.run.held_mail import HeldMail, held_mail
from mentoring_sync.run.looking import Look
from mentoring_sync.run.mail_due import MailDue, mail_due
from mentoring_sync.run.mail_facts import Decided
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.mail import MAIL, mail_tab, with_answers


@dataclass(frozen=True, kw_only=True)
class Mail:
    """The messages that become `owed` now; by key, all `messages` that are owed or on their way.

    `postings` are the rows of *Mail* as they stand, with what the coordinator approved by the tick. `course` says what
    becomes of each, `quota` whose turn it is; `memory` is what the next run is to know. `stopped`: nothing goes on its
    way in this run; `mislaid`: because another account is at work than before.
    """

    postings: tuple[Posting, ...]
    owed: tuple[Message, ...]
    messages: Mapping[str, Message]
    course: Course
    quota: Quota
    problems: tuple[Problem, ...]
    tabs: tuple[DesiredTab, ...]
    memory: Mapping[str, TabBase] = field(default_factory=dict)
    stopped: bool = False
    mislaid: bool = False

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

    def ready(self, postings: Iterable[Posting]) -> tuple[Posting, ...]:
        """Of these, what the tick would send as they stand."""
        return listed(self.waiting(postings))

    def is_to_be_looked_up(self, now: datetime) -> bool:
        """Whether the mailbox is to be asked whose it is before this is carried out."""
        return self.mislaid or self.due(now)

    @property
    def lets_ticks_go(self) -> bool:
        """Whether a mail was ticked in its row that says something else by now."""
        return any(each.answered for each in self.postings if each.state is MailState.OWED)

    @property
    def makes_anew(self) -> bool:
        """Whether something is drafted that no draft stands for yet: then it is asked first what the mailbox holds."""
        underway = (MailState.DRAFTED, MailState.SENDING)
        return bool(self.owed) or any(posting.state not in underway for posting in self.turns)

    def due(self, now: datetime) -> bool:
        """Whether a message is owed or on its way, or it is time to look for what came back, or after drafts that
        wait."""
        if self.stopped:
            return False
        looking = any(posting.may_have_come_back(now) for posting in self.postings)
        going = [each for each in self.postings if each.is_on_its_way and self.course(each) is not Delivery.OFF]
        resting = [each for each in going if rests(each, self.messages.get(each.key), self.course(each))]
        settling = any(each.state is MailState.SENDING for each in self.postings)
        moving = settling or not all(each in resting or self._waits_its_turn(each) for each in going)
        return bool(self.owed) or looking or moving or is_time_to_look(resting, now)

    def _waits_its_turn(self, posting: Posting) -> bool:
        """Whether nothing is to be done with a posting but to wait for a later run."""
        message = self.messages.get(posting.key)
        if message is None or posting.key in self.quota.keys or posting.is_to_be_taken_back:
            return False
        return posting.state is MailState.OWED or (posting.state is MailState.DRAFTED and posting.says(message))


NO_MAIL = Mail(
    postings=(),
    owed=(),
    messages={},
    course=Course(delivery=Delivery.OFF),
    quota=Quota(),
    problems=(),
    tabs=(),
    stopped=True,
)
"""Nothing owed, drafted or sent, and *Mail* as it stands."""


def mail(
    configuration: Configuration,
    standing: StandingWorkbook,
    decided: Decided,
    look: Look | None,
    *,
    problems: Sequence[Problem],
    stopped: bool,
    now: datetime,
    before: Mail | None = None,
) -> Mail:
    """The run's mail. `problems` are those that *Review* hears of so far; `stopped`: none goes out on a doubt. `look`
    is what the mailbox showed, once it was asked, and `before` the mail without it."""
    held = held_mail(configuration, standing, look)
    if before and look and not (before.stopped or held.stopped or look.error) and held.postings == standing.postings:
        return replace(before, memory={**before.memory, **held.memory})
    if stopped or held.stopped:
        memory = {**held.memory, **untold_meanwhile(configuration, standing, (*problems, *held.problems))}
        return replace(
            NO_MAIL,
            postings=held.postings,
            problems=held.problems,
            memory=memory,
            mislaid=held.mislaid,
            tabs=(mail_tab(_lost_rows(held.postings, standing), standing.workbook),),
        )
    found = _mail(configuration, standing, decided, held, problems=problems, now=now)
    if look and look.error and not look.looked:
        held = held.unlooked(frozenset(each.key for each in found.owed))
    return replace(found, memory={**held.memory, **found.memory})


def _mail(
    configuration: Configuration,
    standing: StandingWorkbook,
    decided: Decided,
    held: HeldMail,
    *,
    problems: Sequence[Problem],
    now: datetime,
) -> Mail:
    program, settings = configuration.program, configuration.program.mail
    prefix = round_prefix(program.programme, program.round)
    becomes = course(settings, [each for each in held.postings if each.key.startswith(prefix)], program.staff)
    for_people = tuple(filter(None, map(for_a_person, held.postings)))
    mailed = (
        MailDue()
        if settings.delivery is Delivery.OFF
        else mail_due(configuration, standing, decided, held.postings, problems=(*problems, *for_people), now=now)
    )
    said = mailed.messages
    as_known = [as_ordered(as_of_old(each, said.get(each.key)), said.get(each.key)) for each in held.postings]
    waiting = listed(becomes.waiting(each for each in as_known if each.key.startswith(prefix)))
    ticked = {each.key: each for each in (approved(waiting) if standing.switches.send else ())}
    postings = tuple(ticked.get(each.key, each) for each in as_known)
    stood = {each.key: each for each in standing.postings}
    changed = [each for each in postings if each != stood.get(each.key)]
    new = _new(mailed.owed, postings)
    every = {each.key: each for each in (*postings, *new)}.values()
    going = [_to_be_drafted(each, mailed.messages) for each in every if not _is_held(each, mailed.messages)]
    rows = {each.key: each for each in (*_lost_rows(postings, standing), *changed, *new)}
    return Mail(
        postings=postings,
        owed=mailed.owed,
        messages=mailed.messages,
        course=becomes,
        quota=quota(going, settings, becomes, now=now),
        problems=(*for_people, *held_back(postings, mailed.messages), *mailed.problems),
        tabs=(_with_answers(mail_tab(tuple(rows.values()), standing.workbook), standing, decided),),
        memory=mailed.memory,
    )


def _with_answers(tab: DesiredTab, standing: StandingWorkbook, decided: Decided) -> DesiredTab:
    return with_answers(tab, standing.tab(MAIL), decided.reports.answers_in_words(standing.workbook))


def _lost_rows(postings: Iterable[Posting], standing: StandingWorkbook) -> list[Posting]:
    """Those that *Mail* had and doesn't show any more: its rows, or all of it, were deleted."""
    shown = frozenset(standing.tab(MAIL).keys)
    return [each for each in postings if each.key not in shown]


def _new(owed: Sequence[Message], postings: Sequence[Posting]) -> tuple[Posting, ...]:
    before = {posting.key: posting for posting in postings}
    return tuple(before[each.key].owed_again(each) if each.key in before else Posting.owed(each) for each in owed)


def _is_held(posting: Posting, messages: Mapping[str, Message]) -> bool:
    return posting.held and is_outdated(posting, messages.get(posting.key))


def _to_be_drafted(posting: Posting, messages: Mapping[str, Message]) -> Posting:
    """An outdated draft as what it is for the quota: owed."""
    message = messages.get(posting.key)
    return posting.outdated(needed=True) if message and is_outdated(posting, message) else posting
