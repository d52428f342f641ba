"""What applicants hear: an invitation to apply, that their application arrived, what it lacks, that they wait.

In: the facts. Out: what is due. What a later step made untrue is not said any more: who is in a team hears of the team.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from mentoring_sync.mail.kinds.advice import advice
from mentoring_sync.mail.kinds.dates import dates_of
from mentoring_sync.mail.kinds.facts import Facts
from mentoring_sync.mail.kinds.kind import Due, Kind, Reader
from mentoring_sync.mail.one_line import in_one_line, shortened
from mentoring_sync.records.calendar import Step
from mentoring_sync.records.message import KindName
from mentoring_sync.records.person import Person
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import person_key

NAMED = (Step.APPLICATIONS_CLOSE, Step.MEETINGS_BEGIN)
"""The dates of the calendar that a receipt names."""

LONGEST_WHY = 1000
"""How many letters an invitation shows of why somebody is invited: it is the coordinator's own text."""


def invitations_to_apply(facts: Facts) -> Iterator[Due]:
    """For those in *Recruit* who haven't applied, as long as applications are open."""
    settings = facts.kinds.invitation_to_apply
    applied = {each.email for each in (*facts.accepted, *facts.waiting, *facts.turned_away)} | facts.in_teams
    if not settings.on or facts.today > facts.round.applications_close:
        return
    for recruit in facts.recruits:
        if recruit.email not in applied:
            form = _form(recruit.role, facts)
            yield Due(
                kind=INVITATION_TO_APPLY,
                about=recruit.email,
                to=(Reader(name=recruit.name, email=recruit.email),),
                says=facts.always
                | {
                    "name": in_one_line(recruit.name),
                    "role": recruit.role.value,
                    "form": form,
                    "why": shortened(recruit.why, LONGEST_WHY),
                },
            )


def welcomes_back(facts: Facts) -> Iterator[Due]:
    """For those who put the round before off to this one, once applications are open and as long as they are."""
    opens, today = facts.round.applications_open, facts.today
    if not facts.kinds.welcome_back.on or (opens and today < opens) or today > facts.round.applications_close:
        return
    for each in facts.put_off:
        yield Due(
            kind=WELCOME_BACK,
            about=each.about,
            to=(Reader(name=each.name, email=each.email, languages=each.languages),),
            says=facts.always
            | {"name": in_one_line(each.name), "role": each.role.value, "form": _form(each.role, facts)},
        )


def receipts(facts: Facts) -> Iterator[Due]:
    """For those who applied a short time ago and whose teams aren't formed yet."""
    settings = facts.kinds.receipt
    since = facts.now - timedelta(days=settings.within_days)
    as_mentees = {person.id for person in facts.accepted if person.role is Role.MENTEE}
    once = (each for each in facts.accepted if not (each.either and each.role is Role.MENTOR and each.id in as_mentees))
    for person in once if settings.on else ():
        due = _to(RECEIPT, person, facts)
        recent = person.applied_at >= since and facts.is_of_the_round(person.applied_at)
        if recent or facts.pending(RECEIPT.name, due.about):
            yield replace(due, dates={step.slug: dates_of(step, facts.round) for step in NAMED})


def answers_replaced(facts: Facts) -> Iterator[Due]:
    """For an address under which somebody of another name has answered, and the coordinator took the new answers."""
    settings = facts.kinds.answers_replaced
    since = facts.now - timedelta(days=settings.within_days)
    for each in facts.replaced if settings.on else ():
        due = _to(ANSWERS_REPLACED, each.person, facts)
        occasion = f"{each.person.applied_at:%Y-%m-%d %H:%M}"
        at = each.person.applied_at
        if (at >= since and facts.is_of_the_round(at)) or facts.pending(ANSWERS_REPLACED.name, due.about, occasion):
            yield replace(due, occasion=occasion, says={**due.says, "before": in_one_line(each.before)})


def waiting_list(facts: Facts) -> Iterator[Due]:
    """For those for whom there is no seat, unless they are in a team in their other role. Who was in a team hears that
    another is looked for when that one is over."""
    if facts.kinds.waiting_list.on and facts.today <= facts.round.joined_until:
        for person in facts.waiting:
            due = _to(WAITING_LIST, person, facts)
            hears = facts.kinds.meetings.on and person.id in facts.told
            if person.email not in facts.in_teams and (not hears or facts.pending(WAITING_LIST.name, due.about)):
                yield due


def not_eligible(facts: Facts) -> Iterator[Due]:
    """For those whose application doesn't hold, once the coordinator had time to waive what it lacks."""
    settings = facts.kinds.not_eligible
    latest = facts.now - timedelta(days=settings.after_days)
    earliest = facts.now - timedelta(days=settings.within_days)
    taking_part = {person.email for person in (*facts.accepted, *facts.waiting) if person.either}
    for each in facts.turned_away if settings.on else ():
        about = person_key(each.role, each.email)
        at = each.applied_at
        recent = at is not None and earliest <= at <= latest and facts.is_of_the_round(at)
        spared = each.ours or each.email in facts.in_teams or each.email in taking_part
        if not spared and (recent or facts.pending(NOT_ELIGIBLE.name, about)):
            yield Due(
                kind=NOT_ELIGIBLE,
                about=about,
                to=(Reader(name=each.name, email=each.email, languages=each.languages),),
                says=facts.always
                | {
                    "name": in_one_line(each.name),
                    "role": each.role.value,
                    "reasons": each.reasons,
                    "advice": advice(each),
                    "form": _form(each.role, facts),
                    "other_form": _form(_other(each.role), facts),
                },
            )


def _other(role: Role) -> Role:
    return Role.MENTEE if role is Role.MENTOR else Role.MENTOR


def _form(role: Role, facts: Facts) -> str:
    settings = facts.kinds.invitation_to_apply
    return settings.mentor_form if role is Role.MENTOR else settings.mentee_form


def _to(kind: Kind, person: Person, facts: Facts) -> Due:
    return Due(
        kind=kind,
        about=person_key(person.role, person.id),
        to=(Reader.of(person),),
        says=facts.always | {"name": in_one_line(person.name), "role": person.role.value},
    )


NOT_ELIGIBLE = Kind(name=KindName("not eligible yet"), due=not_eligible, waits=True, set_as="not_eligible")
WAITING_LIST = Kind(name=KindName("waiting list"), due=waiting_list, waits=True)
RECEIPT = Kind(name=KindName("receipt"), due=receipts)
ANSWERS_REPLACED = Kind(name=KindName("answers replaced"), due=answers_replaced, urgent=True)
INVITATION_TO_APPLY = Kind(name=KindName("invitation to apply"), due=invitations_to_apply, waits=True, optional=True)
WELCOME_BACK = Kind(name=KindName("welcome back"), due=welcomes_back, waits=True, optional=True)
