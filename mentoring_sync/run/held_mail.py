"""Mail that the mailbox holds and the workbook doesn't know, and mailboxes and workbooks that aren't those of before.

A key that the mailbox shows is never made anew. Where *Mail* has lost messages (its spreadsheet was put back to an
earlier version, emptied or copied), or where another account or another spreadsheet is at work than before, nothing is
drafted or sent until a person has chosen in *Review*. In: the workbook, the look into the mailbox if there was one.
Out: the postings to go on from, the questions, what the next run is to know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta

from mentoring_sync.mail.key import round_prefix
from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.mail.outbox.adopted import found_draft, found_sent, left_behind, once_more
from mentoring_sync.records.message import MailState, Posting
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.round import Round
from mentoring_sync.run.forgotten import postings_without
from mentoring_sync.run.looking import Look, Looked
from mentoring_sync.run.questions import Asking
from mentoring_sync.settings.load import Configuration
from mentoring_sync.workbook.known.mails import MAILBOX, KnownMailbox, mailbox_cells
from mentoring_sync.workbook.merge.rows import TabBase
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.mail import MAIL

CARRY_ON, AGAIN = "They went: carry on from them", "Send them again"
IN_THIS_COPY, WITH = "Carry on in this copy", "Carry on with {account}"

EARLIEST = timedelta(days=180)
"""So long before its applications close, no mail of a round has gone yet."""


@dataclass(frozen=True, kw_only=True)
class HeldMail:
    """`postings` are those that the run goes on from. `stopped`: nothing is drafted or sent before the questions among
    the `problems` are answered, `mislaid` because another account is at work. `known` is what the run goes by."""

    postings: tuple[Posting, ...]
    known: KnownMailbox
    problems: tuple[Problem, ...] = ()
    memory: Mapping[str, TabBase] = field(default_factory=dict)
    stopped: bool = False
    mislaid: bool = False

    def unlooked(self, owed: frozenset[str]) -> HeldMail:
        """The same where `owed` became owed while nobody could look."""
        known = replace(self.known, unlooked=self.known.unlooked | owed)
        return replace(self, known=known, memory={MAILBOX: mailbox_cells(known)})


def held_mail(configuration: Configuration, standing: StandingWorkbook, look: Look | None) -> HeldMail:
    """What the workbook knows of its mail, with what the look showed."""
    asking = Asking(standing.answers)
    work = _Holding(configuration, standing, look if look and look.looking else None, asking)
    stopped = work.is_a_copy() or work.is_elsewhere() or work.knows_too_little()
    known = work.known
    return HeldMail(
        postings=tuple(work.postings.values()),
        known=known,
        problems=tuple(asking.unanswered),
        memory={MAILBOX: mailbox_cells(known)} if known != standing.mailbox else {},
        stopped=stopped,
        mislaid=bool(known.instead),
    )


def earliest(round_: Round) -> datetime:
    """Before this no mail of the round was sent."""
    return datetime.combine(round_.applications_close, time(), tzinfo=UTC) - EARLIEST


class _Holding:
    """The work under way."""

    def __init__(
        self, configuration: Configuration, standing: StandingWorkbook, look: Look | None, asking: Asking
    ) -> None:
        program = configuration.program
        self.asking, self.look = asking, look
        self.spreadsheet = standing.workbook.spreadsheet_id
        self.known, self.postings = standing.mailbox, {each.key: each for each in standing.postings}
        self.prefix = round_prefix(program.programme, program.round)
        self.since = earliest(program.round)
        self.asks_for_rounds = standing.remembers_no_round
        self.forgotten = standing.forgotten.who

    def is_a_copy(self) -> bool:
        """Whether mail went from another spreadsheet so far, and nobody has said to go on in this one."""
        if self.known.spreadsheet in ("", self.spreadsheet):
            return False
        if not self.asking.ask(_copied()):
            return True
        self.known = replace(self.known, spreadsheet=self.spreadsheet)
        return False

    def is_elsewhere(self) -> bool:
        """Whether mail would go from another account than so far, and nobody has said to go on with it."""
        account = self.look.account if self.look else self.known.instead or self.known.account
        if account.casefold() == self.known.account.casefold() or not (account and self.known.account):
            if self.look:
                known = self.look.account or self.known.account
                self.known = replace(self.known, account=known, instead="", spreadsheet=self.spreadsheet)
            return False
        if not self.asking.ask(_elsewhere(account, self.known.account)):
            self.known = replace(self.known, instead=account)
            return True
        self.known = KnownMailbox(account=account, spreadsheet=self.spreadsheet, unlooked=self.known.unlooked)
        self.postings = {key: left_behind(each) for key, each in self.postings.items()}
        return False

    def knows_too_little(self) -> bool:
        """Whether the mailbox holds what *Mail* doesn't know, and nobody has said what that means."""
        looked = self.look.looked if self.look else None
        if looked:
            self._remember(looked)
        found = {key: each for key, each in self.known.found.items() if self._is_unknown(each)}
        chosen = self.asking.ask(_lost(tuple(found.values()))) if found else ""
        if chosen:
            for key, each in found.items():
                self.postings[key] = self._adopted(once_more(each) if chosen == AGAIN else each)
        self.known = replace(self.known, found={} if chosen else found)
        if looked and looked.whole and (chosen or not found):
            self.known = replace(self.known, unlooked=frozenset())
        return bool(found and not chosen) or bool(looked and not looked.whole)

    def _remember(self, looked: Looked) -> None:
        shown = postings_without(_found(looked), self.forgotten)
        found = {each.key: each for each in shown if self._is_unknown(each)}
        self.known = replace(
            self.known,
            prefix=self.prefix,
            since=self.since,
            newer=looked.newer,
            older=looked.older,
            rounds=self.known.with_rounds(looked.rounds) if self.asks_for_rounds else {},
            found={**self.known.found, **found},
        )

    def _is_unknown(self, found: Posting) -> bool:
        """What *Mail* has as owed, drafted or being sent is known: a run that died says no more than that."""
        standing = self.postings.get(found.key)
        if standing is None or found.attempt > standing.attempt:
            return True
        return found.key in self.known.unlooked and standing.state is MailState.OWED

    def _adopted(self, found: Posting) -> Posting:
        standing = self.postings.get(found.key)
        if standing is None:
            return found
        told = standing.announcement or found.announcement
        return replace(found, kind=standing.kind, team=standing.team, announcement=told)


def _found(looked: Looked) -> Iterator[Posting]:
    """What a look showed, as postings; of several attempts the last, of a draft and a sent message the sent one."""
    yield from (found_draft(draft_id, carried) for draft_id, carried in looked.drafts.values())
    yield from sorted(map(found_sent, looked.sent.values()), key=lambda each: each.attempt)


def _copied() -> Problem:
    return Problem(
        where=Place(tab=MAIL.title),
        what="This spreadsheet is a copy: so far, the mail of the round went from another one.",
        remedy="Nothing is drafted or sent from here until you choose in Answer. If the other spreadsheet is the one"
        " that is used, there is nothing to do here.",
        choices=(IN_THIS_COPY,),
    )


def _elsewhere(account: str, before: str) -> Problem:
    return Problem(
        where=Place(tab=MAIL.title),
        what=f"Mail would go from {account} now. So far it went from {before}, and this mailbox doesn't show what was"
        " sent.",
        remedy=f"Nothing is drafted or sent until you choose in Answer, or mentoring-sync runs as {before} again."
        " Drafts that wait in the other mailbox are not seen any more: throw them away there.",
        choices=(WITH.format(account=account),),
    )


def _lost(found: tuple[Posting, ...]) -> Problem:
    sent = [each for each in found if each.state is MailState.SENT]
    first = sum(map(introduces, sent))
    counts = ((first, "introduction"), (len(sent) - first, "other mail" if first else "mail"))
    parts = [f"{_count(number, what)} as sent" for number, what in counts if number]
    parts += [_count(len(found) - len(sent), "draft")] if len(found) > len(sent) else []
    return Problem(
        where=Place(tab=MAIL.title),
        what=f"Gmail shows {' and '.join(parts)} of this round that Mail knows nothing of: the spreadsheet was put back"
        " to an earlier version, emptied or copied.",
        remedy="Nothing is drafted or sent until you choose in Answer. Or bring the newest version back (File > Version"
        " history): what people typed since is in it.",
        choices=(CARRY_ON, AGAIN),
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
