"""A cell as text that can be compared, shown and mailed: what applicants type, without what can't be seen.

Comes in: a cell of any kind. Goes out: one line of NFC text, without line breaks or control characters, so that it
can't break a mail header, a log line or a table; apart from that the text is kept as it was typed.
"""

from __future__ import annotations

import re
import unicodedata

from mentoring_sync.spreadsheet.grid import cell_text

_SHOWN_AT_MOST = 80

# Control characters, soft hyphen, zero-width space, bidi marks and overrides, word joiner, BOM, lone surrogates.
# The zero-width (non-)joiners stay inside a text: Persian names and many emoji are spelt with them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_BLANKS = re.compile(r"\s+")
_JOINERS = "\u200c\u200d"
_IN_ANGLES = re.compile(r"<([^<>]*@[^<>]*)>")


def clean(value: object) -> str:
    """A cell as one line of text; empty for an empty cell. A number that is whole has no point: 42.0 is `42`."""
    text = value if isinstance(value, str) else _plain(value)
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFC", _without_surrogates(text)))
    return _BLANKS.sub(" ", visible).strip(f" {_JOINERS}")


def _without_surrogates(text: str) -> str:
    return text.encode("utf-8", "ignore").decode("utf-8")


def _plain(value: object) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, bool | float):
        return cell_text(value)
    return str(value)


def address(text: str) -> str:
    """An e-mail address out of a cleaned answer: `mailto:`, `Name <a@b>`, blanks and capitals are taken away."""
    inner = _IN_ANGLES.search(text)
    bare = re.sub(rf"[\s{_JOINERS}]+", "", inner.group(1) if inner else text)
    return re.sub(r"^mailto:", "", bare.lower()).strip("<>,;\"'").removesuffix(".")


def folded(text: str) -> str:
    """A text as it is compared: without case, accents and doubled blanks."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _BLANKS.sub(" ", bare).strip()


def in_quotes(text: str) -> str:
    """An answer or a title within a sentence, cut to a length that can be read."""
    shown = text if len(text) <= _SHOWN_AT_MOST else f"{text[: _SHOWN_AT_MOST - 1]}…"
    return f"“{shown}”"
