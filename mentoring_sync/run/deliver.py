"""The outbox at work: what is owed is drafted, committed, sent, committed.

In: the postings of *Mail*, the messages owed, a mail channel, and a way to commit postings to the workbook. Out: the
postings as they are now. `mail.outbox` decides each step; whatever dies in between, the next run reads on from what was
committed and from what the channel shows. Each posting is committed as *sending*, with its draft's id, before that is
sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from mentoring_sync.mail.kinds.catalogue import introduces
from mentoring_sync.mail.outbox.decisions import Action, Knowledge, next_action, resolved
from mentoring_sync.mail.outbox.evidence import Evidence, GoneError, RefusedError, UnclearError
from mentoring_sync.mail.settings import Delivery
from mentoring_sync.records.message import ENDED, MailState, Message, Posting
from mentoring_sync.run.services import MailChannel, Sleep
from mentoring_sync.run.steps import Steps, counting

SETTLING_SECONDS = 5.0
"""How long a channel is given, after an unclear answer, before it is asked what became of it."""


MOST_LOOKS = 50
"""Threads that a run looks through for what came back: each costs 40 of the units that Gmail gives a minute."""

_RFC_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")
Commit = Callable[[Sequence[Posting], Mapping[str, Posting]], Mapping[str, Posting]]


@dataclass(kw_only=True)
class Outbox:
    """One run's deliveries.

    `commit` takes the postings to write and, by key, the postings that this run expects to stand in *Mail*. It writes
    those that still stand so, and returns the others as they stand: another run has taken them. `allowed` are the keys
    whose turn it is: nothing else is drafted or sent. `now` is the run's instant.
    """

    channel: MailChannel
    delivery: Delivery
    commit: Commit
    allowed: frozenset[str]
    now: datetime
    steps: Steps
    sleep: Sleep
    postings: dict[str, Posting] = field(default_factory=dict)
    _committed: dict[str, Posting] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def deliver(self, postings: Iterable[Posting], messages: Mapping[str, Message], *, new: frozenset[str]) -> None:
        """Take every posting as far as the delivery mode allows. `new` are the keys that became owed in this run.

        Raises:
            MentoringSyncError: Gmail refused or couldn't be had; what was done until then is committed.
        """
        self.postings = {posting.key: posting for posting in postings}
        self._committed = dict(self.postings)
        try:
            self._take_up_again(messages)
            self._resolve_recorded(new)
            self._let_go_of_what_is_untrue_now(messages)
            self._draft(messages)
            self._commit_sending()
            self._send()
            self._look_for_what_came_back()
            self._answer_ticks()
        finally:
            self._commit_changes()

    @property
    def sent(self) -> int:
        """How many messages this run sent or found sent."""
        return sum(posting.state is MailState.SENT for posting in self.postings.values())

    def _due(self, action: Action, knowledge: Knowledge = Knowledge.SEEN) -> list[Posting]:
        return [posting for posting in self._ours() if next_action(posting, self.delivery, knowledge) is action]

    def _take_up_again(self, messages: Mapping[str, Message]) -> None:
        """What a person ticked although it had ended; whether Gmail has sent it is looked up like the rest."""
        for posting in self._due(Action.TAKE_UP_AGAIN, Knowledge.RECORDED):
            if posting.key in self.allowed and posting.key in messages:
                self.postings[posting.key] = posting.taken_up_again()

    def _answer_ticks(self) -> None:
        """Boxes of messages that have come to an end are emptied."""
        for posting in self._ours():
            if posting.wanted and posting.state in ENDED and posting.key in self.allowed:
                self.postings[posting.key] = replace(posting, wanted=False, answered=True)

    def _ours(self) -> list[Posting]:
        return [posting for key, posting in self.postings.items() if key not in self._taken]

    def _resolve_recorded(self, new: frozenset[str]) -> None:
        """Postings that an earlier run left on their way: Gmail may be further than *Mail* says."""
        left = [posting for posting in self._due(Action.RESOLVE, Knowledge.RECORDED) if posting.key not in new]
        if not left:
            return
        self.steps.begin("Looking up what earlier runs left on its way", len(left))
        owed = [posting for posting in left if posting.state is MailState.OWED]
        drafts = self.channel.drafts_by_key() if owed else {}
        sent = self.channel.sent_by_key() if owed else {}
        for posting in counting(left, self.steps):
            if posting.state is MailState.OWED:
                evidence = Evidence(draft=drafts.get(posting.key), sent=sent.get(posting.key))
            else:
                evidence = self._look(posting)
            self.postings[posting.key] = self._resolved(posting, evidence)
        self.steps.done(f"{len(left)} settled")

    def _let_go_of_what_is_untrue_now(self, messages: Mapping[str, Message]) -> None:
        """What became owed in an earlier run and has no reason any more; an introduction waits for its team."""
        if self.delivery is Delivery.OFF:
            return
        for posting in self._ours():
            if posting.state is MailState.OWED and posting.key not in messages and not introduces(posting):
                self.postings[posting.key] = posting.moved(MailState.DECLINED)

    def _draft(self, messages: Mapping[str, Message]) -> None:
        may = messages.keys() & self.allowed
        due = [posting for posting in self._due(Action.CREATE_DRAFT) if posting.key in may]
        if not due:
            return
        self.steps.begin("Drafting mail", len(due))
        for posting in counting(due, self.steps):
            message = messages[posting.key]
            self.postings[posting.key] = self._drafted(replace(posting, announcement=message.announcement), message)
        self.steps.done(f"{len(due)} drafted")

    def _drafted(self, posting: Posting, message: Message) -> Posting:
        before = self.postings.get(message.follows)
        thread_id = before.thread_id if before and before.message_id else ""
        try:
            draft = self.channel.draft(self._reply(message, before), thread_id=thread_id)
        except RefusedError:
            return posting.moved(MailState.FAILED)
        except UnclearError:
            self.sleep(SETTLING_SECONDS)
            return self._resolved(posting, Evidence(draft=self.channel.drafts_by_key().get(posting.key)))
        return posting.drafted(draft.id, draft.thread_id)

    def _reply(self, message: Message, before: Posting | None) -> bytes:
        """The message; one that follows a sent one names it, so that the readers' programs keep them together too
        (https://developers.google.com/workspace/gmail/api/guides/threads).
        """
        named = self.channel.rfc_id(before.message_id) if before and before.message_id else ""
        if not _RFC_ID.fullmatch(named):
            return message.mime
        return f"In-Reply-To: {named}\r\nReferences: {named}\r\n".encode() + message.mime

    def _look_for_what_came_back(self) -> None:
        """Each sent message's thread is looked at once, some time after it was sent."""
        due = [posting for posting in self._ours() if posting.may_have_come_back(self.now)][:MOST_LOOKS]
        if not due:
            return
        self.steps.begin("Looking for mail that came back", len(due))
        for posting in counting(due, self.steps):
            looked = replace(posting, looked=True)
            came_back = self.channel.returned(posting.thread_id)
            self.postings[posting.key] = looked.moved(MailState.RETURNED) if came_back else looked
        back = sum(self.postings[posting.key].state is MailState.RETURNED for posting in due)
        self.steps.done(f"{back} came back")

    def _commit_sending(self) -> None:
        for posting in self._due(Action.SEND_DRAFT):
            if posting.key not in self.allowed:
                continue
            self.postings[posting.key] = posting.moved(MailState.SENDING)
        self._commit_changes()

    def _send(self) -> None:
        due = [posting for posting in self._ours() if posting.state is MailState.SENDING]
        if not due:
            return
        self.steps.begin("Sending mail", len(due))
        for posting in counting(due, self.steps):
            self.postings[posting.key] = self._sent(posting)
        self.steps.done(f"{self.sent} sent")

    def _sent(self, posting: Posting) -> Posting:
        try:
            sent = self.channel.send(posting.draft_id)
        except RefusedError:
            seen = self._look(posting)
            refused = seen.draft is not None and seen.sent is None
            return posting.moved(MailState.FAILED) if refused else self._resolved(posting, seen)
        except GoneError:
            return self._resolved(posting, self._look(posting))
        except UnclearError:
            self.sleep(SETTLING_SECONDS)
            return self._resolved(posting, self._look(posting))
        return posting.sent(self.now, sent.id, sent.thread_id)

    def _look(self, posting: Posting) -> Evidence:
        return self.channel.look(draft_id=posting.draft_id, thread_id=posting.thread_id, key=posting.key)

    def _resolved(self, posting: Posting, evidence: Evidence) -> Posting:
        return resolved(posting, evidence, now=self.now)

    def _commit_changes(self) -> None:
        changed = [posting for posting in self._ours() if posting != self._committed[posting.key]]
        if changed:
            taken = self.commit(changed, self._committed)
            for key, standing in taken.items():
                self._yield(key, standing)
            self._committed |= {posting.key: posting for posting in changed}

    def _yield(self, key: str, standing: Posting) -> None:
        """Leave a posting to the run that has taken it, and take our own draft of it back."""
        ours = self.postings[key]
        if ours.draft_id and ours.draft_id != standing.draft_id:
            self.channel.discard(ours.draft_id)
        self.postings[key] = standing
        self._taken.add(key)
