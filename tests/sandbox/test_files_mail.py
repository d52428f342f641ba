"""Mail leaves as .eml, one file a message, for any mail program to open."""

from email import message_from_bytes, policy

import pytest

from mentoring_sync.sandbox.commands.data_file import opened
from mentoring_sync.sandbox.files.mail import export_mail
from tests.sandbox.google_clients import letter, raw


@pytest.fixture
def exported(workspace, tmp_path):
    """Exports the workspace's mail; gives back the parsed messages by their place in the folder."""

    def export():
        with opened(workspace.data) as db:
            paths = export_mail(db, tmp_path / "mail")
        return {path.relative_to(tmp_path / "mail"): read(path) for path in paths}

    return export


def read(path):
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def test_sent_messages_and_drafts_have_a_folder_each(workspace, exported):
    workspace.gmail().messages().send(userId="me", body=raw(letter(subject="Sent"))).execute()
    workspace.gmail().drafts().create(userId="me", body={"message": raw(letter(subject="Draft"))}).execute()
    subjects = {path.parent.name: mail["Subject"] for path, mail in exported().items()}
    assert subjects == {"sent": "Sent", "drafts": "Draft"}


def test_what_arrived_elsewhere_is_not_written_twice(workspace, exported):
    workspace.gmail().messages().send(userId="me", body=raw(letter(to="a@example.org, b@example.org"))).execute()
    assert len(exported()) == 1


def test_every_part_of_a_message_is_in_its_file(workspace, exported):
    message = letter(subject="Grüße", text="Schön, dass ihr dabei seid.")
    message.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="meetings.ics")
    workspace.gmail().messages().send(userId="me", body=raw(message)).execute()
    (mail,) = exported().values()
    assert mail["Subject"] == "Grüße"
    assert mail.get_body(("plain",)).get_content().strip() == "Schön, dass ihr dabei seid."
    assert [part.get_filename() for part in mail.iter_attachments()] == ["meetings.ics"]


@pytest.mark.parametrize("subject", ["../../etc/passwd", 'a<b>:"/\\|?*', "x" * 300, "", "."])
def test_no_subject_leads_out_of_the_folder_or_breaks_a_file_system(workspace, exported, subject):
    workspace.gmail().messages().send(userId="me", body=raw(letter(subject=subject))).execute()
    ((path, _),) = exported().items()
    assert path.parent.name == "sent"
    assert len(path.name) < 120
    assert not set(path.name) & set('<>:"/\\|?*')
