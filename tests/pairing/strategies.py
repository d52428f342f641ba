"""Hypothesis strategies for small rounds of candidates, and for what the coordinator wishes of them."""

from __future__ import annotations

from hypothesis import strategies as st

from mentoring_sync.pairing.problem.candidates import MenteeCandidate, MentorCandidate
from mentoring_sync.records.availability import Block, Weekday, WeeklyHours, WeeklySlot
from mentoring_sync.records.team import Pin, Veto, Wishes
from tests.pairing.rounds import a_mentee, a_mentor

ZONES = ("Europe/Berlin", "America/Toronto", "Africa/Cairo", "Asia/Kolkata", "Australia/Sydney")
DAYS = (Weekday.MON, Weekday.TUE, Weekday.SUN)


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


profiles = st.fixed_dictionaries(
    {
        "hours": weekly_hours(),
        "languages": st.sampled_from([("English",), ("Spanish", "English"), ("English", "French"), ("Spanish",)]),
        "tools": st.sampled_from([(), ("Python",), ("R", "Git"), ("Python", "R", "SQL")]),
        "domain": st.sampled_from(["", "biology", "physics"]),
        "institution": st.sampled_from(["", "Uni A", "Uni B"]),
    }
)


@st.composite
def small_rounds(
    draw: st.DrawFn, most_mentors: int = 3, most_mentees: int = 5
) -> tuple[list[MentorCandidate], list[MenteeCandidate]]:
    """Mentors who take one to three mentees and some mentees."""
    mentors = [
        a_mentor(f"mentor {at}", min_team=least, capacity=least + more, **answers)
        for at, (least, more, answers) in enumerate(
            draw(st.lists(st.tuples(st.integers(1, 2), st.integers(0, 2), profiles), min_size=1, max_size=most_mentors))
        )
    ]
    mentees = [
        a_mentee(f"mentee {at}", **answers)
        for at, answers in enumerate(draw(st.lists(profiles, max_size=most_mentees)))
    ]
    return mentors, mentees


@st.composite
def wishes_for(draw: st.DrawFn, mentors: list[MentorCandidate], mentees: list[MenteeCandidate]) -> Wishes:
    """Some pins and vetoes among these people, and an hour for one of the teams."""
    if not mentees:
        return Wishes()
    of_mentors = st.sampled_from([mentor.id for mentor in mentors])
    of_mentees = st.sampled_from([mentee.id for mentee in mentees])
    pins = draw(st.sets(st.builds(Pin, of_mentees, of_mentors), max_size=2))
    vetoes = draw(st.sets(st.builds(Veto, of_mentees, of_mentors | of_mentees), max_size=2))
    led = {mentor.id: mentor for mentor in mentors}
    fixed = draw(st.dictionaries(of_mentors, st.tuples(st.sampled_from(DAYS), st.integers(14, 21)), max_size=1))
    return Wishes(
        pins=frozenset(pins),
        vetoes=frozenset(veto for veto in vetoes if veto.one != veto.other),
        fixed={each: WeeklySlot(day=day, start=hour * 60, zone=led[each].zone) for each, (day, hour) in fixed.items()},
    )
