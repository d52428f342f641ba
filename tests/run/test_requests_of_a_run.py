"""A run makes a constant number of requests to Sheets, however many mails it sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.records.requirement import Role
from mentoring_sync.run.deliver import MOST_READS, PORTION, read_again_after
from mentoring_sync.spreadsheet.grid import Workbook
from tests.run.in_memory import Programme, Sheets, as_shipped


@dataclass
class Counted(Sheets):
    """The spreadsheet, with how often it was asked."""

    asked: int = 0

    def pull(self) -> Workbook:
        self.asked += 1
        return super().pull()


def requests_while_sending(mails: int) -> int:
    """How often a run that confirms so many applications reads and writes the spreadsheet."""
    shipped = as_shipped()
    mail = shipped.program.mail.model_copy(update={"delivery": Delivery.SEND, "most_a_run": 500})
    program = shipped.program.model_copy(update={"mail": mail})
    applied = datetime(2026, 11, 16, 9, tzinfo=UTC)
    programme = Programme(configuration=shipped.model_copy(update={"program": program}), now=applied)
    for number in range(mails):
        programme.answers(Role.MENTEE, f"Person {_word(number)}", f"p{number}@example.org", timestamp=46340.0)
    programme.run()
    programme.approve()
    programme.sheets = counted = Counted(programme.live, programme.sheets.commit)
    before = len(programme.mailed())
    programme.run()
    assert len(programme.mailed()) - before == mails
    return counted.asked


def _word(number: int) -> str:
    """Names that aren't near each other."""
    return "".join("abcdefghij"[int(digit)] * 3 for digit in str(number)).capitalize()


def test_sixty_mails_take_no_more_requests_than_thirty_and_two_more_than_five() -> None:
    few, some, many, most = map(requests_while_sending, (5, 15, 30, 60))
    assert (some - few, many - few, most - few) == (1, MOST_READS, MOST_READS)


@pytest.mark.parametrize("mails", [0, 1, 9, 10, 11, 15, 20, 21, 60, 200, 2_000])
def test_a_run_looks_twice_at_most_and_not_before_ten_mails_have_gone(mails: int) -> None:
    reads = read_again_after(mails)
    assert len(reads) == (0 if mails <= PORTION else 1 if mails <= 2 * PORTION else MOST_READS)
    assert all(PORTION <= each < mails for each in reads)
