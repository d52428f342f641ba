"""The round that a workbook is of, and the words in it that are of an earlier one: kept in `_sync`.

In *Teams* and *Attendance* a person's words stay in their rows, whatever round begins. Those that stood there before it
count no more, until somebody changes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from mentoring_sync.mail.key import plain, round_prefix
from mentoring_sync.mail.settings import Programme
from mentoring_sync.records.message import Posting
from mentoring_sync.records.round import Round
from mentoring_sync.workbook.merge.rows import Cells, TabBase
from mentoring_sync.workbook.standing_tab import StandingTab
from mentoring_sync.workbook.tabs.roster import ROSTER
from mentoring_sync.workbook.tabs.teams import TEAMS, TeamsColumn
from mentoring_sync.workbook.ticks import is_word
from mentoring_sync.workbook.words import titles_of_words

ROUND_KNOWN, PASSED = "_round", "_passed"
"""Under which names these stand among the tabs in `_sync`."""

_ROW, _OF = "round", "_round"
WISHES = (
    TeamsColumn.PIN,
    TeamsColumn.MOVE_TO,
    TeamsColumn.MERGE_INTO,
    TeamsColumn.MENTOR,
    TeamsColumn.MENTOR_EMAIL,
    TeamsColumn.MEETS,
    TeamsColumn.ASKED_MENTOR,
    TeamsColumn.ASKED_HOUR,
)
"""Under what a person's words in *Teams* end with the round; *Keep apart* is for good."""
ENDS_WITH_CLOSING = tuple(column.title for column in ROSTER.columns if column.is_read)
"""What is ticked and typed in *Roster* ends with a round that is closed."""


@dataclass(frozen=True, kw_only=True)
class KnownRound:
    """A round: as the keys of its mails name the programme and it, what it was called in the configuration when a run
    last looked (empty: that isn't known), and from when until when it went. `since` is when it took another's place:
    what people sent in before was of that one.

    `closed` is when it was closed, if it was. `followed` is the identity of the round that was closed before it, and
    `after` when that was: answers given before count for nothing in this one.
    """

    programme: str
    round: str
    name: str = ""
    start: date | None = None
    end: date | None = None
    since: datetime | None = None
    closed: datetime | None = None
    followed: str = ""
    after: datetime | None = None

    @classmethod
    def of(cls, programme: Programme, round_: Round) -> KnownRound:
        """As it is configured."""
        return cls(
            programme=programme.id or plain(programme.name),
            round=round_.id or plain(round_.name),
            name=round_.name,
            start=round_.start,
            end=round_.end,
        )

    @property
    def prefix(self) -> str:
        """How the keys of its mails begin: its identity in every memory."""
        return f"{self.programme}/{self.round}/"

    @property
    def called(self) -> str:
        """Its name, or what is known of it."""
        return self.name or self.round

    def is_at_the_time_of(self, other: KnownRound) -> bool:
        """Whether the two have a week in common, as far as that is known of both."""
        if not (self.start and self.end and other.start and other.end):
            return False
        return self.start < other.end and other.start < self.end


def read_known_round(base: TabBase) -> KnownRound | None:
    """The round that the last run knew; None if it is not remembered."""
    cells = base.get(_ROW, {})
    programme, round_ = cells.get("programme"), cells.get("round")
    if not isinstance(programme, str) or not isinstance(round_, str):
        return None
    start, end = _date(cells.get("start")), _date(cells.get("end"))
    return KnownRound(
        programme=programme,
        round=round_,
        name=str(cells.get("name") or ""),
        start=start,
        end=end,
        since=_moment(cells.get("since")),
        closed=_moment(cells.get("closed")),
        followed=str(cells.get("followed") or ""),
        after=_moment(cells.get("after")),
    )


def known_round_cells(known: KnownRound) -> dict[str, Cells]:
    """What is to be kept of it."""
    moments = {"start": known.start, "end": known.end, "since": known.since}
    moments |= {"closed": known.closed, "after": known.after}
    names = {"programme": known.programme, "round": known.round, "name": known.name}
    names |= {"followed": known.followed} if known.followed else {}
    return {_ROW: names | {title: at.isoformat() for title, at in moments.items() if at}}


def round_of_the_mails(postings: Iterable[Posting]) -> KnownRound | None:
    """The round of which there was mail last, where nothing else remembers one."""
    for posting in reversed([*postings]):
        programme, round_, rest = [*posting.key.split("/", 2), "", ""][:3]
        if programme and round_ and rest:
            return KnownRound(programme=programme, round=round_)
    return None


def has_mail_of(postings: Iterable[Posting], programme: Programme, round_: Round) -> bool:
    """Whether there was mail of a round."""
    return any(posting.key.startswith(round_prefix(programme, round_)) for posting in postings)


Passed = Mapping[str, Cells]
"""By tab and key (`Teams/noor@example.org`): what stood there under which titles before another round began, and of
which round it is."""


def passed_words(remembered: TabBase, tabs: Iterable[StandingTab], *, ends: str) -> dict[str, Cells]:
    """The words of earlier rounds that still stand: those that are `remembered`, and if a round `ends` now, all others
    as of that one."""
    found: dict[str, Cells] = {}
    for tab in tabs if remembered or ends else ():
        titles = tuple(_words_of(tab))
        for key in tab.speakers:
            name = f"{tab.layout.title}/{key}"
            known = remembered.get(name, {})
            shown = {title: words for title in titles if (words := tab.said(key, title))}
            still = {title: words for title, words in shown.items() if known.get(title) == words}
            if ends and shown and not still:
                found[name] = {**shown, _OF: ends}
            elif still:
                found[name] = {**still, _OF: known.get(_OF)}
    return found


def words_that_end(roster: StandingTab, round_: str) -> dict[str, Cells]:
    """What is ticked and typed in *Roster* as a round is closed, as words that have passed with it; `round_` is no
    round's own identity: they count in none."""
    said = {
        key: {title: roster.said(key, title) for title in ENDS_WITH_CLOSING if is_word(roster.word(key, title))}
        for key in roster.speakers
    }
    return {f"{ROSTER.title}/{key}": {**words, _OF: round_} for key, words in said.items() if words}


def without_passed(tab: StandingTab, passed: Passed, round_: str) -> StandingTab:
    """The tab as a round reads it: without the words of others."""
    prefix = f"{tab.layout.title}/"
    mine = {name.removeprefix(prefix): cells for name, cells in passed.items() if name.startswith(prefix)}
    return tab.without({key: cells for key, cells in mine.items() if cells.get(_OF) != round_})


def _words_of(tab: StandingTab) -> Iterable[str]:
    if tab.layout.title == TEAMS.title:
        return WISHES
    if tab.layout.title == ROSTER.title:
        return ENDS_WITH_CLOSING
    return titles_of_words(tab.layout, tab.titles)


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
