"""Whom a text names, of a team's people: by full name, `Ono, Cy`, a first name that is unique in the team, an address.

In: a cell with names, as ticks of a list joined by commas (names in the list may have commas of their own), one a line,
or written out. Out: `Named`. Case, accents and punctuation don't matter; what is one letter off, or could be two
people, is doubtful and left to a person; whoever isn't in the team is a stranger.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from mentoring_sync.intake.cells import address, clean
from mentoring_sync.intake.likeness import bare, edits
from mentoring_sync.intake.reports.circle import Circle, Member, ReportingTeam
from mentoring_sync.intake.reports.words import EVERYBODY, NOBODY

_LINES = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_POINT = re.compile(r"^\s*(?:[-–—*•·‣▪]+|\(?\d{1,2}[.)])\s+")
_COUNTED = re.compile(
    r"^(\d{1,2})(?!\d|[.:]\d)(?:\s*(?:people|persons?|mentees?|came|x)\b)?\s*[:=(–—-]?\s*(.*?)\)?$", re.I
)
_BETWEEN = re.compile(r"\s*[,;/&+|]\s*|\s+(?:and|und|y|e|et|en|with|mit|con|avec|com)\s+", re.I)
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")
_ASIDE = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_LONGEST = 6
"""Of so many pieces between commas a name is made at most."""

_SURELY = 4
"""A name with fewer letters has no near ones: too many others are one letter away."""


@dataclass(frozen=True)
class Doubtful:
    """What was written, and the keys of those who may be meant."""

    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Named:
    """The people by their keys, in the text's order. `everybody` and `nobody` are said in a word; `count` is a number
    that stood there instead of or before names; `asides` what stood in parentheses."""

    keys: tuple[str, ...] = ()
    doubtful: tuple[Doubtful, ...] = ()
    strangers: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    everybody: bool = False
    nobody: bool = False
    count: int | None = None

    @property
    def is_certain(self) -> bool:
        """Whether everything that was written is understood as members' names."""
        return bool(self.keys) and not (
            self.doubtful or self.strangers or self.asides or self.everybody or self.nobody or self.count is not None
        )


class Names:
    """Reads the names of one team's people."""

    def __init__(self, team: ReportingTeam, circle: Circle) -> None:
        self._circle = circle
        self._keys = {member.id: member.key for member in team.members}
        self._called: dict[str, set[str]] = {}
        for member in team.members:
            for spelling in _spellings(member, circle.names.get(member.id, ())):
                self._called.setdefault(spelling, set()).add(self._keys[member.id])
        self._of_all = _spelled(circle.others)

    def read(self, text: object) -> Named:
        """Whom a cell names."""
        found = _Found()
        raw = text if isinstance(text, str) else clean(text)
        for line in filter(None, map(clean, _LINES.split(raw))):
            self._line(_POINT.sub("", line), found)
        return found.named()

    def _line(self, line: str, found: _Found) -> None:
        if counted := _COUNTED.match(line):
            found.count = int(counted[1])
            line = counted[2]
        if bare(line) in EVERYBODY:
            found.everybody = True
        elif bare(line) in NOBODY:
            found.nobody = True
        elif bare(line):
            self._pieces(line, found)

    def _pieces(self, line: str, found: _Found) -> None:
        for member in _ADDRESS.findall(line):
            self._at(member, found)
        line = _ADDRESS.sub("", line)
        found.asides += [aside for aside in map(str.strip, _ASIDE.findall(line)) if bare(aside)]
        spans = list(_spans(_ASIDE.sub("", line)))
        line, at = _ASIDE.sub("", line), 0
        while at < len(spans):
            at = self._taken(line, spans, at, found)

    def _at(self, email: str, found: _Found) -> None:
        key = self._keys.get(self._circle.who(email))
        if key:
            found.keys[key] = None
        else:
            found.strangers.append(address(email))

    def _taken(self, line: str, spans: list[tuple[int, int]], at: int, found: _Found) -> int:
        """Take the longest name that begins with a piece; the number of the piece behind it."""
        for known in (self._exactly, self._is_elsewhere, self._nearly):
            for end in range(min(len(spans), at + _LONGEST), at, -1):
                text = line[spans[at][0] : spans[end - 1][1]]
                if known(text, found):
                    return end
        found.strangers.append(line[slice(*spans[at])])
        return at + 1

    def _exactly(self, text: str, found: _Found) -> bool:
        keys = self._called.get(_key(text), set())
        if len(keys) == 1:
            found.keys.update(dict.fromkeys(keys))
        elif keys:
            found.doubtful.append(Doubtful(text, tuple(sorted(keys))))
        return bool(keys)

    def _is_elsewhere(self, text: str, found: _Found) -> bool:
        if _key(text) not in self._of_all or _key(text) in self._called:
            return False
        found.strangers.append(text)
        return True

    def _nearly(self, text: str, found: _Found) -> bool:
        written = _key(text)
        if len(written) < _SURELY:
            return False
        near = (keys for name, keys in self._called.items() if len(name) >= _SURELY and _is_near(written, name))
        meant = sorted({key for keys in near for key in keys})
        if meant:
            found.doubtful.append(Doubtful(text, tuple(meant)))
        return bool(meant)


@dataclass
class _Found:
    """What was found so far."""

    keys: dict[str, None] = field(default_factory=dict)
    doubtful: list[Doubtful] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    everybody: bool = False
    nobody: bool = False
    count: int | None = None

    def named(self) -> Named:
        return Named(
            keys=tuple(self.keys),
            doubtful=tuple(dict.fromkeys(self.doubtful)),
            strangers=tuple(dict.fromkeys(self.strangers)),
            asides=tuple(self.asides),
            everybody=self.everybody,
            nobody=self.nobody,
            count=self.count,
        )


def _spans(line: str) -> Iterator[tuple[int, int]]:
    """Where the pieces between commas and “and” begin and end."""
    at = 0
    for between in (*_BETWEEN.finditer(line), None):
        end = between.start() if between else len(line)
        if bare(line[at:end]):
            yield at, end
        at = between.end() if between else end


def _key(text: str) -> str:
    """A name as it is compared: `O’Briain` and `Ó Briain` are one."""
    return bare(text).replace(" ", "")


def _spellings(member: Member, names: Iterable[str]) -> Iterator[str]:
    """How a member may be called, as it is compared: two who share one of these are told apart by a person."""
    for name in dict.fromkeys((member.name, *names)):
        yield from _full(name)
        words = bare(name).split()
        if len(words) > 1:
            yield from (words[0], "".join(words[1:]), words[-1], words[0] + words[-1][0])


def _full(name: str) -> Iterator[str]:
    """A whole name, and with each of its ends put first: `Cy Ono`, `Ono, Cy`."""
    words = bare(name).split()
    yield "".join(words)
    for cut in range(1, len(words)):
        yield "".join((*words[cut:], *words[:cut]))


@lru_cache(maxsize=16)
def _spelled(names: frozenset[str]) -> frozenset[str]:
    """All whole names as they are compared: the same for all teams."""
    return frozenset(each for name in names for each in _full(name))


def _is_near(one: str, other: str) -> bool:
    return one != other and edits(one, other, at_most=1) == 1


def names_of(keys: Iterable[str], team: ReportingTeam) -> tuple[str, ...]:
    """What the team's people with these keys are called."""
    called: Mapping[str, str] = {each.key: each.name for each in team.members}
    return tuple(called.get(key, key) for key in keys)
