"""What a run decides, purely: from the workbook as it stands to the tabs as they should be and the messages owed.

In: the configuration, the workbook, the order. Out: a `Decision`, stage by stage. Each stage is one call and one file,
takes the parts of the stages before it and returns its own, with its tabs and what *Review* should hear. No Google, no
file, no clock: the same workbook at the same instant gives the same decision.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.records.problem import Problem
from mentoring_sync.run.boxes import doubtful_boxes, has_doubtful_ticks
from mentoring_sync.run.calendar import CLOSED, calendar
from mentoring_sync.run.certificates import certificates
from mentoring_sync.run.feedback import feedback
from mentoring_sync.run.figures import figures
from mentoring_sync.run.follow_up import follow_up
from mentoring_sync.run.held_mail import held_mail
from mentoring_sync.run.looking import Look
from mentoring_sync.run.lost_columns import lost_columns
from mentoring_sync.run.mail import NO_MAIL, Mail, mail
from mentoring_sync.run.mail_facts import Decided
from mentoring_sync.run.people import People, people
from mentoring_sync.run.progress import progress
from mentoring_sync.run.reports import reports
from mentoring_sync.run.roster import roster
from mentoring_sync.run.round import RoundFound, which_round
from mentoring_sync.run.teams import NO_TEAMS, teams
from mentoring_sync.run.verify import verify
from mentoring_sync.settings.load import Configuration
from mentoring_sync.settings.overrides import overridden
from mentoring_sync.workbook.known.people import ANSWERS
from mentoring_sync.workbook.known.replies import REPLIES, KnownReplies, known_reply_cells
from mentoring_sync.workbook.known.round import PASSED
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.roster import ROSTER
from mentoring_sync.workbook.words import words_of

NONE = frozenset[str]()


@dataclass(frozen=True, kw_only=True)
class Decision(Decided):
    """What a run is to bring about, by stage. `tabs` are the desired tabs but *Control*, *Runs*, *Review* and `_sync`,
    which tell of the run itself. `known` is what the next run is to know beside the tabs, by name, but of the mail;
    `before_mail` is what *Review* should hear of the stages before mail; `stopped`: none goes out.
    `standing` is the workbook as its round reads it; `unlooked`: nothing is decided before the mailbox was looked
    through, since it alone can tell of which round the workbook is.
    """

    configuration: Configuration
    mail: Mail = NO_MAIL
    known: Mapping[str, TabBase]
    standing: StandingWorkbook
    before_mail: tuple[Problem, ...]
    stopped: bool = False
    unlooked: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What *Review* should hear."""
        return (*self.before_mail, *self.mail.problems)

    @property
    def memory(self) -> Mapping[str, TabBase]:
        """What the next run is to know."""
        return {**self.known, **self.mail.memory}

    @property
    def tabs(self) -> tuple[DesiredTab, ...]:
        """The tabs of all stages, in the order in which a first run makes them."""
        every = (
            *self.roster.tabs,
            *self.teams.tabs,
            *self.progress.tabs,
            *self.figures.tabs,
            *self.certificates.tabs,
            *self.feedback.tabs,
            *self.mail.tabs,
        )
        return tuple(map(self._without_rows_asked_about, every))

    def _without_rows_asked_about(self, tab: DesiredTab) -> DesiredTab:
        out = self.people.deleted.left_out.get(tab.layout.title, NONE)
        return tab if tab.left_out == out else replace(tab, left_out=out)


def decide(
    configuration: Configuration,
    standing: StandingWorkbook,
    *,
    now: datetime,
    repair: bool,
    deadline: Deadline,
    look: Look | None = None,
    replies: KnownReplies | None = None,
) -> Decision:
    """What should be, given what is. Pairing takes no longer than its own limit and the `deadline`; `replies` are the
    answers to mails that the run has read, where they are more than the workbook knows.

    Raises:
        UnfitError: a response tab or a question is missing.
    """
    settings, unusable = overridden(configuration, standing.settings)
    found = which_round(settings, standing, look, now=now)
    settings, standing = found.configuration, found.standing
    again = repair or standing.switches.repair
    who = people(settings, standing, now=now, again=again, earlier=found.earlier)
    lost = lost_columns(standing)
    unread = (*unusable, *(each.problem for each in lost))
    if found.closed:
        return _closed(found, who, replies, today=now.date())
    if found.unclear:
        shown = held_mail(settings, standing, look).memory if look else {}
        memory = {ANSWERS: who.memory[ANSWERS], **shown, **_read_by_now(replies)}
        return _frozen(found, who, (*found.problems, *unread), memory=memory)
    if who.frozen or any(each.is_unheard for each in lost):
        return _frozen(found, who, unread, memory={**who.memory, **found.memory, **_read_by_now(replies)})
    dates = calendar(settings, standing, who, now=now)
    formed = teams(settings, standing, who, now=now, repair=repair, deadline=deadline)
    if formed.is_cut:
        memory = {**who.memory, **found.memory, **_read_by_now(replies), **formed.memory}
        return replace(_frozen(found, who, (*found.problems, *unread, *formed.problems), memory=memory), teams=formed)
    formed = formed.with_standing_statuses(standing) if found.ends_next else formed
    checked = verify(settings, who, today=now.date())
    who = checked.noted(who)
    everyone = roster(who, formed, standing.passed_words_in_roster, today=now.date())
    surveyed = feedback(settings, standing, who, formed, now=now)
    known = replies or standing.known_replies
    told = reports(settings, standing, who, formed, known, answered=surveyed.answered, now=now)
    formed = formed.saying(told.in_words(who.names))
    attended = progress(
        settings,
        standing,
        who,
        formed,
        reports=told.reports,
        answered=told.answered,
        called=told.called,
        now=now,
    )
    counted = figures(settings, standing, who, formed, everyone, attended, told, surveys=surveyed.surveys, now=now)
    given = certificates(settings, standing, who, attended, came=surveyed.came, now=now)
    spoke = {label: each.at for label, each in told.said.items()}
    asked_after = follow_up(settings, standing, formed, attended, spoke=spoke, now=now)
    doubts, lost = doubtful_boxes(standing), lost_columns(standing, also=(tab.layout for tab in attended.tabs))
    asked = (*found.problems, *doubts, *(each.problem for each in lost))
    stages = (who, checked, dates, formed, surveyed, told, attended, given, asked_after)
    problems = (*asked, *unusable, *(problem for stage in stages for problem in stage.problems))
    stopped = found.ends_next or bool(doubts) or has_doubtful_ticks(standing) or any(each.is_read for each in lost)
    decision = Decision(
        configuration=settings,
        people=who,
        teams=formed,
        roster=everyone,
        reports=told,
        progress=attended,
        figures=counted,
        standing=standing,
        calendar=dates,
        feedback=surveyed,
        certificates=given,
        known={
            **_with_words_emptied(found, who),
            **formed.memory,
            **attended.memory,
            **dates.memory,
            **told.memory,
            **surveyed.memory,
            **given.memory,
            ANSWERS: {
                **told.memory[ANSWERS],
                **attended.memory[ANSWERS],
                **surveyed.memory[ANSWERS],
                **dates.answers,
                **given.answers,
            },
        },
        before_mail=problems,
        stopped=stopped,
    )
    return replace(decision, mail=_mail(decision, look, now=now))


def with_look(decision: Decision, look: Look, *, now: datetime) -> Decision:
    """The decision once the mailbox was asked: only the mail may be another."""
    return replace(decision, mail=_mail(decision, look, now=now, before=decision.mail))


def _mail(decision: Decision, look: Look | None, *, now: datetime, before: Mail | None = None) -> Mail:
    """The mail of what is decided."""
    return mail(
        decision.configuration,
        decision.standing,
        decision,
        look,
        problems=decision.before_mail,
        stopped=decision.stopped,
        now=now,
        before=before,
    )


def _with_words_emptied(found: RoundFound, who: People) -> dict[str, TabBase]:
    """What the next run is to know of round and people, once words that have passed are taken out of *Roster*."""
    passed = found.standing.passed_words_in_roster
    name = words_of(ROSTER)
    words = {
        key: {title: word for title, word in said.items() if title not in passed.get(key, {})}
        for key, said in who.memory[name].items()
    }
    said = {key: cells for key, cells in words.items() if cells}
    return {**found.memory, **who.memory, name: said, **_still_passed(found, passed)}


def _still_passed(found: RoundFound, emptied: Collection[str]) -> dict[str, TabBase]:
    """What has passed, without the rows of *Roster* out of which it is taken."""
    rows = {f"{ROSTER.title}/{key}" for key in emptied}
    return {
        name: {key: cells for key, cells in memory.items() if key not in rows}
        for name, memory in found.memory.items()
        if name == PASSED
    }


def _closed(found: RoundFound, who: People, replies: KnownReplies | None, *, today: date) -> Decision:
    """Nothing of a closed round goes on: *Roster* says what people were, and who has applied since."""
    return Decision(
        configuration=found.configuration,
        people=who,
        roster=roster(who, NO_TEAMS, found.standing.passed_words_in_roster, today=today),
        standing=found.standing,
        known={**_with_words_emptied(found, who), **_read_by_now(replies)},
        before_mail=(),
        calendar=CLOSED,
    )


def _read_by_now(replies: KnownReplies | None) -> Mapping[str, TabBase]:
    """What was read of answers is remembered whatever else is left as it is."""
    return {REPLIES: known_reply_cells(replies)} if replies else {}


def _frozen(found: RoundFound, who: People, more: Sequence[Problem], *, memory: Mapping[str, TabBase]) -> Decision:
    """All teams, people and mails as they stand: only *Review* hears why."""
    return Decision(
        configuration=found.configuration,
        people=who,
        standing=found.standing,
        known=memory,
        before_mail=(*who.problems, *more),
        unlooked=found.unlooked,
    )
