"""What is left of forgotten people for a run to meet: their answers in the forms' tabs, mail that went to them.

In: what was read, who was forgotten. Out: the same without them. An answer that somebody gave after they were forgotten
is put before the coordinator, by its place alone; nothing of it is taken up before they say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mentoring_sync.intake.people import Application
from mentoring_sync.intake.read import Responses
from mentoring_sync.mail.kinds.announcement import read_announcement, told_without
from mentoring_sync.records.forgotten import Forgotten, ForgottenPerson
from mentoring_sync.records.message import Posting
from mentoring_sync.records.problem import Place, Problem
from mentoring_sync.run.questions import Asking

TAKE_UP, LEAVE_OUT = "They are back: take the answer up", "Leave it out"


@dataclass(frozen=True, kw_only=True)
class StillForgotten:
    """The responses that count, and who is forgotten once those are taken up that the coordinator said are back."""

    responses: Responses
    who: Forgotten


def without_forgotten(responses: Responses, who: Forgotten, asking: Asking) -> StillForgotten:
    """The responses without those of forgotten people."""
    if not who:
        return StillForgotten(responses=responses, who=who)
    back: set[str] = set()
    kept = list[Application]()
    for each in responses.applications:
        person = who.person(each.email)
        if person is None:
            kept.append(each)
        elif each.given and each.given > person.at and (person.back or _is_taken_up(each, person, asking)):
            kept.append(each)
            back.add(each.email)
    return StillForgotten(
        responses=replace(responses, applications=tuple(kept)), who=who.taken_back(back) if back else who
    )


def _is_taken_up(application: Application, person: ForgottenPerson, asking: Asking) -> bool:
    return asking.ask(_question(application, person)) == TAKE_UP


def _question(application: Application, person: ForgottenPerson) -> Problem:
    """It says nothing of who they are."""
    at = f"{application.given:%Y-%m-%d %H:%M}" if application.given else ""
    return Problem(
        where=Place(tab=application.origin.tab, row=application.origin.row),
        what=f"Somebody who was forgotten on {person.at:%Y-%m-%d} answered again on {at} (UTC). Are they back?",
        remedy="Look at the row and choose in Answer. Nothing of it is taken up, and nobody is mailed, before you do.",
        choices=(TAKE_UP, LEAVE_OUT),
    )


def postings_without(postings: Iterable[Posting], who: Forgotten) -> tuple[Posting, ...]:
    """Mails as *Mail* may know them: without forgotten readers, and none that went to nobody else."""
    if not who:
        return tuple(postings)
    cleaned = (_without(each, who) for each in postings)
    return tuple(each for each in cleaned if each.to)


def _without(posting: Posting, who: Forgotten) -> Posting:
    told = read_announcement(posting.announcement)
    gone = who.among((*posting.readers, *(told.members if told else ())))
    if not gone:
        return posting
    return replace(
        posting,
        to=", ".join(each for each in posting.readers if each not in gone),
        subject=who.out_of(posting.subject),
        announcement=told_without(posting.announcement, {each.lower() for each in gone}),
        not_reached=", ".join(each for each in posting.not_reached.split(", ") if each and each not in gone),
    )
