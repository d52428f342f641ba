"""What people hear of the round's calendar: that a date comes near, and that one which they were told has moved.

In: the facts. Out: what is due, to one person each, on their own clock. Who was told which dates, the mails that went
say: introductions, reminders and corrections. A date that moves is told once to each who knew another, several in one
mail; one that moves back before that was said needs no word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from hashlib import blake2b

from mentoring_sync.mail.kinds.announcement import read_dates
from mentoring_sync.mail.kinds.dates import Occasion, dates_of, occasions, remembered
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.introductions import introduced_teams
from mentoring_sync.mail.kinds.kind import Due, Kind, Reader
from mentoring_sync.mail.one_line import in_one_line
from mentoring_sync.records.calendar import MEETS, Milestone, Step
from mentoring_sync.records.message import KindName, Posting
from mentoring_sync.records.person import Person, PersonId
from mentoring_sync.records.requirement import Role

OF_MENTORS = frozenset({Step.ONBOARDING, Step.CHECK_IN})
OF_ALL = frozenset({Step.SHOWCASE})
OF_APPLICANTS = frozenset({Step.INFORMATION_SESSION, Step.APPLICATIONS_CLOSE, Step.MEETINGS_BEGIN})
TOGETHER = timedelta(days=3)
"""Dates of one step that are so near to each other are held for one occasion: people come to one of them."""


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A step of the calendar (by its slug) that was to be on other dates; `now` is empty where it isn't held at all."""

    step: str
    before: tuple[Occasion, ...]
    now: tuple[Occasion, ...]


@dataclass
class _Concerned:
    """Somebody whom steps of the calendar concern, and the dates that they were told last, with when they were."""

    person: Person
    steps: set[Step]
    told: dict[Step, tuple[str, ...]] = field(default_factory=dict)
    told_at: dict[Step, datetime] = field(default_factory=dict)

    def hears(self, posting: Posting) -> None:
        """What a mail that they had told them."""
        dates = read_dates(posting.announcement)
        for step in (step for step in self.steps if step.slug in dates):
            self.told[step] = dates[step.slug]
            self.told_at[step] = posting.sent_at or datetime.min.replace(tzinfo=UTC)


def calendar_mails(facts: Facts) -> Iterator[Due]:
    """For each whom it concerns: the dates that have moved since they were told, else a date that comes near."""
    moved, near = facts.kinds.dates_moved, facts.kinds.milestones
    for each in _concerned(facts):
        steps = _moved_steps(each, facts)
        if steps:
            yield from (_correction(each, steps, facts),) if moved.on else ()
        elif near.on:
            yield from _reminders(each, facts)


def _concerned(facts: Facts) -> list[_Concerned]:
    """The people of the introduced teams and the applicants, each once, with what they were told."""
    found: dict[PersonId, _Concerned] = {}
    for person, steps in _audiences(facts):
        found.setdefault(person.id, _Concerned(person=person, steps=set())).steps |= steps
    postings = sorted((each for each in facts.postings if each.told), key=lambda each: each.sent_at or facts.now)
    for posting in postings:
        readers = posting.reached or posting.readers
        for who in {facts.who(email) for email in readers} & found.keys():
            found[who].hears(posting)
    return [*found.values()]


def _audiences(facts: Facts) -> Iterator[tuple[Person, frozenset[Step]]]:
    """Whom which steps concern."""
    for each, _ in introduced_teams(facts):
        for member in each.team.members:
            yield member, OF_ALL | (OF_MENTORS if member.role is Role.MENTOR else frozenset())
    for person in facts.accepted:
        yield person, OF_APPLICANTS


def _moved_steps(each: _Concerned, facts: Facts) -> list[Step]:
    """The steps whose dates aren't what somebody was told, as long as that matters."""
    return [step for step in Step if step in each.told and _has_moved(step, each.told, facts)]


def _has_moved(step: Step, told: Mapping[Step, tuple[str, ...]], facts: Facts) -> bool:
    now = _milestones(step, facts)
    if told[step] == dates_of(step, facts.round):
        return False
    return any(not each.is_over(facts.now) for each in now or remembered(step, {step.slug: told[step]}))


def _correction(each: _Concerned, steps: Sequence[Step], facts: Facts) -> Due:
    now = {step.slug: dates_of(step, facts.round) for step in steps}
    moved = tuple(_moved(step, each, facts) for step in steps)
    return Due(
        kind=DATES_MOVED,
        about=each.person.id,
        occasion=_occasion(each, now, facts),
        to=(Reader.of(each.person),),
        says=facts.always | {"name": in_one_line(each.person.name), "moved": moved},
        dates=now,
    )


def _moved(step: Step, each: _Concerned, facts: Facts) -> Moved:
    zones = (each.person.zone,)
    before = remembered(step, {step.slug: each.told[step]})
    return Moved(step=step.slug, before=occasions(before, zones), now=occasions(_milestones(step, facts), zones))


def _occasion(each: _Concerned, now: Mapping[str, Sequence[str]], facts: Facts) -> str:
    """How many corrections they have had, and what this one says: moved there and back again, a date is told anew."""
    had = sum(
        posting.kind == DATES_MOVED.name and facts.who(posting.to) == each.person.id
        for posting in facts.postings
        if posting.told
    )
    said = blake2b(repr(sorted(now.items())).encode(), digest_size=4).hexdigest()
    return f"{had + 1} {said}"


def _reminders(each: _Concerned, facts: Facts) -> Iterator[Due]:
    for step in (step for step in Step if step in each.steps & MEETS):
        for together in _occasions(_milestones(step, facts)):
            first, days = together[0], _lead(together[0], facts)
            if days is None or _knows(each, step, first, days, facts) or _is_away(each, together, facts):
                continue
            yield Due(
                kind=MILESTONE,
                about=each.person.id,
                occasion=f"{step.slug} {first.text} {days}",
                to=(Reader.of(each.person),),
                says=facts.always
                | {
                    "name": in_one_line(each.person.name),
                    "step": step.slug,
                    "occasions": occasions(together, (each.person.zone,)),
                },
                dates={step.slug: dates_of(step, facts.round)},
            )


def _is_away(each: _Concerned, together: Sequence[Milestone], facts: Facts) -> bool:
    """Whether somebody is on leave on all the dates of a step."""
    return all(facts.is_away(each.person.role, each.person.id, one.day) for one in together)


def _milestones(step: Step, facts: Facts) -> tuple[Milestone, ...]:
    return tuple(each for each in facts.round.milestones if each.step is step)


def _occasions(milestones: Sequence[Milestone]) -> Iterator[list[Milestone]]:
    """The dates of a step that belong together."""
    together: list[Milestone] = []
    for each in milestones:
        if together and each.instant - together[0].instant > TOGETHER:
            yield together
            together = []
        together.append(each)
    if together:
        yield together


def _lead(first: Milestone, facts: Facts) -> int | None:
    """How many days before a date it is time to remind of; None where it isn't, or is no more."""
    if first.is_over(facts.now):
        return None
    return min((days for days in facts.kinds.milestones.days_before if _begins(first, days) <= facts.now), default=None)


def _begins(first: Milestone, days: int) -> datetime:
    return datetime.combine(first.day - timedelta(days=days), time(), tzinfo=UTC)


def _knows(each: _Concerned, step: Step, first: Milestone, days: int, facts: Facts) -> bool:
    """Whether another mail told them of these dates since it is time to remind of them."""
    key = facts.key(MILESTONE.name, each.person.id, f"{step.slug} {first.text} {days}")
    told_at = each.told_at.get(step)
    return key not in facts.posted and told_at is not None and told_at >= _begins(first, days)


DATES_MOVED = Kind(name=KindName("dates moved"), due=calendar_mails, urgent=True, waits=True)
MILESTONE = Kind(name=KindName("milestone"), due=calendar_mails, urgent=True, optional=True, set_as="milestones")
