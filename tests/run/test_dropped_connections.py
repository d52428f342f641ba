"""Connections that drop while a run writes, drafts and sends: everybody gets one introduction, whatever was lost."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from mentoring_sync.errors import MentoringSyncError, TryLaterError
from mentoring_sync.run.order import Order
from mentoring_sync.run.outcome import Outcome
from mentoring_sync.run.steps import Silence
from mentoring_sync.run.sync import sync
from mentoring_sync.settings.load import API_ROOT, load
from tests.run.conftest import NOW, ROOT, Sandbox
from tests.run.watched_services import watched_services


def a_fault(sandbox: Sandbox, kind: str, path: str, nth: int, **more: float) -> None:
    sandbox.api("/_sandbox/faults", body={"kind": kind, "path": path, "nth": nth, "verb": "POST", **more})


def a_run(sandbox: Sandbox, number: int) -> Outcome:
    """A run that doesn't wait."""
    configuration = load(ROOT / "config" / "program.toml", {API_ROOT: sandbox.url})
    order = Order(run=f"run-{number}", trigger="test", now=datetime.fromisoformat(NOW))
    return sync(configuration, order, Silence(), watched_services(configuration, order.run))


def introductions(sandbox: Sandbox) -> Counter[str]:
    """How many sent messages carry each introduction's key."""
    keys: list[str] = []
    for message_id in sandbox.sent():
        found: dict[str, Any] = sandbox.api(f"/gmail/v1/users/me/messages/{message_id}?format=metadata")
        keys += [each["value"] for each in found["payload"]["headers"] if each["name"] == "X-Mentoring-Sync-Key"]
    return Counter(key for key in keys if "/introduction/" in key)


def test_a_run_survives_lost_answers_to_its_batch_its_drafts_and_its_sends(sandbox: Sandbox) -> None:
    a_fault(sandbox, "drop", "/v4/spreadsheets/*:batchUpdate", 1)
    a_fault(sandbox, "drop", "/gmail/v1/users/me/drafts", 2)
    proposed = sandbox.sync()
    assert proposed.code == 0, proposed.err
    sandbox.approve()
    a_fault(sandbox, "drop", "/gmail/v1/users/me/drafts/send", 3)
    a_fault(sandbox, "refuse", "/gmail/v1/users/me/drafts/send", 5)
    with pytest.raises(TryLaterError, match=r"Gmail didn't say that it took 1 mail\."):
        a_run(sandbox, 1)
    a_run(sandbox, 2)
    sent = introductions(sandbox)
    assert (len(sent), set(sent.values())) == (proposed.json["teams"], {1}), json.dumps(sent)
    assert {row["State"] for row in sandbox.rows("Mail")} == {"sent"}
    assert sandbox.api("/gmail/v1/users/me/drafts").get("drafts", []) == []


def test_of_two_runs_at_once_one_lands_first_and_nobody_is_introduced_twice(sandbox: Sandbox) -> None:
    assert sandbox.sync().code == 0
    sandbox.approve()

    def run(number: int) -> int:
        try:
            a_run(sandbox, number)
        except MentoringSyncError as error:
            return error.exit_code
        return 0

    a_fault(sandbox, "delay", "/v4/spreadsheets/*:batchUpdate", 1, seconds=1.5)
    with ThreadPoolExecutor(max_workers=2) as both:
        codes = set(both.map(run, range(2)))
    assert codes <= {0, 75}
    assert sandbox.sync().code == 0
    sent = introductions(sandbox)
    assert (len(sent), set(sent.values())) == (len({row["Team"] for row in sandbox.rows("Teams")}), {1})
    assert sandbox.api("/gmail/v1/users/me/drafts").get("drafts", []) == []
