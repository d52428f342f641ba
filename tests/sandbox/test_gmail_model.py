"""A mailbox against a plain model of it: whatever is done in whatever order, no message is lost or sent twice."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from mentoring_sync.sandbox import gmail, oauth
from mentoring_sync.sandbox.call import Call
from mentoring_sync.sandbox.errors import GoogleError
from tests.sandbox.google_clients import letter, raw

PEOPLE = st.sampled_from(["ada@example.org", "ben@example.org", "coordinator@example.org"])
SUBJECTS = st.sampled_from(["Your team", "Your next meeting"])


class Mailbox(RuleBasedStateMachine):
    """The model: each draft's thread and subject, and how often each thread and each person got mail."""

    standing = Bundle("standing")
    spent = Bundle("spent")

    def __init__(self):
        super().__init__()
        self.db = sqlite3.connect(":memory:", isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.executescript(oauth.SCHEMA + gmail.SCHEMA)
        self.now = datetime(2026, 9, 1, tzinfo=UTC)
        self.drafts = {}
        self.sent = []
        self.arrived = {}

    def teardown(self):
        self.db.close()

    def ask(self, method, user=oauth.DEFAULT_USER, body=None, **params):
        self.now += timedelta(seconds=1)
        call = Call(method, {"userId": "me", **params}, body or {}, None, None, self.db, self.now, user, [])
        return gmail.HANDLERS[f"gmail.users.{method}"](call)

    @rule(target=standing, subject=SUBJECTS, to=PEOPLE)
    def create_draft(self, subject, to):
        draft = self.ask("drafts.create", body={"message": raw(letter(to=to, subject=subject))})
        self.drafts[draft["id"]] = (draft["message"]["threadId"], to)
        return draft["id"]

    @rule(draft=standing, subject=SUBJECTS, to=PEOPLE)
    def update_draft(self, draft, subject, to):
        self.ask("drafts.update", id=draft, body={"message": raw(letter(to=to, subject=subject))})
        self.drafts[draft] = (self.drafts[draft][0], to)

    @rule(target=spent, draft=consumes(standing))
    def send_draft(self, draft):
        thread, to = self.drafts.pop(draft)
        answer = self.ask("drafts.send", body={"id": draft})
        assert answer["threadId"] == thread
        self.sent.append(answer["id"])
        self.arrived[to] = self.arrived.get(to, 0) + 1
        return draft

    @rule(target=spent, draft=consumes(standing))
    def delete_draft(self, draft):
        self.ask("drafts.delete", id=draft)
        del self.drafts[draft]
        return draft

    @rule(draft=spent)
    def send_a_draft_that_is_gone(self, draft):
        with pytest.raises(GoogleError, match=r"Requested entity was not found\."):
            self.ask("drafts.send", body={"id": draft})

    @rule(to=PEOPLE)
    def send_at_once(self, to):
        self.sent.append(self.ask("messages.send", body=raw(letter(to=to)))["id"])
        self.arrived[to] = self.arrived.get(to, 0) + 1

    @invariant()
    def the_drafts_are_those_of_the_model(self):
        assert {draft["id"] for draft in self.ask("drafts.list").get("drafts", [])} == set(self.drafts)

    @invariant()
    def everything_that_was_sent_is_listed_once_newest_first(self):
        listed = self.ask("messages.list", labelIds=["SENT"]).get("messages", [])
        assert [message["id"] for message in listed] == self.sent[::-1]

    @invariant()
    def every_person_got_what_was_sent_to_them(self):
        for person, count in self.arrived.items():
            assert self.ask("messages.list", user=person, labelIds=["INBOX"])["resultSizeEstimate"] == count


TestMailbox = Mailbox.TestCase
TestMailbox.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
