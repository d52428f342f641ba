"""Header values as RFC 5322 and RFC 2047 want them: whatever letters a name or a subject has, and however long it is.

In: text in one line, addresses. Out: the value of a header, folded: no line is longer than 76 characters, save where an
address or a word of ASCII can't be broken. Python's own folding loses or doubles blanks between encoded words, so the
words are encoded here.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence

FOLD = "\r\n "
LONGEST_LINE = 76
"""Characters of a line that holds an encoded word (RFC 2047, section 2)."""

LONGEST_WORD = 75
_FRAME = len("=?utf-8?b??=")
_PLAIN = re.compile(r"[\x20-\x7e]*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+( [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")


def text_value(text: str, *, name: str) -> str:
    """The value of an unstructured header such as *Subject*; `name` is the header's, which takes room in its line."""
    taken = len(name) + 2
    if _may_stand(text):
        folded = _folded_at_blanks(text, taken)
        if folded is not None:
            return folded
    return FOLD.join(encoded_words(text, taken=taken))


def address_list_value(addresses: Sequence[tuple[str, str]], *, name: str) -> str:
    """The value of a header of addresses, each as (display name, `local@domain`), one a line."""
    return f",{FOLD}".join(
        address_value(display, email, taken=1 if number else len(name) + 2)
        for number, (display, email) in enumerate(addresses)
    )


def address_value(display: str, email: str, *, taken: int) -> str:
    """`Display Name <local@domain>`, or the address alone where there is no name."""
    if not display:
        return email
    said = _phrase(display, taken)
    last = len(said.rpartition("\n")[2]) + (0 if "\n" in said else taken)
    return f"{said}{' ' if last + len(email) + 3 <= LONGEST_LINE else FOLD}<{email}>"


def encoded_words(text: str, *, taken: int = 0) -> Iterator[str]:
    """The text as encoded words, the first in a line in which so many characters are `taken`.

    The blanks between them are no part of the text: all of its own stand inside the words.
    """
    word, room = bytearray(), _octets(LONGEST_LINE - taken)
    for letter in text:
        octets = letter.encode("utf-8", "replace")
        if word and len(word) + len(octets) > room:
            yield _encoded(bytes(word))
            word, room = bytearray(), _octets(LONGEST_LINE - 1)
        word += octets
    if word:
        yield _encoded(bytes(word))


def _octets(room: int) -> int:
    """How many octets an encoded word holds that may be so long; four at least, since a letter can't be broken."""
    return max(4, (min(room, LONGEST_WORD) - _FRAME) // 4 * 3)


def _encoded(octets: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(octets).decode('ascii')}?="


def _may_stand(text: str) -> bool:
    """Whether the text can stand as it is: printable ASCII that nobody would take for an encoded word."""
    return bool(_PLAIN.fullmatch(text)) and "=?" not in text and text == text.strip() and "  " not in text


def _phrase(display: str, taken: int) -> str:
    if _may_stand(display) and taken + len(display) + 2 <= LONGEST_LINE:
        if _ATOMS.fullmatch(display):
            return display
        escaped = display.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return FOLD.join(encoded_words(display, taken=taken))


def _folded_at_blanks(text: str, taken: int) -> str | None:
    """Plain text over as many lines as it needs; None where a word is too long for a line."""
    lines: list[str] = []
    for word in text.split(" "):
        room = LONGEST_LINE - (taken if len(lines) <= 1 else 1)
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        elif len(word) <= LONGEST_LINE - (1 if lines else taken):
            lines.append(word)
        else:
            return None
    return FOLD.join(lines)
