"""A run that asks pairing what the last one asked takes what stands: nothing is solved, nothing is written."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.problem.candidates import CandidatePairing
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.records.requirement import Role
from mentoring_sync.run import search_in_time, teams
from mentoring_sync.spreadsheet.grid import Scalar
from mentoring_sync.workbook.standing import StandingWorkbook
from mentoring_sync.workbook.tabs.teams import TEAMS, TeamsColumn
from tests.run.in_memory import Programme, programme_of_two_teams


@pytest.fixture
def solved(monkeypatch: pytest.MonkeyPatch) -> list[PairingRequest]:
    """What pairing is asked to solve, from now on."""
    every: list[PairingRequest] = []

    def counted(request: PairingRequest, deadline: Deadline) -> CandidatePairing:
        every.append(request)
        return pair(request, deadline)

    monkeypatch.setattr(search_in_time, "pair", counted)
    return every


@pytest.fixture
def programme() -> Programme:
    """One team too few for those who applied."""
    made = programme_of_two_teams(Delivery.SEND)
    made.answers(Role.MENTEE, "Fay Vang", "fay@example.org")
    return made


def test_a_round_is_paired_once_and_again_only_for_what_changes(
    programme: Programme, solved: list[PairingRequest]
) -> None:
    programme.run()
    programme.approve()
    programme.run()
    assert len(solved) == 1
    programme.now += timedelta(weeks=10)
    programme.run()
    assert programme.run().unchanged
    assert len(solved) == 1
    stood = programme.teams(), programme.cells("Roster", "Status", "Reason")
    programme.answers(Role.MENTEE, "Gil Wess", "gil@example.org")
    programme.run()
    assert len(solved) == 2
    assert programme.teams() == stood[0]
    for who, cells in stood[1].items():
        assert programme.cells("Roster", "Status", "Reason")[who] == cells


def test_what_is_offered_stands_with_the_answer(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    programme.answers(Role.MENTOR, "Ida Cole", "ida@example.org", capacity=3.0)
    programme.run()
    programme.approve()
    programme.run()
    stood = _offered(programme)
    assert any(stood.values())

    def asked_again(*_: object) -> None:
        raise AssertionError("nothing has changed")

    monkeypatch.setattr(teams, "openings", asked_again)
    programme.now += timedelta(weeks=10)
    programme.run()
    assert programme.run().unchanged
    assert _offered(programme) == stood


def _offered(programme: Programme) -> dict[str, Scalar]:
    """By mentee: what *Move to* offers, as it is remembered."""
    base = StandingWorkbook(programme.sheets.pull()).tab(TEAMS).base
    return {mentee: cells.get(TeamsColumn.MOVE_TO) for mentee, cells in base.items()}


def test_pairing_again_on_purpose_solves_again(programme: Programme, solved: list[PairingRequest]) -> None:
    programme.run()
    programme.run(repair=True)
    assert len(solved) == 2


def test_a_pin_that_can_not_be_kept_stays_in_review_though_nothing_is_solved(
    programme: Programme, solved: list[PairingRequest]
) -> None:
    programme.run()
    programme.live.tab("Teams").type("bo@example.org", "Move to", "Al Gore")
    programme.live.tab("Teams").type("cy@example.org", "Move to", "Al Gore")
    programme.live.tab("Teams").type("di@example.org", "Move to", "Al Gore")
    programme.live.tab("Teams").type("ed@example.org", "Move to", "Al Gore")
    programme.run()
    said = [words for words in programme.asked() if "can't be pinned" in words]
    assert said
    programme.run()
    before = len(solved)
    assert programme.run().unchanged
    assert [words for words in programme.asked() if "can't be pinned" in words] == said
    assert len(solved) == before
