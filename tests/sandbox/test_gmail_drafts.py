"""Drafts behave as a real mailbox's do."""

import base64
from concurrent.futures import ThreadPoolExecutor

import pytest
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaInMemoryUpload

from tests.sandbox.google_clients import headers_of, letter, raw


@pytest.fixture
def drafts(workspace):
    return workspace.gmail().drafts()


def create(drafts, message=None, **more):
    return drafts.create(userId="me", body={"message": raw(message or letter()) | more}).execute()


def test_a_new_draft_answers_with_its_message_and_the_draft_label(drafts):
    draft = create(drafts)
    assert draft["message"]["labelIds"] == ["DRAFT"]
    assert draft["message"]["threadId"] == draft["message"]["id"]


def test_the_message_id_of_a_draft_is_gmails_own(drafts):
    draft = create(drafts, letter(Message_ID="<mine@example.org>"))
    shown = drafts.get(userId="me", id=draft["id"], format="metadata").execute()
    assert headers_of(shown["message"])["Message-ID"].endswith("@mail.gmail.com>")


def test_an_own_header_survives_in_the_sent_copy(workspace, drafts):
    draft = create(drafts, letter(X_Mentoring_Key="intro/1"))
    sent = drafts.send(userId="me", body={"id": draft["id"]}).execute()
    shown = workspace.gmail().messages().get(userId="me", id=sent["id"], format="metadata").execute()
    assert headers_of(shown)["X-Mentoring-Key"] == "intro/1"


def test_sending_a_draft_files_a_new_message_in_the_drafts_own_thread(drafts):
    draft = create(drafts)
    sent = drafts.send(userId="me", body={"id": draft["id"]}).execute()
    assert sent["labelIds"] == ["SENT"]
    assert sent["threadId"] == draft["message"]["threadId"]
    assert sent["id"] != draft["message"]["id"]


def test_sending_a_draft_replaces_its_message_id_once_more(workspace, drafts):
    draft = create(drafts)
    before = headers_of(drafts.get(userId="me", id=draft["id"]).execute()["message"])["Message-ID"]
    sent = drafts.send(userId="me", body={"id": draft["id"]}).execute()
    after = workspace.gmail().messages().get(userId="me", id=sent["id"]).execute()
    assert headers_of(after)["Message-ID"] != before


def test_a_draft_that_was_sent_is_gone(drafts):
    draft = create(drafts)
    drafts.send(userId="me", body={"id": draft["id"]}).execute()
    with pytest.raises(HttpError) as refusal:
        drafts.get(userId="me", id=draft["id"]).execute()
    assert refusal.value.status_code == 404
    assert refusal.value.reason == "Requested entity was not found."
    assert drafts.list(userId="me").execute() == {"resultSizeEstimate": 0}


def test_a_draft_cannot_be_sent_twice(workspace, drafts):
    draft = create(drafts)
    drafts.send(userId="me", body={"id": draft["id"]}).execute()
    with pytest.raises(HttpError) as refusal:
        drafts.send(userId="me", body={"id": draft["id"]}).execute()
    assert refusal.value.status_code == 404
    listed = workspace.gmail().messages().list(userId="me", labelIds=["SENT"]).execute()
    assert len(listed["messages"]) == 1


def test_of_two_sends_at_once_only_one_goes_out(workspace, drafts):
    draft = create(drafts)
    url = "https://gmail.googleapis.com/gmail/v1/users/me/drafts/send"

    def send(_):
        return workspace.session().post(url, json={"id": draft["id"]}, timeout=20).status_code

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(send, range(4)))
    assert outcomes == [200, 404, 404, 404]
    assert workspace.gmail().messages().list(userId="me").execute()["resultSizeEstimate"] == 1


def test_a_sent_draft_cannot_be_updated(drafts):
    draft = create(drafts)
    drafts.send(userId="me", body={"id": draft["id"]}).execute()
    with pytest.raises(HttpError, match="Message not a draft"):
        drafts.update(userId="me", id=draft["id"], body={"message": raw(letter())}).execute()


def test_an_update_keeps_the_drafts_id_and_thread_but_not_its_messages_id(drafts):
    draft = create(drafts)
    updated = drafts.update(userId="me", id=draft["id"], body={"message": raw(letter(subject="New"))}).execute()
    assert updated["id"] == draft["id"]
    assert updated["message"]["threadId"] == draft["message"]["threadId"]
    assert updated["message"]["id"] != draft["message"]["id"]


def test_a_draft_is_sent_with_the_message_that_the_send_brings(workspace, drafts):
    draft = create(drafts)
    body = {"id": draft["id"], "message": raw(letter(subject="Last words"))}
    sent = drafts.send(userId="me", body=body).execute()
    shown = workspace.gmail().messages().get(userId="me", id=sent["id"]).execute()
    assert headers_of(shown)["Subject"] == "Last words"


def test_a_refused_send_leaves_the_draft_standing(drafts):
    draft = create(drafts, letter(to=""))
    with pytest.raises(HttpError, match="Recipient address required"):
        drafts.send(userId="me", body={"id": draft["id"]}).execute()
    assert drafts.get(userId="me", id=draft["id"]).execute()["id"] == draft["id"]


def test_a_deleted_draft_is_gone_and_not_in_the_trash(workspace, drafts):
    draft = create(drafts)
    drafts.delete(userId="me", id=draft["id"]).execute()
    everything = workspace.gmail().messages().list(userId="me", includeSpamTrash=True).execute()
    assert everything == {"resultSizeEstimate": 0}


def test_a_draft_in_a_thread_that_does_not_exist_is_refused(drafts):
    with pytest.raises(HttpError) as refusal:
        create(drafts, threadId="1234567890abcdef")
    assert refusal.value.status_code == 404


def test_a_draft_without_a_message_is_refused(drafts):
    with pytest.raises(HttpError, match="Missing draft message"):
        drafts.create(userId="me", body={}).execute()


def test_drafts_are_listed_newest_first_and_by_pages(drafts):
    made = [create(drafts, letter(subject=f"Letter {number}"))["id"] for number in range(3)]
    first = drafts.list(userId="me", maxResults=2).execute()
    second = drafts.list(userId="me", maxResults=2, pageToken=first["nextPageToken"]).execute()
    assert [draft["id"] for page in (first, second) for draft in page["drafts"]] == made[::-1]
    assert "nextPageToken" not in second


def test_an_uploaded_message_becomes_a_draft(workspace):
    answer = workspace.session().post(
        "https://gmail.googleapis.com/upload/gmail/v1/users/me/drafts",
        params={"uploadType": "media"},
        data=letter(subject="Uploaded").as_bytes(),
        headers={"Content-Type": "message/rfc822"},
        timeout=20,
    )
    shown = workspace.gmail().drafts().get(userId="me", id=answer.json()["id"]).execute()
    assert headers_of(shown["message"])["Subject"] == "Uploaded"


def test_a_multipart_upload_carries_the_thread_beside_the_message(workspace, drafts):
    first = create(drafts)
    media = MediaInMemoryUpload(letter(subject="Second").as_bytes(), mimetype="message/rfc822")
    body = {"message": {"threadId": first["message"]["threadId"]}}
    second = drafts.create(userId="me", body=body, media_body=media).execute()
    assert second["message"]["threadId"] == first["message"]["threadId"]
    shown = drafts.get(userId="me", id=second["id"], format="raw").execute()["message"]
    content = base64.urlsafe_b64decode(shown["raw"]).decode()
    assert content.partition("\r\n")[2] == letter(subject="Second").as_string().replace("\n", "\r\n")
