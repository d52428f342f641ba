"""Whom a message didn't reach: the mail servers' answers in its thread, each counted for the message that it answers.

In: the thread as far as headers tell. Out: addresses. Who answers is judged by the parsed address of the sender, never
by a name; what is answered by `In-Reply-To` and `References`, or else by `X-Failed-Recipients`.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parseaddr

from mentoring_sync.mail.outbox.evidence import ThreadMessage

MAIL_SERVERS = frozenset({"mailer-daemon", "postmaster"})
"""Who writes when a message can't be delivered, before the @."""


def not_reached(message_id: str, to: Sequence[str], thread: Sequence[ThreadMessage]) -> tuple[str, ...]:
    """Which of the addresses in `to` the sent message didn't reach, in their order.

    A notice that names nobody is of all of them. One that cites nothing is of the last message sent before it.
    """
    place = next((at for at, each in enumerate(thread) if each.id == message_id), -1)
    own = thread[place].rfc_id if place >= 0 else ""
    failed: set[str] = set()
    last_sent = place
    for at, each in enumerate(thread[place + 1 :], start=place + 1):
        if each.is_sent:
            last_sent = at
        elif is_mail_server(each.sender) and _answers(each, own, uncited=last_sent == place):
            failed |= _named(each, to)
    return tuple(address for address in to if address.casefold() in failed)


def is_mail_server(sender: str) -> bool:
    """Whether a From header is of a mail server: by its address alone."""
    local, _, domain = parseaddr(sender)[1].rpartition("@")
    return bool(domain) and local.casefold() in MAIL_SERVERS


def _answers(notice: ThreadMessage, own: str, *, uncited: bool) -> bool:
    return own in notice.cites if notice.cites and own else uncited and bool(notice.failed)


def _named(notice: ThreadMessage, to: Sequence[str]) -> set[str]:
    meant = {address.casefold() for address in to}
    return {address.casefold() for address in notice.failed} & meant if notice.failed else meant
