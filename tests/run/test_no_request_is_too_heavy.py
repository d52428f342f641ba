"""However many people there are, no request is heavier than Google recommends: each is weighed as it is sent."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from mentoring_sync.run import landing
from mentoring_sync.spreadsheet.edits import Edit
from mentoring_sync.spreadsheet.grid import Workbook
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.roster import ROSTER
from tests.extent import extent
from tests.run.in_memory import EVENINGS, Programme, programme_of_two_teams

PEOPLE, MOST = extent(share=(150, 80_000), whole=(3_000, 1_950_000))
FRAME = 1_000
"""Bytes of a batch around its edits: the commit, the commits that are deleted, what is asked back."""


def watched(programme: Programme) -> list[int]:
    """The bytes of each batch that the programme's runs send."""
    sent, land = list[int](), programme.sheets.write

    def write(edits: Sequence[Edit], *, after: Workbook) -> Workbook:
        sent.append(programme.sheets.weight(edits, after=after))
        return land(edits, after=after)

    programme.sheets.write = write  # type: ignore[method-assign] # the test's own double
    return sent


def a_large_round(people: int = PEOPLE) -> Programme:
    """More people than teams: most of them can never meet anybody."""
    programme = programme_of_two_teams(Delivery.OFF)
    for number in range(people):
        programme.answers(
            Role.MENTEE,
            f"Many {number} Møller-Østergård",
            f"many{number}@example.org",
            hours_TUE="",
            hours_SUN=EVENINGS,
        )
    return programme


def test_the_heaviest_request_of_a_large_round_is_no_heavier_than_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing, "HEAVIEST", MOST)
    programme = a_large_round()
    sent = watched(programme)
    first = programme.run()
    assert first.batches == len(sent) > 2
    assert max(sent) <= MOST <= 2_000_000 - FRAME
    assert len(programme.live.tab(ROSTER.title).keys()) >= PEOPLE
    assert programme.run().unchanged


class Killed(BaseException):
    """The machine's end."""


def killed_after(batches: int) -> Programme:
    """A large round whose first run died when so many of its batches had landed."""
    programme = a_large_round(40)
    land, left = programme.sheets.write, batches

    def write(edits: Sequence[Edit], *, after: Workbook) -> Workbook:
        nonlocal left
        if not left:
            raise Killed
        left -= 1
        return land(edits, after=after)

    programme.sheets.write = write  # type: ignore[method-assign] # the test's own double
    with pytest.raises(Killed):
        programme.run()
    programme.sheets.write = land  # type: ignore[method-assign]
    return programme


def told(programme: Programme) -> dict[str, object]:
    """What the coordinator reads, and whom the next run knows."""
    roster = programme.cells("Roster", "Person", "Status", "Reason", "Team")
    known = StandingWorkbook(programme.sheets.pull()).known
    return {"roster": roster, "teams": programme.teams(), "review": sorted(programme.asked()), "known": known}


def test_a_run_that_died_between_its_portions_is_gone_on_with_as_if_nothing_had_been(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(landing, "HEAVIEST", 20_000)
    uncut = a_large_round(40)
    batches = uncut.run().batches
    assert batches > 5
    for landed in extent(share=(1, batches - 1), whole=range(1, batches)):
        programme = killed_after(landed)
        programme.run()
        assert told(programme) == told(uncut)
        assert programme.run().unchanged
