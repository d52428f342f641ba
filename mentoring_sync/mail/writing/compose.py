"""Composes messages: from what is due to the mail, whole and ready to be drafted.

In: what is due, the settings, the templates, the instant. Out: a `Message`. The same at the same instant is the same
mail, byte by byte.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from mentoring_sync.mail.first_name import whole_name
from mentoring_sync.mail.kinds.announcement import told_header, told_text
from mentoring_sync.mail.kinds.introductions import INTRODUCTION
from mentoring_sync.mail.kinds.kind import Due, Meetings
from mentoring_sync.mail.kinds.parts import Part
from mentoring_sync.mail.one_line import in_one_line
from mentoring_sync.mail.settings import MailSettings, Programme
from mentoring_sync.mail.writing.calendar import Invitation, invitation, meetings_uid
from mentoring_sync.mail.writing.certificate_page import CertificatePages
from mentoring_sync.mail.writing.envelope import Attached, Letter, seal
from mentoring_sync.mail.writing.templates import Templates
from mentoring_sync.records.certificate import Certificate
from mentoring_sync.records.message import Address, Message
from mentoring_sync.records.round import Round

ANY_INSTANT = datetime(2000, 1, 1, tzinfo=UTC)
"""A message's digest is of what it says at this instant: it is the same whenever it is composed."""


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Puts into words what is due."""

    programme: Programme
    mail: MailSettings
    round: Round
    templates: Templates
    now: datetime
    certificates: CertificatePages

    def compose(self, due: Due, *, key: str, header: str = "", thread_subject: str = "") -> Message:
        """The message. `thread_subject` is the subject of the mail that it is a reply to, `header` what its header says
        where that isn't the key."""
        language = self.templates.language_for(due.kind, [reader.languages for reader in due.to])
        to = tuple(Address(name=whole_name(reader.name), email=reader.email) for reader in due.to)
        subject = (
            f"Re: {thread_subject}"
            if thread_subject
            else in_one_line(self.templates.subject(due.kind, language, due.says))
        )
        said = replace(self, now=ANY_INSTANT)._sealed(due, header or key, to, subject, language)
        digest = hashlib.sha256(said).hexdigest()[:16]
        return Message(
            key=key,
            kind=due.kind.name,
            team=due.team,
            to=to,
            subject=subject,
            sealed=partial(self._sealed, due, header or key, to, subject, language, digest),
            follows=due.follows,
            optional=due.kind.optional,
            announcement=told_text(due.announces, due.dates),
            digest=digest,
        )

    def _sealed(
        self, due: Due, key: str, to: tuple[Address, ...], subject: str, language: str, digest: str = ""
    ) -> bytes:
        written = self.templates.write(due.kind, language, due.says)
        letter = Letter(
            key=key,
            digest=digest,
            sender=self.mail.sender,
            reply_to=self.mail.reply_to,
            to=to,
            subject=subject,
            date=self.now,
            text=written.text,
            html=written.html,
            optional=due.kind.optional,
            told=told_header(due.announces, due.dates),
        )
        if due.meetings:
            entry = self._entry(due, due.meetings, language, to)
            calendar = invitation(entry, due.meetings.announced.slot, self.round)
            cancelled = tuple(self._cancelled(due, each) for each in due.meetings.instead_of)
            letter = replace(letter, invitation=calendar, method=entry.method, cancelled=cancelled)
        if due.certificate:
            letter = replace(letter, attached=(self._attached(due.certificate, drawn=bool(digest)),))
        return seal(letter)

    def _attached(self, certificate: Certificate, *, drawn: bool) -> Attached:
        """The file of a certificate. In what is only composed for its digest the page stands for it: the same words
        make
        the same file, and it needn't be drawn for that."""
        if drawn:
            return Attached(name=certificate.file, type="application/pdf", content=self.certificates.file(certificate))
        page = self.certificates.page(certificate)
        return Attached(name=certificate.file, type="application/pdf", content=page.digest.encode())

    def _entry(self, due: Due, meetings: Meetings, language: str, to: tuple[Address, ...]) -> Invitation:
        """The calendar entry. A cancelled one has nothing more to say."""
        said = "" if meetings.cancelled else self._description(due, language)
        return Invitation(
            uid=meetings_uid(self.programme.community, meetings.series),
            stamp=self.now,
            summary=f"{self.programme.name}: {due.team}",
            description=said,
            organizer=self.mail.sender,
            attendees=to,
            sequence=meetings.announced.sequence,
            cancelled=meetings.cancelled,
        )

    def _cancelled(self, due: Due, meetings: Meetings) -> bytes:
        """The calendar entry of a team in which some of the readers were, as it is taken out of their calendars."""
        told = meetings.announced.members
        to = tuple(Address(name=whole_name(name), email=email) for email, name in told.items())
        return invitation(self._entry(due, meetings, "", to), meetings.announced.slot, self.round)

    def _description(self, due: Due, language: str) -> str:
        return self.templates.render(INTRODUCTION, Part.INVITATION, language, due.says).strip()
