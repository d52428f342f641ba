"""What the coordinator is told: remedies, whom to recruit, what is fair, what a change or a wish costs."""

from __future__ import annotations

from dataclasses import replace

from mentoring_sync.pairing.explain.comparison import compare
from mentoring_sync.pairing.explain.disturbance import disturbance_curve, every_wish, wish_costs
from mentoring_sync.pairing.explain.fairness import fairness_report, lift_costs
from mentoring_sync.pairing.explain.recruiting import recruiting_brief
from mentoring_sync.pairing.explain.reinforced import reinforced
from mentoring_sync.pairing.problem.candidates import MenteeCandidate
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.team import Wishes
from tests.builders import hours, slot
from tests.pairing.rounds import (
    a_mentee,
    a_mentor,
    a_pin,
    a_request,
    a_veto,
    in_its_time,
    paired,
    rules,
    standing,
)

BERLIN_MONDAY = hours("Europe/Berlin", "Mon 17:00-18:00")


def remedies(pairing):
    (unplaced,) = pairing.unplaced_in(Role.MENTEE)
    return unplaced.remedies


def test_a_full_team_at_the_right_hour_needs_one_more_seat():
    mentor = a_mentor("Maya", hours=BERLIN_MONDAY, capacity=1)
    found = paired([mentor], [a_mentee("Ann"), a_mentee("Ben", tools=())])
    assert remedies(found)[0] == "One more seat in Maya's team (Mon 15:00 / Mon 16:00 UTC)"
    assert paired([replace(mentor, capacity=2)], [a_mentee("Ann"), a_mentee("Ben")]).placed == 2


def test_a_near_miss_names_the_weeks_that_would_be_missed():
    mentor = a_mentor("Maya", hours=BERLIN_MONDAY)
    toronto = a_mentee("Ann", hours=hours("America/Toronto", "Mon 11:00-12:00"))
    found = paired([mentor], [a_mentee("Ben", hours=BERLIN_MONDAY), toronto])
    assert remedies(found)[0] == "Join Maya's team (Mon 15:00 / Mon 16:00 UTC) and miss 1 week (26 Oct)"


def test_an_hour_at_which_to_be_free_is_one_at_which_a_team_has_a_seat():
    late = hours("Europe/Berlin", "Tue 20:00-21:00")
    mentor = a_mentor("Maya", hours=BERLIN_MONDAY)
    found = paired([mentor], [a_mentee("Ben", hours=BERLIN_MONDAY), a_mentee("Ann", hours=late)])
    assert remedies(found)[0] == "Be free on Mon 15:00 / Mon 16:00 UTC, when Maya's team has a seat"
    assert paired([mentor], [a_mentee("Ben", hours=BERLIN_MONDAY), a_mentee("Ann", hours=BERLIN_MONDAY)]).placed == 2


def test_a_veto_that_keeps_someone_out_is_named():
    wishes = Wishes(vetoes=frozenset({a_veto("Ann", "Ben")}))
    people = [a_mentee("Ann", hours=BERLIN_MONDAY), a_mentee("Ben", hours=BERLIN_MONDAY)]
    found = paired([a_mentor("Maya", hours=BERLIN_MONDAY)], people, wishes)
    assert remedies(found)[0].startswith("No longer kept apart from ")


def test_without_any_team_a_mentor_is_to_be_found():
    found = paired([a_mentor()], [a_mentee(languages=("Welsh",))])
    assert remedies(found)[0].startswith("One more mentor who speaks Welsh and is free when they are (Mon 17:00-19:00")


def test_the_recruiting_brief_names_hour_language_tools_and_how_many_it_seats():
    waiting = [a_mentee(name, hours=BERLIN_MONDAY, tools=("R",), languages=("Spanish",)) for name in ("Ann", "Ben")]
    (wanted,) = recruiting_brief([*waiting], rules())
    assert (
        str(wanted) == "A mentor free on Mon 17:00 Europe/Berlin, speaking Spanish, best with R: seats 2 more mentees"
    )


def test_a_recruited_mentor_really_seats_whom_the_brief_says():
    people = [
        a_mentee("Ann", hours=hours("America/Toronto", "Mon 11:00-13:00")),
        a_mentee("Ben", hours=hours("Europe/Berlin", "Mon 17:00-19:00")),
        a_mentee("Cem", hours=hours("Asia/Tokyo", "Sat 09:00-10:00")),
    ]
    brief = recruiting_brief(people, rules())
    recruits = [
        a_mentor(f"Recruit {at}", languages=(each.language,), hours=hours(each.slot.zone, _hour(each.slot)))
        for at, each in enumerate(brief)
    ]
    assert paired(recruits, people).placed == sum(len(each.mentees) for each in brief) == 3


def _hour(weekly):
    return f"{weekly.day.short} {weekly.start // 60:02d}:00-{weekly.start // 60 + 1:02d}:00"


def test_a_recruit_who_frees_a_seat_elsewhere_seats_more_than_those_who_wait_for_them():
    monday = hours("Europe/Berlin", "Mon 17:00-18:00")
    both = hours("Europe/Berlin", "Mon 17:00-18:00", "Tue 17:00-18:00")
    tuesday = hours("Europe/Berlin", "Tue 17:00-18:00")
    mentor = a_mentor("Maya", hours=monday, capacity=1)
    others = [a_mentee("Ben", hours=monday, tools=()), a_mentee("Cem", hours=tuesday, tools=())]
    people = [a_mentee("Ann", hours=both), *others]
    found = paired([mentor], people)
    brief = recruiting_brief(
        [each.person for each in found.unplaced if isinstance(each.person, MenteeCandidate)], rules()
    )
    lines = reinforced(a_request([mentor], people), in_its_time(), brief=brief, found=found)
    assert {line.wanted.slot.day.short: line.more for line in lines} == {"Mon": 1, "Tue": 2}


def test_a_recruit_is_looked_for_where_the_mentees_hours_are_by_day():
    late = a_mentee(hours=hours("America/Los_Angeles", "Mon 20:00-22:00"), languages=("Welsh",))
    remedy = remedies(paired([a_mentor()], [late]))[0]
    assert "by day in UTC-11..-7 or UTC+4..+12" in remedy


def test_nobody_waiting_means_nobody_to_recruit():
    assert recruiting_brief([], rules()) == ()


def test_the_fairness_report_counts_by_region():
    people = [a_mentee("Ann", region="Europe"), a_mentee("Ben", region="Africa", languages=("Welsh",))]
    report = fairness_report(paired([a_mentor()], people))
    shares = {share.group: (share.applied, share.placed) for share in report if share.by == "region"}
    assert shares == {"Europe": (1, 1), "Africa": (1, 0)}


def test_lifting_the_lowest_score_costs_a_place():
    people = [a_mentee("Ann"), a_mentee("Ben", tools=(), kinds_of_help=(), own={})]
    lifts = lift_costs(a_request([a_mentor()], people, given=rules(work_limit=5)), in_its_time())
    assert [lift.placed for lift in lifts] == [2, 1]
    assert lifts[1].lowest > lifts[0].lowest


def test_a_comparison_tells_who_gets_a_team_and_who_meets_at_another_hour():
    mentor = a_mentor(hours=hours("Europe/Berlin", "Mon 17:00-19:00"))
    ann = a_mentee("Ann", hours=hours("Europe/Berlin", "Mon 17:00-19:00"))
    ben = a_mentee("Ben", hours=hours("Europe/Berlin", "Mon 18:00-19:00"))
    before = paired([mentor], [ann], Wishes(standing=(standing("Maya Okafor", slot(at="Mon 17:00"), "Ann"),)))
    comparison = compare(before, paired([mentor], [ann, ben]))
    assert [change.mentee.name for change in comparison.seated] == ["Ben"]
    assert [change.mentee.name for change in comparison.other_hour] == ["Ann"]
    assert comparison.lines()[0].startswith("placed +1")


def test_a_comparison_of_equal_pairings_is_empty():
    found = paired([a_mentor()], [a_mentee()])
    assert compare(found, found).lines() == ["placed +0, score +0"]


def test_the_curve_goes_from_nobody_moves_to_the_most_placed():
    early, late = hours("Europe/Berlin", "Mon 17:00-18:00"), hours("Europe/Berlin", "Mon 18:00-19:00")
    mentors = [
        a_mentor("Both", hours=hours("Europe/Berlin", "Mon 17:00-19:00"), capacity=1),
        a_mentor("Late", hours=late),
    ]
    ann = a_mentee("Ann", hours=hours("Europe/Berlin", "Mon 17:00-19:00"))
    wishes = Wishes(standing=(standing("Both", slot(at="Mon 17:00"), "Ann"),))
    curve = disturbance_curve(a_request(mentors, [ann, a_mentee("Ben", hours=early)], wishes), in_its_time())
    assert [(point.moved, point.placed, point.proved) for point in curve] == [(0, 1, True), (1, 2, True)]


def test_a_pin_costs_the_place_it_takes():
    early, late = hours("Europe/Berlin", "Mon 17:00-18:00"), hours("Europe/Berlin", "Mon 18:00-19:00")
    mentors = [
        a_mentor("Both", hours=hours("Europe/Berlin", "Mon 17:00-19:00"), capacity=1),
        a_mentor("Late", hours=late),
    ]
    people = [a_mentee("Ann", hours=hours("Europe/Berlin", "Mon 17:00-19:00")), a_mentee("Ben", hours=early)]
    wishes = Wishes(pins=frozenset({a_pin("Ann", "Both")}))
    request, found = a_request(mentors, people, wishes), paired(mentors, people, wishes)
    (cost,) = wish_costs(request, found, every_wish(request), in_its_time())
    assert (cost.wish, cost.placed) == (a_pin("Ann", "Both"), 1)
