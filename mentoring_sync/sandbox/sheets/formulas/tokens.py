"""A formula's text in pieces, with their places, so that references can be rewritten where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_TITLE = r"(?:'(?:[^']|'')*'|[A-Za-z_][\w.]*)!"
_CORNER = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,14}"
_PATTERN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<text>"(?:[^"]|"")*")
    |(?P<reference>(?:{_TITLE})?(?:{_CORNER}(?::(?:{_CORNER}|\$?[A-Za-z]{{1,3}}))?(?![\w(])
        |\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}(?![\w(])|\$?[0-9]{{1,15}}:\$?[0-9]{{1,15}}(?![\w(])))
    |(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<error>\#REF!|\#N/A|\#VALUE!|\#NAME\?|\#DIV/0!|\#NUM!)
    |(?P<name>[A-Za-z_][\w.]*)
    |(?P<sign><=|>=|<>|[-+*/^&=<>%(),;:{{}}])""",
    re.VERBOSE,
)


class Kind(StrEnum):
    """What a piece is."""

    SPACE = "space"
    TEXT = "text"
    REFERENCE = "reference"
    NUMBER = "number"
    ERROR = "error"
    NAME = "name"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula."""

    kind: Kind
    text: str


class UnreadableError(ValueError):
    """The formula isn't one."""


def tokens(formula: str) -> Iterator[Token]:
    """The pieces after the leading `=`; joined they are the text again. Raises UnreadableError."""
    at = 1
    while at < len(formula):
        match = _PATTERN.match(formula, at)
        if match is None or match.lastgroup is None:
            raise UnreadableError(formula[at:])
        yield Token(Kind(match.lastgroup), match.group(0))
        at = match.end()
