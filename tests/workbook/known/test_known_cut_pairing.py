"""A search that was cut is known again where the same is asked, and is no answer."""

from __future__ import annotations

from dataclasses import replace

from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.records.team import Wishes
from mentoring_sync.workbook.known.cut_pairing import KnownCut, cut_cells, known_cut
from mentoring_sync.workbook.known.pairing import ASKED, CUT, known_answer
from tests.pairing.rounds import a_mentee, a_mentor, in_its_time, rules, standing_of


def asked() -> PairingRequest:
    mentees = [a_mentee("Noor"), a_mentee("Pia")]
    return PairingRequest(mentors=[a_mentor("Maya")], mentees=mentees, wishes=Wishes(), rules=rules())


def test_what_was_cut_is_read_back_where_the_same_is_asked_however_long_it_may_take() -> None:
    request = asked()
    cut = KnownCut(times=1, found=replace(pair(request, in_its_time()), cut=True))
    kept = cut_cells(request, cut)
    assert known_cut(kept, request) == cut
    assert known_cut(kept, request.with_patience(3)) == cut
    assert known_cut(kept, replace(request, mentees=request.mentees[:1])) is None


def test_what_was_cut_is_no_answer_even_where_the_teams_stand_and_another_question_where_they_do() -> None:
    request = asked()
    cut = KnownCut(times=1, found=replace(pair(request, in_its_time()), cut=True))
    kept = cut_cells(request, cut)
    again = replace(request, wishes=replace(request.wishes, standing=standing_of(cut.found, introduced=False)))
    assert known_answer(kept, again) is None
    assert known_cut(kept, again) is None


def test_a_spoiled_count_is_as_if_nothing_had_been_cut() -> None:
    request = asked()
    kept = cut_cells(request, KnownCut(times=1, found=pair(request, in_its_time())))
    assert known_cut({**kept, ASKED: {**kept[ASKED], CUT: "often"}}, request) is None
