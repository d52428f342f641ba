"""Who can sit where: people, pairs that may sit together, and the hours at which each pair can meet.

The people are sorted by address, and everything else is arrays of their places, so that the order of the input never
matters. An *option* is a mentor with one start of their week; a *pair* is a mentee with a mentor; a *fit* says that a
pair can use an option. Whatever breaks a hard rule by itself (language, hours, vetoes, pins) isn't there at all; what
remains for the solvers is one option a mentor, one seat a mentee, sizes, and mentees to be kept apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mentoring_sync.pairing.problem.availability import Bools, Ints, Masks
from mentoring_sync.pairing.problem.candidate_pairs import Stall, Stalls
from mentoring_sync.pairing.problem.constraints import Heard, hear
from mentoring_sync.pairing.problem.packed_pairs import Crowd
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.records.availability import MINUTES_PER_DAY, Weekday, WeeklySlot
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.team import Wishes

MOST_PAIRS = 2_000_000
"""A market with more pairs is pruned."""


@dataclass(frozen=True, kw_only=True)
class Market:
    """Everything the solvers need. Pairs are sorted by mentor, then mentee; options by mentor, then start.

    `least` and `most` are a team's size by mentor; `fit_pair` and `fit_option` go together (sorted by option, then
    pair); `apart` are couples of pairs of one mentor that exclude each other; `option_start` is in minutes of the
    mentor's week, as is `grid`, the starts that the rules allow. The masks are kept for those who explain. With more
    pairs than can be searched, only the promising ones are here, and `crowd` knows all.
    """

    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    heard: Heard
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
    mentee_masks: Masks
    mentor_masks: Masks
    grid: Ints
    crowd: Crowd | None = None

    def mentors_free_with(self, mentee: int) -> Bools:
        """The mentors who have a start in common with a mentee in every week, whatever else forbids."""
        on_grid = np.isin(self.mentee_masks.starts, self.grid)
        by_zone: dict[str, list[int]] = {}
        for at, mentor in enumerate(self.mentors):
            by_zone.setdefault(mentor.zone, []).append(at)
        free = np.zeros(len(self.mentors), dtype=np.bool_)
        for zone, mentors in by_zone.items():
            starts = np.flatnonzero(on_grid & self.mentee_masks.seen_from(zone)[:, mentee])
            free[mentors] = self.mentor_masks.seen_from(zone)[starts][:, mentors].any(axis=0)
        return free

    def mentees_free_with(self, mentor: int) -> Bools:
        """The mentees who have a start in common with a mentor in every week, whatever else forbids."""
        zone = self.mentors[mentor].zone
        starts = np.isin(self.mentee_masks.starts, self.grid) & self.mentor_masks.seen_from(zone)[:, mentor]
        return np.asarray(self.mentee_masks.seen_from(zone)[starts].any(axis=0))

    def pairs_with(self, mentees: Bools, mentors: Bools) -> tuple[Ints, Ints]:
        """The mentee and the mentor of every pair that has one of some mentees or one of some mentors."""
        if self.crowd:
            return self.crowd.pairs_with(mentees, mentors)
        wanted = mentees[self.pair_mentee] | mentors[self.pair_mentor]
        return self.pair_mentee[wanted], self.pair_mentor[wanted]

    def only(self, pairs: Bools) -> Market:
        """The market with some of its pairs only, and the options that can still fill a team."""
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


def open_market(mentors: Sequence[Mentor], mentees: Sequence[Mentee], wishes: Wishes, rules: Rules) -> Market:
    """The market of these people under these wishes and rules."""
    ours = tuple(sorted(mentors, key=lambda mentor: mentor.email))
    theirs = tuple(sorted(mentees, key=lambda mentee: mentee.email))
    heard = hear(wishes, ours, theirs)
    stalls = Stalls(ours, theirs, heard, rules)
    stalls.settle_pins()
    crowd = Crowd(len(theirs), stalls.most)
    for stall in stalls:
        crowd.add(stall)
    if crowd.pairs <= MOST_PAIRS:
        return _joined(stalls, list(crowd.stalls()), None)
    promising = _joined(stalls, list(crowd.promising(_together(heard, theirs))), crowd)
    return promising.only(np.ones(len(promising.pair_mentee), dtype=np.bool_))


def _joined(stalls: Stalls, worthwhile: list[Stall], crowd: Crowd | None) -> Market:
    pairs = np.cumsum([0, *(len(stall.mentees) for stall in worthwhile)])
    options = np.cumsum([0, *(len(stall.starts) for stall in worthwhile)])
    fits = [np.nonzero(stall.free.T) for stall in worthwhile]
    pair_mentee = _concatenated([stall.mentees for stall in worthwhile])
    pair_mentor = _concatenated([np.full(len(stall.mentees), stall.mentor) for stall in worthwhile])
    return Market(
        mentors=stalls.mentors,
        mentees=stalls.mentees,
        heard=stalls.heard,
        least=stalls.least,
        most=stalls.most,
        pair_mentee=pair_mentee,
        pair_mentor=pair_mentor,
        pair_score=_concatenated([stall.scores.astype(np.int64) for stall in worthwhile]),
        option_mentor=_concatenated([np.full(len(stall.starts), stall.mentor) for stall in worthwhile]),
        option_start=_concatenated([stall.starts for stall in worthwhile]),
        fit_pair=_concatenated([first + pair for first, (_, pair) in zip(pairs, fits, strict=False)]),
        fit_option=_concatenated([first + option for first, (option, _) in zip(options, fits, strict=False)]),
        apart=_apart(pair_mentee, pair_mentor, stalls.heard),
        mentee_masks=stalls.seats,
        mentor_masks=stalls.leads,
        grid=stalls.grid,
        crowd=crowd,
    )


def _together(heard: Heard, mentees: Sequence[Mentee]) -> dict[int, list[int]]:
    """The mentees who are pinned to each mentor or stand in their team."""
    place = {mentee.email: at for at, mentee in enumerate(mentees)} if heard.standing else {}
    found = {
        mentor: [place[each] for each in standing.mentees if each in place]
        for mentor, standing in heard.standing.items()
    }
    for mentee, mentor in heard.pinned.items():
        found.setdefault(mentor, []).append(mentee)
    return found


def _apart(pair_mentee: Ints, pair_mentor: Ints, heard: Heard) -> Ints:
    """The couples of pairs of one mentor whose mentees are to be kept apart: [couples, 2]."""
    if not heard.strangers:
        return np.zeros((0, 2), dtype=np.int64)
    concerned = np.flatnonzero(np.isin(pair_mentee, [mentee for couple in heard.strangers for mentee in couple]))
    at = {(int(pair_mentee[pair]), int(pair_mentor[pair])): pair for pair in concerned.tolist()}
    couples = [
        (at[one, mentor], at[other, mentor])
        for one, other in sorted(heard.strangers)
        for mentor in np.unique(pair_mentor).tolist()
        if (one, mentor) in at and (other, mentor) in at
    ]
    return np.array(couples, dtype=np.int64).reshape(-1, 2)


def _concatenated(parts: Sequence[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts]).astype(np.int64)
