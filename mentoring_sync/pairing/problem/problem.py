"""Who can sit where: candidates, pairs that may sit together, and the hours at which each pair can meet.

The candidates are sorted by id, and everything else is arrays of their places, so that the order of the input never
matters. An *option* is a mentor with one start of their week; a *pair* is a mentee with a mentor; a *fit* says that a
pair can use an option. Whatever breaks a hard rule by itself (language, hours, vetoes, pins) isn't there at all; what
remains for the solvers is one option a mentor, one seat a mentee, sizes, and mentees to be kept apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mentoring_sync.pairing.problem.availability import Bools, Ints
from mentoring_sync.pairing.problem.candidate_pairs import CandidatePairs, MentorPairs, TimeTable
from mentoring_sync.pairing.problem.candidates import MenteeCandidate, MentorCandidate
from mentoring_sync.pairing.problem.constraints import Constraints, constraints_of
from mentoring_sync.pairing.problem.packed_pairs import PackedPairs
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.records.availability import MINUTES_PER_DAY, Weekday, WeeklySlot

MOST_PAIRS = 2_000_000
"""A problem with more pairs is pruned."""


@dataclass(frozen=True, kw_only=True)
class PairingProblem:
    """Everything the solvers need. Pairs are sorted by mentor, then mentee; options by mentor, then start.

    `least` and `most` are a team's size by mentor; `fit_pair` and `fit_option` go together (sorted by option, then
    pair); `apart` are couples of pairs of one mentor that exclude each other; `option_start` is in minutes of the
    mentor's week. The time table is kept for those who explain. With more pairs than can be searched, only the
    promising ones are here, and `packed_pairs` knows all.
    """

    mentors: tuple[MentorCandidate, ...]
    mentees: tuple[MenteeCandidate, ...]
    constraints: Constraints
    least: Ints
    most: Ints
    pair_mentee: Ints
    pair_mentor: Ints
    pair_score: Ints
    option_mentor: Ints
    option_start: Ints
    fit_pair: Ints
    fit_option: Ints
    apart: Ints
    times: TimeTable
    packed_pairs: PackedPairs | None = None

    def pairs_with(self, mentees: Bools, mentors: Bools) -> tuple[Ints, Ints]:
        """The mentee and the mentor of every pair that has one of some mentees or one of some mentors."""
        if self.packed_pairs:
            return self.packed_pairs.pairs_with(mentees, mentors)
        wanted = mentees[self.pair_mentee] | mentors[self.pair_mentor]
        return self.pair_mentee[wanted], self.pair_mentor[wanted]

    def only(self, pairs: Bools) -> PairingProblem:
        """The problem with some of its pairs only, and the options that can still fill a team."""
        fits = pairs[self.fit_pair]
        enough = self.least[self.option_mentor]
        options = np.bincount(self.fit_option[fits], minlength=len(self.option_mentor)) >= enough
        fits &= options[self.fit_option]
        pairs = np.bincount(self.fit_pair[fits], minlength=len(pairs)) > 0
        pair_at, option_at = np.cumsum(pairs) - 1, np.cumsum(options) - 1
        return replace(
            self,
            pair_mentee=self.pair_mentee[pairs],
            pair_mentor=self.pair_mentor[pairs],
            pair_score=self.pair_score[pairs],
            option_mentor=self.option_mentor[options],
            option_start=self.option_start[options],
            fit_pair=pair_at[self.fit_pair[fits]],
            fit_option=option_at[self.fit_option[fits]],
            apart=pair_at[self.apart[pairs[self.apart].all(axis=1)]],
        )

    def slot(self, option: int) -> WeeklySlot:
        """The slot of an option."""
        day, start = divmod(int(self.option_start[option]), MINUTES_PER_DAY)
        return WeeklySlot(day=Weekday(day), start=start, zone=self.mentors[self.option_mentor[option]].zone)


def formulate(request: PairingRequest) -> PairingProblem:
    """The problem of these candidates under these wishes and rules."""
    mentors = tuple(sorted(request.mentors, key=lambda mentor: mentor.id))
    mentees = tuple(sorted(request.mentees, key=lambda mentee: mentee.id))
    constraints = constraints_of(request.wishes, mentors, mentees)
    candidate_pairs = CandidatePairs(mentors, mentees, constraints, request.rules)
    candidate_pairs.set_aside_pins()
    packed = PackedPairs(len(mentees), candidate_pairs.most)
    for pairs in candidate_pairs:
        packed.add(pairs)
    if packed.pairs <= MOST_PAIRS:
        return _joined(candidate_pairs, list(packed.unpacked()), None)
    promising = _joined(candidate_pairs, list(packed.promising(_together(constraints, mentees))), packed)
    return promising.only(np.ones(len(promising.pair_mentee), dtype=np.bool_))


def _joined(found: CandidatePairs, by_mentor: list[MentorPairs], packed: PackedPairs | None) -> PairingProblem:
    pairs = np.cumsum([0, *(len(each.mentees) for each in by_mentor)])
    options = np.cumsum([0, *(len(each.starts) for each in by_mentor)])
    fits = [np.nonzero(each.free.T) for each in by_mentor]
    pair_mentee = _concatenated([each.mentees for each in by_mentor])
    pair_mentor = _concatenated([np.full(len(each.mentees), each.mentor) for each in by_mentor])
    return PairingProblem(
        mentors=found.mentors,
        mentees=found.mentees,
        constraints=found.constraints,
        least=found.least,
        most=found.most,
        pair_mentee=pair_mentee,
        pair_mentor=pair_mentor,
        pair_score=_concatenated([each.scores.astype(np.int64) for each in by_mentor]),
        option_mentor=_concatenated([np.full(len(each.starts), each.mentor) for each in by_mentor]),
        option_start=_concatenated([each.starts for each in by_mentor]),
        fit_pair=_concatenated([first + pair for first, (_, pair) in zip(pairs, fits, strict=False)]),
        fit_option=_concatenated([first + option for first, (option, _) in zip(options, fits, strict=False)]),
        apart=_apart(pair_mentee, pair_mentor, found.constraints),
        times=found.times,
        packed_pairs=packed,
    )


def _together(constraints: Constraints, mentees: Sequence[MenteeCandidate]) -> dict[int, list[int]]:
    """The mentees who are pinned to each mentor or stand in their team."""
    place = {mentee.id: at for at, mentee in enumerate(mentees)} if constraints.standing else {}
    found = {
        mentor: [place[each] for each in standing.mentees if each in place]
        for mentor, standing in constraints.standing.items()
    }
    for mentee, mentor in constraints.pinned.items():
        found.setdefault(mentor, []).append(mentee)
    return found


def _apart(pair_mentee: Ints, pair_mentor: Ints, constraints: Constraints) -> Ints:
    """The couples of pairs of one mentor whose mentees are to be kept apart: [couples, 2]."""
    if not constraints.mentees_apart:
        return np.zeros((0, 2), dtype=np.int64)
    concerned = np.flatnonzero(
        np.isin(pair_mentee, [mentee for couple in constraints.mentees_apart for mentee in couple])
    )
    at = {(int(pair_mentee[pair]), int(pair_mentor[pair])): pair for pair in concerned.tolist()}
    couples = [
        (at[one, mentor], at[other, mentor])
        for one, other in sorted(constraints.mentees_apart)
        for mentor in np.unique(pair_mentor).tolist()
        if (one, mentor) in at and (other, mentor) in at
    ]
    return np.array(couples, dtype=np.int64).reshape(-1, 2)


def _concatenated(parts: Sequence[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts]).astype(np.int64)
