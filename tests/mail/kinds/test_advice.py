"""Advice fits the reasons."""

import pytest

from mentoring_sync.mail.kinds.advice import Advice, advice
from mentoring_sync.mail.kinds.facts import TurnedAway
from mentoring_sync.mail.writing.sample_reasons import answers_refused, came_late, counted, disagreed, unaccepted
from mentoring_sync.records.requirement import Role

MENTOR, MENTEE = Role.MENTOR, Role.MENTEE


def untaken(role):
    return unaccepted(role, "No", accepts=("done",))


@pytest.mark.parametrize(
    ("role", "reasons", "wanted"),
    [
        (MENTOR, (disagreed(MENTOR),), {Advice.AGREE}),
        (MENTOR, (counted(MENTOR, 1, at_least=2),), {Advice.AS_A_MENTEE}),
        (MENTOR, (counted(MENTOR, 1, at_least=2), disagreed(MENTOR)), {Advice.AGREE}),
        (MENTOR, (untaken(MENTOR),), set()),
        (MENTEE, (counted(MENTEE, 7, at_most=1),), {Advice.AS_A_MENTOR}),
        (MENTEE, (counted(MENTEE, 7, at_most=1), untaken(MENTEE)), set()),
        (MENTEE, (came_late(),), {Advice.NEXT_ROUND}),
        (MENTOR, (answers_refused()[0], counted(MENTOR, 1, at_least=2)), {Advice.ANSWER}),
    ],
)
def test_advice_fits_what_is_missing(role, reasons, wanted):
    someone = TurnedAway(name="Bo", email="bo@example.org", role=role, reasons=reasons, applied_at=None)
    assert advice(someone) == wanted
