"""Who applied after applications had closed, and what the programme does with them: `[round] late`.

In: the people, when each first answered, where they stand. Out: those who go on, those who are turned away, and those
who wait for the coordinator's word. Whoever was known in time, sits in a team, was told of one, or is waived isn't
turned away, nor made to wait.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from mentoring_sync.intake.outcome import Intake, Reason, Rejection
from mentoring_sync.intake.rule import Rule
from mentoring_sync.records.leave import in_words
from mentoring_sync.records.person import Mentee, Person, PersonId
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import person_key
from mentoring_sync.records.round import LateApplicants, Round

WAITS = "Applied after applications had closed; waits until you tick Re-pair in Control, or Waive here."

Placed = Collection[tuple[str, Role]]
"""People in a role."""


@dataclass(frozen=True, kw_only=True)
class Late:
    """The `intake` without those who are turned away for being late, who are among its rejections; and by who they are
    those who `wait` for the coordinator's word."""

    intake: Intake
    waiting: frozenset[tuple[PersonId, Role]] = field(default=frozenset())


def late_applicants(
    intake: Intake, first: Mapping[str, datetime], round_: Round, *, exempt: Placed, again: bool
) -> Late:
    """What becomes of late applicants. `first` is when each first answered, by their key; `again`: the coordinator has
    asked for a pairing with all."""
    late = [each for each in _people(intake) if is_late(each, first, round_) and (each.id, each.role) not in exempt]
    if round_.late is LateApplicants.REFUSE and late:
        return Late(intake=_without(intake, late, round_))
    waits = round_.late is LateApplicants.WAIT and not again
    return Late(intake=intake, waiting=frozenset((each.id, each.role) for each in late if waits))


def is_late(person: Person, first: Mapping[str, datetime], round_: Round) -> bool:
    """Whether somebody first answered after applications had closed."""
    return first.get(person_key(person.role, person.id), person.applied_at) >= round_.closed_at


def ranked(
    mentees: Sequence[Mentee],
    first: Mapping[str, datetime],
    round_: Round,
    *,
    seated: Collection[PersonId],
    orphans: Collection[PersonId],
) -> list[Mentee]:
    """The mentees in the order in which seats are theirs: first who lost the team that they were told of, then who
    applied in time or is `seated` in a team that was told, then late applicants, the earlier day first."""
    late = [each for each in mentees if each.id not in {*seated, *orphans} and is_late(each, first, round_)]
    days = {each.id: first.get(person_key(each.role, each.id), each.applied_at).date() for each in late}
    latest_first = sorted(set(days.values()), reverse=True)
    place = {who: latest_first.index(day) for who, day in days.items()}
    in_time = len(latest_first)
    return [
        each.model_copy(update={"priority": in_time + 1 if each.id in orphans else place.get(each.id, in_time)})
        for each in mentees
    ]


def _people(intake: Intake) -> Iterable[Person]:
    return (*intake.mentors, *intake.mentees)


def _without(intake: Intake, late: Sequence[Person], round_: Round) -> Intake:
    out = {(each.id, each.role) for each in late}
    return replace(
        intake,
        mentors=tuple(each for each in intake.mentors if (each.id, each.role) not in out),
        mentees=tuple(each for each in intake.mentees if (each.id, each.role) not in out),
        rejections=(*intake.rejections, *(_turned_away(each, round_) for each in late)),
    )


def _turned_away(person: Person, round_: Round) -> Rejection:
    closed = in_words(round_.applications_close)
    reason = Reason(code=Rule.LATE, rule=Rule.LATE, question="", answer="", parameters={"closed": closed})
    return Rejection(
        name=person.name,
        email=person.email,
        known_as=person.known_as,
        role=person.role,
        origin=person.origin,
        time_zone=person.zone,
        reasons=(reason,),
        applied_at=person.applied_at,
        languages=person.languages,
    )
