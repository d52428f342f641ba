"""Rounds of people for the pairing tests: rules with good defaults, and hypothesis strategies for small rounds."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.rules import Rules, Strictness
from mentoring_sync.records.availability import Block, Weekday, WeeklyHours, WeeklySlot
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.team import Pairing, Standing, Wishes
from tests.builders import a_mentee, a_mentor, a_round, email_of
from tests.pairing.checker import check

ZONES = ("Europe/Berlin", "America/Toronto", "Africa/Cairo", "Asia/Kolkata", "Australia/Sydney")
DAYS = (Weekday.MON, Weekday.TUE, Weekday.SUN)


def rules(**given: Any) -> Rules:
    """Whole hours, at most five mentees, anyone may be moved; three continents change clocks in the round."""
    autumn = a_round(start=date(2026, 9, 7), applications_close=date(2026, 8, 28), weeks=12)
    return Rules(**{"round": autumn, "time_limit_seconds": 20, "strictness": Strictness.MOVE_ANYONE, **given})


def paired(
    mentors: list[Mentor], mentees: list[Mentee], wishes: Wishes | None = None, given: Rules | None = None
) -> Pairing:
    """The pairing of these people, checked."""
    wishes, given = wishes or Wishes(), given or rules()
    return check(pair(mentors, mentees, wishes, given), mentors, mentees, wishes, given)


def who_is_with_whom(pairing: Pairing) -> dict[str, tuple[str, ...]]:
    """The mentees' addresses by the mentor's."""
    return {team.mentor.email: tuple(mentee.email for mentee in team.mentees) for team in pairing.teams}


def standing_of(pairing: Pairing, *, introduced: bool) -> tuple[Standing, ...]:
    """The teams of a pairing, as they would stand in the workbook."""
    return tuple(
        Standing(
            mentor=team.mentor.email,
            slot=team.slot,
            mentees=tuple(mentee.email for mentee in team.mentees),
            introduced=introduced,
        )
        for team in pairing.teams
    )


def standing(mentor: str, slot: WeeklySlot, *mentees: str, introduced: bool = True) -> Standing:
    """A standing team, by names."""
    return Standing(
        mentor=email_of(mentor), slot=slot, mentees=tuple(email_of(name) for name in mentees), introduced=introduced
    )


@st.composite
def weekly_hours(draw: st.DrawFn) -> WeeklyHours:
    """One to three blocks of an hour to three in a few zones and days, so that people often meet."""
    blocks = draw(
        st.lists(st.tuples(st.sampled_from(DAYS), st.integers(14, 21), st.integers(1, 3)), min_size=1, max_size=3)
    )
    return WeeklyHours(
        zone=draw(st.sampled_from(ZONES)),
        blocks=tuple(Block(day=day, start=hour * 60, end=(hour + length) * 60) for day, hour, length in blocks),
    )


_answers = st.fixed_dictionaries(
    {
        "hours": weekly_hours(),
        "languages": st.sampled_from([("English",), ("Spanish", "English"), ("English", "French"), ("Spanish",)]),
        "tools": st.sampled_from([(), ("Python",), ("R", "Git"), ("Python", "R", "SQL")]),
        "domain": st.sampled_from(["", "biology", "physics"]),
        "institution": st.sampled_from(["", "Uni A", "Uni B"]),
    }
)


@st.composite
def small_rounds(draw: st.DrawFn, most_mentors: int = 3, most_mentees: int = 5) -> tuple[list[Mentor], list[Mentee]]:
    """Mentors who take one to three mentees and some mentees."""
    mentors = [
        a_mentor(f"mentor {at}", min_team=least, capacity=least + more, **answers)
        for at, (least, more, answers) in enumerate(
            draw(st.lists(st.tuples(st.integers(1, 2), st.integers(0, 2), _answers), min_size=1, max_size=most_mentors))
        )
    ]
    mentees = [
        a_mentee(f"mentee {at}", **answers)
        for at, answers in enumerate(draw(st.lists(_answers, max_size=most_mentees)))
    ]
    return mentors, mentees


@st.composite
def wishes_for(draw: st.DrawFn, mentors: list[Mentor], mentees: list[Mentee]) -> Wishes:
    """Some pins and vetoes among these people."""
    if not mentees:
        return Wishes()
    of_mentors = st.sampled_from([mentor.email for mentor in mentors])
    of_mentees = st.sampled_from([mentee.email for mentee in mentees])
    pins = draw(st.sets(st.tuples(of_mentees, of_mentors), max_size=2))
    vetoes = draw(st.sets(st.tuples(of_mentees, of_mentors | of_mentees), max_size=2))
    return Wishes(pins=frozenset(pins), vetoes=frozenset((one, other) for one, other in vetoes if one != other))
