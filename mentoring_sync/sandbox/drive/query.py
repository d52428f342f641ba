"""Drive's search language: `mimeType = '...' and (name contains 'round' or trashed = true)`.

In: the `q` parameter. Out: a test for catalogue entries.
https://developers.google.com/workspace/drive/api/guides/ref-search-terms
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ..catalogue import Entry
from ..errors import GoogleError

Test = Callable[[Entry], bool]

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")|(?P<sign><=|>=|!=|=|<|>|\(|\))|(?P<word>[A-Za-z]+))"""
)
_FIELDS: Mapping[str, Callable[[Entry], str]] = {
    "name": lambda entry: entry.name,
    "title": lambda entry: entry.name,
    "fullText": lambda entry: f"{entry.name} {entry.description or ''}",
    "mimeType": lambda entry: entry.mime,
    "trashed": lambda entry: "true" if entry.trashed else "false",
    "starred": lambda entry: "false",  # noqa: ARG005 - nothing can be starred
    "createdTime": lambda entry: entry.created[:19],
    "modifiedTime": lambda entry: entry.modified[:19],
}
_COMPARISONS: Mapping[str, Callable[[str, str], bool]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "contains": lambda left, right: right.lower() in left.lower(),
}
_COLLECTIONS: Mapping[str, Callable[[Entry], tuple[str, ...]]] = {
    "parents": lambda entry: (entry.parent,),
    "owners": lambda entry: (entry.owner,),
    "writers": lambda entry: (entry.owner,),
    "readers": lambda entry: (entry.owner,),
}


def parse(text: str) -> Test:
    """The test that the query writes. Raises GoogleError 400."""
    reader = _Reader(text)
    found = reader.either()
    if reader.next is not None:
        raise reader.refused()
    return found


class _Reader:
    """The query's words, read from left to right."""

    def __init__(self, text: str) -> None:
        self._words = []
        self._at = 0
        place = 0
        stripped = text.rstrip()
        while place < len(stripped):
            match = _TOKEN.match(stripped, place)
            if match is None:
                raise self.refused()
            self._words.append(match.group(0).strip())
            place = match.end()

    @property
    def next(self) -> str | None:
        """The word to read next."""
        return self._words[self._at] if self._at < len(self._words) else None

    def either(self) -> Test:
        """Alternatives."""
        tests = [self._both()]
        while self.next == "or":
            self._take()
            tests.append(self._both())
        return lambda entry: any(test(entry) for test in tests)

    def refused(self) -> GoogleError:
        """400 as Drive says it."""
        return GoogleError(400, "INVALID_ARGUMENT", "Invalid Value", reason="invalid", location="q")

    def _both(self) -> Test:
        tests = [self._one()]
        while self.next == "and":
            self._take()
            tests.append(self._one())
        return lambda entry: all(test(entry) for test in tests)

    def _one(self) -> Test:
        word = self._take()
        if word == "not":
            inner = self._one()
            return lambda entry: not inner(entry)
        if word == "(":
            inner = self.either()
            if self._take() != ")":
                raise self.refused()
            return inner
        if word[0] in "'\"":
            return self._membership(_unquoted(word))
        return self._comparison(word)

    def _membership(self, value: str) -> Test:
        if self._take() != "in":
            raise self.refused()
        members = _COLLECTIONS.get(self._take())
        if members is None:
            raise self.refused()
        return lambda entry: value in members(entry)

    def _comparison(self, name: str) -> Test:
        field, compare = _FIELDS.get(name), _COMPARISONS.get(self._take())
        value = self._take()
        if field is None or compare is None:
            raise self.refused()
        wanted = _unquoted(value)
        if name.endswith("Time"):
            wanted = wanted[:19]
        return lambda entry: compare(field(entry), wanted)

    def _take(self) -> str:
        word = self.next
        if word is None:
            raise self.refused()
        self._at += 1
        return word


def _unquoted(word: str) -> str:
    return re.sub(r"\\(.)", r"\1", word[1:-1]) if word[0] in "'\"" else word
