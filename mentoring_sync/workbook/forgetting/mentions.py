"""Where a text names somebody: by an address of theirs, by a whole name, or by what the key of a mail makes of these.

A part of a name (`Dee`) isn't taken for the person: words are names too often. Where it stands, a person looks. Who has
one name alone is known by it as a whole word in the same capitals, or within a text that puts no blanks between words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from mentoring_sync.mail.key import plain
from mentoring_sync.records.names import folded_name
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.forgetting.subject import Subject

INSTEAD = "[…]"
"""What stands in a text of ours or the coordinator's where somebody was named: the same in every language."""

_SHORTEST_PART, _BLANKS = 2, r"\s+"
_WITH_BLANKS = re.compile(r"[^\W\d_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")
"""A letter of a script in which blanks stand between words: not Thai, Lao, Burmese, Khmer, Chinese, Japanese; Korean
puts endings right behind a name."""


@dataclass(frozen=True)
class Mentions:
    """Of a subject. Names that `others` have too, as they are compared, say nothing of whom they mean."""

    subject: Subject
    others: Collection[str] = ()

    @property
    def shared_names(self) -> tuple[str, ...]:
        """Names of theirs that others have, too."""
        return tuple(sorted(name for name in self.subject.names if folded_name(name) in self.others))

    def are_in(self, text: str) -> bool:
        """Whether a text names them."""
        return any(each.search(text) for each in self._patterns)

    def out_of(self, text: str) -> str:
        """The text with `INSTEAD` wherever it names them."""
        for each in self._patterns:
            text = each.sub(INSTEAD, text)
        return text

    def cleaned(self, cell: Scalar) -> Scalar:
        """A cell without what names them."""
        return self.out_of(cell) if isinstance(cell, str) else cell

    def is_address(self, cell: Scalar) -> bool:
        """Whether a cell is an address of theirs and nothing else."""
        return isinstance(cell, str) and cell.strip().lower() in self.subject.addresses

    def are_perhaps_in(self, text: str) -> bool:
        """Whether a word of the text is a part of a name of theirs, and the whole name isn't there."""
        return not self._parts.isdisjoint(re.findall(r"\w+", text.casefold()))

    @cached_property
    def _names(self) -> list[str]:
        return [name for name in self.subject.names if folded_name(name) not in self.others]

    @cached_property
    def _parts(self) -> frozenset[str]:
        words = (word for name in self._names for word in name.casefold().split())
        return frozenset(word for word in words if len(word) >= _SHORTEST_PART)

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        whole = [*_addresses(self.subject.addresses), *_names(self._names)]
        alone = [name for name in self._names if len(name.split()) == 1 and len(name) > 1]
        parts = ((whole, re.IGNORECASE), ([_as_a_word(name) for name in alone], re.NOFLAG))
        return tuple(re.compile("|".join(sorted(each, key=len, reverse=True)), flags) for each, flags in parts if each)


def _addresses(addresses: Iterable[str]) -> Iterator[str]:
    for each in addresses:
        yield rf"(?<![\w.+-]){re.escape(each)}(?![\w-]|\.\w)"
        yield rf"(?<![a-z0-9-]){re.escape(plain(each))}(?![a-z0-9-])"


def _names(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for form in ("NFC", "NFD"):
            *first, last = unicodedata.normalize(form, name).split()
            if first:
                yield _in_order([*first, last])
                yield rf"(?<!\w){re.escape(last)},\s*{_in_order(first)}"
        if len(name.split()) > 1:
            yield rf"(?<![a-z0-9-]){re.escape(plain(name))}(?![a-z0-9-])"


def _in_order(words: Iterable[str]) -> str:
    return rf"(?<!\w){_BLANKS.join(map(re.escape, words))}(?!\w)"


def _as_a_word(name: str) -> str:
    return rf"(?<!\w){re.escape(name)}(?!\w)" if _WITH_BLANKS.search(name) else re.escape(name)
