"""The outbox at work: what is owed is drafted, committed, sent, committed.

In: the postings of *Mail*, the messages owed, a mail channel, and a way to commit postings to the workbook. Out: the
postings as they are now. `mail.outbox` decides each step; whatever dies in between, the next run reads on from what was
committed and from what the channel shows. Each posting is committed as *sending*, with its draft's id, before that is
sent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from mentoring_sync.documents.no_file import NoFileError
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.outbox.bounces import not_reached
from mentoring_sync.mail.outbox.decisions import Action, Knowledge, next_action, resolved
from mentoring_sync.mail.outbox.evidence import Evidence, GoneError, HeldDraft, RefusedError, UnclearError
from mentoring_sync.mail.outbox.quota import Becomes
from mentoring_sync.mail.outbox.truth import faced, is_outdated, is_time_to_look, rests
from mentoring_sync.records.message import ENDED, MailState, Message, Posting
from mentoring_sync.run.looking import Looked, Looking
from mentoring_sync.run.services import MailChannel, Sleep
from mentoring_sync.run.steps import Steps, counting

SETTLING_SECONDS = 5.0
"""How long a channel is given, after an unclear answer, before it is asked what became of it."""


FOUND_SENT = "found sent"
PORTION, MOST_READS = 10, 2
"""While a run sends, the workbook is read once more, since somebody may have taken a run back meanwhile: never before
so many mails have gone, and at most so often, spread over the run's mails. So however many mails there are, a run makes
a constant number of requests."""

MOST_STUCK = 3
"""After so many mails of which Gmail said nothing clear, and that are where they were, a run tries no more."""

MOST_LOOKS = 50
"""Threads that a run looks through for what came back: each costs 40 of the units that Gmail gives a minute."""

COMMITTED_AT_ONCE = 100
"""So many postings are written at a time: what a run that dies leaves to be looked up doesn't grow with its mails."""

_RFC_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")
Commit = Callable[[Sequence[Posting], Mapping[str, Posting]], Mapping[str, Posting]]


@dataclass(kw_only=True)
class Outbox:
    """One run's deliveries. `becomes` says whether a message goes, waits as a draft, or isn't made.

    `commit` takes the postings to write and, by key, the postings that this run expects to stand in *Mail*. It writes
    those that still stand so, and returns the others as they stand: another run has taken them. `allowed` are the keys
    whose turn it is: nothing else is drafted or sent. `looking` finds what the channel holds by key. `is_undone` tells
    whether somebody took a run back since this one read. `now` is the run's instant.
    """

    channel: MailChannel
    becomes: Becomes
    commit: Commit
    allowed: frozenset[str]
    now: datetime
    steps: Steps
    sleep: Sleep
    looking: Looking
    is_undone: Callable[[], bool]
    postings: dict[str, Posting] = field(default_factory=dict)
    _committed: dict[str, Posting] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _begun: dict[str, Posting] = field(default_factory=dict)
    _sent_now: set[str] = field(default_factory=set)
    _seen: dict[str, HeldDraft] = field(default_factory=dict)
    stuck: set[str] = field(default_factory=set)
    rows: int = 0

    def deliver(self, postings: Iterable[Posting], messages: Mapping[str, Message], *, new: frozenset[str]) -> None:
        """Take every posting as far as it may go. `new` are the keys that became owed in this run.

        Raises:
            MentoringSyncError: Gmail refused or couldn't be had; what was done until then is committed.
        """
        self.postings = {posting.key: posting for posting in postings}
        self._committed, self._begun = dict(self.postings), dict(self.postings)
        try:
            self._take_back_drafts()
            self._take_up_again(messages)
            self._resolve_recorded(new, messages)
            self._look_after_resting_drafts(messages)
            self._face_what_has_changed(messages)
            self._draft(messages)
            self._commit_sending(messages)
            self._send()
            self._look_for_what_came_back()
            self._answer_ticks()
        finally:
            self._commit_changes()

    @property
    def done(self) -> Mapping[str, int]:
        """What this run did, by what became of the messages: `sent` are those that it sent itself; those that a person
        or an earlier run had sent were `found sent`."""
        moved = [each for each in self._ours() if each.state is not self._begun[each.key].state]
        return Counter(self._became(posting) for posting in moved)

    def _became(self, posting: Posting) -> str:
        found = posting.state is MailState.SENT and posting.key not in self._sent_now
        return FOUND_SENT if found else posting.state.value

    def _due(self, action: Action, knowledge: Knowledge = Knowledge.SEEN) -> list[Posting]:
        return [posting for posting in self._ours() if next_action(posting, self.becomes(posting), knowledge) is action]

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

    def _resolve_recorded(self, new: frozenset[str], messages: Mapping[str, Message]) -> None:
        """Postings that an earlier run left on their way: Gmail may be further than *Mail* says."""
        resting = {posting.key for posting in self._resting(messages)}
        recorded = self._due(Action.RESOLVE, Knowledge.RECORDED)
        left = [posting for posting in recorded if posting.key not in new | resting]
        if not left:
            return
        self.steps.begin("Looking up what earlier runs left on its way", len(left))
        owed = [posting for posting in left if posting.state is MailState.OWED]
        there = self.looking.look() if owed else Looked()
        for posting in counting(left, self.steps):
            if posting.state is MailState.OWED:
                evidence = there.evidence(posting.sending_key)
                self._seen |= {posting.key: evidence.draft} if evidence.draft else {}
            else:
                evidence = self._look(posting)
            self.postings[posting.key] = self._with_row(self._resolved(posting, evidence), messages)
        self.steps.done(f"{len(left)} settled")

    def _resting(self, messages: Mapping[str, Message]) -> list[Posting]:
        return [each for each in self._ours() if rests(each, messages.get(each.key), self.becomes(each))]

    def _look_after_resting_drafts(self, messages: Mapping[str, Message]) -> None:
        """Once an hour: drafts that wait and aren't there any more were sent or thrown away. One remembers when."""
        resting = [each for each in self._resting(messages) if self.becomes(each) is not Delivery.OFF]
        if not is_time_to_look(resting, self.now):
            return
        there = self.channel.draft_ids()
        first = min(posting.key for posting in resting)
        for posting in resting:
            seen = posting if posting.draft_id in there else self._resolved(posting, self._look(posting))
            self.postings[posting.key] = replace(seen, looked_at=self.now) if seen.key == first else seen

    def _face_what_has_changed(self, messages: Mapping[str, Message]) -> None:
        """What has no reason any more isn't needed. A draft that doesn't say what is so is taken back, to be written
        anew, unless a person has edited it: then it is held back."""
        for posting in self._ours():
            message = messages.get(posting.key)
            if self.becomes(posting) is Delivery.OFF:
                continue
            if posting.state is MailState.OWED and message is None:
                self.postings[posting.key] = posting.moved(MailState.NOT_NEEDED)
            elif is_outdated(posting, message) and posting.key in self._seen:
                self.postings[posting.key] = faced(posting, message, self._seen[posting.key])
            elif posting.held and posting.says(message):
                self.postings[posting.key] = replace(posting, held=False)
        if any(posting.is_to_be_taken_back for posting in self._ours()):
            self._commit_changes()
            self._take_back_drafts()

    def _take_back_drafts(self) -> None:
        """Drafts that *Mail* says are outdated, unless somebody has sent or edited them meanwhile."""
        for posting in [each for each in self._ours() if each.is_to_be_taken_back]:
            evidence = self._look(posting)
            if evidence.sent or (evidence.draft and evidence.draft.message_id != posting.made_as):
                self.postings[posting.key] = self._resolved(posting, evidence)
            else:
                self.channel.discard(posting.draft_id)
                self.postings[posting.key] = posting.without_draft()

    def _draft(self, messages: Mapping[str, Message]) -> None:
        may = messages.keys() & self.allowed
        due = [posting for posting in self._due(Action.CREATE_DRAFT) if posting.key in may]
        if not due:
            return
        self.steps.begin("Drafting mail", len(due))
        for number, posting in enumerate(counting(due, self.steps), start=1):
            if len(self.stuck) >= MOST_STUCK:
                break
            message = messages[posting.key]
            self.postings[posting.key] = self._drafted(posting.as_composed(message), message)
            self._commit_each(number)
        self.steps.done(f"{len(due)} drafted")

    def _drafted(self, posting: Posting, message: Message) -> Posting:
        before = self.postings.get(message.follows)
        thread_id = before.thread_id if before and before.message_id else ""
        try:
            draft = self.channel.draft(self._reply(message, before), thread_id=thread_id)
        except (RefusedError, NoFileError):
            return posting.moved(MailState.FAILED)
        except UnclearError:
            self.sleep(SETTLING_SECONDS)
            found = self._resolved(posting, Evidence(draft=self.looking.draft(posting.sending_key)))
            self.stuck |= {posting.key} if found.state is MailState.OWED else set()
            return found
        return posting.drafted(draft.id, draft.thread_id, made_as=draft.message_id, at=self.now)

    def _reply(self, message: Message, before: Posting | None) -> bytes:
        """The message; one that follows a sent one names it, so that the readers' programs keep them together too
        (https://developers.google.com/workspace/gmail/api/guides/threads).
        """
        named = self.channel.rfc_id(before.message_id) if before and before.message_id else ""
        if not _RFC_ID.fullmatch(named):
            return message.mime
        return f"In-Reply-To: {named}\r\nReferences: {named}\r\n".encode() + message.mime

    def _look_for_what_came_back(self) -> None:
        """Each sent message's thread is looked at some times after it was sent, since servers try for days."""
        due = [posting for posting in self._ours() if posting.may_have_come_back(self.now)][:MOST_LOOKS]
        if not due:
            return
        self.steps.begin("Looking for mail that came back", len(due))
        for posting in counting(due, self.steps):
            self.postings[posting.key] = self._looked_for(posting)
        back = sum(self.postings[posting.key].state is MailState.RETURNED for posting in due)
        self.steps.done(f"{back} came back")

    def _looked_for(self, posting: Posting) -> Posting:
        thread = self.channel.thread(posting.thread_id)
        missed = ", ".join(not_reached(posting.message_id, posting.readers, thread))
        looked = replace(posting, looked_at=self.now, not_reached=missed or posting.not_reached)
        return looked.moved(MailState.RETURNED) if missed and looked.state is MailState.SENT else looked

    def _commit_sending(self, messages: Mapping[str, Message]) -> None:
        """Only what says what this run would say, to those whom this run would tell, goes."""
        for posting in self._due(Action.SEND_DRAFT):
            message = messages.get(posting.key)
            if posting.key in self.allowed and message and posting.says(message):
                self.postings[posting.key] = posting.moved(MailState.SENDING)
        self._commit_changes()

    def _send(self) -> None:
        due = [posting for posting in self._ours() if posting.state is MailState.SENDING]
        if not due:
            return
        self.steps.begin("Sending mail", len(due))
        reads = read_again_after(len(due))
        for number, posting in enumerate(counting(due, self.steps)):
            if len(self.stuck) >= MOST_STUCK:
                break
            if number in reads and self.is_undone():
                self._put_off(due[number:])
                break
            after = self.postings[posting.key] = self._sent(posting)
            self._sent_now |= {posting.key} if after.state is MailState.SENT else set()
            self._commit_each(number + 1)
        self.steps.done(f"{len(self._sent_now)} sent")

    def _put_off(self, left: Iterable[Posting]) -> None:
        """Drafts that were about to be sent wait: the next run decides on what stands by then."""
        self.postings |= {each.key: each.moved(MailState.DRAFTED) for each in left}

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
            found = self._resolved(posting, self._look(posting))
            self.stuck |= {posting.key} if found.state is MailState.DRAFTED else set()
            return found
        return posting.sent(self.now, sent.id, sent.thread_id)

    def _look(self, posting: Posting) -> Evidence:
        evidence = self.channel.look(draft_id=posting.draft_id, thread_id=posting.thread_id, key=posting.sending_key)
        if evidence.draft:
            self._seen[posting.key] = evidence.draft
        return evidence

    @staticmethod
    def _with_row(posting: Posting, messages: Mapping[str, Message]) -> Posting:
        """A draft that says what the message says is to those whom the message is to, whatever its row said."""
        message = messages.get(posting.key)
        agree = posting.state is MailState.DRAFTED and message and posting.digest and posting.digest == message.digest
        return posting.as_composed(message) if agree and message else posting

    def _resolved(self, posting: Posting, evidence: Evidence) -> Posting:
        return resolved(posting, evidence, now=self.now)

    def _commit_changes(self) -> None:
        changed = [posting for posting in self._ours() if posting != self._committed[posting.key]]
        for first in range(0, len(changed), COMMITTED_AT_ONCE):
            self._commit(changed[first : first + COMMITTED_AT_ONCE])

    def _commit_each(self, number: int) -> None:
        """Under way, as soon as there is enough to write."""
        if number % COMMITTED_AT_ONCE == 0:
            self._commit_changes()

    def _commit(self, changed: Sequence[Posting]) -> None:
        taken = self.commit(changed, self._committed)
        for key, standing in taken.items():
            self._yield(key, standing)
        self._committed |= {posting.key: posting for posting in changed}
        self.rows += len(changed) - len(taken)

    def _yield(self, key: str, standing: Posting) -> None:
        """Leave a posting to the run that has taken it, and take our own draft of it back."""
        ours = self.postings[key]
        if ours.draft_id and ours.draft_id != standing.draft_id:
            self.channel.discard(ours.draft_id)
        self.postings[key] = standing
        self._taken.add(key)


def read_again_after(mails: int) -> frozenset[int]:
    """After how many of its mails a run reads the workbook once more."""
    reads = min(MOST_READS, (mails - 1) // PORTION)
    return frozenset(max(PORTION, mails * each // (reads + 1)) for each in range(1, reads + 1))
