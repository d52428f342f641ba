"""Mailboxes to read, and a stranger's HTML in its cage."""

import re

import pytest

from tests.sandbox.google_clients import letter, raw

ME, ADA = "coordinator@example.org", "ada@example.org"
EVIL = "<script>top.location='http://evil.example'</script><p style='color:red'>Hello</p>"


@pytest.fixture
def send(visits):
    def send(message):
        return visits.workspace.gmail().messages().send(userId="me", body=raw(message)).execute()["id"]

    return send


def test_what_is_sent_can_be_read_by_sender_and_receiver(visits, send):
    send(letter(ADA, "Meet your team"))
    assert "Meet your team" in visits.get(f"/mail/{ME}/sent").text
    assert "Meet your team" in visits.get(f"/mail/{ADA}/inbox").text
    assert "Nothing here" in visits.get(f"/mail/{ADA}/sent").text


def test_drafts_have_a_box_of_their_own(visits):
    body = {"message": raw(letter(ADA, "To be reviewed"))}
    visits.workspace.gmail().drafts().create(userId="me", body=body).execute()
    assert "To be reviewed" in visits.get(f"/mail/{ME}/drafts").text
    assert "To be reviewed" not in visits.get(f"/mail/{ME}/sent").text


def test_the_front_page_counts_everybodys_mail(visits, send):
    send(letter(ADA))
    html = visits.get("/").text
    assert f'aria-label="{ADA}, inbox: 1"' in html
    assert f'aria-label="{ME}, sent: 1"' in html


def test_subjects_and_addresses_are_escaped(visits, send):
    message_id = send(letter(ADA, "<b>Hello</b>", "<i>text</i>"))
    for path in (f"/mail/{ME}/sent", f"/mail/{ME}/message/{message_id}"):
        html = visits.get(path).text
        assert "<b>Hello" not in html
        assert "<i>text" not in html
        assert "&lt;b&gt;Hello&lt;/b&gt;" in html


def test_html_is_shown_in_a_sandboxed_frame_without_scripts(visits, send):
    message = letter(ADA, "Rich", "plain")
    message.add_alternative(EVIL, subtype="html")
    address = f"/mail/{ME}/message/{send(message)}"
    frame = re.search(r"<iframe[^>]*>", visits.get(address).text)[0]
    assert "sandbox=" in frame
    assert "allow-scripts" not in frame
    assert "allow-same-origin" not in frame


def test_the_frames_own_policy_forbids_scripts_requests_and_forms(visits, send):
    message = letter(ADA, "Rich", "plain")
    message.add_alternative(EVIL, subtype="html")
    answer = visits.get(f"/mail/{ME}/message/{send(message)}/html")
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "<p style='color:red'>Hello</p>" in answer.text


def test_a_message_without_html_has_no_frame(visits, send):
    address = f"/mail/{ME}/message/{send(letter(ADA))}"
    assert "<iframe" not in visits.get(address).text
    assert visits.get(f"{address}/html").status_code == 404


def test_an_invitation_is_listed_readable_and_to_be_saved(visits, send):
    message = letter(ADA)
    message.add_attachment(b"BEGIN:VCALENDAR\r\n", maintype="text", subtype="calendar", filename="invite.ics")
    html = visits.get(f"/mail/{ME}/message/{send(message)}").text
    assert "invite.ics" in html
    assert "BEGIN:VCALENDAR" in html
    saved = visits.get(re.search(r'href="([^"]*/attachments/[^"]*)"', html)[1])
    assert saved.content == b"BEGIN:VCALENDAR\r\n"
    assert saved.headers["Content-Disposition"] == "attachment; filename=invite.ics"


def test_an_html_attachment_is_saved_and_never_shown(visits, send):
    message = letter(ADA)
    message.add_attachment(EVIL.encode(), maintype="text", subtype="html", filename="x.html")
    html = visits.get(f"/mail/{ME}/message/{send(message)}").text
    assert "<iframe" not in html
    saved = visits.get(re.search(r'href="([^"]*/attachments/[^"]*)"', html)[1])
    assert saved.headers["Content-Type"] == "application/octet-stream"
    assert saved.headers["Content-Disposition"].startswith("attachment")


def test_a_long_mailbox_has_pages(visits, send):
    for number in range(52):
        send(letter(ADA, f"Message {number}."))
    first = visits.get(f"/mail/{ME}/sent").text
    older = re.search(r'href="(\?page=[^"]*)"', first)[1]
    assert "Message 51." in first
    assert "Message 0." not in first
    assert "Message 0." in visits.get(f"/mail/{ME}/sent{older}").text


def test_somebody_elses_message_is_not_in_this_mailbox(visits, send):
    assert visits.get(f"/mail/{ADA}/message/{send(letter('bea@example.org'))}").status_code == 404


def test_the_journal_shows_what_programs_asked(visits):
    visits.workspace.gmail().getProfile(userId="me").execute()
    visits.workspace.session().get("https://gmail.googleapis.com/gmail/v1/users/me/messages/<b>", timeout=20)
    html = visits.get("/journal").text
    assert "gmail.users.getProfile" in html
    assert "<b>" not in html
