"""People who were forgotten: known again by keyed digests alone, so that nothing of them is taken up anew.

An address or a name is kept as its HMAC-SHA256 (RFC 2104) under a key of the workbook's own. Whoever has the workbook
has the key as well: a digest keeps a person from being read there, not from being guessed by somebody who tries names.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from mentoring_sync.records.names import folded_name

_DIGEST = 32
"""Hexadecimal digits of a digest that are kept: 128 bits."""

_TOKEN = re.compile(r"[^\s,;:()<>\[\]\"“”„«»|]+")
_AT_THE_ENDS = ".!?'’"
_SAME_MAILBOX = ("gmail.com", "googlemail.com")


def normalised(address: str) -> str:
    """An address as the same person may have typed it: small letters, and as Gmail reads it where it is one of
    Gmail's (dots and what follows a plus don't count there: support.google.com/mail/answer/7436150)."""
    local, at, domain = address.strip().casefold().rpartition("@")
    if at and domain in _SAME_MAILBOX:
        return f"{local.partition('+')[0].replace('.', '')}@gmail.com"
    return f"{local}{at}{domain}"


@dataclass(frozen=True, kw_only=True)
class ForgottenPerson:
    """Digests of somebody's addresses and names, of the first words of these names, and of how many words they are;
    when they were forgotten. They are `back` once the coordinator took up what they answered since."""

    at: datetime
    addresses: frozenset[str]
    names: frozenset[str] = frozenset()
    first_words: frozenset[str] = frozenset()
    lengths: frozenset[int] = frozenset()
    back: bool = False


@dataclass(frozen=True, kw_only=True)
class Forgotten:
    """All who were forgotten, under one key (empty: nobody yet)."""

    key: str = ""
    people: tuple[ForgottenPerson, ...] = ()
    _digests: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.people)

    def remembering(self, addresses: Iterable[str], names: Iterable[str], at: datetime) -> Forgotten:
        """The same with one more person, under the key that there is by now. Whoever was forgotten before is forgotten
        from now on."""
        words = [each for each in (folded_name(name).split() for name in names) if each]
        one = ForgottenPerson(
            at=at,
            addresses=frozenset(map(self._of_address, addresses)),
            names=frozenset(self._digest(" ".join(order)) for each in words for order in _orders(each)),
            first_words=frozenset(self._digest(order[0]) for each in words for order in _orders(each)),
            lengths=frozenset(map(len, words)),
        )
        others = tuple(each for each in self.people if not each.addresses & one.addresses)
        before = [each for each in self.people if each.addresses & one.addresses]
        return Forgotten(key=self.key, people=(*others, _together(one, before)))

    def person(self, address: str) -> ForgottenPerson | None:
        """Whose address this is, if it is one of theirs."""
        if not self.people or "@" not in address:
            return None
        digest = self._of_address(address)
        return next((each for each in self.people if digest in each.addresses), None)

    def has(self, address: str) -> bool:
        """Whether it is the address of somebody who was forgotten and isn't back."""
        found = self.person(address)
        return found is not None and not found.back

    def among(self, addresses: Iterable[str]) -> frozenset[str]:
        """Those of some addresses that are of forgotten people."""
        return frozenset(each for each in addresses if self.has(each)) if self.people else frozenset()

    def has_name(self, name: str) -> bool:
        """Whether somebody who was forgotten and isn't back was called so."""
        digest = self._digest(folded_name(name))
        return any(digest in each.names for each in self._gone)

    def taken_back(self, addresses: Collection[str]) -> Forgotten:
        """The same once these people are back."""
        digests = {self._of_address(each) for each in addresses}
        people = (replace(each, back=True) if each.addresses & digests else each for each in self.people)
        return Forgotten(key=self.key, people=tuple(people))

    def out_of(self, text: str, instead: str = "", spared: Collection[str] = frozenset()) -> str:
        """A text without what names a forgotten person: their addresses, and their names of two words or more; a name
        of one word only where it is the whole text. Names that others have too are `spared`, by their digests."""
        spans = [] if not self._gone else list(self._spans(text, spared))
        for start, end in reversed(spans):
            text = f"{text[:start]}{instead}{text[end:]}"
        return text

    def name_digests(self, names: Iterable[str]) -> frozenset[str]:
        """The digests of names."""
        return frozenset(self._digest(folded_name(each)) for each in names) if self.people else frozenset()

    @property
    def _gone(self) -> tuple[ForgottenPerson, ...]:
        return tuple(each for each in self.people if not each.back)

    def _spans(self, text: str, spared: Collection[str]) -> Iterator[tuple[int, int]]:
        tokens = [(each.start(), each[0]) for each in _TOKEN.finditer(text)]
        first = frozenset().union(*(each.first_words for each in self._gone))
        names = frozenset().union(*(each.names for each in self._gone)) - frozenset(spared)
        addresses = frozenset().union(*(each.addresses for each in self._gone))
        longest = sorted(frozenset().union(*(each.lengths for each in self._gone)), reverse=True)
        at = 0
        while at < len(tokens):
            start, token = tokens[at]
            word = token.strip(_AT_THE_ENDS)
            taken = 1 if "@" in word and self._of_address(word) in addresses else 0
            if not taken and self._digest(folded_name(word)) in first:
                taken = self._name_at(tokens, at, longest, names)
            if taken:
                last, ends = tokens[at + taken - 1]
                yield start, last + len(ends.rstrip(_AT_THE_ENDS))
            at += max(taken, 1)

    def _name_at(self, tokens: list[tuple[int, str]], at: int, lengths: Iterable[int], names: Collection[str]) -> int:
        """How many words from here on are a name; 0 if none are."""
        for count in lengths:
            words = [folded_name(token.strip(_AT_THE_ENDS)) for _, token in tokens[at : at + count]]
            whole = count > 1 or len(tokens) == 1
            if len(words) == count and whole and self._digest(" ".join(words)) in names:
                return count
        return 0

    def _of_address(self, address: str) -> str:
        return self._digest(normalised(address))

    def _digest(self, text: str) -> str:
        if text not in self._digests:
            self._digests[text] = hmac.digest(self.key.encode(), text.encode(), "sha256").hex()[:_DIGEST]
        return self._digests[text]


def _orders(words: list[str]) -> Iterator[list[str]]:
    """`dee lund` is also `Lund, Dee`."""
    yield words
    if len(words) > 1:
        yield [words[-1], *words[:-1]]


def _together(one: ForgottenPerson, before: Iterable[ForgottenPerson]) -> ForgottenPerson:
    every = (one, *before)
    return replace(
        one,
        addresses=frozenset().union(*(each.addresses for each in every)),
        names=frozenset().union(*(each.names for each in every)),
        first_words=frozenset().union(*(each.first_words for each in every)),
        lengths=frozenset().union(*(each.lengths for each in every)),
    )
