"""Composes a message: from a team to the mail that introduces it, whole and ready to be drafted.

In: the team, its label and the message's key, the settings, the templates, the instant. Out: a `Message`. The same team
composed at the same instant is the same mail, byte by byte.
"""

from __future__ import annotations

from datetime import datetime

from mentoring_sync.mail.calendar import Invitation, invitation, meetings_uid
from mentoring_sync.mail.envelope import Letter, in_one_line, seal
from mentoring_sync.mail.introduction import introduce
from mentoring_sync.mail.settings import Commitment, MailSettings, Programme
from mentoring_sync.mail.templates import Part, Templates
from mentoring_sync.records.message import Address, Message, MessageKind
from mentoring_sync.records.round import Round
from mentoring_sync.records.team import Team


def introduction(
    team: Team,
    *,
    label: str,
    key: str,
    programme: Programme,
    commitment: Commitment,
    mail: MailSettings,
    round_: Round,
    templates: Templates,
    now: datetime,
) -> Message:
    """The one mail that introduces a team, to its mentor and all its mentees, with the invitation to their meetings."""
    kind = MessageKind.INTRODUCTION
    told = introduce(team, label=label, programme=programme, commitment=commitment, round_=round_).variables()
    to = tuple(Address(name=in_one_line(member.name), email=member.email) for member in team.members)
    subject = in_one_line(templates.render(kind, Part.SUBJECT, told))

    def sealed() -> bytes:
        said = {part: templates.render(kind, part, told) for part in (Part.TEXT, Part.HTML, Part.INVITATION)}
        meetings = Invitation(
            uid=meetings_uid(programme.community, key),
            stamp=now,
            summary=f"{programme.name}: {label}",
            description=said[Part.INVITATION].strip(),
            organizer=mail.sender,
            attendees=to,
        )
        letter = Letter(
            key=key,
            sender=mail.sender,
            reply_to=mail.reply_to,
            to=to,
            subject=subject,
            date=now,
            text=said[Part.TEXT],
            html=said[Part.HTML],
            invitation=invitation(meetings, team.slot, round_),
        )
        return seal(letter)

    return Message(key=key, kind=kind, team=label, to=to, subject=subject, sealed=sealed)
