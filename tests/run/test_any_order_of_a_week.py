"""What happens in a week may happen in any order, with a run after any of it: in the end all stands the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.mail.kinds.announcement import read_announcement, told_by
from mentoring_sync.records.message import TOLD_HEADER
from mentoring_sync.records.requirement import Role
from tests.extent import extent
from tests.run.in_memory import EVENINGS, NOW, Programme, address, as_shipped
from tests.workbook.live import LiveTab

LATE = 46349.0
BARRED = address("Ed Nore")
TEAMS = (
    ("Ada Brandt", "TUE", ("Bo Lund", "Cy Roth")),
    ("Al Gore", "WED", ("Di Moll", "Ed Nore")),
    ("Uma Kim", "THU", ("Gus Ib", "Hal Sol")),
)
"""Three teams, each free on another evening; the last one's mentees on Al's, too."""


@cache
def _introduced() -> Programme:
    shipped = as_shipped()
    mail = shipped.program.mail.model_copy(update={"delivery": Delivery.SEND})
    program = shipped.program.model_copy(update={"mail": mail})
    programme = Programme(configuration=shipped.model_copy(update={"program": program}), now=NOW)
    programme.live.tabs[99] = LiveTab(99, "Do not mail", 3, 2)
    programme.live.tabs[99].cells[1][0] = BARRED
    for mentor, day, _ in TEAMS:
        programme.answers(Role.MENTOR, mentor, address(mentor), capacity=3.0, **free(day))
    for _, day, mentees in TEAMS:
        for name in mentees:
            programme.answers(Role.MENTEE, name, address(name), **free(day))
    programme.run()
    for name in TEAMS[2][2]:
        row = next(n for n, cells in enumerate(programme.responses(Role.MENTEE).cells) if address(name) in cells)
        programme.set_field(Role.MENTEE, row, "hours.WED", EVENINGS)
    settle(programme)
    return programme


def free(*days: str) -> dict[str, Any]:
    every = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
    return {f"hours_{day}": EVENINGS if day in days else "" for day in every}


def roster(programme: Programme, name: str, column: str, word: object, role: Role = Role.MENTEE) -> None:
    programme.live.tab("Roster").type(f"{role}:{address(name)}", column, word)  # type: ignore[arg-type]


def withdraws(programme: Programme) -> None:
    roster(programme, "Bo Lund", "Withdrawn", True)


def says_why(programme: Programme) -> None:
    roster(programme, "Bo Lund", "Withdrawn why", "not engaged")


def goes_on_leave(programme: Programme) -> None:
    roster(programme, "Cy Roth", "On leave", "until 1 Mar 2027")


def comes_late(programme: Programme) -> None:
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"), timestamp=LATE, **free("TUE"))


def moves(programme: Programme) -> None:
    roster(programme, "Di Moll", "Time zone", "Europe/Madrid")


def takes_more(programme: Programme) -> None:
    roster(programme, "Al Gore", "Takes at most", 4.0, Role.MENTOR)


def merges(programme: Programme) -> None:
    label = programme.teams()[address("Di Moll")][0]
    programme.live.tab("Teams").type(address("Gus Ib"), "Merge into", label)


EVENTS: tuple[Callable[[Programme], None], ...] = (
    withdraws,
    says_why,
    goes_on_leave,
    comes_late,
    moves,
    takes_more,
    merges,
)


def together(programme: Programme) -> set[frozenset[str]]:
    teams: dict[str, set[str]] = {}
    rows = programme.cells("Teams", "Team", "Mentor email", "Mentee email").values()
    for label, mentor, mentee in rows:
        if label:
            teams.setdefault(str(label), set()).update((str(mentor), str(mentee)))
    places = Counter(str(row[2]) for row in rows if row[0])
    assert not places or places.most_common(1)[0][1] == 1, "somebody is in two teams"
    assert sum(map(len, teams.values())) == len(set().union(*teams.values())), "a mentor has two teams"
    return {frozenset(each) for each in teams.values()}


def settle(programme: Programme) -> None:
    for _ in range(3):
        programme.now += timedelta(days=1)
        programme.approve()
        programme.run()


def as_told(programme: Programme) -> dict[str, set[str]]:
    """By whom a mail told it last: the people of their team; nobody where it is over for them."""
    found: dict[str, set[str]] = {}
    for each in programme.mailed():
        if read_announcement(told_by(str(each.message[TOLD_HEADER] or ""), {})):
            found |= {who: set(each.to) for who in each.to}
        elif "/meetings-cancelled/" in each.key:
            found |= {who: set() for who in each.to}
    return found


@settings(
    max_examples=extent(share=3, whole=150),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(order=st.permutations(EVENTS), runs=st.lists(st.booleans(), min_size=len(EVENTS), max_size=len(EVENTS)))
def test_any_order_of_the_weeks_events_ends_in_the_same_teams_and_tells_each_once(
    order: list[Callable[[Programme], None]], runs: list[bool]
) -> None:
    programme = _introduced().copied()
    since = len(programme.mailed())
    for event, run in zip(order, runs, strict=True):
        event(programme)
        if run:
            programme.run()
            together(programme)
    settle(programme)
    settle(programme)
    assert programme.run().edits == 0
    assert together(programme) == {
        frozenset(map(address, ("Ada", "Cy", "Flo"))),
        frozenset(map(address, ("Al", "Di", "Ed", "Gus", "Hal"))),
    }
    statuses = {key: row[0] for key, row in programme.cells("Roster", "Status").items()}
    assert statuses[f"mentee:{address('Bo')}"] == "Withdrawn"
    assert statuses[f"mentor:{address('Uma')}"] == "Waiting for a team"
    mails = programme.mailed()[since:]
    assert len({each.key for each in programme.mailed()}) == len(programme.mailed())
    goodbyes = [each.key.split("/")[2] == "meetings-cancelled" for each in mails if address("Bo") in each.to]
    assert goodbyes == [False] * (len(goodbyes) - 1) + [True]
    assert not any(BARRED in each.to for each in programme.mailed())
    told = as_told(programme)
    for team in together(programme):
        for who in team - {BARRED}:
            assert told[who] == team - {BARRED}, who
    heard = Counter(who for each in mails for who in each.to)
    assert {who: heard[who] for who in map(address, ("Gus", "Hal", "Uma", "Di"))} == dict.fromkeys(
        map(address, ("Gus", "Hal", "Uma", "Di")), 1
    )
