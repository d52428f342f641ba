"""The workbook as it stands, decoded once a run: what was read becomes what the stages and the plan ask for.

Whoever needs something of the workbook is given this object; nobody reads the grid again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from mentoring_sync.records.message import Posting
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.coordinator_input import CoordinatorInput, read_coordinator_input
from mentoring_sync.workbook.forgetting.reading import readable
from mentoring_sync.workbook.history.chapters import Chapter, read_chapters
from mentoring_sync.workbook.known.calendar import CALENDAR, KnownCalendar, read_known_calendar
from mentoring_sync.workbook.known.certificates import CERTIFICATES_KNOWN, Register, read_register
from mentoring_sync.workbook.known.forgotten import FORGOTTEN, KnownForgotten, read_known_forgotten
from mentoring_sync.workbook.known.mails import MAILBOX, UNTOLD, KnownMailbox, read_known_mailbox, read_untold
from mentoring_sync.workbook.known.past import PAST, PastPerson, read_past
from mentoring_sync.workbook.known.people import ANSWERS, PEOPLE, KnownPerson, read_known, read_remembered
from mentoring_sync.workbook.known.replies import REPLIES, KnownReplies, read_known_replies
from mentoring_sync.workbook.known.round import (
    PASSED,
    ROUND_KNOWN,
    KnownRound,
    Passed,
    passed_words,
    read_known_round,
    without_passed,
)
from mentoring_sync.workbook.known.teams import TEAMS_KNOWN, KnownTeam, read_known_teams, with_what_was_told
from mentoring_sync.workbook.layouts import Layout
from mentoring_sync.workbook.merge.base import Base, read_base
from mentoring_sync.workbook.merge.desired import DesiredTab
from mentoring_sync.workbook.merge.heard import Heard, read_heard
from mentoring_sync.workbook.merge.locate import our_tab
from mentoring_sync.workbook.merge.memory import MEMORY, Memory, read_memory
from mentoring_sync.workbook.merge.merge import Merged
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing_tab import StandingTab, standing_tab
from mentoring_sync.workbook.tabs.attendance import (
    ATTENDANCE,
    Said,
    as_it_stands,
    read_completed_anyway,
    read_reached,
    read_said,
    read_steps_missed,
)
from mentoring_sync.workbook.tabs.control import CONTROL, Setting, Switches, read_settings, read_switches
from mentoring_sync.workbook.tabs.do_not_mail import read_barred
from mentoring_sync.workbook.tabs.mail import MAIL, read_postings
from mentoring_sync.workbook.tabs.recruit import RecruitRow, read_recruits
from mentoring_sync.workbook.tabs.review import REVIEW, read_answers, read_known_problems
from mentoring_sync.workbook.tabs.roster import ROSTER
from mentoring_sync.workbook.tabs.teams import TEAMS
from mentoring_sync.workbook.words import read_words, words_of


@dataclass(frozen=True, eq=False)
class StandingWorkbook:
    """A workbook as it was read; each part of it is decoded when it is first asked for, and then kept.

    `round` is that whose words count, by how the keys of its mails begin; empty: the one that is remembered. `ended` is
    one that ends with this run, at the instant `began`. `merged` are tabs that were merged with it, by which they were
    and whether their other rows are kept (`plan`).
    """

    workbook: Workbook
    round: str = ""
    ended: str = ""
    began: datetime | None = None
    merged: dict[tuple[int, bool], tuple[DesiredTab, DesiredTab, Merged]] = field(
        default_factory=dict, init=False, repr=False
    )
    _tabs: dict[Layout, StandingTab] = field(default_factory=dict, init=False, repr=False)
    _readable: dict[frozenset[str], Workbook] = field(default_factory=dict, init=False, repr=False)

    def stands(self, layout: Layout) -> bool:
        """Whether there is a tab of this layout."""
        return our_tab(self.workbook, layout) is not None

    def tab(self, layout: Layout) -> StandingTab:
        """The tab of a layout, located by it and by what the last run wrote there."""
        if layout not in self._tabs:
            base, words = self.base.get(layout.title, {}), read_words(self.base, layout)
            self._tabs[layout] = standing_tab(self.workbook, layout, base, words, self.heard(layout))
        return self._tabs[layout]

    def heard(self, layout: Layout) -> Heard:
        """What earlier runs knew of the columns of a tab."""
        return read_heard(self.base, layout)

    @cached_property
    def memory_tab(self) -> StandingTab:
        """`_sync` is ours alone: whatever stands there counts as written by us, so that it is simply replaced."""
        found = standing_tab(self.workbook, MEMORY, {}, {})
        base = {key: {title: found.cell(key, title) for title in found.titles} for key in found.keys}
        return StandingTab(layout=MEMORY, base=base, located=found.located)

    @cached_property
    def memory(self) -> Memory:
        """What `_sync` holds."""
        return read_memory(self.memory_tab.located)

    @cached_property
    def base(self) -> Base:
        """What the last run wrote."""
        return read_base(self.memory)

    @cached_property
    def chapters(self) -> Mapping[int, Chapter]:
        """The runs that are kept, by their numbers, the oldest first."""
        return read_chapters(self.memory)

    @property
    def history(self) -> tuple[Chapter, ...]:
        """The runs that are kept, the oldest first."""
        return tuple(self.chapters.values())

    @cached_property
    def switches(self) -> Switches:
        """The switches in *Control*."""
        return read_switches(self.tab(CONTROL))

    @cached_property
    def settings(self) -> Mapping[Setting, str]:
        """The settings in *Control*, as they were typed."""
        return read_settings(self.tab(CONTROL))

    @cached_property
    def words(self) -> Mapping[str, TabBase]:
        """What people say in the tabs that remember it, under the names by which it is kept in `_sync`."""
        return {words_of(tab.layout): tab.words for tab in (self.tab(ROSTER), self.tab(TEAMS), self.attendance_tab)}

    @cached_property
    def coordinator_input(self) -> CoordinatorInput:
        """What the coordinator ticked and typed in *Roster* and *Teams*."""
        said = read_coordinator_input(self._of_the_round(self.tab(ROSTER)), self._of_the_round(self.tab(TEAMS)))
        return replace(said, standing=()) if self.ended else said

    @cached_property
    def postings(self) -> tuple[Posting, ...]:
        """The messages in *Mail*."""
        return read_postings(self.tab(MAIL), self.workbook)

    @cached_property
    def attendance_tab(self) -> StandingTab:
        """*Attendance*, with the meetings, steps and dates that stand in it."""
        return self.tab(as_it_stands(our_tab(self.workbook, ATTENDANCE), self.heard(ATTENDANCE)))

    def as_it_stands(self, layout: Layout) -> Layout:
        """A tab's layout with the columns that stand, where those aren't the same in every programme."""
        return self.attendance_tab.layout if layout is ATTENDANCE else layout

    @cached_property
    def attendance(self) -> Mapping[str, Said]:
        """What stands in *Attendance*, by person's key."""
        return read_said(self._of_the_round(self.attendance_tab))

    @cached_property
    def reached(self) -> Mapping[str, frozenset[str]]:
        """What else people reached, in *Attendance*."""
        return read_reached(self._of_the_round(self.attendance_tab))

    @cached_property
    def steps_missed(self) -> Mapping[str, frozenset[str]]:
        """What else people missed, in *Attendance*."""
        return read_steps_missed(self._of_the_round(self.attendance_tab))

    @cached_property
    def completed_anyway(self) -> Mapping[str, str]:
        """By person's key: why they completed the round all the same, as it was typed."""
        return read_completed_anyway(self._of_the_round(self.attendance_tab))

    @cached_property
    def known_problems(self) -> frozenset[str]:
        """The keys of the problems in *Review*."""
        return read_known_problems(self.tab(REVIEW))

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """By the key of a question in *Review*: what the coordinator chose, now or in an earlier run."""
        return {**read_remembered(self.base.get(ANSWERS, {})), **read_answers(self.tab(REVIEW))}

    @cached_property
    def known(self) -> Mapping[str, KnownPerson]:
        """The people whom the last run knew, by key."""
        return read_known(self.base.get(PEOPLE, {}))

    @cached_property
    def mailbox(self) -> KnownMailbox:
        """What the last look into the mailbox showed."""
        return read_known_mailbox(self.base.get(MAILBOX, {}))

    @cached_property
    def known_replies(self) -> KnownReplies:
        """What people answered to our mails, as far as runs have read it."""
        return read_known_replies(self.base.get(REPLIES, {}))

    @cached_property
    def untold(self) -> Mapping[str, str]:
        """By the key of a row of *Review* that the coordinator is to be told of: the digest that it is in."""
        return read_untold(self.base.get(UNTOLD, {}))

    @cached_property
    def known_teams(self) -> Mapping[str, KnownTeam]:
        """The teams that runs have decided, by label, with what their people were told."""
        return with_what_was_told(read_known_teams(self.base.get(TEAMS_KNOWN, {})), self.postings)

    @cached_property
    def register(self) -> Register:
        """The certificates of all rounds, as the last run knew them."""
        return read_register(self.base.get(CERTIFICATES_KNOWN, {}))

    @cached_property
    def known_round(self) -> KnownRound | None:
        """The round that the workbook is of, as far as it is remembered."""
        return read_known_round(self.base.get(ROUND_KNOWN, {}))

    @property
    def remembers_no_round(self) -> bool:
        """Whether nothing in the workbook says of which round it is."""
        return self.known_round is None and not self.postings

    @cached_property
    def known_calendar(self) -> KnownCalendar:
        """What the last run said of the round's calendar."""
        return read_known_calendar(self.base.get(CALENDAR, {}))

    def in_round(self, round_: str, *, after: str, began: datetime | None) -> StandingWorkbook:
        """The workbook as a round reads it: words of the one that it comes after count no more."""
        return self if round_ == after else StandingWorkbook(self.workbook, round_, after, began)

    @property
    def round_began(self) -> datetime | None:
        """When the round took another's place; None if it didn't."""
        return self.began or (self.known_round.since if self.known_round else None)

    @cached_property
    def passed(self) -> Passed:
        """The words of earlier rounds that stand in *Teams* and *Attendance*, and of closed ones in *Roster*."""
        remembered, tabs = self.base.get(PASSED, {}), (self.tab(TEAMS), self.attendance_tab)
        closed = passed_words(remembered, (self.tab(ROSTER),), ends="")
        return {**passed_words(remembered, tabs, ends=self.ended), **closed}

    @property
    def passed_words_in_roster(self) -> TabBase:
        """By the key of a row of *Roster*: what stands there since a round that is closed."""
        return self._of_the_round(self.tab(ROSTER)).passed

    @cached_property
    def past(self) -> Mapping[str, PastPerson]:
        """Who took part in rounds that were closed, by key."""
        return read_past(self.base.get(PAST, {}))

    def _of_the_round(self, tab: StandingTab) -> StandingTab:
        remembered = self.known_round.prefix if self.known_round else ""
        return without_passed(tab, self.passed, self.round or remembered)

    @cached_property
    def forgotten(self) -> KnownForgotten:
        """Who was forgotten, as digests."""
        return read_known_forgotten(self.base.get(FORGOTTEN, {}))

    def read_without_forgotten(self, *kept: str) -> Workbook:
        """The workbook as what people answer is read: without those who were forgotten. In the tabs titled as in `kept`
        their rows stay."""
        who = self.forgotten.who
        if not who:
            return self.workbook
        titles = frozenset(each.casefold() for each in kept)
        if titles not in self._readable:
            spared = who.name_digests(each.person.name for each in self.known.values())
            tabs = readable(self.workbook.tabs, who, spared=spared, kept=titles)
            self._readable[titles] = replace(self.workbook, tabs=tabs)
        return self._readable[titles]

    @property
    def is_taken_over(self) -> bool:
        """Whether a run of an earlier version, which kept nobody's answers, wrote this workbook last."""
        return bool(self.base) and PEOPLE not in self.base

    @cached_property
    def recruits(self) -> tuple[RecruitRow, ...]:
        """The rows of *Recruit*."""
        return read_recruits(self.workbook)

    @cached_property
    def barred(self) -> frozenset[str]:
        """The addresses in *Do not mail*."""
        return read_barred(self.workbook)
