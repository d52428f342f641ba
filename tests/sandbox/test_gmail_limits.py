"""Quota units and sending limits, in the shapes that Google refuses with."""

import pytest
from googleapiclient.errors import HttpError

from tests.sandbox.google_clients import letter, raw


def send(workspace, to="mentor@example.org"):
    return workspace.gmail().messages().send(userId="me", body=raw(letter(to=to))).execute()


def reason_of(refusal):
    return refusal.value.error_details[0]["reason"]


def test_a_minutes_quota_units_run_out_with_403_rate_limit_exceeded(workspace):
    workspace.control("PUT", "limits", {"units_per_minute": 250})
    send(workspace)
    send(workspace)
    with pytest.raises(HttpError, match="Total Query Cost") as refusal:
        send(workspace)
    assert refusal.value.status_code == 403
    assert reason_of(refusal) == "rateLimitExceeded"
    assert "retry-after" not in refusal.value.resp


def test_quota_units_come_back_after_a_minute(workspace):
    workspace.control("PUT", "clock", {"now": "2026-09-01T10:00:00Z", "running": False})
    workspace.control("PUT", "limits", {"units_per_minute": 100})
    send(workspace)
    workspace.control("PUT", "clock", {"now": "2026-09-01T10:01:01Z", "running": False})
    assert send(workspace)["labelIds"] == ["SENT"]


def test_a_request_that_fails_is_charged_too(workspace):
    workspace.control("PUT", "limits", {"units_per_minute": 100})
    with pytest.raises(HttpError, match="Recipient address required"):
        send(workspace, to="")
    with pytest.raises(HttpError, match="Total Query Cost"):
        send(workspace)


def test_a_days_messages_run_out_with_429_and_the_time_to_come_back_only_in_the_text(workspace):
    workspace.control("PUT", "clock", {"now": "2026-09-01T10:00:00Z", "running": False})
    workspace.control("PUT", "limits", {"messages_per_day": 1})
    send(workspace)
    with pytest.raises(HttpError, match=r"Retry after 2026-09-02T10:00:00\.000Z") as refusal:
        send(workspace)
    assert refusal.value.status_code == 429


def test_a_message_with_too_many_recipients_is_refused(workspace):
    workspace.control("PUT", "limits", {"recipients_per_message": 2})
    with pytest.raises(HttpError) as refusal:
        send(workspace, to="a@example.org, b@example.org, c@example.org")
    assert refusal.value.status_code == 400


def test_a_days_recipients_count_one_by_one(workspace):
    workspace.control("PUT", "limits", {"recipients_per_day": 3})
    send(workspace, to="a@example.org, b@example.org")
    with pytest.raises(HttpError, match="Mail sending"):
        send(workspace, to="c@example.org, d@example.org")


def test_a_limit_that_does_not_exist_is_named(workspace):
    answer = workspace.ask_control("PUT", "limits", {"stamps_per_day": 1})
    assert answer.status_code == 400
    assert "stamps_per_day" in answer.json()["error"]["message"]
