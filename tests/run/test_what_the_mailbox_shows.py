"""What Gmail shows as sent, or as a draft, is never made anew, whatever the workbook has lost."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring_sync.errors import TryLaterError
from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.outbox.evidence import ThreadMessage
from mentoring_sync.records.requirement import Role
from mentoring_sync.run import looking
from mentoring_sync.run.held_mail import AGAIN, CARRY_ON, IN_THIS_COPY
from mentoring_sync.run.looking import OLD_IN_A_ROW
from tests.extent import extent
from tests.run.in_memory import Mailbox, Programme, as_shipped
from tests.workbook.live import LiveTab

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MENTEES = ("Bo Lund", "Cy Roth", "Di Moll", "Ed Nore")
LOST = "Mail knows nothing of"


def address(name: str) -> str:
    return f"{name.split()[0].lower()}@example.org"


def begun(delivery: Delivery = Delivery.SEND) -> Programme:
    """Two mentors and four mentees have answered."""
    shipped = as_shipped()
    mail = shipped.program.mail.model_copy(update={"delivery": delivery})
    program = shipped.program.model_copy(update={"mail": mail})
    programme = Programme(configuration=shipped.model_copy(update={"program": program}), now=NOW)
    for name in ("Ada Brandt", "Al Gore"):
        programme.answers(Role.MENTOR, name, address(name), capacity=2.0, hours_WED="")
    for name in MENTEES:
        programme.answers(Role.MENTEE, name, address(name))
    return programme


def introduced(delivery: Delivery = Delivery.SEND) -> Programme:
    """Two teams, introduced."""
    programme = begun(delivery)
    programme.run()
    programme.approve()
    programme.run()
    assert len(programme.mailed()) == 2
    return programme


def kept(programme: Programme) -> dict[int, LiveTab]:
    """The spreadsheet as it stands, for putting it back later."""
    return copy.deepcopy(programme.live.tabs)


def put_back(programme: Programme, tabs: dict[int, LiveTab]) -> None:
    """Version history: cells and tabs as they were; the commits go on."""
    programme.live.tabs = copy.deepcopy(tabs)


def delete(programme: Programme, *titles: str) -> None:
    for title in titles:
        del programme.live.tabs[programme.live.tab(title).sheet_id]


def go_on(programme: Programme, runs: int = 3, hours: int = 30) -> None:
    for _ in range(runs):
        programme.now += timedelta(hours=hours)
        programme.run()


def keys(programme: Programme) -> Counter[str]:
    return Counter(each.key for each in programme.mailbox.sent.values())


def states(programme: Programme) -> dict[str, object]:
    return {key: row[0] for key, row in programme.cells("Mail", "State").items()}


def questions(programme: Programme) -> list[str]:
    return [each for each in programme.asked() if LOST in each or "copy" in each or "Mail would go from" in each]


def test_a_mail_tab_that_is_gone_is_made_anew_and_nobody_is_mailed_again() -> None:
    programme = introduced()
    before = programme.cells("Mail", "Kind", "Team", "To", "Subject", "State", "Sent")
    sent = keys(programme)
    delete(programme, "Mail")
    programme.run()
    assert programme.cells("Mail", "Kind", "Team", "To", "Subject", "State", "Sent") == before
    go_on(programme)
    assert (keys(programme) - sent).keys() == {key for key in keys(programme) if "digest" in key} - sent.keys()
    assert questions(programme) == []


def test_rows_of_mail_that_were_deleted_are_written_again() -> None:
    programme = introduced()
    before = states(programme)
    mail = programme.live.tab("Mail")
    del mail.cells[2]
    mail.cells[1] = [None] * len(mail.header)
    programme.run()
    assert states(programme) == before


def lost_everything() -> tuple[Programme, Counter[str]]:
    programme = introduced()
    delete(programme, "Mail", "_sync")
    return programme, keys(programme)


def test_once_mail_and_sync_are_gone_nothing_goes_before_a_person_has_chosen() -> None:
    programme, sent = lost_everything()
    go_on(programme)
    assert keys(programme) == sent
    assert programme.mailbox.drafts == {}
    [question] = questions(programme)
    assert "Gmail shows 2 introductions as sent" in question


def test_what_was_sent_is_carried_on_from_as_it_was() -> None:
    programme = introduced()
    columns = ("Kind", "Team", "To", "Subject", "State", "Sent", "Gmail id", "_told")
    before = {key: row for key, row in programme.cells("Mail", *columns).items() if row[4] == "sent"}
    sent = keys(programme)
    delete(programme, "Mail", "_sync")
    programme.run()
    programme.choose(LOST, CARRY_ON)
    programme.run()
    assert {key: row for key, row in programme.cells("Mail", *columns).items() if key in before} == before
    go_on(programme)
    assert {key for key, count in keys(programme).items() if count > 1} == set()
    assert {key for key in keys(programme) - sent if "/introduction/" in key} == set()
    assert questions(programme) == []
    assert {row[3] for row in programme.teams().values()} == {"Introduced"}


def test_they_are_sent_again_if_a_person_says_so_and_once() -> None:
    programme, _ = lost_everything()
    programme.run()
    programme.choose(LOST, AGAIN)
    programme.run()
    programme.approve()
    go_on(programme)
    again = {key: count for key, count in keys(programme).items() if "/introduction/" in key}
    assert len(again) == 4
    assert set(again.values()) == {1}
    assert sum(key.endswith("#2") for key in again) == 2


def test_a_spreadsheet_put_back_to_yesterdays_version_is_noticed() -> None:
    programme = begun()
    yesterday = kept(programme)
    programme.run()
    programme.approve()
    programme.run()
    sent = keys(programme)
    programme.now += timedelta(days=1)
    put_back(programme, yesterday)
    go_on(programme, hours=1)
    assert keys(programme) == sent
    assert len(questions(programme)) == 1


def test_a_spreadsheet_put_back_while_a_run_looks_for_what_came_back_is_noticed() -> None:
    programme = introduced()
    before = kept(programme)
    programme.answers(Role.MENTEE, "Zoe Late", address("Zoe Late"), certification="No")
    go_on(programme, hours=3)
    sent, thread = keys(programme), programme.mailbox.thread
    [late] = [key for key in sent if "zoe" in key]

    def put_back_meanwhile(thread_id: str) -> tuple[ThreadMessage, ...]:
        put_back(programme, before)
        return thread(thread_id)

    programme.mailbox.thread = put_back_meanwhile  # type: ignore[method-assign]
    go_on(programme, runs=1, hours=30)
    programme.mailbox.thread = thread  # type: ignore[method-assign]
    assert late not in states(programme)
    programme.answers(Role.MENTEE, "Yan Later", address("Yan Later"), certification="No")
    go_on(programme, hours=2)
    assert keys(programme) == sent
    assert len(questions(programme)) == 1


def test_a_mail_tab_deleted_while_a_run_looks_for_what_came_back_is_made_anew_whole() -> None:
    programme = introduced()
    programme.answers(Role.MENTEE, "Zoe Late", address("Zoe Late"), certification="No")
    go_on(programme, runs=1, hours=10 * 24)
    before, sent, thread = states(programme), keys(programme), programme.mailbox.thread

    def delete_meanwhile(thread_id: str) -> tuple[ThreadMessage, ...]:
        delete(programme, *({"Mail"} & {tab.title for tab in programme.live.tabs.values()}))
        return thread(thread_id)

    programme.mailbox.thread = delete_meanwhile  # type: ignore[method-assign]
    go_on(programme, runs=1, hours=2)
    programme.mailbox.thread = thread  # type: ignore[method-assign]
    assert states(programme).items() >= before.items()
    go_on(programme, hours=2)
    assert set(keys(programme)) - set(sent) <= {key for key in keys(programme) if "/digest/" in key}
    assert questions(programme) == []


def test_mail_and_sync_deleted_while_a_run_looks_for_what_came_back_introduce_nobody_again() -> None:
    programme = introduced()
    sent, thread = keys(programme), programme.mailbox.thread

    def delete_meanwhile(thread_id: str) -> tuple[ThreadMessage, ...]:
        delete(programme, *({"Mail", "_sync"} & {tab.title for tab in programme.live.tabs.values()}))
        return thread(thread_id)

    programme.mailbox.thread = delete_meanwhile  # type: ignore[method-assign]
    go_on(programme, runs=1, hours=30)
    programme.mailbox.thread = thread  # type: ignore[method-assign]
    go_on(programme, hours=2)
    assert keys(programme) == sent
    assert len(questions(programme)) == 1


def test_a_spreadsheet_put_back_to_when_mail_was_on_its_way_settles_it_and_asks_nothing() -> None:
    programme = begun()
    programme.run()
    programme.approve()
    ticked = kept(programme)
    programme.run()
    sent = keys(programme)
    put_back(programme, ticked)
    programme.run()
    assert keys(programme) == sent
    assert questions(programme) == []
    assert {row[3] for row in programme.teams().values()} == {"Introduced"}


def test_a_question_that_the_newest_version_answers_goes_with_it() -> None:
    programme = introduced()
    newest = kept(programme)
    delete(programme, "Mail", "_sync")
    programme.run()
    assert questions(programme)
    put_back(programme, newest)
    go_on(programme, runs=1)
    assert questions(programme) == []


def test_while_it_is_asked_an_unchanged_run_reads_no_mailbox_and_writes_nothing() -> None:
    programme, _ = lost_everything()
    programme.run()
    programme.mailbox.asked.clear()
    assert programme.run().edits == 0
    assert programme.mailbox.asked == {}


def test_drafts_that_mail_has_lost_are_asked_about_and_kept() -> None:
    programme = begun(Delivery.DRAFT)
    programme.run()
    drafts = dict(programme.mailbox.drafts)
    delete(programme, "Mail", "_sync")
    go_on(programme, runs=1, hours=1)
    assert programme.mailbox.drafts == drafts
    assert "drafts" in questions(programme)[0]
    programme.choose(LOST, CARRY_ON)
    go_on(programme, hours=1)
    assert programme.mailbox.drafts == drafts
    assert {state for key, state in states(programme).items() if "introduction" in key} == {"drafted"}


def test_another_account_than_before_is_asked_about_and_the_old_one_goes_on() -> None:
    programme = introduced()
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"))
    sent = keys(programme)
    programme.mailbox.address = "somebody@example.net"
    go_on(programme, hours=1)
    [question] = questions(programme)
    assert "somebody@example.net" in question
    assert keys(programme) == sent
    assert programme.mailbox.drafts == {}
    programme.mailbox.address = "groups@example.org"
    go_on(programme)
    assert questions(programme) == []
    assert keys(programme) != sent


def test_another_account_goes_on_with_its_own_drafts_once_a_person_says_so() -> None:
    programme = begun(Delivery.REVIEW)
    programme.run()
    first, programme.mailbox = programme.mailbox, type(programme.mailbox)(address="new@example.org")
    programme.approve()
    go_on(programme, runs=2, hours=1)
    assert programme.mailbox.drafts == {}
    programme.choose("Mail would go from", "Carry on with new@example.org")
    go_on(programme, runs=1, hours=1)
    assert len(programme.mailbox.drafts) == len(first.drafts)
    programme.approve()
    go_on(programme, runs=2, hours=1)
    assert (len(programme.mailed()), first.sent) == (2, {})


def test_a_copy_of_the_workbook_mails_nobody_before_a_person_says_so() -> None:
    programme = introduced()
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"))
    sent = keys(programme)
    read = programme.live.read
    programme.live.read = lambda: replace(read(), spreadsheet_id="a-copy")  # type: ignore[method-assign]
    go_on(programme, runs=2, hours=1)
    assert keys(programme) == sent
    programme.choose("This spreadsheet is a copy", IN_THIS_COPY)
    go_on(programme)
    assert keys(programme) != sent
    assert questions(programme) == []


def test_what_is_none_of_ours_is_looked_at_once() -> None:
    programme = begun(Delivery.DRAFT)
    programme.mailbox.others = {f"x{number:015x}": NOW - timedelta(days=number % 90) for number in range(60)}
    programme.run()
    assert programme.mailbox.asked["headers"] == 60
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"), hours_TUE="", hours_SUN="6:00-7:00")
    go_on(programme, runs=1, hours=1)
    assert len(programme.mailbox.drafts) == 3
    assert programme.mailbox.asked["headers"] == 60


def test_a_large_old_mailbox_is_looked_through_as_far_as_the_rounds_mail_can_be() -> None:
    programme = begun(Delivery.DRAFT)
    programme.mailbox.others = {f"x{number:015x}": NOW - timedelta(days=2 * number) for number in range(1_000)}
    programme.run()
    young = 90
    assert young + OLD_IN_A_ROW <= programme.mailbox.asked["headers"] <= young + OLD_IN_A_ROW + 5
    assert len(programme.mailbox.drafts) == 2


def test_the_order_in_which_a_mailbox_lists_is_no_matter_where_it_is_small() -> None:
    programme = introduced()
    sent = dict(reversed(programme.mailbox.sent.items()))
    programme.mailbox.sent = sent
    programme.mailbox.others = {f"x{number:015x}": NOW - timedelta(days=400) for number in range(OLD_IN_A_ROW - 1)}
    delete(programme, "Mail", "_sync")
    go_on(programme, runs=1)
    assert len(questions(programme)) == 1


def test_a_run_that_meets_anothers_fresh_drafts_asks_nothing() -> None:
    programme = begun(Delivery.DRAFT)
    meanwhile = [programme.run]
    listed = programme.mailbox.draft_ids

    def another_run_first() -> Mapping[str, str]:
        if meanwhile:
            meanwhile.pop()()
        return listed()

    programme.mailbox.draft_ids = another_run_first  # type: ignore[method-assign]
    programme.run()
    programme.run()
    assert questions(programme) == []
    assert len(programme.mailbox.drafts) == len(programme.mailbox.drafts_by_key()) == 2


def test_mail_and_sync_deleted_while_a_run_goes_on_are_noticed_by_that_run() -> None:
    programme = introduced()
    sent, asked = keys(programme), programme.mailbox.account
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"))
    meanwhile = [lambda: delete(programme, "Mail", "_sync")]

    def somebody_deletes() -> str:
        if meanwhile:
            meanwhile.pop()()
        return asked()

    programme.mailbox.account = somebody_deletes  # type: ignore[method-assign]
    programme.run()
    assert not meanwhile
    assert (keys(programme), programme.mailbox.drafts) == (sent, {})
    [question] = questions(programme)
    assert "Gmail shows 2 introductions as sent" in question


class Away(Mailbox):
    """A mailbox that can't be had."""

    def account(self) -> str:
        raise TryLaterError("Gmail can't be had now")


def test_what_became_owed_while_nobody_could_look_is_asked_about_where_gmail_shows_it() -> None:
    programme = introduced()
    sent, there = keys(programme), programme.mailbox
    put_back(programme, kept(begun()))
    programme.mailbox = Away()
    with pytest.raises(TryLaterError, match="can't be had"):
        programme.run()
    assert "owed" in states(programme).values()
    programme.mailbox = there
    go_on(programme, hours=1)
    assert (keys(programme), programme.mailbox.drafts) == (sent, {})
    assert len(questions(programme)) == 1
    programme.choose(LOST, CARRY_ON)
    go_on(programme, hours=1)
    assert {key for key, count in keys(programme).items() if count > 1 and "introduction" in key} == set()
    assert {state for key, state in states(programme).items() if "introduction" in key} == {"sent"}


def test_a_mailbox_too_large_for_one_run_is_gone_on_with_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_ASKED", 40)
    programme = begun(Delivery.DRAFT)
    programme.mailbox.others = {f"x{number:015x}": NOW - timedelta(days=number % 90) for number in range(100)}
    for _ in range(2):
        with pytest.raises(TryLaterError, match="more sent mail than one run looks through"):
            programme.run()
        assert programme.mailbox.drafts == {}
    programme.run()
    assert len(programme.mailbox.drafts) == 2
    assert programme.mailbox.asked["headers"] == len(programme.mailbox.others)


@settings(max_examples=extent(share=4, whole=150), deadline=None)
@given(data=st.data())
def test_no_key_that_gmail_shows_is_ever_made_anew_whatever_is_lost(data: st.DataObject) -> None:
    delivery = data.draw(st.sampled_from([Delivery.SEND, Delivery.DRAFT, Delivery.REVIEW]))
    programme = begun(delivery)
    versions = [kept(programme)]
    for _ in range(data.draw(st.integers(1, 3))):
        programme.now += timedelta(hours=data.draw(st.sampled_from([1, 30])))
        programme.run()
        versions.append(kept(programme))
        if data.draw(st.booleans()):
            programme.approve()
    for _ in range(data.draw(st.integers(1, 4))):
        match data.draw(st.sampled_from(["Mail lost", "_sync lost", "rows lost", "put back", "answered", "nothing"])):
            case "Mail lost":
                if any(tab.title == "Mail" for tab in programme.live.tabs.values()):
                    delete(programme, "Mail")
            case "_sync lost":
                if any(tab.title == "_sync" for tab in programme.live.tabs.values()):
                    delete(programme, "_sync")
            case "rows lost":
                for title in {tab.title for tab in programme.live.tabs.values()} & {"Mail", "_sync"}:
                    tab = programme.live.tab(title)
                    tab.cells[1:] = [row for row in tab.cells[1:] if data.draw(st.booleans())] or [
                        [None] * len(tab.header)
                    ]
            case "put back":
                put_back(programme, data.draw(st.sampled_from(versions)))
            case "answered":
                if any(tab.title == "Review" for tab in programme.live.tabs.values()) and questions(programme):
                    programme.choose(LOST, CARRY_ON)
            case _:
                pass
        programme.now += timedelta(hours=1)
        programme.run()
        carried = keys(programme) + Counter(programme.mailbox.drafts_by_key().keys())
        assert len(programme.mailbox.drafts) == len(programme.mailbox.drafts_by_key())
        assert max(carried.values(), default=1) == 1, carried
