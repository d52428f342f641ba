"""The outbox: wherever a run dies, nobody gets two introductions, and in the end nobody gets none."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.introductions import INTRODUCTION
from mentoring_sync.mail.kinds.round import FOLLOW_UP
from mentoring_sync.mail.outbox.course import Course
from mentoring_sync.mail.outbox.evidence import UnclearError
from mentoring_sync.mail.outbox.truth import held_back
from mentoring_sync.records.message import Address, MailState, Message, Posting
from mentoring_sync.run import deliver
from mentoring_sync.run.deliver import SETTLING_SECONDS, Outbox
from mentoring_sync.run.looking import Looking
from mentoring_sync.run.steps import Silence
from tests.extent import extent
from tests.run.mailbox_that_dies import Fate, KilledError, MortalMailbox, World, key_of

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
SILENT = (Fate.SILENT_DONE, Fate.SILENT_UNDONE)
MORTAL = (Fate.KILLED_DONE, Fate.KILLED_UNDONE)


def a_message(team: str, says: str = "") -> Message:
    to = (Address(name="Maya", email="maya@example.org"),)
    raw = f"key-{team} says {says}" if says else f"key-{team}"
    return Message(
        key=f"key-{team}",
        kind=INTRODUCTION.name,
        team=team,
        to=to,
        subject="Hello",
        sealed=raw.encode,
        digest=says,
    )


MESSAGES = {message.key: message for message in map(a_message, ("one", "two", "three"))}
ONE = a_message("one")


def a_run(
    world: World,
    *messages: Message,
    delivery: Delivery = Delivery.SEND,
    naps: list[float] | None = None,
    allowed: frozenset[str] | None = None,
    now: datetime = NOW,
) -> None:
    """One run: what is owed is committed, then taken as far as it goes."""
    world.dead = False
    world.truth = {message.key: message.mime.decode() for message in messages}
    idle = {key for key, posting in world.postings.items() if posting.state is not MailState.NOT_NEEDED}
    new = [_owed(message, world) for message in messages if message.key not in idle]
    if new:
        world.commit(new, {})
    known = dict(world.postings)
    mailbox = MortalMailbox(world)
    outbox = Outbox(
        channel=mailbox,
        looking=Looking(channel=mailbox),
        is_undone=lambda: False,
        becomes=Course(delivery=delivery, begun=True),
        commit=world.commit,
        allowed=frozenset(known) if allowed is None else allowed,
        now=now,
        steps=Silence(),
        sleep=(naps if naps is not None else []).append,
    )
    outbox.deliver(known.values(), {m.key: m for m in messages}, new=frozenset(posting.key for posting in new))


def _owed(message: Message, world: World) -> Posting:
    before = world.postings.get(message.key)
    return before.owed_again(message) if before else Posting.owed(message)


def a_run_with(*fates: Fate) -> World:
    """A run of one message whose requests (commit, draft, commit, send, commit) meet these fates."""
    world = World(fates=list(fates))
    with contextlib.suppress(KilledError):
        a_run(world, ONE)
    world.fates.clear()
    return world


def test_a_message_that_is_owed_is_sent() -> None:
    world = a_run_with()
    assert world.by_key() == {ONE.key: 1}
    assert world.postings[ONE.key].state is MailState.SENT


def test_each_state_is_committed_before_the_next_step() -> None:
    states = [posting.state for posting in a_run_with().history]
    assert states == [MailState.OWED, MailState.SENDING, MailState.SENT]


def test_many_messages_are_written_a_few_at_a_time_and_each_before_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver, "COMMITTED_AT_ONCE", 4)
    world, sizes = World(), list[int]()
    commit = world.commit

    def counted(postings: Sequence[Posting], expected: Mapping[str, Posting]) -> Mapping[str, Posting]:
        sizes.append(len(postings))
        going = {each.key for each in postings if each.state is MailState.SENDING}
        assert not going & world.by_key().keys()
        return commit(postings, expected)

    messages = [a_message(f"team {number}") for number in range(10)]
    world.commit([_owed(message, world) for message in messages], {})
    world.commit = counted  # type: ignore[method-assign] # the test's own double
    a_run(world, *messages)
    assert max(sizes) <= 4
    assert world.by_key() == {message.key: 1 for message in messages}
    assert {posting.state for posting in world.postings.values()} == {MailState.SENT}


@pytest.mark.parametrize("at", extent(share=(3, 7, 17, 24), whole=range(40)))
def test_a_run_of_many_that_dies_between_its_portions_sends_each_once(at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver, "COMMITTED_AT_ONCE", 2)
    messages = [a_message(f"team {number}") for number in range(6)]
    world = World(fates=[*(Fate.ANSWERED,) * at, Fate.KILLED_DONE])
    with contextlib.suppress(KilledError):
        a_run(world, *messages)
    world.fates.clear()
    a_run(world, *messages)
    assert world.by_key() == {message.key: 1 for message in messages}


def test_the_drafts_id_is_committed_before_it_is_sent() -> None:
    [sending] = [posting for posting in a_run_with().history if posting.state is MailState.SENDING]
    assert (sending.draft_id, sending.thread_id) == ("r-1", "t-1")


def test_drafts_wait_when_the_coordinator_wants_to_see_them() -> None:
    world = World()
    a_run(world, ONE, delivery=Delivery.DRAFT)
    assert world.postings[ONE.key].state is MailState.DRAFTED
    assert not world.sent


def test_a_waiting_draft_is_sent_once_sending_is_allowed() -> None:
    world = World()
    a_run(world, ONE, delivery=Delivery.DRAFT)
    a_run(world, ONE)
    assert (world.by_key(), world.made) == ({ONE.key: 1}, 1)


def test_a_draft_that_a_person_sent_is_recorded_as_sent() -> None:
    world = World()
    a_run(world, ONE, delivery=Delivery.DRAFT)
    world.send_by_hand("r-1")
    a_run(world, ONE)
    assert world.postings[ONE.key].state is MailState.SENT
    assert world.by_key() == {ONE.key: 1}


def test_a_draft_that_a_person_deleted_is_not_made_again() -> None:
    world = World()
    a_run(world, ONE, delivery=Delivery.DRAFT)
    world.drafts.clear()
    a_run(world, ONE)
    assert (world.postings[ONE.key].state, world.made) == (MailState.DECLINED, 1)


def test_nothing_happens_when_mail_is_off() -> None:
    world = World()
    a_run(world, ONE, delivery=Delivery.OFF)
    assert (world.made, world.postings[ONE.key].state) == (0, MailState.OWED)


def tick(world: World) -> None:
    """The coordinator ticks *Send* in the message's row."""
    world.postings[ONE.key] = replace(world.postings[ONE.key], wanted=True, answered=False)


def test_one_draft_is_sent_at_a_tick_and_the_others_wait() -> None:
    world = World()
    a_run(world, *MESSAGES.values(), delivery=Delivery.DRAFT)
    tick(world)
    a_run(world, *MESSAGES.values(), delivery=Delivery.DRAFT)
    assert world.by_key() == {ONE.key: 1}
    assert (world.postings[ONE.key].wanted, world.postings[ONE.key].answered) == (False, True)


def test_a_message_whose_draft_was_thrown_away_is_sent_after_all_at_a_tick() -> None:
    world = World()
    a_run(world, ONE, delivery=Delivery.DRAFT)
    world.drafts.clear()
    a_run(world, ONE, delivery=Delivery.DRAFT, now=NOW + timedelta(hours=1))
    tick(world)
    a_run(world, ONE, delivery=Delivery.DRAFT)
    assert (world.by_key(), world.postings[ONE.key].state) == ({ONE.key: 1}, MailState.SENT)


def test_a_refused_message_that_is_refused_again_leaves_no_tick() -> None:
    world = a_run_with(Fate.ANSWERED, Fate.REFUSED)
    tick(world)
    world.fates = [Fate.ANSWERED, Fate.ANSWERED, Fate.REFUSED]
    a_run(world, ONE)
    assert (world.postings[ONE.key].state, world.postings[ONE.key].wanted) == (MailState.FAILED, False)


def test_an_unclear_message_that_was_sent_after_all_is_not_sent_at_a_tick() -> None:
    world = a_run_with(Fate.ANSWERED, Fate.ANSWERED, Fate.ANSWERED, Fate.KILLED_DONE)
    world.postings[ONE.key] = world.postings[ONE.key].moved(MailState.UNCLEAR)
    tick(world)
    a_run(world, ONE)
    assert (world.by_key(), world.postings[ONE.key].state) == ({ONE.key: 1}, MailState.SENT)


def test_what_came_back_is_noticed_once_servers_have_had_time_to_answer() -> None:
    world = a_run_with()
    world.returned[world.postings[ONE.key].thread_id] = "maya@example.org"
    a_run(world, ONE)
    assert world.postings[ONE.key].state is MailState.SENT
    a_run(world, ONE, now=NOW + timedelta(hours=2))
    posting = world.postings[ONE.key]
    assert (posting.state, posting.not_reached) == (MailState.RETURNED, "maya@example.org")


@pytest.mark.parametrize("after", [timedelta(days=1, hours=1), timedelta(days=8)])
def test_what_came_back_late_is_noticed_a_day_and_a_week_after_the_sending(after: timedelta) -> None:
    world = a_run_with()
    a_run(world, ONE, now=NOW + timedelta(hours=2))
    world.returned[world.postings[ONE.key].thread_id] = "maya@example.org"
    a_run(world, ONE, now=NOW + timedelta(hours=5))
    assert world.postings[ONE.key].state is MailState.SENT
    a_run(world, ONE, now=NOW + after)
    assert world.postings[ONE.key].state is MailState.RETURNED


def test_what_came_back_and_is_ticked_is_sent_again_once() -> None:
    world = a_run_with()
    world.returned[world.postings[ONE.key].thread_id] = "maya@example.org"
    a_run(world, ONE, now=NOW + timedelta(hours=2))
    tick(world)
    again = replace(ONE, sealed=f"{ONE.key}#2".encode)
    for hours in (3, 4, 30, 200):
        a_run(world, again, now=NOW + timedelta(hours=hours))
    assert world.by_key() == {ONE.key: 1, f"{ONE.key}#2": 1}
    assert (world.postings[ONE.key].state, world.postings[ONE.key].attempt) == (MailState.SENT, 2)


def test_a_message_that_did_not_come_back_is_looked_at_an_hour_a_day_and_a_week_later() -> None:
    world = a_run_with()
    a_run(world, ONE, now=NOW + timedelta(hours=2))
    looked = world.postings[ONE.key]
    assert (looked.state, looked.looked_at) == (MailState.SENT, NOW + timedelta(hours=2))
    hours = (3, 23, 24, 25, 6 * 24, 7 * 24)
    due = [looked.may_have_come_back(NOW + timedelta(hours=each)) for each in hours]
    assert due == [False, False, True, True, True, True]
    a_day_later = replace(looked, looked_at=NOW + timedelta(days=1))
    due = [a_day_later.may_have_come_back(NOW + timedelta(hours=each)) for each in (*hours, 31 * 24)]
    assert due == [False, False, False, False, False, True, False]


def test_a_reply_goes_into_the_thread_of_what_it_follows() -> None:
    world = a_run_with()
    reply = replace(a_message("follow-up"), follows=ONE.key)
    a_run(world, ONE, reply, delivery=Delivery.DRAFT)
    [(thread, raw)] = world.drafts.values()
    assert thread == world.postings[ONE.key].thread_id
    assert raw.startswith("In-Reply-To: <m-t-1@mail.gmail.com>\r\nReferences: <m-t-1@mail.gmail.com>\r\n")


def test_a_reply_to_what_was_never_sent_begins_a_thread() -> None:
    world = World()
    a_run(world, replace(a_message("follow-up"), follows=ONE.key), delivery=Delivery.DRAFT)
    assert list(world.drafts.values()) == [("t-1", "key-follow-up")]


def test_a_message_whose_reason_is_gone_is_let_go_of() -> None:
    world = World()
    follow_up = replace(a_message("follow-up"), kind=FOLLOW_UP.name)
    a_run(world, follow_up, allowed=frozenset())
    a_run(world, ONE)
    assert world.postings[follow_up.key].state is MailState.NOT_NEEDED
    assert world.by_key() == {ONE.key: 1}


def test_an_introduction_isnt_needed_without_its_team_and_goes_once_the_team_is_there_again() -> None:
    world = World()
    a_run(world, ONE, delivery=Delivery.DRAFT)
    a_run(world, a_message("two"))
    assert (world.postings[ONE.key].state, len(world.drafts)) == (MailState.NOT_NEEDED, 0)
    a_run(world, ONE, a_message("two"))
    assert world.by_key() == {ONE.key: 1, "key-two": 1}


def test_a_message_whose_turn_it_is_not_waits() -> None:
    world = World()
    a_run(world, *MESSAGES.values(), allowed=frozenset({ONE.key}))
    assert (world.by_key(), world.made) == ({ONE.key: 1}, 1)
    a_run(world, *MESSAGES.values())
    assert world.by_key() == dict.fromkeys(MESSAGES, 1)


@pytest.mark.parametrize("fate", MORTAL)
def test_a_draft_of_a_run_that_died_is_adopted_not_doubled(fate: Fate) -> None:
    world = a_run_with(Fate.ANSWERED, fate)
    a_run(world, ONE)
    assert (world.by_key(), world.made, world.drafts) == ({ONE.key: 1}, 1, {})


@pytest.mark.parametrize("fate", MORTAL)
def test_a_send_of_a_run_that_died_is_found_out_by_reading(fate: Fate) -> None:
    world = a_run_with(Fate.ANSWERED, Fate.ANSWERED, Fate.ANSWERED, fate)
    assert world.postings[ONE.key].state is MailState.SENDING
    a_run(world, ONE)
    assert world.by_key() == {ONE.key: 1}
    assert world.postings[ONE.key].state is MailState.SENT


@pytest.mark.parametrize("fate", SILENT)
def test_gmail_is_given_time_before_it_is_asked_what_became_of_a_send(fate: Fate) -> None:
    world, naps = World(fates=[Fate.ANSWERED, Fate.ANSWERED, Fate.ANSWERED, fate]), list[float]()
    a_run(world, ONE, naps=naps)
    assert naps == [SETTLING_SECONDS]


def test_a_send_without_an_answer_that_went_out_is_settled_in_the_same_run() -> None:
    world = a_run_with(Fate.ANSWERED, Fate.ANSWERED, Fate.ANSWERED, Fate.SILENT_DONE)
    assert world.postings[ONE.key].state is MailState.SENT


def test_a_message_that_gmail_refuses_is_failed_and_left() -> None:
    world = a_run_with(Fate.ANSWERED, Fate.REFUSED)
    a_run(world, ONE)
    assert (world.postings[ONE.key].state, world.made) == (MailState.FAILED, 0)


def test_a_message_that_vanished_while_it_was_sent_is_unclear_and_never_sent_again() -> None:
    world = a_run_with(Fate.ANSWERED, Fate.ANSWERED, Fate.ANSWERED, Fate.KILLED_UNDONE)
    world.drafts.clear()
    a_run(world, ONE)
    a_run(world, ONE)
    assert (world.postings[ONE.key].state, world.made) == (MailState.UNCLEAR, 1)


@pytest.mark.parametrize("earlier", [True, False])
@pytest.mark.parametrize("at", range(2, 7))
def test_of_two_runs_at_once_one_sends_and_no_draft_is_left_over(at: int, earlier: bool) -> None:
    world = World()
    if earlier:
        world.commit([Posting.owed(ONE)], {})
    world.meanwhile = {world.requests + at: lambda: a_run(world, ONE)}
    a_run(world, ONE)
    a_run(world, ONE)
    assert world.by_key() == {ONE.key: 1}
    assert not world.drafts
    assert world.postings[ONE.key].state is MailState.SENT


BEFORE, AFTER = a_message("one", "Tue 17:00"), a_message("one", "Wed 10:00")


def drafted(message: Message = BEFORE) -> World:
    """A draft that waits."""
    world = World()
    a_run(world, message, delivery=Delivery.DRAFT)
    return world


def tick_all(world: World) -> None:
    """What a tick of *Send* in *Control* approves: all that *Mail* lists."""
    world.postings = {key: replace(each, approved=each.digest) for key, each in world.postings.items()}


def test_what_was_approved_is_sent_and_nothing_else() -> None:
    world = drafted()
    tick_all(world)
    a_run(world, BEFORE, a_message("two", "Mon 9:00"), delivery=Delivery.DRAFT)
    assert world.by_key() == {BEFORE.key: 1}
    assert world.postings["key-two"].state is MailState.DRAFTED


def test_a_draft_that_isnt_true_any_more_is_replaced_before_anything_is_sent() -> None:
    world = drafted()
    a_run(world, AFTER)
    assert world.went == {AFTER.key: AFTER.mime.decode()}
    assert not world.drafts


def test_what_was_approved_and_has_changed_is_written_anew_and_waits_for_the_next_tick() -> None:
    world = drafted()
    tick_all(world)
    a_run(world, AFTER, delivery=Delivery.DRAFT)
    assert (world.sent, [raw for _, raw in world.drafts.values()]) == ({}, [AFTER.mime.decode()])
    tick_all(world)
    a_run(world, AFTER, delivery=Delivery.DRAFT)
    assert world.went == {AFTER.key: AFTER.mime.decode()}


def test_a_draft_that_a_person_edited_is_sent_as_edited_while_it_is_true() -> None:
    world = drafted()
    world.edit("r-1")
    a_run(world, BEFORE)
    assert (world.by_key(), world.made) == ({BEFORE.key: 1}, 1)


@pytest.mark.parametrize("now", [(AFTER,), ()])
def test_a_draft_that_a_person_edited_is_held_back_once_it_isnt_true(now: tuple[Message, ...]) -> None:
    world = drafted()
    world.edit("r-1")
    for _ in range(2):
        a_run(world, *now)
    posting = world.postings[BEFORE.key]
    assert (world.sent, list(world.drafts), posting.held) == ({}, ["r-1"], True)
    [problem] = held_back([posting], {message.key: message for message in now})
    assert "was edited in Gmail and doesn't fit any more" in problem.what


def test_a_draft_that_was_held_back_and_thrown_away_is_written_anew() -> None:
    world = drafted()
    world.edit("r-1")
    a_run(world, AFTER)
    world.drafts.clear()
    for hours in (2, 4):
        a_run(world, AFTER, now=NOW + timedelta(hours=hours))
    assert world.went == {AFTER.key: AFTER.mime.decode()}


def test_a_draft_that_was_held_back_goes_once_it_is_true_again() -> None:
    world = drafted()
    world.edit("r-1")
    a_run(world, AFTER)
    a_run(world, BEFORE)
    assert (world.by_key(), world.made) == ({BEFORE.key: 1}, 1)


def test_drafts_that_wait_cost_a_look_an_hour() -> None:
    world = drafted()
    for minutes in (10, 50, 61, 70, 119, 125):
        a_run(world, BEFORE, delivery=Delivery.DRAFT, now=NOW + timedelta(minutes=minutes))
    assert world.looks == 2


@pytest.mark.parametrize("fate", [*MORTAL, *SILENT])
@pytest.mark.parametrize("at", range(8))
def test_wherever_a_run_that_replaces_a_draft_ends_one_draft_is_sent_and_it_is_true(at: int, fate: Fate) -> None:
    world = drafted()
    world.fates = [*[Fate.ANSWERED] * at, fate]
    with contextlib.suppress(KilledError, UnclearError):
        a_run(world, AFTER)
    world.fates = []
    for _ in range(2):
        a_run(world, AFTER)
    assert world.went == {AFTER.key: AFTER.mime.decode()}
    assert not world.drafts
    assert world.postings[AFTER.key].state is MailState.SENT


WORDS = ("Mon 9:00", "Tue 17:00")


class Deliveries(RuleBasedStateMachine):
    """Runs that die or hear nothing anywhere, teams that change, and a person who sends, edits and ticks."""

    def __init__(self) -> None:
        super().__init__()
        self.world, self.words, self.hours = World(), dict.fromkeys(MESSAGES, WORDS[0]), 0

    def messages(self, keys: set[str]) -> list[Message]:
        return [a_message(MESSAGES[key].team, self.words[key]) for key in sorted(keys)]

    @rule(
        fates=st.lists(st.sampled_from([Fate.ANSWERED, *SILENT, *MORTAL]), max_size=14),
        delivery=st.sampled_from([Delivery.SEND, Delivery.DRAFT, Delivery.OFF]),
        messages=st.sets(st.sampled_from(sorted(MESSAGES))),
    )
    def runs(self, fates: list[Fate], delivery: Delivery, messages: set[str]) -> None:
        self.world.fates = fates
        chosen = {*messages, *self.world.postings}
        with contextlib.suppress(KilledError, UnclearError):
            a_run(self.world, *self.messages(chosen), delivery=delivery, now=self.now)
        self.world.fates = []

    @property
    def now(self) -> datetime:
        return NOW + timedelta(hours=self.hours)

    @rule(key=st.sampled_from(sorted(MESSAGES)), words=st.sampled_from(WORDS))
    def what_is_so_changes(self, key: str, words: str) -> None:
        if key not in self.world.by_key():
            self.words[key] = words

    @rule()
    def two_hours_pass(self) -> None:
        self.hours += 2

    @rule(data=st.data())
    def a_person_edits_a_draft(self, data: st.DataObject) -> None:
        if self.world.drafts:
            self.world.edit(data.draw(st.sampled_from(sorted(self.world.drafts))))

    @rule()
    def the_coordinator_ticks_send(self) -> None:
        tick_all(self.world)

    @rule(data=st.data())
    def a_person_sends_a_draft(self, data: st.DataObject) -> None:
        drafts = [each for each, (_, raw) in self.world.drafts.items() if key_of(raw) not in self.world.by_key()]
        if drafts:
            self.world.send_by_hand(data.draw(st.sampled_from(sorted(drafts))))

    @invariant()
    def nobody_gets_two(self) -> None:
        assert all(count == 1 for count in self.world.by_key().values())

    @invariant()
    def no_run_sends_what_isnt_so(self) -> None:
        assert not self.world.untrue

    @invariant()
    def no_message_has_two_drafts(self) -> None:
        keys = [key_of(raw) for _, raw in self.world.drafts.values()]
        assert len(keys) == len(set(keys))

    def teardown(self) -> None:
        """What was held back is thrown away; after quiet runs, everybody has theirs."""
        for hours in (2, 4, 6, 8):
            a_run(self.world, *self.messages(set(MESSAGES)), now=self.now + timedelta(hours=hours))
            for posting in self.world.postings.values():
                if posting.held:
                    self.world.drafts.pop(posting.draft_id, None)
        assert self.world.by_key() == dict.fromkeys(MESSAGES, 1)
        assert {posting.state for posting in self.world.postings.values()} == {MailState.SENT}
        assert not self.world.drafts


TestDeliveries = Deliveries.TestCase
TestDeliveries.settings = settings(max_examples=extent(share=120, whole=1_000), stateful_step_count=12, deadline=None)
