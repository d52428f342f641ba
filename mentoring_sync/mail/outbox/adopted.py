"""Messages of ours that the mailbox holds and *Mail* has lost, as postings again.

In: what their headers say. Out: postings as *Mail* had them, as far as that can be told: kind and team by the key,
the people by the addresses, what a team was told by its header.
"""

from __future__ import annotations

import re
from dataclasses import replace
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import getaddresses

from mentoring_sync.mail.kinds.announcement import told_by
from mentoring_sync.mail.kinds.catalogue import KINDS
from mentoring_sync.mail.kinds.introductions import INTRODUCTION
from mentoring_sync.mail.outbox.evidence import Carried
from mentoring_sync.records.message import MailState, Posting

_TEAM = re.compile(r"team-(\d+)\b")
_BY_SLUG = {kind.slug: kind for kind in KINDS}


def split_key(carried: str) -> tuple[str, int]:
    """The key of the message that a header names, and which attempt it was."""
    key, _, attempt = carried.partition("#")
    return key, int(attempt) if attempt.isdigit() else 1


def found_sent(carried: Carried) -> Posting:
    """The posting of a message that was sent."""
    return replace(_found(carried), state=MailState.SENT, sent_at=carried.at, message_id=carried.id)


def found_draft(draft_id: str, carried: Carried) -> Posting:
    """The posting of a draft. Nobody knows whether a person has edited it, so it is never replaced unasked."""
    return replace(_found(carried), state=MailState.DRAFTED, draft_id=draft_id)


def once_more(posting: Posting) -> Posting:
    """A message that was sent, to be sent again by a person's word; a draft as it is."""
    if posting.state is not MailState.SENT:
        return posting
    return replace(
        posting,
        state=MailState.OWED,
        attempt=posting.attempt + 1,
        sent_at=None,
        thread_id="",
        message_id="",
        approved="",
        looked_at=None,
    )


def left_behind(posting: Posting) -> Posting:
    """A posting once mail goes from another account, which holds none of its drafts and threads: a draft is owed anew,
    and of what was being sent nobody knows."""
    match posting.state:
        case MailState.DRAFTED:
            return posting.outdated(needed=True).without_draft()
        case MailState.SENDING:
            return replace(posting.moved(MailState.UNCLEAR), draft_id="", thread_id="")
        case _:
            return replace(posting, draft_id="", thread_id="", made_as="")


def _found(carried: Carried) -> Posting:
    key, attempt = split_key(carried.key)
    slug, about = key.split("/", 3)[2:] if key.count("/") > 2 else ("", "")
    kind = _BY_SLUG.get(slug, INTRODUCTION)
    people = getaddresses([_read(carried.to)])
    members = {email: name or email for name, email in people if email}
    team = _TEAM.search(about)
    whole = not (kind.introduces and "/" in about)
    return Posting(
        key=key,
        kind=kind.name,
        team=f"Team {team[1]}" if team else "",
        to=", ".join(members),
        subject=_read(carried.subject),
        state=MailState.OWED,
        thread_id=carried.thread_id,
        announcement=told_by(carried.told, members) if whole else "",
        digest=carried.digest,
        attempt=attempt,
    )


def _read(header: str) -> str:
    """A header's text, whether the channel has decoded it or not."""
    try:
        return str(make_header(decode_header(header)))
    except (HeaderParseError, LookupError, ValueError):
        return header
