"""The outbox against a Gmail that loses answers, runs that die anywhere, two runs at once, and a person at the mailbox.

A run is a generator that stops before every request, so that the machine can go on with it, with another one, or let it
die there. What is committed is told from what a run only knows: a commit fails when another came in between. The person
also loses *Mail* and `_sync`, and puts the workbook back to an earlier version; what that means they say when asked.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.outbox.adopted import found_draft, found_sent
from mentoring_sync.mail.outbox.decisions import Action, Knowledge, next_action, resolved
from mentoring_sync.mail.outbox.evidence import Carried, Evidence, HeldDraft, SentMessage
from mentoring_sync.records.message import MailState, Posting
from tests.extent import extent
from tests.mail.team_mail import NOW, a_posting

MOST_TEAMS = 8


def keys_of(teams: int) -> list[str]:
    return [f"p/r/introduction/team-{number}" for number in range(teams)]


class LostAnswerError(Exception):
    """The request was carried out or not; nobody says."""


class GoneError(Exception):
    """404: no such draft."""


class StaleError(Exception):
    """Another run committed in between."""


@dataclass
class Gmail:
    """Drafts by id, sent messages in order; each as (key, thread). `lose` makes the next request lose its answer."""

    drafts: dict[str, tuple[str, str]] = field(default_factory=dict)
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    lose: str = ""
    ids: count[int] = field(default_factory=count)

    def create(self, key: str) -> tuple[str, str]:
        if self._lost_before():
            raise LostAnswerError
        draft, thread = f"d{next(self.ids)}", f"t{next(self.ids)}"
        self.drafts[draft] = (key, thread)
        return self._answer((draft, thread))

    def send(self, draft: str) -> tuple[str, str]:
        if self._lost_before():
            raise LostAnswerError
        if draft not in self.drafts:
            raise GoneError
        key, thread = self.drafts.pop(draft)
        message = f"m{next(self.ids)}"
        self.sent.append((message, key, thread))
        return self._answer((message, thread))

    def held(self, posting: Posting) -> Evidence:
        """What can be read of a posting: by its key while it is owed, by its ids afterwards."""
        if posting.state is MailState.OWED:
            drafts = sorted((draft, thread) for draft, (key, thread) in self.drafts.items() if key == posting.key)
            sent = [each for each in self.sent if each[1] == posting.key]
        else:
            drafts = [(posting.draft_id, posting.thread_id)] if posting.draft_id in self.drafts else []
            sent = [each for each in self.sent if each[1:] == (posting.key, posting.thread_id)]
        return Evidence(
            draft=HeldDraft(id=drafts[0][0], thread_id=drafts[0][1]) if drafts else None,
            sent=SentMessage(id=sent[0][0], thread_id=sent[0][2]) if sent else None,
        )

    def holds(self) -> list[Posting]:
        """All drafts and sent messages, as postings; of a draft and a sent message of one key the sent one."""
        drafts = [
            found_draft(draft, Carried(id=f"{draft}.0", thread_id=thread, key=key))
            for draft, (key, thread) in sorted(self.drafts.items())
        ]
        sent = [found_sent(Carried(id=message, thread_id=thread, key=key)) for message, key, thread in self.sent]
        return [*drafts, *sent]

    def times_sent(self, key: str) -> int:
        return sum(each[1] == key for each in self.sent)

    def _lost_before(self) -> bool:
        lost, self.lose = self.lose == "request", "" if self.lose == "request" else self.lose
        return lost

    def _answer(self, answer: tuple[str, str]) -> tuple[str, str]:
        lost, self.lose = self.lose == "answer", ""
        if lost:
            raise LostAnswerError
        return answer


@dataclass
class MailTab:
    """What is committed: the postings in *Mail* and in `_sync`, whether it is asked what was lost, and what a person
    said to that; how many commits there were, and how the postings stood after each."""

    shown: dict[str, Posting] = field(default_factory=dict)
    remembered: dict[str, Posting] = field(default_factory=dict)
    asked: bool = False
    answered: bool = False
    commits: int = 0
    versions: list[dict[str, Posting]] = field(default_factory=lambda: [{}])

    @property
    def postings(self) -> dict[str, Posting]:
        return {**self.shown, **self.remembered}

    def commit(self, seen: int, postings: dict[str, Posting], *, asked: bool = False) -> int:
        if seen != self.commits:
            raise StaleError
        self.shown, self.remembered, self.commits = dict(postings), dict(postings), seen + 1
        self.asked, self.answered = asked, False
        self.versions.append(dict(postings))
        return self.commits

    def put_back(self, version: dict[str, Posting]) -> None:
        self.shown, self.remembered, self.asked, self.answered = dict(version), dict(version), False, False


def a_run(gmail: Gmail, tab: MailTab, teams: int, delivery: Delivery):
    """One run of the outbox; it yields before everything that it asks of Gmail or writes."""
    keys = keys_of(teams)
    yield
    seen, postings, answered = tab.commits, dict(tab.postings), tab.answered
    lost = {each.key: each for each in gmail.holds() if each.key not in postings}
    if lost and not answered:
        yield
        tab.commit(seen, postings, asked=True)
        return
    if lost:
        postings |= lost
        yield
        seen = tab.commit(seen, postings)
    knowledge = dict.fromkeys(postings, Knowledge.RECORDED)
    new = {key: a_posting(key=key) for key in keys if key not in postings}
    if new:
        postings |= new
        knowledge |= dict.fromkeys(new, Knowledge.SEEN)
        yield
        seen = tab.commit(seen, postings)

    def due(action: Action) -> list[str]:
        return [key for key in keys if next_action(postings[key], delivery, knowledge[key]) is action]

    for key in due(Action.RESOLVE):
        yield
        postings[key], knowledge[key] = resolved(postings[key], gmail.held(postings[key]), now=NOW), Knowledge.SEEN
    for key in due(Action.CREATE_DRAFT):
        yield
        try:
            postings[key] = postings[key].drafted(*gmail.create(key))
        except LostAnswerError:
            postings[key] = resolved(postings[key], gmail.held(postings[key]), now=NOW)
    yield
    seen = tab.commit(seen, postings)
    sending = due(Action.SEND_DRAFT)
    postings |= {key: postings[key].moved(MailState.SENDING) for key in sending}
    yield
    seen = tab.commit(seen, postings)
    for key in sending:
        yield
        try:
            message, thread = gmail.send(postings[key].draft_id)
        except (LostAnswerError, GoneError):
            yield
            postings[key] = resolved(postings[key], gmail.held(postings[key]), now=NOW)
        else:
            postings[key] = postings[key].sent(NOW, message, thread)
    yield
    tab.commit(seen, postings)


class OutboxMachine(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.gmail, self.tab, self.runs, self.thrown_away, self.teams = Gmail(), MailTab(), [], set(), 1

    @initialize(delivery=st.sampled_from([Delivery.SEND, Delivery.SEND, Delivery.DRAFT]))
    def choose_delivery(self, delivery):
        self.delivery = delivery

    @precondition(lambda self: not self.runs and self.teams < MOST_TEAMS)
    @rule()
    def a_team_is_formed(self):
        self.teams += 1

    @precondition(lambda self: len(self.runs) < 2)
    @rule()
    def a_run_starts(self):
        self.runs.append(a_run(self.gmail, self.tab, self.teams, self.delivery))

    @precondition(lambda self: self.runs)
    @rule(which=st.integers(0, 1), steps=st.integers(1, 6))
    def a_run_goes_on(self, which, steps):
        run = self.runs[which % len(self.runs)]
        try:
            for _ in range(steps):
                next(run)
        except (StopIteration, StaleError):
            self.runs.remove(run)

    @rule(steps=st.integers(0, 12))
    def a_run_dies_after_some_steps(self, steps):
        run = self.runs.pop() if self.runs else a_run(self.gmail, self.tab, self.teams, self.delivery)
        with suppress(StopIteration, StaleError):
            for _ in range(steps):
                next(run)
        run.close()

    @rule(what=st.sampled_from(["request", "answer"]))
    def the_next_answer_gets_lost(self, what):
        self.gmail.lose = what

    def _drafts_of_the_unsent(self):
        """A person acts between the runs, and on a draft that is the only one of its message."""
        if self.runs:
            return []
        keys = [key for key, _ in self.gmail.drafts.values()]
        return [
            draft
            for draft, (key, _) in self.gmail.drafts.items()
            if keys.count(key) == 1 and not self.gmail.times_sent(key)
        ]

    @precondition(lambda self: self._drafts_of_the_unsent())
    @rule(data=st.data())
    def a_person_sends_a_draft(self, data):
        self.gmail.lose = ""
        self.gmail.send(data.draw(st.sampled_from(self._drafts_of_the_unsent())))

    @precondition(lambda self: self._drafts_of_the_unsent())
    @rule(data=st.data())
    def a_person_throws_a_draft_away(self, data):
        key, _ = self.gmail.drafts.pop(data.draw(st.sampled_from(self._drafts_of_the_unsent())))
        self.thrown_away.add(key)

    @precondition(lambda self: not self.runs)
    @rule(mail=st.booleans(), sync=st.booleans())
    def tabs_are_lost(self, mail, sync):
        self.tab.shown = {} if mail else self.tab.shown
        self.tab.remembered = {} if sync else self.tab.remembered

    @precondition(lambda self: not self.runs)
    @rule(data=st.data())
    def the_workbook_is_put_back(self, data):
        self.tab.put_back(data.draw(st.sampled_from(self.tab.versions)))

    @precondition(lambda self: self.tab.asked)
    @rule()
    def a_person_says_that_they_went(self):
        self.tab.answered = True

    @invariant()
    def nothing_is_sent_twice(self):
        assert all(self.gmail.times_sent(key) <= 1 for key in keys_of(self.teams))

    @invariant()
    def what_is_recorded_as_sent_was_sent(self):
        recorded = [key for key, posting in self.tab.postings.items() if posting.state is MailState.SENT]
        assert all(self.gmail.times_sent(key) == 1 for key in recorded)

    def teardown(self):
        """Left alone, the programme sends everything that no person threw away, and then stays quiet."""
        self.gmail.lose = ""
        for _ in range(5):
            self.tab.answered = True
            for _ in a_run(self.gmail, self.tab, self.teams, Delivery.SEND):
                pass
        states = {key: self.tab.postings[key].state for key in keys_of(self.teams)}
        for key in states:
            assert self.gmail.times_sent(key) <= 1
            if key in self.thrown_away:
                assert states[key] in {MailState.SENT, MailState.DECLINED, MailState.UNCLEAR}
            else:
                assert (states[key], self.gmail.times_sent(key)) == (MailState.SENT, 1)


OutboxMachine.TestCase.settings = settings(
    max_examples=extent(share=40, whole=300), stateful_step_count=40, deadline=None
)
TestOutbox = OutboxMachine.TestCase
