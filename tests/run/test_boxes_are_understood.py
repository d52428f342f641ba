"""A box is a yes, a no, or a question that stops the run's mail."""

from __future__ import annotations

import pytest

from mentoring_sync.records.requirement import Role
from tests.run.in_memory import address
from tests.run.test_absence_is_no_decision import introduced, later


@pytest.mark.parametrize("word", ["x", "yes please", "TRUE", "ja"])
def test_a_yes_in_withdrawn_withdraws(word: str) -> None:
    programme = introduced()
    programme.live.tab("Roster").type("mentee:cy@example.org", "Withdrawn", word)
    later(programme)
    assert "cy@example.org" not in programme.teams()


@pytest.mark.parametrize(
    ("tab", "key", "column"),
    [
        ("Control", "Pause", "Value"),
        ("Roster", "mentee:cy@example.org", "Withdrawn"),
        ("Roster", "mentee:cy@example.org", "Waive"),
        ("Teams", "cy@example.org", "Pin"),
        ("Teams", "cy@example.org", "Keep apart"),
    ],
)
def test_what_is_neither_yes_nor_no_stops_the_mail_and_is_asked_about(tab: str, key: str, column: str) -> None:
    programme = introduced()
    programme.live.tab(tab).type(key, column, "perhaps later")
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"), timestamp=46360.0)
    before, sent = programme.teams(), len(programme.mailbox.sent)
    later(programme)
    assert {key: programme.teams()[key] for key in before} == before
    assert len(programme.mailbox.sent) == sent
    assert [each for each in programme.asked() if "“perhaps later”: is that a yes?" in each]


def test_once_it_is_clear_the_mail_goes_on() -> None:
    programme = introduced()
    programme.live.tab("Roster").type("mentee:cy@example.org", "Waive", "hmm")
    programme.answers(Role.MENTEE, "Flo Ek", address("Flo Ek"), timestamp=46360.0)
    later(programme)
    sent = len(programme.mailed())
    programme.live.tab("Roster").type("mentee:cy@example.org", "Waive", "no")
    later(programme)
    assert [each.to for each in programme.mailed()[sent:]] == [("flo@example.org",)]
