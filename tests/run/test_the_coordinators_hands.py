"""Whatever the coordinator's hands do to the spreadsheet: nothing is lost or counts for another, no mail goes without a
reason or twice, and soon all is quiet (`python -m tests.run.coordinator 200` prints the table).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from mentoring_sync.workbook import coordinator_input
from tests.extent import extent
from tests.run.coordinator.desk import Desk, written
from tests.run.coordinator.play import BY_NAME, NEW, OLD, Episode, Step, episode, play, shrunk
from tests.run.in_process import quickly

EPISODES, PARTS = extent(share=(2, 1), whole=(2_000, 40))


@pytest.fixture(scope="module", autouse=True)
def _quickly() -> Iterator[None]:
    with quickly():
        yield


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_the_coordinators_hands_do_everything_stays_with_its_person(part: int) -> None:
    for seed in range(part, EPISODES, PARTS):
        report = play(episode(seed))
        assert report.runs > 3, seed
        assert report.faults == [], (seed, report.log)


ONCE_FAULTY = {
    "Status is renamed while a run writes memory anew": Episode(
        "introduced", "review", (Step("deletes_mail_and_memory", 384795), Step("renames_a_column", 944153, 3))
    ),
    "the round changes and nothing but Gmail remembers the old one": Episode(
        "introduced",
        "draft",
        (Step("changes_the_round", 1), Step("deletes_mail_and_memory", 1), Step("run", 1), Step("sends", 1)),
    ),
    "a tab is deleted and a run undone that had made it": Episode(
        "proposed", "send", (Step("deletes_a_tab", 7), Step("undoes", 1))
    ),
    "a tab is deleted once a run has read its ticks": Episode(
        "introduced", "send", (Step("pins", 3), Step("deletes_a_tab", 1, 4), Step("run", 1))
    ),
    "a figure is kept as typed, since nothing remembers it, and a share beside it is of that": Episode(
        "introduced", "send", (Step("deletes_mail_and_memory", 315651), Step("duplicates_a_ticked_row", 606035))
    ),
}


@pytest.mark.parametrize("wanted", ONCE_FAULTY.values(), ids=ONCE_FAULTY)
def test_what_once_went_wrong_goes_well(wanted: Episode) -> None:
    report = play(wanted)
    assert report.edits == len([step for step in wanted.steps if step.does != "run"]), report.log
    assert report.faults == [], report.log


def test_an_episode_is_the_same_whenever_it_is_played() -> None:
    whole = episode(3)
    wanted = replace(whole, steps=whole.steps[:8])
    assert play(wanted).log == play(wanted).log


def test_the_account_objects_to_what_nobody_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tick that no hand made withdraws somebody whom nobody meant; of all steps that one is found."""
    monkeypatch.setitem(BY_NAME, "sneaks", _sneaks)
    wanted = Episode("introduced", "send", (Step("types_a_note", 1), Step("sneaks", 1), Step("run", 1)))
    assert {"misplaced", "without reason"} <= {kind for kind, _ in play(wanted).faults}
    assert [step.does for step in shrunk(wanted, "misplaced").steps] == ["sneaks"]


def test_the_account_misses_a_wish_that_nobody_hears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coordinator_input, "read_moves", lambda _: {})
    steps = tuple(Step("moves_to_a_mentor", seed) for seed in range(4))
    report = play(Episode("introduced", "send", (*steps, Step("run", 1))))
    assert {kind for kind, _ in report.faults} == {"lost"}, report.log


def _sneaks(desk: Desk) -> str:
    sheet, place = desk.tab("Roster"), desk.place("Roster", "cy@example.org", "Withdrawn")
    assert sheet is not None
    assert place is not None
    desk.change(written(sheet.id, *place, True))
    return "a tick that isn't in the account"


def test_every_hand_has_its_name_once() -> None:
    assert len(BY_NAME) == len(OLD) + len(NEW)
