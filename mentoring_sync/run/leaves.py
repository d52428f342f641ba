"""Who is on leave, and when: by the words in *On leave*, and by those that stood there before.

In: the words by person's key, what earlier runs knew, today. Out: everybody's leaves, what the next run is to know, and
what *Review* should hear. Whoever is away keeps their place; a leave ends by its last day, or when its cell is emptied.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from mentoring_sync.intake.cells import in_quotes
from mentoring_sync.records.leave import Leave, in_words
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.roster import LabelledTeam, person_key
from mentoring_sync.records.round import Round
from mentoring_sync.spreadsheet.days_in_words import days_in
from mentoring_sync.workbook.known.leaves import KnownLeave
from mentoring_sync.workbook.tabs.roster import ROSTER, RosterColumn
from mentoring_sync.workbook.ticks import ticked

A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Leaves:
    """By a person's key: all their `leaves`, those that are over too; what the next run is to know; and what *Review*
    should hear."""

    leaves: Mapping[str, tuple[Leave, ...]] = field(default_factory=dict)
    known: Mapping[str, KnownLeave] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def leaves(words: Mapping[str, str], known: Mapping[str, KnownLeave], today: date) -> Leaves:
    """Everybody's leaves. `words` are those in *On leave*, by a person's key."""
    now = {key: _now(known.get(key, KnownLeave()), words.get(key, ""), today) for key in sorted({*known, *words})}
    read = {key: (*each.before, *_said(each)) for key, each in now.items()}
    return Leaves(
        leaves={key: found for key, found in read.items() if found},
        known={key: each for key, each in now.items() if each.word or each.before},
        problems=tuple(_unclear(key, each) for key, each in now.items() if _is_unclear(each)),
    )


def away(leaves_: Mapping[str, tuple[Leave, ...]], key: str, day: date) -> Leave | None:
    """The leave that somebody is on, on a day."""
    return next((each for each in leaves_.get(key, ()) if each.covers(day)), None)


def mentors_away(
    teams: Sequence[LabelledTeam], leaves_: Mapping[str, tuple[Leave, ...]], round_: Round, today: date
) -> Iterator[Problem]:
    """What *Review* should hear of mentors who are away when their team meets, until they are back."""
    for each in teams:
        mentor = each.team.mentor
        key = person_key(mentor.role, mentor.id)
        for leave in leaves_.get(key, ()):
            days = [start.date() for start in round_.meetings(each.team.slot) if leave.covers(start.date())]
            if days and not leave.is_over(today):
                yield Problem(
                    where=Place(tab=ROSTER.title, column=RosterColumn.ON_LEAVE),
                    what=f"{mentor.name}, the mentor of {each.label}, is away when the team meets on {_listed(days)}.",
                    remedy="Ask the team whether they meet all the same; or bring the mentees elsewhere with Move to or"
                    " Merge into in Teams. Nobody is mailed about it.",
                    about=key,
                )


def _listed(days: Sequence[date]) -> str:
    return ", ".join(map(in_words, days))


def _now(before: KnownLeave, word: str, today: date) -> KnownLeave:
    """What is to be known from today on; a word that changes while its leave runs says anew when that leave ends."""
    word = "" if ticked(word) is False else word
    if word == before.word:
        return before
    running = [each for each in _said(before) if not each.is_over(today)]
    if word and running:
        return replace(before, word=word)
    ended = tuple(_ended(each, today) for each in _said(before))
    over = tuple(each for each in ended if each.until and each.start <= each.until)
    return KnownLeave(word=word, seen=today if word else None, before=(*before.before, *over))


def _ended(leave: Leave, today: date) -> Leave:
    """A leave that nobody speaks of any more: who isn't away today was so until yesterday."""
    return leave if leave.is_over(today) else replace(leave, until=today - A_DAY)


def _said(known: KnownLeave) -> Iterator[Leave]:
    """The leave that the words say; without a day that can be read it goes on."""
    if known.word and known.seen:
        days = days_in(known.word, known.seen)
        match days:
            case [until] if until >= known.seen:
                yield Leave(start=known.seen, until=until)
            case [start, until] if until >= start:
                yield Leave(start=start, until=until)
            case _:
                yield Leave(start=known.seen)


def _is_unclear(known: KnownLeave) -> bool:
    return bool(known.word) and ticked(known.word) is None and all(each.until is None for each in _said(known))


def _unclear(key: str, known: KnownLeave) -> Problem:
    return Problem(
        where=Place(tab=ROSTER.title, column=RosterColumn.ON_LEAVE),
        what=f"{in_quotes(known.word)} names no day until which somebody is on leave: it counts until further notice.",
        remedy="Type the last day away, such as 1 Mar, or yes; empty the cell when the person is back.",
        about=key,
    )
