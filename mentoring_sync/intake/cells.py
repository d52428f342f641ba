"""A cell as text that can be compared, shown and mailed: what applicants type, without what can't be seen.

Comes in: a cell of any kind. Goes out: one line of NFC text, without line breaks or control characters, so that it
can't break a mail header, a log line or a table; apart from that the text is kept as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from mentoring_sync.spreadsheet.grid import cell_text

_SHOWN_AT_MOST = 80
REMEMBERED = 4096
"""How many different answers to a question are kept with what came of them: most people answer as others do."""

# Control characters, lone surrogates, and what Unicode lists as ignorable by default: soft hyphen, zero-width space,
# bidi marks and overrides, word joiner, BOM, fillers, tags. Some stay inside a text: the zero-width (non-)joiners, with
# which Persian names and many emoji are spelt; variation selectors (emoji, Japanese names); the tags behind a black
# flag, which make it England's.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc\ud800-\udfff\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e00ff\U000e01f0-\U000e0fff]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
)
_BLANKS = re.compile(r"[\s\u2800]+")  # the Braille pattern without dots looks like a blank
_JOINERS = "\u200c\u200d"
# `#REF!`, `#DIV/0!`, `#NAME?`, the API's `#DIVIDE_BY_ZERO!`, Spanish `#¡VALOR!`; those that end in nothing are listed.
_ERROR = re.compile(r"#[¡¿]?(?:[^\W\d_a-z][\w/]*[!?]|N/A|N_A|N/D|NV|Н/Д|NB|I/T|YOK|GETTING_DATA)[!?]?")
_LOADING = ("Loading...", "Loading…")
_IN_ANGLES = re.compile(r"<([^<>]*@[^<>]*)>")


def clean(value: object) -> str:
    """A cell as one line of text; empty for an empty cell. A number that is whole has no point: 42.0 is `42`."""
    text = value if isinstance(value, str) else _plain(value)
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", _without_surrogates(text)))
    return _BLANKS.sub(" ", visible).strip(f" {_JOINERS}")


def can_be_seen(text: str) -> bool:
    """Whether a (cleaned) text shows anything that a person could be called by: a letter, a digit, a sign."""
    return any(unicodedata.category(sign)[0] in "LNS" and sign != "\ufffd" for sign in text)


def is_error(cell: object) -> bool:
    """Whether a (cleaned) cell is a formula's error, as Sheets, its API and Excel show it: nobody's answer."""
    if not isinstance(cell, str) or not cell.startswith(("#", "L")):
        return False
    return cell in _LOADING or (cell == cell.upper() and _ERROR.fullmatch(cell) is not None)


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


@lru_cache(maxsize=REMEMBERED)
def folded(text: str) -> str:
    """A text as it is compared: without case, accents and doubled blanks."""
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _BLANKS.sub(" ", bare).strip()


def in_quotes(text: str) -> str:
    """An answer or a title within a sentence, cut to a length that can be read."""
    shown = text if len(text) <= _SHOWN_AT_MOST else f"{text[: _SHOWN_AT_MOST - 1]}…"
    return f"“{shown}”"


def in_quotes_whole(text: str) -> str:
    """The same, however long it is: what a person said and somebody must read."""
    return f"“{text}”"
