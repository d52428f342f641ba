from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.mail.writing.envelope import Letter, seal
from mentoring_sync.records.message import Address
from tests.mail.team_mail import NOW

MAYA = Address(name="Maya Okafor", email="maya@example.org")


def a_letter(**given_):
    return Letter(
        **{
            "key": "mentoring-groups/2027-1/introduction/team-3",
            "sender": Address(name="Mentoring Groups", email="mentoring@example.org"),
            "reply_to": Address(name="", email="ask@example.org"),
            "to": (MAYA,),
            "subject": "Meet Team 3",
            "date": NOW,
            "text": "Hello\n",
            "html": "<p>Hello</p>\n",
            "invitation": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
            **given_,
        }
    )


def read(letter):
    return message_from_bytes(seal(letter), policy=policy.default)


def header_lines(letter):
    return seal(letter).split(b"\r\n\r\n")[0].split(b"\r\n")


def test_a_mail_has_text_html_and_invitation_and_the_invitation_as_a_file():
    parts = [(part.get_content_type(), part.get_filename()) for part in read(a_letter()).walk()]
    assert parts == [
        ("multipart/mixed", None),
        ("multipart/alternative", None),
        ("text/plain", None),
        ("text/html", None),
        ("text/calendar", None),
        ("application/ics", "invite.ics"),
    ]


def test_the_invitation_in_place_and_the_file_say_the_same():
    _, _, _, _, in_place, file = read(a_letter()).walk()
    assert in_place.get_content().encode() == file.get_content() == a_letter().invitation
    assert in_place["Content-Type"].params["method"] == "REQUEST"


def test_the_same_letter_is_the_same_bytes():
    assert seal(a_letter()) == seal(a_letter())


def test_there_is_no_message_id_because_gmail_gives_its_own():
    assert read(a_letter())["Message-ID"] is None


@pytest.mark.parametrize("key", ["k/1", "a-very-long-programme-name/" * 8 + "team-3"])
def test_the_key_stands_in_one_line_as_it_is(key):
    assert f"X-Mentoring-Sync-Key: {key}".encode() in header_lines(a_letter(key=key))


def test_lines_end_as_mail_wants_them_and_are_ascii():
    sealed = seal(a_letter(text="Grüße\n", to=(Address(name="Zoë Müller", email="zoe@example.org"),)))
    assert sealed.isascii()
    assert sealed.count(b"\n") == sealed.count(b"\r\n")


@pytest.mark.parametrize("name", ["Zoë Müller", "Nguyễn Thị Hương", 'Pat "Paddy" O\'Neil, Jr.', "李 明"])
def test_a_name_arrives_as_it_was_written(name):
    (address,) = read(a_letter(to=(Address(name=name, email="x@example.org"),)))["To"].addresses
    assert (address.display_name, address.addr_spec) == (name, "x@example.org")


def test_a_name_that_looks_encoded_is_not_decoded():
    (address,) = read(a_letter(to=(Address(name="=?utf-8?q?=0ABcc?=", email="x@example.org"),)))["To"].addresses
    assert address.display_name == "=?utf-8?q?=0ABcc?="


def test_an_international_domain_is_written_in_ascii():
    (address,) = read(a_letter(to=(Address(name="Jo", email="jo@bücher.example.org"),)))["To"].addresses
    assert address.addr_spec == "jo@xn--bcher-kva.example.org"


def test_an_address_with_other_letters_before_the_at_is_written_in_utf8():
    sealed = seal(a_letter(to=(Address(name="Jörg", email="jörg@example.org"),)))
    assert "jörg@example.org".encode() in sealed


def test_a_name_can_not_bring_in_a_header():
    mail = read(a_letter(to=(Address(name="Eve\r\nBcc: all@example.org\n\nBody", email="eve@example.org"),)))
    assert mail["Bcc"] is None
    assert mail["To"].addresses[0].display_name == "Eve Bcc: all@example.org Body"


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_in_a_name_or_subject_the_headers_stay_ours(name, subject):
    mail = read(a_letter(to=(Address(name=name, email="eve@example.org"),), subject=subject))
    assert mail.keys() == [
        "From",
        "To",
        "Reply-To",
        "Subject",
        "Date",
        "X-Mentoring-Sync-Key",
        "MIME-Version",
        "Content-Type",
    ]
    assert [address.addr_spec for address in mail["To"].addresses] == ["eve@example.org"]
