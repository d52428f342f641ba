"""How applications come in: by role, time zone and topic, beside each other what is wanted and what is offered."""

from __future__ import annotations

from datetime import date, timedelta

from mentoring_sync.progress.applications import Applications, Balance, applications
from mentoring_sync.records.person import Mentee, Mentor
from tests.builders import APPLIED, a_mentee, a_mentor, hours

WINTER = date(2027, 1, 18)


def counted(mentors: list[Mentor], mentees: list[Mentee], **given: int) -> Applications:
    return applications(
        mentors,
        mentees,
        turned_away=given.get("turned_away", 0),
        most_mentees=given.get("most_mentees", 5),
        first_day=WINTER,
        since=APPLIED,
    )


def test_seats_are_what_mentors_offer_and_no_more_than_the_programme_allows() -> None:
    mentors = [a_mentor("Ada", capacity=9), a_mentor("Bo", capacity=2)]
    counts = counted(mentors, [a_mentee(str(at)) for at in range(9)])
    assert (counts.seats, counts.mentees, counts.short_of_seats) == (7, 9, 2)
    assert counted(mentors, []).short_of_seats == 0


def test_who_applied_before_the_week_is_not_new() -> None:
    late, early = (a_mentee(name, applied_at=APPLIED + timedelta(days=at)) for name, at in (("Noor", 1), ("Pia", -1)))
    assert counted([], [late, early]).new_mentees == 1


def test_zones_stand_from_west_to_east_as_their_clocks_are_on_the_first_day() -> None:
    people = [a_mentee(zone, hours=hours(zone)) for zone in ("Asia/Kathmandu", "America/New_York", "Europe/Berlin")]
    counts = counted([a_mentor("Ada", hours=hours("Africa/Lagos"))], people)
    assert [(each.of, each.mentees, each.mentors) for each in counts.zones] == [
        ("UTC-5", 1, 0),
        ("UTC+1", 1, 1),
        ("UTC+5:45", 1, 0),
    ]


def test_a_topic_that_nobody_offers_is_said_and_one_named_twice_by_a_person_counts_once() -> None:
    mentee = a_mentee("Noor", tools=("Git", "R"), kinds_of_help=("Git", "Maps"))
    counts = counted([a_mentor("Ada", tools=("R",), kinds_of_help=())], [mentee])
    assert counts.topics == (
        Balance(of="Git", mentees=1, mentors=0),
        Balance(of="Maps", mentees=1, mentors=0),
        Balance(of="R", mentees=1, mentors=1),
    )
    assert [each.of for each in counts.unoffered] == ["Git", "Maps"]
