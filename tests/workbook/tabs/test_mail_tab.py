"""*Mail*: postings survive the sheet, and nothing that people do there sends anything twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from mentoring_sync.mail.kinds.introductions import INTRODUCTION
from mentoring_sync.records.message import ANSWER_TIME, MailState, Posting
from mentoring_sync.workbook.merge.memory import MEMORY
from mentoring_sync.workbook.plan import patch, plan
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.mail import MAIL, MailColumn, mail_tab
from tests.workbook.live import LiveWorkbook

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


def a_posting(state: MailState = MailState.OWED, team: str = "Team 1", **given: Any) -> Posting:
    owed = Posting(
        key=f"groups/2027-1/introduction/{team.lower().replace(' ', '-')}",
        kind=INTRODUCTION.name,
        team=team,
        to="maya@example.org, noor@example.org",
        subject="=Your group, +49 @home",
        state=state,
    )
    return replace(owed, **given)


SENT = a_posting(MailState.SENT, sent_at=NOW, draft_id="r-1", thread_id="t-1", message_id="m-1")


def with_mail(*postings: Posting, time_zone: str = "America/New_York") -> LiveWorkbook:
    live = LiveWorkbook(time_zone=time_zone)
    live.obey(plan(StandingWorkbook(live.read()), [mail_tab(postings, live.read())], [], now=NOW).edits)
    return live


@pytest.mark.parametrize("state", MailState)
def test_a_posting_in_every_state_survives_the_sheet(state: MailState) -> None:
    posting = a_posting(
        state, draft_id="r-1", thread_id="t-1", digest="a1", approved="a1", made_as="m-0", held=True, looked_at=NOW
    )
    assert StandingWorkbook(with_mail(posting).read()).postings == (posting,)


@pytest.mark.parametrize("time_zone", ["America/New_York", "Asia/Kathmandu", "Etc/GMT"])
def test_the_instant_of_sending_survives_in_the_sheets_zone(time_zone: str) -> None:
    [read] = StandingWorkbook(with_mail(SENT, time_zone=time_zone).read()).postings
    assert read.sent_at == NOW


def test_a_workbook_without_mail_holds_no_postings() -> None:
    assert StandingWorkbook(LiveWorkbook().read()).postings == ()


def test_postings_read_back_cause_no_edits() -> None:
    live = with_mail(SENT, a_posting(team="Team 2"))
    tab = mail_tab(StandingWorkbook(live.read()).postings, live.read())
    assert plan(StandingWorkbook(live.read()), [tab], [], now=NOW).edits == ()


def test_writing_some_postings_leaves_the_others() -> None:
    live = with_mail(SENT, a_posting(team="Team 2"))
    drafted = a_posting(MailState.DRAFTED, team="Team 2", draft_id="r-2", thread_id="t-2")
    live.obey(patch(StandingWorkbook(live.read()), [mail_tab([drafted], live.read())]).edits)
    assert set(StandingWorkbook(live.read()).postings) == {SENT, drafted}


def test_a_state_that_a_person_typed_is_not_believed() -> None:
    live = with_mail(SENT)
    live.tab(MAIL.title).type(SENT.key, MailColumn.STATE, "owed")
    assert StandingWorkbook(live.read()).postings == (SENT,)


def test_a_step_is_recorded_although_a_person_typed_over_the_state() -> None:
    live = with_mail(a_posting(MailState.SENDING, draft_id="r-1", thread_id="t-1"))
    live.tab(MAIL.title).type(SENT.key, MailColumn.STATE, "please hurry")
    live.obey(patch(StandingWorkbook(live.read()), [mail_tab([SENT], live.read())]).edits)
    assert StandingWorkbook(live.read()).postings == (SENT,)
    assert live.tab(MAIL.title).at(SENT.key, MailColumn.STATE) == "please hurry"


def test_a_deleted_row_of_mail_is_still_known() -> None:
    live = with_mail(SENT)
    del live.tab(MAIL.title).cells[1]
    assert StandingWorkbook(live.read()).postings == (SENT,)


def test_without_its_memory_mail_is_read_as_it_stands() -> None:
    live = with_mail(SENT)
    del live.tabs[live.tab(MEMORY.title).sheet_id]
    assert StandingWorkbook(live.read()).postings == (SENT,)


def test_a_state_that_nobody_can_read_is_unclear_and_never_sent_again() -> None:
    live = with_mail(SENT)
    del live.tabs[live.tab(MEMORY.title).sheet_id]
    live.tab(MAIL.title).type(SENT.key, MailColumn.STATE, "dunno")
    assert [posting.state for posting in StandingWorkbook(live.read()).postings] == [MailState.UNCLEAR]


def test_an_older_row_that_says_only_that_somebody_looked_was_looked_at_once_servers_had_answered() -> None:
    live = with_mail(SENT)
    del live.tabs[live.tab(MEMORY.title).sheet_id]
    live.tab(MAIL.title).type(SENT.key, MailColumn.LOOKED, True)
    [read] = StandingWorkbook(live.read()).postings
    assert read.looked_at == NOW + ANSWER_TIME
