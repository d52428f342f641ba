"""Every kind of fault, met by a client, and what the workspace holds afterwards."""

import time

import pytest
import requests
from googleapiclient.errors import HttpError

from tests.sandbox.google_clients import letter, raw

SEND = "*/messages/send"


def send(workspace, token="any"):
    return workspace.gmail(token).messages().send(userId="me", body=raw(letter())).execute()


def sent(workspace):
    return workspace.gmail().messages().list(userId="me", labelIds=["SENT"]).execute()["resultSizeEstimate"]


def fault(workspace, kind, **rule):
    return workspace.control("POST", "faults", {"kind": kind, "path": SEND, **rule})


def test_a_refused_request_gets_no_answer_and_changes_nothing(workspace):
    fault(workspace, "refuse")
    with pytest.raises(requests.ConnectionError):
        send(workspace)
    assert sent(workspace) == 0


def test_a_dropped_request_gets_no_answer_though_it_was_carried_out(workspace):
    fault(workspace, "drop")
    with pytest.raises(requests.ConnectionError):
        send(workspace)
    assert sent(workspace) == 1


def test_a_truncated_answer_breaks_off_though_the_request_was_carried_out(workspace):
    fault(workspace, "truncate")
    with pytest.raises(requests.RequestException):
        send(workspace)
    assert sent(workspace) == 1


@pytest.mark.parametrize("status", [403, 429, 500, 502, 503])
def test_a_status_comes_in_googles_shape_and_changes_nothing(workspace, status):
    fault(workspace, "status", status=status)
    with pytest.raises(HttpError) as refusal:
        send(workspace)
    assert refusal.value.status_code == status
    assert refusal.value.reason
    assert sent(workspace) == 0


def test_the_403_is_a_rate_refusal_that_clients_may_retry(workspace):
    fault(workspace, "status", status=403)
    with pytest.raises(HttpError) as refusal:
        send(workspace)
    assert refusal.value.error_details[0]["reason"] == "rateLimitExceeded"


def test_a_delay_is_waited_out_and_then_all_is_well(workspace):
    fault(workspace, "delay", seconds=0.2)
    begun = time.monotonic()
    assert send(workspace)["labelIds"] == ["SENT"]
    assert time.monotonic() - begun >= 0.2


def test_an_expired_token_is_answered_with_401(workspace):
    fault(workspace, "expired")
    with pytest.raises(HttpError) as refusal:
        send(workspace)
    assert refusal.value.status_code == 401
    assert sent(workspace) == 0


def test_only_the_nth_matching_request_goes_wrong(workspace):
    fault(workspace, "status", nth=2)
    send(workspace)
    with pytest.raises(HttpError):
        send(workspace)
    send(workspace)
    assert sent(workspace) == 2


def test_other_paths_and_verbs_are_spared(workspace):
    fault(workspace, "refuse", verb="GET")
    assert send(workspace)["labelIds"] == ["SENT"]
    assert workspace.gmail().getProfile(userId="me").execute()["messagesTotal"] == 1


def test_the_same_seed_lets_the_same_requests_fail(workspace):
    def outcomes():
        workspace.control("DELETE", "faults")
        fault(workspace, "status", probability=0.5, seed=11)
        return [_outcome(workspace) for _ in range(8)]

    first = outcomes()
    assert first == outcomes()
    assert set(first) == {200, 503}


def _outcome(workspace):
    try:
        send(workspace)
    except HttpError as refusal:
        return refusal.status_code
    return 200


def test_a_fault_counts_the_requests_that_it_matched(workspace):
    fault(workspace, "status", nth=5)
    send(workspace)
    send(workspace)
    assert workspace.control("GET", "faults")["faults"][0]["seen"] == 2


def test_once_cleared_nothing_goes_wrong_any_more(workspace):
    fault(workspace, "refuse")
    workspace.control("DELETE", "faults")
    assert send(workspace)["labelIds"] == ["SENT"]


def test_a_fault_that_makes_no_sense_is_refused_in_words(workspace):
    answer = workspace.ask_control("POST", "faults", {"kind": "status", "status": 418})
    assert answer.status_code == 400
    assert "418" in answer.json()["error"]["message"]


def test_the_control_room_itself_has_no_faults(workspace):
    workspace.control("POST", "faults", {"kind": "refuse"})
    assert workspace.control("GET", "health")["status"] == "ok"
