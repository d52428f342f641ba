"""Connections that drop while a run writes, drafts and sends: everybody gets one introduction, whatever was lost."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.run.conftest import Sandbox


def a_fault(sandbox: Sandbox, kind: str, path: str, nth: int, **more: float) -> None:
    sandbox.api("/_sandbox/faults", body={"kind": kind, "path": path, "nth": nth, "verb": "POST", **more})


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
    let_down = sandbox.sync()
    assert (let_down.code, "Gmail didn't say that it took 1 mail." in let_down.err) == (75, True), let_down.err
    again = sandbox.sync()
    assert again.code == 0, again.err
    sent = introductions(sandbox)
    assert (len(sent), set(sent.values())) == (proposed.json["teams"], {1}), json.dumps(sent)
    assert {row["State"] for row in sandbox.rows("Mail")} == {"sent"}
    assert sandbox.api("/gmail/v1/users/me/drafts").get("drafts", []) == []


def test_of_two_runs_at_once_one_lands_first_and_nobody_is_introduced_twice(sandbox: Sandbox) -> None:
    assert sandbox.sync().code == 0
    sandbox.approve()
    a_fault(sandbox, "delay", "/v4/spreadsheets/*:batchUpdate", 1, seconds=2.5)
    with ThreadPoolExecutor(max_workers=2) as both:
        done = list(both.map(lambda _: sandbox.sync(), range(2)))
    assert {each.code for each in done} <= {0, 75}, [each.err for each in done]
    assert sandbox.sync().code == 0
    sent = introductions(sandbox)
    assert (len(sent), set(sent.values())) == (len({row["Team"] for row in sandbox.rows("Teams")}), {1})
    assert sandbox.api("/gmail/v1/users/me/drafts").get("drafts", []) == []
