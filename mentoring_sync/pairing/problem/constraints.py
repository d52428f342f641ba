"""What the coordinator said, by the people's places; what contradicts a hard rule is set aside with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mentoring_sync.pairing.problem.availability import Bools
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.team import Standing, Wishes


@dataclass
class Heard:
    """Wishes by the people's places. `ignored` has the pins that can't be kept, each with its sentence.

    `pinned` says which mentor a mentee must have; `kept_apart` are (mentee, mentor), `strangers` (mentee, mentee).
    """

    pinned: dict[int, int] = field(default_factory=dict)
    kept_apart: set[tuple[int, int]] = field(default_factory=set)
    strangers: set[tuple[int, int]] = field(default_factory=set)
    standing: dict[int, Standing] = field(default_factory=dict)
    ignored: dict[tuple[str, str], str] = field(default_factory=dict)

    def ignore(self, pin: tuple[str, str], because: str) -> None:
        """Sets a pin aside."""
        self.ignored[pin] = f"{pin[0]} can't be pinned to {pin[1]}: {because}"


def hear(wishes: Wishes, mentors: Sequence[Mentor], mentees: Sequence[Mentee]) -> Heard:
    """The wishes that concern these people, and the pins that contradict each other or a veto."""
    mentor_at = {mentor.email: at for at, mentor in enumerate(mentors)}
    mentee_at = {mentee.email: at for at, mentee in enumerate(mentees)}
    heard = Heard()
    for one, other in sorted(wishes.vetoes):
        for first, second in ((one, other), (other, one)):
            if first in mentee_at and second in mentor_at:
                heard.kept_apart.add((mentee_at[first], mentor_at[second]))
        if one in mentee_at and other in mentee_at:
            first_at, second_at = sorted((mentee_at[one], mentee_at[other]))
            heard.strangers.add((first_at, second_at))
    heard.kept_apart |= {(mentee_at[email], mentor_at[email]) for email in mentee_at.keys() & mentor_at.keys()}
    for pin in sorted(wishes.pins):
        _hear_pin(heard, pin, mentee_at, mentor_at)
    for standing in sorted(wishes.standing, key=lambda each: each.mentor):
        if standing.mentor in mentor_at:
            heard.standing[mentor_at[standing.mentor]] = standing
    return heard


def _hear_pin(heard: Heard, pin: tuple[str, str], mentee_at: dict[str, int], mentor_at: dict[str, int]) -> None:
    mentee, mentor = mentee_at.get(pin[0]), mentor_at.get(pin[1])
    if mentee is None or mentor is None:
        missing = f"{pin[0]} is no mentee" if mentee is None else f"{pin[1]} is no mentor"
        heard.ignore(pin, f"{missing} of this round")
    elif pin[0] == pin[1]:
        heard.ignore(pin, "nobody is their own mentor")
    elif (mentee, mentor) in heard.kept_apart:
        heard.ignore(pin, "the two are to be kept apart")
    elif mentee in heard.pinned:
        heard.ignore(pin, "there is another pin, and a mentee joins one team")
    else:
        heard.pinned[mentee] = mentor


def unbreakable(
    pinned: Sequence[int], open_hours: dict[int, Bools], sizes: tuple[int, int], heard: Heard
) -> tuple[dict[int, str], Bools | None]:
    """Which of a mentor's pinned mentees (in order) can't sit together and why; and at which hours the others can.

    `open_hours` has, for each mentee who shares a language with the mentor, the mentor's hours at which they are
    free; `sizes` are the least and the most mentees of the team. No pinned mentee fits: no hours.
    """
    refused: dict[int, str] = {}
    kept: list[int] = []
    together: Bools | None = None
    for mentee in pinned:
        because, hours = _one_more(mentee, kept, together, open_hours, sizes, heard)
        if because:
            refused[mentee] = because
        else:
            kept.append(mentee)
            together = hours
    return refused, together


def _one_more(
    mentee: int,
    kept: list[int],
    together: Bools | None,
    open_hours: dict[int, Bools],
    sizes: tuple[int, int],
    heard: Heard,
) -> tuple[str, Bools | None]:
    hours = open_hours.get(mentee)
    if hours is None:
        return "they share no language", None
    if not hours.any():
        return "they have no hour in common in every week of the round", None
    if len(kept) >= sizes[1]:
        return f"the team has room for {sizes[1]}", None
    if any((min(mentee, other), max(mentee, other)) in heard.strangers for other in kept):
        return "someone pinned to the same team is to be kept apart from them", None
    hours = hours if together is None else hours & together
    company = sum(each.astype(int) for each in open_hours.values())
    hours = hours & (company >= sizes[0])
    if not hours.any():
        return (
            "there is no hour at which all who are pinned to this mentor, and enough mentees for a team, are free",
            None,
        )
    return "", hours
