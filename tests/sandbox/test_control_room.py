"""The clock, the journal and the rest of the control room."""

from datetime import UTC, datetime

from tests.sandbox.google_clients import letter, raw


def test_a_clock_that_stands_still_dates_the_mail(workspace):
    workspace.control("PUT", "clock", {"now": "2026-10-25T00:30:00+00:00", "running": False})
    sent = workspace.gmail().messages().send(userId="me", body=raw(letter())).execute()
    shown = workspace.gmail().messages().get(userId="me", id=sent["id"], format="minimal").execute()
    assert datetime.fromtimestamp(int(shown["internalDate"]) / 1000, UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_running_clock_goes_on_from_where_it_was_set(workspace):
    workspace.control("PUT", "clock", {"now": "2030-01-01T00:00:00Z"})
    shown = workspace.control("GET", "clock")
    assert shown["running"] is True
    assert "2030-01-01T00:00:00" <= shown["now"] < "2030-01-01T00:01:00"


def test_the_clock_can_follow_the_system_again(workspace):
    workspace.control("PUT", "clock", {"now": "2030-01-01T00:00:00Z"})
    assert workspace.control("PUT", "clock", {"now": None})["set"] is False


def test_a_clock_without_a_zone_is_refused(workspace):
    answer = workspace.ask_control("PUT", "clock", {"now": "2030-01-01T00:00:00"})
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("now: ")


def test_the_journal_tells_each_request_with_its_method_and_outcome(workspace):
    workspace.gmail().getProfile(userId="me").execute()
    entry = workspace.control("GET", "journal")["entries"][-1]
    assert (entry["verb"], entry["method"], entry["status"]) == ("GET", "gmail.users.getProfile", 200)
    assert entry["response_bytes"] > 0


def test_the_journal_holds_failed_requests_and_their_fault(workspace):
    workspace.control("POST", "faults", {"kind": "status", "status": 503})
    workspace.session().get("https://gmail.googleapis.com/gmail/v1/users/me/profile", timeout=20)
    entry = workspace.control("GET", "journal")["entries"][-1]
    assert (entry["status"], entry["fault"]) == (503, "status")


def test_the_journal_can_be_read_from_a_number_on(workspace):
    gmail = workspace.gmail()
    gmail.getProfile(userId="me").execute()
    seen = workspace.control("GET", "journal")["entries"][-1]["seq"]
    gmail.labels().list(userId="me").execute()
    entries = workspace.control("GET", "journal", after=seen)["entries"]
    assert [entry["method"] for entry in entries] == ["gmail.users.labels.list"]


def test_the_journal_can_be_cleared(workspace):
    workspace.gmail().getProfile(userId="me").execute()
    workspace.control("DELETE", "journal")
    assert workspace.control("GET", "journal")["entries"] == []


def test_a_bounce_can_be_taken_back(workspace):
    workspace.control("POST", "bounces", {"address": "Ada@example.org", "reason": "552 mailbox full"})
    assert workspace.control("GET", "bounces")["bounces"] == {"ada@example.org": "552 mailbox full"}
    assert workspace.control("DELETE", "bounces", address="ada@example.org")["bounces"] == {}


def test_an_unknown_route_is_404_in_json(workspace):
    answer = workspace.ask_control("GET", "nowhere")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == 404


def test_a_body_that_is_no_json_is_400_in_json(workspace):
    answer = workspace.session().post(f"{workspace.url}/_sandbox/faults", data="{", timeout=20)
    assert answer.status_code == 400
    assert "JSON" in answer.json()["error"]["message"]


def test_a_strangers_page_in_a_browser_is_turned_away(workspace):
    session = workspace.session()
    session.headers["Origin"] = "https://stranger.example"
    answer = session.post(f"{workspace.url}/_sandbox/bounces", data='{"address": "a@example.org"}', timeout=20)
    assert answer.status_code == 403
    assert workspace.control("GET", "bounces")["bounces"] == {}
