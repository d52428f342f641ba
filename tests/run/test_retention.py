"""A round is closed with a time after which its people are forgotten: the first run from that day on does it."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from functools import cache

from click.testing import CliRunner

from mentoring_sync.cli.commands import commands
from mentoring_sync.errors import TryLaterError
from mentoring_sync.records.requirement import Role
from tests.run.held import named_in
from tests.run.in_memory import Programme
from tests.run.test_a_round_is_closed import answers, begun, over

EVERYONE = ("Ada Brandt", "Al Gore", "Bo Lund", "Cy Roth", "Di Moll", "Ed Nore")


@cache
def _closed() -> Programme:
    programme = over()
    done = programme.close(forget_after=timedelta(days=30))
    assert done.forgotten_from == "2027-06-14"
    assert any("forgotten by the first run from 2027-06-14 on" in line for line in done.in_words())
    return programme


def closed() -> Programme:
    return _closed().copied()


def left(programme: Programme) -> list[str]:
    return [name for name in EVERYONE if named_in(programme, name, f"{name.split()[0]}@example.org")]


def run_in(programme: Programme, days: int) -> None:
    programme.now += timedelta(days=days)
    programme.run()


def test_until_that_day_everybody_is_remembered_and_from_then_on_nobody() -> None:
    programme = closed()
    run_in(programme, 29)
    assert left(programme) == list(EVERYONE)
    run_in(programme, 2)
    assert left(programme) == []
    assert any("Forgot 6 people" in str(row) for row in programme.live.tab("Runs").cells)
    commit = programme.sheets.commit
    run_in(programme, 1)
    assert programme.sheets.commit == commit


def test_a_run_that_comes_late_and_alone_does_it_too() -> None:
    programme = closed()
    run_in(programme, 200)
    assert left(programme) == []


def test_the_figures_of_the_round_stay() -> None:
    programme = closed()
    figures = [list(row) for row in programme.live.tab("Progress · 2027-1").cells]
    statuses = [row[programme.live.tab("Roster · 2027-1").column("Status")] for row in _rows(programme)]
    run_in(programme, 31)
    assert [list(row) for row in programme.live.tab("Progress · 2027-1").cells] == figures
    assert [row[programme.live.tab("Roster · 2027-1").column("Status")] for row in _rows(programme)] == statuses


def _rows(programme: Programme) -> list[list[object]]:
    return [list(row) for row in programme.live.tab("Roster · 2027-1").cells[1:] if any(row)]


def test_whoever_takes_part_in_the_next_round_stays_with_what_they_were() -> None:
    programme = closed()
    begun(programme)
    programme.now += timedelta(days=1)
    answers(programme, Role.MENTEE, "Bo Lund")
    programme.run()
    run_in(programme, 31)
    assert left(programme) == ["Bo Lund"]
    assert "2027-1, finished" in str(programme.cells("Roster", "Reason")["mentee:bo@example.org"])


def test_paused_nobody_is_forgotten_and_a_mailbox_that_cannot_be_had_puts_it_off() -> None:
    programme = closed()
    programme.live.tab("Control").type("Pause", "Value", True)
    run_in(programme, 31)
    assert left(programme) == list(EVERYONE)
    programme.live.tab("Control").type("Pause", "Value", False)
    run_in(programme, 0)
    assert left(programme) == []


def test_without_that_word_nobody_is_forgotten() -> None:
    programme = over()
    programme.close()
    run_in(programme, 400)
    assert left(programme) == list(EVERYONE)


def test_a_time_is_days_weeks_or_months() -> None:
    for said in ("30", "0d", "d", "3 years"):
        result = CliRunner().invoke(commands, ["round", "close", "--forget-after", said])
        assert result.exit_code == 2
        assert "is no time such as 30d (days), 6w (weeks) or 12m (months)" in result.output


def test_gmail_that_cannot_be_had_puts_it_off_to_the_next_run() -> None:
    programme = closed()
    begun(programme)
    programme.now += timedelta(days=1)
    answers(programme, Role.MENTEE, "Bo Lund")
    for _ in range(3):
        run_in(programme, 1)
    ids = programme.mailbox.draft_ids

    def refuses() -> dict[str, str]:
        raise TryLaterError("Gmail can't be reached.")

    programme.mailbox.draft_ids = refuses  # type: ignore[method-assign]
    programme.now += timedelta(days=31)
    with suppress(TryLaterError):
        programme.run()
    before = left(programme)
    programme.mailbox.draft_ids = ids  # type: ignore[method-assign]
    run_in(programme, 1)
    assert (len(before), left(programme)) == (6, ["Bo Lund"])


def test_status_says_from_when_on() -> None:
    programme = closed()
    assert programme.status().forgets == {"2027-1": "2027-06-14"}
    assert "The people of 2027-1 are forgotten from 2027-06-14 on." in programme.status().in_words()
