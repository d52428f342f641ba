"""Tabs that nobody reads although they answer the same questions: a form that was linked anew writes to one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from mentoring_sync.intake.answer import Unusable
from mentoring_sync.intake.cells import address, clean, in_quotes
from mentoring_sync.intake.columns import TIMESTAMP, as_read
from mentoring_sync.intake.moments import clock_for
from mentoring_sync.intake.people import Application
from mentoring_sync.intake.questions import Questions
from mentoring_sync.intake.tables import Titles, cells_under, has_the_questions, known_titles, table
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.records.requirement import Role
from mentoring_sync.spreadsheet.grid import Tab

Given = tuple[str, datetime | None]
"""By what an answer is known in two tabs: the address and the time."""


def answers_elsewhere(
    tabs: Iterable[Tab],
    *,
    questions: Questions,
    applications: Collection[Application],
    zone: ZoneInfo,
    locale: str,
    since: datetime | None = None,
) -> Iterator[Problem]:
    """A problem for each tab with answers that aren't in the tab that is read; nothing of it is used. Answers given
    before `since` are of a round that was closed: those after it came through a form or a link of that one."""
    read = {questions.tab(role).casefold() for role in Role}
    for tab in tabs:
        if tab.title.casefold() in read or tab.title.startswith("_"):
            continue
        roles = _roles(tab, {role: questions.columns(role) for role in Role})
        if roles:
            found = _answers(tab, questions.columns(roles[0]), zone=zone, locale=locale)
            known = [each for each in applications if each.role in roles]
            new = _late(found, known, since) if since else _new(found, known)
            if new:
                yield (
                    _late_problem(tab, [questions.tab(role) for role in roles], new)
                    if since
                    else _problem(tab, [questions.tab(role) for role in roles], roles, new)
                )


def _roles(tab: Tab, titles: Mapping[Role, Titles]) -> list[Role]:
    """The roles whose questions stand in a tab: both, if it names as much of either's."""
    asked = [role for role in Role if has_the_questions(tab, titles[role])]
    share = {role: known_titles(tab.rows[0], titles[role]) / len(titles[role]) for role in asked}
    return [role for role in asked if share[role] == max(share.values())]


def _answers(tab: Tab, titles: Titles, *, zone: ZoneInfo, locale: str) -> list[Given]:
    """The address and the time of each answer in a tab, as far as they can be read."""
    rows = table(tab.rows)
    emails, stamps = (next(cells_under(rows, titles[field]), None) for field in ("email", TIMESTAMP))
    if emails is None or stamps is None:
        return []
    given = [as_read(cell) for cell in stamps[1]]
    clock = clock_for(given, zone=zone, locale=locale)
    found = list[Given]()
    for email, cell in zip(map(clean, emails[1]), given, strict=True):
        if email:
            try:
                found.append((address(email), clock.read(cell).value))
            except Unusable:
                found.append((address(email), None))
    return found


def _new(found: Iterable[Given], known: Collection[Application]) -> list[Given]:
    """The answers that aren't among those that are read, and aren't older than all of these (a round long past)."""
    there = {(address(each.email), each.given) for each in known}
    oldest = min((each.given for each in known if each.given), default=None)
    return [each for each in found if each not in there and (oldest is None or each[1] is None or each[1] >= oldest)]


def _late(found: Iterable[Given], known: Collection[Application], since: datetime) -> list[Given]:
    """The answers that were given since an instant and aren't among those that are read."""
    there = {(address(each.email), each.given) for each in known}
    return [each for each in found if each not in there and each[1] is not None and each[1] >= since]


def _late_problem(tab: Tab, used: list[str], new: list[Given]) -> Problem:
    who = ", ".join(sorted({email for email, _ in new}))
    return Problem(
        where=Place(tab=tab.title),
        what=f"After the last round was closed, answers came into {in_quotes(tab.title)}, through an old form or link:"
        f" {who}. They aren't read.",
        remedy=f"Ask them to fill in this round's form, or copy their rows into {' or '.join(map(in_quotes, used))}."
        " And close the old form to answers, or change the link where it stands.",
    )


def _problem(tab: Tab, used: list[str], roles: list[Role], new: list[Given]) -> Problem:
    since = min((given for _, given in new if given), default=None)
    answers = "1 answer" if len(new) == 1 else f"{len(new)} answers"
    asked, places = " and ".join(f"{role}s’" for role in roles), " or ".join(map(in_quotes, used))
    return Problem(
        where=Place(tab=tab.title),
        what=f"{in_quotes(tab.title)} holds answers to the {asked} questions that aren't in {places} and aren't read.",
        remedy=f"{answers}{f' since {since:%d %B %Y}' if since else ''}. If the form writes there now, give that tab"
        f" the name {places} (and the old one another), or name it as tab in config/questions.toml; else nothing.",
        for_operator=True,
    )
