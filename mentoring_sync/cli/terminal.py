"""What commands print: a spreadsheet may hold anything, and nothing of it steers a terminal or passes for our own line.

In: lines, or data. Out: text without control characters, turns of the writing direction and what else can't be seen.
"""

from __future__ import annotations

from collections.abc import Iterable


def printable(text: str) -> str:
    """The text on one line, without what would steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def in_lines(lines: Iterable[str]) -> str:
    """Lines, each of which stays one."""
    return "\n".join(map(printable, lines))


def as_json(said: object) -> str:
    """The data as JSON in which letters are readable, and all else is an escape."""
    import json  # start-up time

    text = json.dumps(said, indent=2, ensure_ascii=False)
    return "".join(letter if letter.isprintable() or letter == "\n" else _escaped(letter) for letter in text)


def _escaped(letter: str) -> str:
    import json  # start-up time

    return json.dumps(letter)[1:-1] if letter > "\x7f" else f"\\u{ord(letter):04x}"
