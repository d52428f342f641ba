"""What people say of themselves, beside an export of their community's database.

In: the export's rows, by the configured titles; a person's claims. Out: what is known of them there, and where it says
otherwise. Nothing is decided here: who takes part follows from what people say, until a person looks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mentoring_sync.errors import did_you_mean
from mentoring_sync.intake.cells import clean, folded
from mentoring_sync.intake.yes_no import NO, YES, says
from mentoring_sync.records.forgotten import normalised
from mentoring_sync.records.requirement import FieldValue
from mentoring_sync.spreadsheet.typed_dates import days_in

Claims = Mapping[str, FieldValue]
"""What somebody says of themselves, by field."""


class VerifySettings(BaseModel):
    """`[verify]`: the file with the export (CSV), beside the configuration, and the titles of its columns.

    Every further key says what is compared: a field, with the title of the column that has its number; or what an
    option of a field means, with the titles of those columns that hold the day since when that is so, or yes (one that
    is filled will do).
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, str | tuple[str, ...]]

    people: str = Field(min_length=1)
    email: str = ""
    name: str = ""

    @model_validator(mode="after")
    def _something_to_go_by(self) -> VerifySettings:
        if not (self.email or self.name):
            raise ValueError("name the column with the addresses (email), with the names (name), or both")
        if not (self.numbers or self.states):
            raise ValueError("name the columns to compare: a field with the column of its number, or a list of columns")
        return self

    @property
    def numbers(self) -> Mapping[str, str]:
        """By field: the title of the column that has its number."""
        return {key: title for key, title in self.__pydantic_extra__.items() if isinstance(title, str) and title}

    @property
    def states(self) -> Mapping[str, tuple[str, ...]]:
        """By what an option means: the titles of the columns that say whether it is so."""
        return {key: titles for key, titles in self.__pydantic_extra__.items() if isinstance(titles, tuple) and titles}

    @property
    def titles(self) -> Iterator[tuple[str, str]]:
        """Each key with a title that it names."""
        yield from (("email", self.email), ("name", self.name), *self.numbers.items())
        yield from ((key, each) for key, titles in self.states.items() for each in titles)

    def field_of(self, state: str, meanings: Mapping[str, Collection[str]]) -> str:
        """The field that has an option of this meaning; empty where none has. `meanings` are the options', by field."""
        return next((field for field, meant in meanings.items() if state in meant), "")

    def unknown(self, meanings: Mapping[str, Collection[str]]) -> Iterator[str]:
        """What no question asks, in sentences' ends."""
        for key in self.numbers:
            if key not in meanings:
                yield f"{key} is no field that is asked; {did_you_mean(key, meanings) or 'name one of [fields]'}"
        for state in self.states:
            if not self.field_of(state, meanings):
                yield f"{state} is what no option means: a list of columns stands for an option of a field"


@dataclass(frozen=True)
class State:
    """Whether something is so, and since which day at the earliest (without one the export says only yes); None: it
    doesn't say, or not so that it can be read."""

    holds: bool | None = None
    since: date | None = None

    def by(self, today: date) -> bool | None:
        """Whether it is so on a day."""
        return None if self.holds is None else self.holds and (self.since is None or self.since <= today)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Somebody in the export: what it says by field in numbers, and by what options mean."""

    email: str = ""
    name: str = ""
    numbers: tuple[tuple[str, int | None], ...] = ()
    states: tuple[tuple[str, str, State], ...] = ()
    """The field, what its option means, whether it is so."""

    def says(self, field_name: str, today: date) -> Iterator[tuple[str, int | bool]]:
        """What the export says of a field by today: of which option, or a number (of none)."""
        yield from (("", number) for name, number in self.numbers if name == field_name and number is not None)
        for name, means, state in self.states:
            if name == field_name and (known := state.by(today)) is not None:
                yield means, known


@dataclass(frozen=True, kw_only=True)
class Community:
    """The export: its rows by address and by name, and what it is called."""

    called: str
    by_email: Mapping[str, tuple[Listed, ...]] = field(default_factory=dict)
    by_name: Mapping[str, tuple[Listed, ...]] = field(default_factory=dict)

    def at(self, addresses: Iterable[str], name: str) -> tuple[Listed, ...]:
        """Whom an address means; only where it means nobody, whom the name does. Several: nobody can tell."""
        there = [each for address in addresses for each in self.by_email.get(normalised(address), ())]
        return tuple(dict.fromkeys(there)) or tuple(dict.fromkeys(self.by_name.get(folded(name), ())))


@dataclass(frozen=True, kw_only=True)
class Contradiction:
    """What somebody says of themselves, and what the export says."""

    field: str
    says: str
    listed: str


def wrong_titles(settings: VerifySettings, header: Sequence[str]) -> Iterator[str]:
    """What is wrong with the configured titles, in sentences' ends."""
    for key, title in settings.titles:
        if title and title not in header:
            near = did_you_mean(title, header)
            yield f"{key} = {title!r}: {settings.people} has no column of that title{f'; {near}' if near else ''}"


def community(
    settings: VerifySettings, rows: Iterable[Mapping[str, str]], meanings: Mapping[str, Collection[str]]
) -> Community:
    """The rows of the export, each by column title; `meanings` are those of the options, by field."""
    by_email: dict[str, tuple[Listed, ...]] = {}
    by_name: dict[str, tuple[Listed, ...]] = {}
    for each in (_listed(settings, row, meanings) for row in rows):
        if each.email:
            by_email[normalised(each.email)] = (*by_email.get(normalised(each.email), ()), each)
        if each.name:
            by_name[folded(each.name)] = (*by_name.get(folded(each.name), ()), each)
    return Community(called=settings.people, by_email=by_email, by_name=by_name)


def contradictions(claims: Claims, listed: Listed, today: date) -> tuple[Contradiction, ...]:
    """Where the export says otherwise."""
    return tuple(
        Contradiction(field=name, says=str(claim), listed=_shown(means, known, listed))
        for name, claim in claims.items()
        for means, known in listed.says(name, today)
        if (known is not (claim == means) if means else known != claim)
    )


def compared(claims: Claims, listed: Listed, today: date) -> bool:
    """Whether there was anything to compare."""
    return any(True for name in claims for _ in listed.says(name, today))


def _shown(means: str, known: int | bool, listed: Listed) -> str:
    if not means:
        return str(known)
    since = next((state.since for _, each, state in listed.states if each == means), None)
    return f"{'' if known else 'not '}{means}" + (f" {'since' if known else 'until'} {since}" if since else "")


def _listed(settings: VerifySettings, row: Mapping[str, str], meanings: Mapping[str, Collection[str]]) -> Listed:
    states = (
        (settings.field_of(means, meanings), means, _state([clean(row[title]) for title in titles]))
        for means, titles in settings.states.items()
    )
    return Listed(
        email=clean(row[settings.email]) if settings.email else "",
        name=clean(row[settings.name]) if settings.name else "",
        numbers=tuple((name, _number(clean(row[title]))) for name, title in settings.numbers.items()),
        states=tuple(states),
    )


def _state(cells: Sequence[str]) -> State:
    """What several columns say together: one that is filled will do, and the earliest day counts."""
    said = [_since(cell) for cell in cells]
    days = [since for _, since in said if since]
    holds = any(each for each, _ in said) or (None if None in [each for each, _ in said] else False)
    return State(holds, min(days) if days and not any(each and not since for each, since in said) else None)


def _since(text: str) -> tuple[bool | None, date | None]:
    """Whether a cell says so, and since when: a day that could be two is the earlier one; None is neither."""
    if not text or text == "0" or says(text, NO):
        return False, None
    if text == "1" or says(text, YES):
        return True, None
    days = days_in(text.partition("T")[0].partition(" 0")[0] if text[:4].isdigit() else text)
    return (True, min(days)) if days else (None, None)


def _number(text: str) -> int | None:
    """A whole number, `3` or `3.0`; an empty cell says nothing."""
    whole, _, rest = text.partition(".")
    return int(whole) if whole.isdecimal() and not rest.strip("0") else None
