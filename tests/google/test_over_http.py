"""The Google room against an embedded Workspace over HTTP: commits, lost answers and drafts as they really behave."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from mentoring_sync.cli.demo import filled
from mentoring_sync.errors import OverlapError, UnfitError
from mentoring_sync.google.gmail import Mailbox
from mentoring_sync.google.session import SCOPES, open_session
from mentoring_sync.google.sheets import Spreadsheet
from mentoring_sync.mail.outbox.evidence import Evidence, GoneError, UnclearError
from mentoring_sync.run.looking import Looking
from mentoring_sync.sandbox import serving
from mentoring_sync.settings.google import GoogleSettings
from mentoring_sync.spreadsheet.edits import AddSheet, Checkbox, ColumnLook, Edit, Link, WriteCells
from tests.google.answers import SPREADSHEET, a_session

MIME = b"From: me@example.org\r\nTo: ana@example.org\r\nSubject: Hi\r\nX-Mentoring-Sync-Key: ours\r\n\r\nHello\r\n"


@pytest.fixture
def root(tmp_path: Path) -> Iterator[str]:
    """A Workspace with one spreadsheet in it."""
    data = tmp_path / "workspace.sqlite"
    filled(data, SPREADSHEET, {"Mentor applications": b"Timestamp,Name\n11/2/2026 14:03:22,Maya\n"}).close()
    with serving(data) as server:
        yield server.url


@pytest.fixture
def spreadsheet(root: str) -> Spreadsheet:
    return Spreadsheet(a_session(root), SPREADSHEET, run="run-1", sleep=lambda _: None)


@pytest.fixture
def mailbox(root: str) -> Mailbox:
    return Mailbox(a_session(root), sleep=lambda _: None)


def a_fault(root: str, kind: str, path: str, **rule: Any) -> None:
    requests.post(f"{root}/_sandbox/faults", json={"kind": kind, "path": path, **rule}, timeout=5).raise_for_status()


def a_tab(*values: str | Checkbox | Link, title: str = "Roster", sheet_id: int = 7) -> tuple[Edit, ...]:
    columns = tuple(ColumnLook(title=f"C{number}", wrap=True, guarded=True) for number in range(len(values)))
    return (
        AddSheet(sheet_id=sheet_id, title=title, columns=columns, rows=9),
        WriteCells(sheet_id=sheet_id, row=1, column=0, values=values),
    )


def test_what_is_written_is_read_back(spreadsheet: Spreadsheet) -> None:
    link = Link(sheet_id=7, cell="A1", label='the "first" cell')
    spreadsheet.write(a_tab("=1+1", Checkbox(ticked=True), link), after=spreadsheet.pull())
    tab = spreadsheet.pull().tab("Roster")
    assert tab is not None
    assert tab.rows[1] == ("=1+1", True, 'the "first" cell')


def test_every_write_is_one_commit(spreadsheet: Spreadsheet) -> None:
    for number in range(1, 4):
        spreadsheet.write(a_tab("x", title=f"Tab {number}", sheet_id=number + 10), after=spreadsheet.pull())
    assert spreadsheet.pull().commits == (1, 2, 3)


def test_of_two_runs_on_the_same_state_exactly_one_lands(spreadsheet: Spreadsheet, root: str) -> None:
    other = Spreadsheet(a_session(root), SPREADSHEET, run="run-2")
    seen = spreadsheet.pull()
    other.write(a_tab("theirs"), after=seen)
    with pytest.raises(OverlapError):
        spreadsheet.write(a_tab("ours", title="Teams", sheet_id=8), after=seen)
    assert spreadsheet.pull().tab("Teams") is None


@pytest.mark.parametrize("kind", ["drop", "truncate", "refuse"])
def test_a_batch_whose_answer_is_lost_lands_once(spreadsheet: Spreadsheet, root: str, kind: str) -> None:
    seen = spreadsheet.pull()
    a_fault(root, kind, "*:batchUpdate", nth=1)
    spreadsheet.write(a_tab("x"), after=seen)
    assert spreadsheet.pull().commits == (1,)


def test_a_batch_that_google_refuses_changes_nothing(spreadsheet: Spreadsheet) -> None:
    seen = spreadsheet.pull()
    with pytest.raises(UnfitError):
        spreadsheet.write((*a_tab("x"), *a_tab("y")), after=seen)
    assert spreadsheet.pull() == seen


def test_a_draft_that_was_sent_is_gone_and_found_in_its_thread(mailbox: Mailbox) -> None:
    draft = mailbox.draft(MIME)
    sent = mailbox.send(draft.id)
    seen = mailbox.look(draft_id=draft.id, thread_id=draft.thread_id, key="ours")
    assert seen == Evidence(sent=sent)
    with pytest.raises(GoneError):
        mailbox.send(draft.id)


@pytest.mark.parametrize("kind", ["drop", "truncate"])
def test_a_send_whose_answer_is_lost_went_out_once(mailbox: Mailbox, root: str, kind: str) -> None:
    draft = mailbox.draft(MIME)
    a_fault(root, kind, "*/drafts/send", nth=1)
    with pytest.raises(UnclearError):
        mailbox.send(draft.id)
    seen = mailbox.look(draft_id=draft.id, thread_id=draft.thread_id, key="ours")
    assert seen.sent is not None
    found = Looking(channel=mailbox).look().evidence("ours").sent
    assert found is not None
    assert (found.id, found.thread_id) == (seen.sent.id, draft.thread_id)


def test_a_draft_whose_answer_is_lost_is_found_by_its_key(mailbox: Mailbox, root: str) -> None:
    a_fault(root, "drop", "*/drafts", nth=1)
    with pytest.raises(UnclearError):
        mailbox.draft(MIME)
    assert set(Looking(channel=mailbox).look().drafts) == {"ours"}


def test_a_service_account_drafts_in_the_name_of_the_person_it_acts_for(root: str, tmp_path: Path) -> None:
    account = {"email": "robot@sandbox.iam.gserviceaccount.com", "delegated": list(SCOPES)}
    key = requests.post(f"{root}/_sandbox/service-accounts", json=account, timeout=30).json()
    (tmp_path / "key.json").write_text(json.dumps(key))
    settings = GoogleSettings(
        spreadsheet=SPREADSHEET,
        api_root=root,
        credentials=str(tmp_path / "key.json"),
        act_as="coordinator@example.org",
    )
    mailbox = Mailbox(open_session(settings), sleep=lambda _: None)
    assert mailbox.draft_ids() == {}
    mailbox.draft(MIME)
    assert set(Looking(channel=mailbox).look().drafts) == {"ours"}
