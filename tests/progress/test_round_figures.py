"""The figures of a round: each over a set of people that it names, none of it lost and nobody counted twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.progress.attendance import attendance
from mentoring_sync.progress.completion import Doing, completion_of
from mentoring_sync.progress.figures import (
    Figure,
    Participant,
    RoundFigures,
    Stands,
    in_natural_order,
    round_figures,
    sentiment_of,
)
from mentoring_sync.progress.settings import CompletionSettings
from mentoring_sync.records.requirement import Role

TAKES = CompletionSettings()
MARKS = st.lists(st.sampled_from(["present", "missed", "excused"]), max_size=5)


def somebody(
    name: str,
    role: Role = Role.MENTEE,
    *marks: str,
    stands: Stands = Stands.ACTIVE,
    team: str = "Team 1",
    reached: tuple[str, ...] = (),
    to_come: int = 0,
    introduced: bool = True,
    region: str = "Europe",
) -> Participant:
    key, came = f"{role}:{name}@example.org", attendance(marks)
    doing = Doing(attendance=came, reached=reached, to_come=to_come)
    return Participant(
        key=key,
        name=name,
        role=role,
        stands=stands,
        completion=completion_of(key, role, team, TAKES.of(role), doing),
        attendance=came,
        came={at: mark == "present" for at, mark in enumerate(marks, start=1) if mark != "excused"},
        region=region,
        introduced=introduced,
    )


def of(*people: Participant, eligible: tuple[str, ...] = ()) -> RoundFigures:
    return round_figures(people, eligible=eligible, takes=TAKES, called="2027-1")


def named(figures: tuple[Figure, ...]) -> dict[str, tuple[int, int]]:
    return {each.name: (each.value, each.of) for each in figures}


@st.composite
def people(draw: st.DrawFn) -> list[Participant]:
    steps = ("Onboarding", "Check-in", "Showcase", "Closing survey")
    return [
        somebody(
            f"p{number}",
            draw(st.sampled_from(list(Role))),
            *draw(MARKS),
            stands=draw(st.sampled_from(list(Stands))),
            team=f"Team {draw(st.integers(1, 12))}",
            reached=tuple(draw(st.sets(st.sampled_from(steps)))),
            to_come=draw(st.integers(0, 3)),
            introduced=draw(st.booleans()),
            region=draw(st.sampled_from(["", "Asia", "Europe"])),
        )
        for number in range(draw(st.integers(0, 8)))
    ]


@given(people())
def test_no_share_is_above_one_and_groups_add_up_to_all(everyone: list[Participant]) -> None:
    found = of(*everyone)
    parts = (found.completion, found.by_role, found.by_round, found.by_team, found.by_region, found.by_language)
    every = (*parts, found.stands, found.retention, found.attendance, found.matched, found.milestones)
    assert all(0 <= each.value <= each.of for part in every for each in part)
    placed = found.completion[0]
    for groups in (found.by_role, found.by_team, found.by_region, found.by_language):
        assert (sum(each.value for each in groups), sum(each.of for each in groups)) == (placed.value, placed.of)
    assert sum(each.value for each in found.stands) == len(everyone)


@given(people())
def test_who_is_close_lacks_little_and_can_still_do_it(everyone: list[Participant]) -> None:
    by_key = {each.key: each for each in everyone}
    for close in of(*everyone).close:
        person = by_key[close.key]
        assert 1 <= close.more_meetings + len(close.steps) <= 2
        assert person.completion.possible
        assert person.stands is Stands.ACTIVE
        assert not person.completion.earned


def test_of_nobody_there_is_no_share_and_nothing_is_wrong() -> None:
    found = of()
    assert {each.share for each in (*found.completion, *found.matched, *found.attendance, *found.milestones)} == {None}
    assert found.retention == found.by_team == found.close == ()


def test_more_at_the_last_meeting_than_at_the_first_is_no_share_above_one() -> None:
    stayed = [somebody(name, Role.MENTEE, "present", "present") for name in ("cy", "dee", "eli")]
    late = somebody("hal", Role.MENTEE, "excused", "present")
    assert named(of(*stayed, late).retention) == {"1": (3, 3), "2": (4, 4)}


def test_who_withdrew_or_put_it_off_stays_among_all_placed() -> None:
    done = somebody("cy", Role.MENTEE, "present", "present", reached=("Showcase", "Closing survey"))
    gone = somebody("dee", stands=Stands.DEFERRED)
    left = somebody("eli", stands=Stands.WITHDRAWN, introduced=False)
    found = of(done, gone, left)
    assert named(found.completion) == {"placed": (1, 3), "introduced": (1, 2), "still active": (1, 1)}
    assert named(found.stands)["deferred"] == named(found.stands)["withdrawn"] == (1, 3)


def test_all_whose_application_holds_might_have_been_matched() -> None:
    found = of(somebody("cy"), eligible=("mentee:cy@example.org", "mentee:dee@example.org", "mentor:ada@example.org"))
    assert named(found.matched) == {"mentee": (1, 2), "mentor": (0, 1)}


def test_teams_stand_in_the_order_of_their_numbers() -> None:
    assert sorted(["Team 10", "Team 2", "Ada's"], key=in_natural_order) == ["Ada's", "Team 2", "Team 10"]


def test_nobody_is_said_to_be_unable_while_there_are_meetings_to_come() -> None:
    one = somebody("cy", Role.MENTEE, "present", to_come=3)
    assert (of(one).unable.value, of(one).unable.of) == (0, 1)
    late = somebody("dee", Role.MENTEE, "present", "missed", "missed", "missed")
    assert (of(one, late).unable.value, of(one, late).unable.of) == (1, 2)


def test_of_how_teams_are_only_their_own_words_count_and_each_team_once() -> None:
    found = sentiment_of(["Team 1", "Team 2"], said={"Team 2", "Team 9"}, asked_for_help=["Team 1", "Team 1"])
    assert named(found) == {"said how it goes": (1, 2), "asked for help": (1, 2)}
    assert {each.share for each in sentiment_of([], said=["Team 1"], asked_for_help=[])} == {None}
