"""Mail out: every sent message and every draft as an .eml file, which any mail program opens.

In: the data file's mailboxes and a folder. Out: files such as `sent/2026-09-03 1203 Your mentoring team.eml`.
"""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from ..gmail import accept, mailbox
from ..gmail.mailbox import Mail

FOLDERS = {"SENT": "sent", "DRAFT": "drafts"}
LONGEST_SUBJECT = 60


def export_mail(db: sqlite3.Connection, folder: Path) -> list[Path]:
    """Write the messages and return their files, oldest first. Folders are made as needed."""
    written: list[Path] = []
    for user in mailbox.users(db):
        for label, name in FOLDERS.items():
            oldest_first = reversed(mailbox.all_of(db, user, [label]))
            written.extend(_write(mail, folder / name) for mail in oldest_first)
    return written


def _write(mail: Mail, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_stem(mail)}.eml"
    path.write_bytes(mail.raw)
    return path


def _stem(mail: Mail) -> str:
    """When, what and Gmail's id, in characters that every file system takes."""
    subject = accept.readable_header(accept.parse_headers(mail.raw).get("Subject", "")) or "no subject"
    plain = " ".join(re.sub(r"[^\w\s().,'-]", " ", subject).split())[:LONGEST_SUBJECT].rstrip(" .")
    return f"{mail.at:%Y-%m-%d %H%M} {plain or 'no subject'} {mail.id}"
