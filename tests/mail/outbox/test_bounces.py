"""A bounce counts for the message that it answers, and for those whom it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.mail.outbox.bounces import is_mail_server, not_reached
from mentoring_sync.mail.outbox.evidence import ThreadMessage

MAYA, SAM = "maya@example.org", "sam@example.org"
TO = (MAYA, SAM)
DAEMON = "Mail Delivery Subsystem <mailer-daemon@googlemail.com>"
OURS = ThreadMessage(id="m-1", rfc_id="<1@mail.gmail.com>", sender="Groups <groups@example.org>", is_sent=True)
LATER = ThreadMessage(id="m-2", rfc_id="<2@mail.gmail.com>", sender="Groups <groups@example.org>", is_sent=True)


def notice(*failed: str, cites: str = "", sender: str = DAEMON) -> ThreadMessage:
    return ThreadMessage(id="n", sender=sender, cites=(cites,) if cites else (), failed=failed)


def missed(*thread: ThreadMessage, of: ThreadMessage = OURS) -> tuple[str, ...]:
    return not_reached(of.id, TO, thread)


def test_a_notice_is_of_those_whom_it_names() -> None:
    assert missed(OURS, notice("Sam@Example.org", cites=OURS.rfc_id)) == (SAM,)
    assert missed(OURS, notice(SAM)) == (SAM,)


def test_a_notice_that_names_nobody_is_of_all_if_it_cites_the_message() -> None:
    assert missed(OURS, notice(cites=OURS.rfc_id)) == TO
    assert missed(OURS, notice()) == ()


def test_a_notice_is_of_the_message_that_it_cites_wherever_it_stands() -> None:
    thread = (OURS, LATER, notice(SAM, cites=OURS.rfc_id))
    assert (missed(*thread), missed(*thread, of=LATER)) == ((SAM,), ())


def test_a_notice_that_cites_nothing_is_of_the_last_message_before_it() -> None:
    thread = (OURS, LATER, notice(SAM))
    assert (missed(*thread), missed(*thread, of=LATER)) == ((), (SAM,))


def test_what_came_before_a_message_is_none_of_it() -> None:
    assert missed(notice(SAM), OURS) == ()


def test_two_notices_add_up() -> None:
    assert missed(OURS, notice(SAM), notice(MAYA)) == TO


@pytest.mark.parametrize(
    ("sender", "is_one"),
    [
        (DAEMON, True),
        ("postmaster@example.org", True),
        ("MAILER-DAEMON@example.org (Mail Delivery System)", True),
        ("Postmaster Pat <pat@example.org>", False),
        ('"mailer-daemon@googlemail.com" <sam@example.org>', False),
        ("mailer-daemon", False),
        ("", False),
    ],
)
def test_who_answers_is_judged_by_the_address(sender: str, is_one: bool) -> None:
    assert is_mail_server(sender) is is_one
    assert missed(OURS, notice(SAM, cites=OURS.rfc_id, sender=sender)) == ((SAM,) if is_one else ())


@given(name=st.text(max_size=30), local=st.from_regex(r"[a-z]{1,12}", fullmatch=True))
def test_no_persons_reply_is_a_bounce_whatever_the_person_is_called(name: str, local: str) -> None:
    quoted = name.replace("\\", "").replace('"', "")
    reply = notice(cites=OURS.rfc_id, sender=f'"{quoted} Postmaster mailer-daemon" <x{local}@example.org>')
    assert missed(OURS, reply) == ()
