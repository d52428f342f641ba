"""Headers are edited as bytes: everything else in a message stays exactly as it came."""

from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.sandbox.gmail import accept

NAMES = st.sampled_from(["To", "X-Key", "Message-ID", "message-id", "Subject"])
VALUES = st.text(st.sampled_from("abc <>@.,;:-"), max_size=20)
FOLDS = st.lists(st.text(st.sampled_from("xyz "), min_size=1, max_size=8), max_size=2)
HEADERS = st.lists(st.tuples(NAMES, VALUES, FOLDS), max_size=6)


def lines(name, value, folds):
    return "".join([f"{name}: {value}\r\n", *(f"\t{fold}\r\n" for fold in folds)])


@given(HEADERS, st.binary(max_size=60))
def test_replacing_a_header_touches_neither_the_body_nor_other_headers(headers, body):
    raw = "".join(lines(*header) for header in headers).encode() + b"\r\n" + body
    if not headers:
        raw = b"Subject: x\r\n\r\n" + body
    kept = "".join(lines(*header) for header in headers if header[0].lower() != "message-id")
    changed = accept.replace_header(raw, "Message-ID", "<new@mail.gmail.com>")
    expected = f"Message-ID: <new@mail.gmail.com>\r\n{kept if headers else 'Subject: x' + chr(13) + chr(10)}\r\n"
    assert changed == expected.encode() + body


@given(st.lists(st.sampled_from(["Ada@example.org", "ben@example.net", "Cy <cy@example.com>"]), min_size=1, max_size=8))
def test_each_recipient_counts_once_in_lower_case(addresses):
    raw = f"To: {', '.join(addresses)}\r\nBcc: ada@example.org\r\n\r\n".encode()
    found = accept.recipients(raw)
    assert len(found) == len(set(found))
    assert set(found) == {address.split("<")[-1].strip(">").lower() for address in addresses} | {"ada@example.org"}


def test_every_message_id_that_came_is_replaced_by_one_of_gmails():
    raw = b"Message-ID: <mine@example.org>\r\nmessage-id:\r\n <twice@example.org>\r\n\r\nHi"
    changed, rfc_id = accept.with_new_message_id(raw)
    assert accept.parse_headers(changed).get_all("Message-ID") == [rfc_id]


def test_an_encoded_header_in_an_unknown_charset_is_shown_as_it_is():
    assert accept.readable_header("=?x-nowhere?q?team?=") == "=?x-nowhere?q?team?="
