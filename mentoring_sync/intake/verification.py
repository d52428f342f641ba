"""What people say of themselves, beside an export of their community's database.

In: the export's rows, by the configured titles; a person's claims. Out: what is known of them there, and where it says
otherwise. Nothing is decided here: who takes part follows from what people say, until a person looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mentoring_sync.errors import did_you_mean
from mentoring_sync.intake.cells import clean, folded
from mentoring_sync.intake.yes_no import NO, YES, says
from mentoring_sync.records.forgotten import normalised
from mentoring_sync.records.requirement import Certification, RequirementCode
from mentoring_sync.spreadsheet.typed_dates import days_in

Claims = Mapping[RequirementCode, object]
"""What somebody says of themselves: a state of certification, a number of workshops."""


class VerifySettings(BaseModel):
    """`[verify]`: the file with the export (CSV), beside the configuration, and the titles of its columns. `certified`
    are those that hold the day since when somebody is, or yes; one that is filled will do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    people: str = Field(min_length=1)
    email: str = ""
    name: str = ""
    certified: tuple[str, ...] = ()
    workshops_taught: str = ""

    @model_validator(mode="after")
    def _something_to_go_by(self) -> VerifySettings:
        if not (self.email or self.name):
            raise ValueError("name the column with the addresses (email), with the names (name), or both")
        if not (self.certified or self.workshops_taught):
            raise ValueError("name the columns to compare: certified, workshops_taught")
        return self

    @property
    def titles(self) -> Iterator[tuple[str, str]]:
        """Each key with a title that it names."""
        yield from (("email", self.email), ("name", self.name), ("workshops_taught", self.workshops_taught))
        yield from (("certified", each) for each in self.certified)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Somebody in the export: since which day certified at the earliest (`certified` without a day: it says only yes),
    how many workshops they taught. None: the export doesn't say, or not so that it can be read."""

    email: str = ""
    name: str = ""
    certified: bool | None = None
    since: date | None = None
    workshops_taught: int | None = None

    def says(self, code: RequirementCode, today: date) -> object:
        """What the export says of a requirement's field by today."""
        if code is RequirementCode.WORKSHOPS_TAUGHT:
            return self.workshops_taught
        if code is not RequirementCode.CERTIFICATION or self.certified is None:
            return None
        return self.certified and (self.since is None or self.since <= today)


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

    code: RequirementCode
    says: str
    listed: str


def wrong_titles(settings: VerifySettings, header: Sequence[str]) -> Iterator[str]:
    """What is wrong with the configured titles, in sentences' ends."""
    for key, title in settings.titles:
        if title and title not in header:
            near = did_you_mean(title, header)
            yield f"{key} = {title!r}: {settings.people} has no column of that title{f'; {near}' if near else ''}"


def community(settings: VerifySettings, rows: Iterable[Mapping[str, str]]) -> Community:
    """The rows of the export, each by column title."""
    by_email: dict[str, tuple[Listed, ...]] = {}
    by_name: dict[str, tuple[Listed, ...]] = {}
    for each in (_listed(settings, row) for row in rows):
        if each.email:
            by_email[normalised(each.email)] = (*by_email.get(normalised(each.email), ()), each)
        if each.name:
            by_name[folded(each.name)] = (*by_name.get(folded(each.name), ()), each)
    return Community(called=settings.people, by_email=by_email, by_name=by_name)


def contradictions(claims: Claims, listed: Listed, today: date) -> tuple[Contradiction, ...]:
    """Where the export says otherwise."""
    found = ((code, claim, listed.says(code, today)) for code, claim in claims.items())
    return tuple(_contradiction(code, claim, known, listed) for code, claim, known in found if _differ(claim, known))


def compared(claims: Claims, listed: Listed, today: date) -> bool:
    """Whether there was anything to compare."""
    return any(listed.says(code, today) is not None for code in claims)


def _differ(claim: object, known: object) -> bool:
    if isinstance(known, bool):
        return known is not (claim == Certification.CERTIFIED)
    return known is not None and claim != known


def _contradiction(code: RequirementCode, claim: object, known: object, listed: Listed) -> Contradiction:
    if code is RequirementCode.WORKSHOPS_TAUGHT:
        return Contradiction(code=code, says=str(claim), listed=str(known))
    since = f" since {listed.since}" if known and listed.since else f" until {listed.since}" if listed.since else ""
    state = Certification.CERTIFIED if known else Certification.NONE
    return Contradiction(code=code, says=str(claim), listed=f"{state}{since}")


def _listed(settings: VerifySettings, row: Mapping[str, str]) -> Listed:
    states = [_certified(clean(row[title])) for title in settings.certified]
    days = [since for _, since in states if since]
    certified = any(state for state, _ in states) or (None if None in [state for state, _ in states] else False)
    taught = clean(row[settings.workshops_taught]) if settings.workshops_taught else ""
    return Listed(
        email=clean(row[settings.email]) if settings.email else "",
        name=clean(row[settings.name]) if settings.name else "",
        certified=certified if settings.certified else None,
        since=min(days) if days and not any(state and not since for state, since in states) else None,
        workshops_taught=_number(taught),
    )


def _certified(text: str) -> tuple[bool | None, date | None]:
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
