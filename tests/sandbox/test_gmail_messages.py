"""Sending, delivering, reading and labelling messages."""

import base64

import pytest
from googleapiclient.errors import HttpError

from tests.sandbox.google_clients import headers_of, letter, raw


def send(workspace, message=None, token="any", **more):
    body = raw(message or letter()) | more
    return workspace.gmail(token).messages().send(userId="me", body=body).execute()


def get(workspace, message_id, token="any", **params):
    return workspace.gmail(token).messages().get(userId="me", id=message_id, **params).execute()


def inbox(workspace, user):
    listed = workspace.gmail(user).messages().list(userId="me", labelIds=["INBOX"]).execute()
    return [get(workspace, each["id"], user) for each in listed.get("messages", [])]


def test_a_sent_message_is_listed_under_sent_at_once(workspace):
    sent = send(workspace)
    listed = workspace.gmail().messages().list(userId="me", labelIds=["SENT"]).execute()
    assert listed["messages"] == [{"id": sent["id"], "threadId": sent["threadId"]}]


def test_search_finds_a_sent_message_only_after_a_while(workspace):
    workspace.control("PUT", "clock", {"now": "2026-09-01T10:00:00Z", "running": False})
    sent = send(workspace, letter(subject="Your mentoring team"))
    query = {"userId": "me", "q": 'subject:"mentoring team"'}
    assert "messages" not in workspace.gmail().messages().list(**query).execute()
    workspace.control("PUT", "clock", {"now": "2026-09-01T10:00:10Z", "running": False})
    assert workspace.gmail().messages().list(**query).execute()["messages"][0]["id"] == sent["id"]


def test_mail_lands_in_every_recipients_inbox(workspace):
    send(workspace, letter(to="Ada <ada@example.org>, ben@example.org", Cc="Cy@example.net"))
    for person in ("ada@example.org", "ben@example.org", "cy@example.net"):
        assert [headers_of(mail)["Subject"] for mail in inbox(workspace, person)] == ["Hello"]


def test_nobody_but_the_sender_sees_who_was_in_bcc(workspace):
    sent = send(workspace, letter(Bcc="quiet@example.org"))
    assert headers_of(get(workspace, sent["id"]))["Bcc"] == "quiet@example.org"
    assert "Bcc" not in headers_of(inbox(workspace, "quiet@example.org")[0])


def test_a_sender_that_is_not_an_alias_is_rewritten(workspace):
    sent = send(workspace, letter(From="The Team <team@elsewhere.example>"))
    assert headers_of(get(workspace, sent["id"]))["From"] == "The Team <coordinator@example.org>"


def test_an_accepted_alias_may_be_the_sender(workspace):
    aliases = workspace.gmail().settings().sendAs()
    aliases.create(userId="me", body={"sendAsEmail": "mentoring@example.org"}).execute()
    sent = send(workspace, letter(From="mentoring@example.org"))
    assert headers_of(get(workspace, sent["id"]))["From"] == "mentoring@example.org"
    listed = aliases.list(userId="me").execute()["sendAs"]
    assert [alias["sendAsEmail"] for alias in listed] == ["coordinator@example.org", "mentoring@example.org"]


def test_mail_to_an_address_that_bounces_comes_back_in_the_same_thread(workspace):
    workspace.control("POST", "bounces", {"address": "gone@example.com"})
    sent = send(workspace, letter(to="gone@example.com"))
    thread = workspace.gmail().threads().get(userId="me", id=sent["threadId"], format="full").execute()
    notice = thread["messages"][1]
    assert headers_of(notice)["X-Failed-Recipients"] == "gone@example.com"
    assert notice["payload"]["mimeType"] == "multipart/report"
    assert inbox(workspace, "gone@example.com") == []


def test_a_reply_joins_the_recipients_thread_when_it_cites_it_under_the_same_subject(workspace):
    sent = send(workspace, letter(to="ada@example.org"))
    cited = headers_of(get(workspace, sent["id"]))["Message-ID"]
    answer = letter(to="coordinator@example.org", subject="Re: Hello", In_Reply_To=cited, References=cited)
    send(workspace, answer, token="ada@example.org")
    assert inbox(workspace, "coordinator@example.org")[0]["threadId"] == sent["threadId"]


def test_a_reply_under_another_subject_begins_a_thread(workspace):
    sent = send(workspace, letter(to="ada@example.org"))
    cited = headers_of(get(workspace, sent["id"]))["Message-ID"]
    answer = letter(to="coordinator@example.org", subject="Something else", In_Reply_To=cited)
    send(workspace, answer, token="ada@example.org")
    assert inbox(workspace, "coordinator@example.org")[0]["threadId"] != sent["threadId"]


def test_the_raw_format_gives_back_the_bytes_that_were_sent_but_for_gmails_headers(workspace):
    sent = send(workspace, letter(text="Ünïcode, and a line\nof its own."))
    content = base64.urlsafe_b64decode(get(workspace, sent["id"], format="raw")["raw"])
    assert content.endswith("Ünïcode, and a line\r\nof its own.\r\n".encode())


def test_the_parts_of_a_message_come_decoded(workspace):
    message = letter(text="plain")
    message.add_alternative("<p>rich</p>", subtype="html")
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="meetings.ics")
    sent = send(workspace, message)
    body, invitation = get(workspace, sent["id"])["payload"]["parts"]
    texts = [base64.urlsafe_b64decode(part["body"]["data"]) for part in body["parts"]]
    assert texts == [b"plain\r\n", b"<p>rich</p>\r\n"]
    attachments = workspace.gmail().messages().attachments()
    key = {"messageId": sent["id"], "id": invitation["body"]["attachmentId"]}
    assert base64.urlsafe_b64decode(attachments.get(userId="me", **key).execute()["data"]) == b"BEGIN:VCALENDAR"


def test_encoded_headers_are_shown_decoded(workspace):
    sent = send(workspace, letter(subject="Größe und Übung"))
    assert headers_of(get(workspace, sent["id"]))["Subject"] == "Größe und Übung"


def test_metadata_can_be_narrowed_to_some_headers(workspace):
    sent = send(workspace)
    shown = get(workspace, sent["id"], format="metadata", metadataHeaders=["Subject"])
    assert shown["payload"]["headers"] == [{"name": "Subject", "value": "Hello"}]
    assert "parts" not in shown["payload"]


@pytest.mark.parametrize("to", ["nobody", "Ada <ada@>", "a b@example.org"])
def test_a_recipient_that_cannot_be_read_is_refused(workspace, to):
    message = b"Subject: Hello\r\nTo: " + to.encode() + b"\r\n\r\nHi"
    body = {"raw": base64.urlsafe_b64encode(message).decode()}
    with pytest.raises(HttpError, match="Invalid To header"):
        workspace.gmail().messages().send(userId="me", body=body).execute()


def test_trash_takes_a_message_out_of_every_list(workspace):
    sent = send(workspace)
    messages = workspace.gmail().messages()
    messages.trash(userId="me", id=sent["id"]).execute()
    assert "messages" not in messages.list(userId="me").execute()
    assert messages.list(userId="me", labelIds=["TRASH"]).execute()["messages"][0]["id"] == sent["id"]
    messages.untrash(userId="me", id=sent["id"]).execute()
    assert messages.list(userId="me").execute()["messages"][0]["id"] == sent["id"]


def test_a_label_of_ones_own_can_be_put_on_and_found(workspace):
    sent = send(workspace)
    users = workspace.gmail()
    label = users.labels().create(userId="me", body={"name": "Mentoring"}).execute()
    users.messages().modify(userId="me", id=sent["id"], body={"addLabelIds": [label["id"]]}).execute()
    assert users.labels().get(userId="me", id=label["id"]).execute()["messagesTotal"] == 1
    assert users.messages().list(userId="me", labelIds=[label["id"]]).execute()["resultSizeEstimate"] == 1


def test_a_label_of_the_same_name_in_other_letters_conflicts(workspace):
    labels = workspace.gmail().labels()
    labels.create(userId="me", body={"name": "Mentoring"}).execute()
    with pytest.raises(HttpError, match="Label name exists or conflicts") as refusal:
        labels.create(userId="me", body={"name": "MENTORING"}).execute()
    assert refusal.value.status_code == 409


def test_the_systems_label_names_are_reserved(workspace):
    with pytest.raises(HttpError, match="Invalid label name"):
        workspace.gmail().labels().create(userId="me", body={"name": "inbox"}).execute()


def test_somebody_elses_mailbox_is_not_to_be_read(workspace):
    with pytest.raises(HttpError, match="Delegation denied") as refusal:
        workspace.gmail().getProfile(userId="somebody@example.org").execute()
    assert refusal.value.status_code == 403


def test_the_profile_counts_messages_and_threads(workspace):
    first = send(workspace)
    send(workspace, threadId=first["threadId"])
    profile = workspace.gmail().getProfile(userId="me").execute()
    assert (profile["emailAddress"], profile["messagesTotal"], profile["threadsTotal"]) == (
        "coordinator@example.org",
        2,
        1,
    )


def test_two_messages_never_share_an_id_even_while_the_clock_stands(workspace):
    workspace.control("PUT", "clock", {"now": "2026-09-01T10:00:00Z", "running": False})
    sent = {send(workspace)["id"] for _ in range(20)}
    assert len(sent) == 20


def test_errors_have_gmails_shape(workspace):
    answer = workspace.session().get("https://gmail.googleapis.com/gmail/v1/users/me/messages/1", timeout=20)
    error = answer.json()["error"]
    assert (error["code"], error["status"]) == (404, "NOT_FOUND")
    assert error["errors"][0]["reason"] == "notFound"
    assert error["errors"][0]["domain"] == "global"


def test_a_batch_answers_each_part_under_its_own_id(workspace):
    sent = send(workspace)
    service = workspace.service("gmail", "v1")
    answers = {}
    batch = service.new_batch_http_request(callback=lambda key, body, error: answers.update({key: error or body}))
    messages = service.users().messages()
    batch.add(messages.get(userId="me", id=sent["id"], format="minimal"), request_id="there")
    batch.add(messages.get(userId="me", id="1", format="minimal"), request_id="not there")
    batch.execute()
    assert answers["there"]["id"] == sent["id"]
    assert answers["not there"].status_code == 404
