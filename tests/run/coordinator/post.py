"""The post: every mail that went out, and what a person would object to it who knows only what the coordinator meant.

In: the sent messages of the mailbox after a run, what the tabs showed before and after it, what was meant when it
began. Out: by mail, objections. A mail needs a reason (a date, or something that somebody said), the right readers, and
must not have gone before.
"""

from __future__ import annotations

import email
import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from email import policy
from typing import Any

from mentoring_sync.mail.kinds.catalogue import KINDS
from mentoring_sync.records.message import CONTENT_HEADER, KEY_HEADER
from mentoring_sync.sandbox.gmail import mailbox
from tests.run.in_memory import as_shipped

BEGINS = as_shipped().program.round.start
CONTACT = as_shipped().program.programme.contact
WAITS = {kind.slug for kind in KINDS if kind.waits}
TO_COORDINATOR = {"digest", "weekly-count"}
INTRODUCES = {"introduction", "new-mentor"}
CHANGES = {"new-member", "meetings-changed"}
TO_MEMBERS = INTRODUCES | CHANGES | {
    *("reminder", "missed-meeting", "meeting-report", "monthly-follow-up", "half-way-check-in", "closing-survey"),
}  # fmt: skip


@dataclass(frozen=True)
class Mail:
    """A mail as it went: `about` and `occasion` are parts of its key."""

    key: str
    to: frozenset[str]
    subject: str
    digest: str

    @property
    def parts(self) -> list[str]:
        return [*self.key.partition("#")[0].split("/"), "", ""]

    @property
    def slug(self) -> str:
        return self.parts[2]

    @property
    def label(self) -> str:
        """The team that it speaks of, as the tabs call it."""
        found = re.search(r"/(team-\d+)", self.key)
        return found[1].replace("team-", "Team ") if found else ""


@dataclass(frozen=True)
class Shown:
    """A team as *Teams* shows it."""

    mentors: frozenset[str]
    mentees: frozenset[str]

    @property
    def members(self) -> frozenset[str]:
        return self.mentors | self.mentees


@dataclass(frozen=True)
class Moment:
    """What was so when a run began and ended: teams by label; who had withdrawn all the while; *missed* marks as
    (person, meeting); what must be answered first; and how often something had been said that changes teams, when it
    began and when it ended."""

    before: Mapping[str, Shown]
    after: Mapping[str, Shown]
    withdrawn: frozenset[str]
    missed: frozenset[tuple[str, str]]
    doubt: str
    said: tuple[int, int]


@dataclass
class Post:
    """What went out so far. `approved` are drafts (by key, their content) that lay there when *Send* was ticked; `told`
    by person the mentor whose team they were last told of, and when, counted in what was said."""

    delivery: str
    seen: set[str] = field(default_factory=set)
    keys: Counter[str] = field(default_factory=Counter)
    approved: set[tuple[str, str]] = field(default_factory=set)
    begun: bool = False
    told: dict[str, tuple[str, int]] = field(default_factory=dict)
    when: dict[tuple[str, str], int] = field(default_factory=dict)
    met: Counter[tuple[str, frozenset[str]]] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    over: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many mails went, the coordinator's digests aside."""
        return self.kinds.total() - sum(self.kinds[slug] for slug in TO_COORDINATOR)

    def ticked(self, db: sqlite3.Connection, account: str, listed: Collection[str]) -> None:
        """*Send* was ticked: what lies in the drafts is approved, as far as *Mail* listed it."""
        drafts = [_read(each.raw) for each in mailbox.all_of(db, account, ["DRAFT"])]
        self.approved |= {(each.key, each.digest) for each in drafts if each.key.partition("#")[0] in listed}
        self.begun = True

    def last_round(self, db: sqlite3.Connection, account: str) -> str:
        """The round of which a mailbox holds the last message, sent or drafted; empty if it holds none."""
        there = mailbox.all_of(db, account, ["SENT"]) + mailbox.all_of(db, account, ["DRAFT"])
        made = [(each.at, _read(each.raw).parts[1]) for each in there]
        return max(((at, round_) for at, round_ in made if round_), default=(None, ""))[1]

    def of_the_round(self) -> frozenset[str]:
        """The keys of the mails to people that went in the round that is under way."""
        return frozenset(
            key for key in self.keys if key.split("/")[2] not in TO_COORDINATOR and key.split("/")[1] not in self.over
        )

    def goes_again(self) -> None:
        """What went is to be sent once more."""
        self.keys.clear()
        self.met.clear()
        self.told.clear()
        self.when.clear()

    def begins_a_round(self) -> None:
        """People are free, and nothing was approved of what they will be told."""
        self.told.clear()
        self.when.clear()
        self.over |= {key.split("/")[1] for key in self.keys}
        self.begun = False

    def new(self, db: sqlite3.Connection) -> list[Mail]:
        """What went since the last look, the oldest first."""
        sent = db.execute(
            "SELECT m.id, m.raw FROM mail_messages m JOIN mail_message_labels l ON l.message = m.id"
            " WHERE l.label = 'SENT' ORDER BY m.number"
        ).fetchall()
        fresh = [(each[0], _read(each[1])) for each in sent if each[0] not in self.seen]
        self.seen |= {number for number, _ in fresh}
        return [mail for _, mail in fresh]

    def goes(self, mail: Mail, moment: Moment) -> Iterator[tuple[str, str]]:
        """A mail went: (kind of fault, words) for all that is wrong with it; it is in the account from now on."""
        self.kinds[mail.slug] += 1
        self.keys[mail.key] += 1
        wrong = [*self._twice(mail), *(("without reason", each) for each in self._objections(mail, moment))]
        self._account(mail, moment)
        yield from ((kind, f"{mail.key} to {', '.join(sorted(mail.to))}: {words}") for kind, words in wrong)

    def _twice(self, mail: Mail) -> Iterator[tuple[str, str]]:
        if self.keys[mail.key] > 1:
            yield "twice", "the same mail went before"
        elif mail.slug in INTRODUCES and self.met[mail.parts[1], mail.to]:
            yield "twice", "these people were introduced before"

    def _objections(self, mail: Mail, moment: Moment) -> Iterator[str]:
        if moment.doubt:
            yield f"nobody has answered what is asked first ({moment.doubt})"
        if mail.slug in TO_COORDINATOR:
            yield from () if mail.to == {CONTACT} else (f"a {mail.slug} is the coordinator's alone",)
            yield from ("it has nothing to say",) if ": 0 new" in mail.subject else ()
            return
        if not self.begun:
            yield "nobody has approved anything yet"
        if self._waits(mail) and (mail.key, mail.digest) not in self.approved:
            yield "nobody has approved what it says"
        yield from self._of_members(mail, moment) if mail.slug in TO_MEMBERS else ()
        yield from self._of_those_told(mail, moment) if mail.slug == "meetings-cancelled" else ()

    def _waits(self, mail: Mail) -> bool:
        return self.delivery == "draft" or (self.delivery == "review" and mail.slug in WAITS)

    def _of_members(self, mail: Mail, moment: Moment) -> Iterator[str]:
        teams = [shown[mail.label] for shown in (moment.before, moment.after) if mail.label in shown]
        if not teams:
            yield "there is no such team"
            return
        members = frozenset[str]().union(*(team.members for team in teams))
        yield from (f"{each} is no member" for each in sorted(mail.to - members))
        yield from (f"{each} has withdrawn" for each in sorted(mail.to & moment.withdrawn))
        mentors = teams[-1].mentors
        if mail.slug in INTRODUCES:
            again = [each for each in mail.to & teams[-1].mentees if self._knows(each, mentors, moment)]
            yield from (f"{each} knows of this mentor's team already" for each in sorted(again))
        if mail.slug in CHANGES and not any(self._stirred(each, mail.label, moment) for each in mail.to):
            yield "nothing was said since they were told"
        if mail.slug == "missed-meeting":
            missed = any((mentee, _number(mail.parts[4])) in moment.missed for team in teams for mentee in team.mentees)
            yield from () if missed else ("nobody was marked as missing",)

    def _of_those_told(self, mail: Mail, moment: Moment) -> Iterator[str]:
        for each in sorted(mail.to):
            if (each, mail.label) not in self.when:
                yield f"{each} was never told of a team"
        if not any(self._stirred(each, mail.label, moment) for each in mail.to):
            yield "nothing was said since they were told"

    def _knows(self, who: str, mentors: frozenset[str], moment: Moment) -> bool:
        mentor, said = self.told.get(who, ("", 0))
        return mentor in mentors and said >= moment.said[1]

    def _stirred(self, who: str, label: str, moment: Moment) -> bool:
        return self.when.get((who, label), -1) < moment.said[1]

    def _account(self, mail: Mail, moment: Moment) -> None:
        if mail.slug in INTRODUCES:
            self.met[mail.parts[1], mail.to] += 1
        if mail.slug in INTRODUCES | CHANGES:
            team = moment.after.get(mail.label) or moment.before.get(mail.label)
            for each in mail.to:
                self.told[each] = (next(iter(sorted(team.mentors)), "") if team else "", moment.said[0])
                self.when[each, mail.label] = moment.said[0]
        elif mail.slug == "meetings-cancelled":
            for each in mail.to:
                self.when.pop((each, mail.label), None)


def _read(raw: bytes) -> Mail:
    message: Any = email.message_from_bytes(raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n", policy=policy.default)
    to = frozenset(each.addr_spec for each in message["To"].addresses)
    return Mail(str(message[KEY_HEADER] or ""), to, str(message["Subject"]), str(message[CONTENT_HEADER] or ""))


def _number(day: str) -> str:
    """Which of a team's meetings was set for a day: they meet in every fourth week."""
    return str((date.fromisoformat(day) - BEGINS).days // 28 + 1)
