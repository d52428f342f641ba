"""Who is named in a text: known people, any address, and the codes that people call themselves by.

A first name alone counts where it is a word of its own that begins as names do. Whoever reads the text decides; this
only shows where to look twice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from mentoring_sync.intake.cells import folded

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ADDRESS = re.compile(r"[^\s<>(),;:@\"']+@[^\s<>(),;:@\"']+\.\w+")
_SHORTEST = 2


class Names:
    """The names and codes to look for."""

    def __init__(self, names: Collection[str], codes: Collection[str] = ()) -> None:
        self._whole = {folded(name): name for name in names if name.strip()}
        self._parts = {folded(part) for name in names for part in _WORD.findall(name) if len(part) >= _SHORTEST}
        self._codes = {folded(code): code for code in codes if len(code.strip()) > _SHORTEST}

    def named_in(self, text: str) -> tuple[str, ...]:
        """The names, addresses and codes that stand in a text, each once, as they stand there."""
        return tuple(dict.fromkeys((*_ADDRESS.findall(text), *self._whole_names(text), *self._words(text))))

    def _whole_names(self, text: str) -> Iterator[str]:
        """Full names, also in small letters, and names that are written without blanks between words."""
        plain = folded(text)
        for name, shown in self._whole.items():
            if name not in plain:
                continue
            apart = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain) is not None
            if (apart and " " in name) or not _is_cased(name):
                yield shown

    def _words(self, text: str) -> Iterator[str]:
        for word in _WORD.findall(_ADDRESS.sub(" ", text)):
            for part in (word, *re.split(r"[-'’]", word)):
                if folded(part) in self._parts and (part[0].isupper() or not _is_cased(part)):
                    yield part
                    break
        plain = folded(text)
        for code, shown in self._codes.items():
            if code in plain and re.search(rf"(?<!\w){re.escape(code)}(?!\w)", plain):
                yield shown


def _is_cased(text: str) -> bool:
    """Whether its letters are of a script that has capitals."""
    return text.lower() != text.upper()
