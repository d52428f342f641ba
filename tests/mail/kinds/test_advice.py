"""Advice fits the reasons."""

import pytest

from mentoring_sync.mail.kinds.advice import Advice, advice
from mentoring_sync.mail.kinds.facts import TurnedAway
from mentoring_sync.mail.writing.sample_reasons import answers_refused, disagreed, taught, uncertified
from mentoring_sync.records.requirement import Certification, Role

MENTOR, MENTEE = Role.MENTOR, Role.MENTEE
CERTIFIED = (Certification.CERTIFIED,)


def in_training(role):
    return uncertified(role, "In training", Certification.IN_PROGRESS, accepts=CERTIFIED)


def uncertified_at_all(role):
    return uncertified(role, "No", Certification.NONE, accepts=CERTIFIED)


@pytest.mark.parametrize(
    ("role", "reasons", "wanted"),
    [
        (MENTOR, (disagreed(MENTOR),), {Advice.AGREE}),
        (MENTOR, (taught(MENTOR, 1, at_least=2),), {Advice.TEACH, Advice.AS_A_MENTEE}),
        (MENTOR, (taught(MENTOR, 1, at_least=2), disagreed(MENTOR)), {Advice.TEACH, Advice.AGREE}),
        (MENTOR, (in_training(MENTOR),), {Advice.CERTIFY, Advice.AS_A_MENTEE}),
        (MENTOR, (uncertified_at_all(MENTOR),), {Advice.CERTIFY}),
        (MENTEE, (uncertified_at_all(MENTEE),), {Advice.CERTIFY}),
        (MENTEE, (taught(MENTEE, 7, at_most=1),), {Advice.AS_A_MENTOR}),
        (MENTEE, (taught(MENTEE, 7, at_most=1), uncertified_at_all(MENTEE)), {Advice.CERTIFY}),
        (MENTOR, (answers_refused()[0], taught(MENTOR, 1, at_least=2)), {Advice.ANSWER}),
    ],
)
def test_advice_fits_what_is_missing(role, reasons, wanted):
    someone = TurnedAway(name="Bo", email="bo@example.org", role=role, reasons=reasons, applied_at=None)
    assert advice(someone) == wanted
