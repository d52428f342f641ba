"""Who can sit where: people, pairs that may sit together, and the hours at which each pair can meet.

The people are sorted by address, and everything else is arrays of their places, so that the order of the input never
matters. An *option* is a mentor with one start of their week; a *pair* is a mentee with a mentor; a *fit* says that a
pair can use an option. Whatever breaks a hard rule by itself (language, hours, vetoes, pins) isn't there at all; what
remains for the solvers is one option a mentor, one seat a mentee, sizes, and mentees to be kept apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mentoring_sync.pairing.clocks import Bools, Ints, Masks
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.pairing.score import Scores, shared_languages
from mentoring_sync.pairing.wishes import Heard, hear, unbreakable
from mentoring_sync.records.availability import MINUTES_PER_DAY, MINUTES_PER_WEEK, Weekday, WeeklySlot
from mentoring_sync.records.person import Mentee, Mentor
from mentoring_sync.records.team import Standing, Wishes

MENTORS_AT_ONCE = 64


@dataclass(frozen=True, kw_only=True)
class Market:
    """Everything the solvers need. Pairs are sorted by mentor, then mentee; options by mentor, then start.

    `least` and `most` are a team's size by mentor; `fit_pair` and `fit_option` go together (sorted by option, then
    pair); `apart` are couples of pairs of one mentor that exclude each other; `option_start` is in minutes of the
    mentor's week, as is `grid`, the starts that the rules allow. The masks are kept for those who explain.
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

    def common_starts(self, mentor: int, mentee: int) -> Ints:
        """The starts (minutes of the mentor's week) at which both are free in every week, whatever else forbids."""
        zone = self.mentors[mentor].zone
        both = self.mentor_masks.seen_from(zone)[:, mentor] & self.mentee_masks.seen_from(zone)[:, mentee]
        starts = self.mentee_masks.starts[both]
        return starts[np.isin(starts, self.grid)]

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
    return Builder(ours, theirs, heard, rules).market()


@dataclass(frozen=True)
class Stall:
    """One mentor's part of the market: `mentees` who may join, the `starts` and who is free when: [mentees, starts]."""

    mentor: int
    mentees: Ints
    scores: Ints
    starts: Ints
    free: Bools


class Builder:
    """Opens a market: mentor by mentor, then joined."""

    def __init__(self, mentors: tuple[Mentor, ...], mentees: tuple[Mentee, ...], heard: Heard, rules: Rules) -> None:
        self.mentors, self.mentees, self.heard = mentors, mentees, heard
        self.least = np.array([mentor.min_team for mentor in mentors], dtype=np.int64)
        self.most = np.array([min(mentor.capacity, rules.most_mentees) for mentor in mentors], dtype=np.int64)
        self.grid = np.arange(0, MINUTES_PER_WEEK, rules.start_step_minutes)
        starts = sorted({*self.grid.tolist(), *(_start(standing) for standing in heard.standing.values())})
        self.seats = Masks([mentee.hours for mentee in mentees], starts, rules.round)
        self.leads = Masks([mentor.hours for mentor in mentors], starts, rules.round)
        self.scores = Scores(mentors, mentees, rules.weights)
        self.speak = shared_languages(mentors, mentees)

    def market(self) -> Market:
        """The whole market."""
        self._settle_pins()
        stalls = [fewer for stall in self._stalls() if (fewer := self._worthwhile(stall)) is not None]
        return self._joined(stalls)

    def _settle_pins(self) -> None:
        """Sets aside the pins that no team can keep, before pinned mentees are taken from all other mentors."""
        for stall in self._stalls(only=frozenset(self.heard.pinned.values()), pinned_too=True):
            pinned = [mentee for mentee, mentor in sorted(self.heard.pinned.items()) if mentor == stall.mentor]
            hours = dict(zip(stall.mentees.tolist(), stall.free, strict=True))
            sizes = (int(self.least[stall.mentor]), int(self.most[stall.mentor]))
            refused, _ = unbreakable(pinned, hours, sizes, self.heard)
            for mentee, because in refused.items():
                del self.heard.pinned[mentee]
                self.heard.ignore((self.mentees[mentee].email, self.mentors[stall.mentor].email), because)

    def _stalls(self, only: frozenset[int] | None = None, *, pinned_too: bool = False) -> Iterator[Stall]:
        """Each mentor with the mentees who may join; with `pinned_too`, also those who are pinned to another."""
        for first in range(0, len(self.mentors), MENTORS_AT_ONCE):
            part = slice(first, min(first + MENTORS_AT_ONCE, len(self.mentors)))
            wanted = [mentor for mentor in range(part.start, part.stop) if only is None or mentor in only]
            if not wanted:
                continue
            scores, speak = self.scores.of(part), self.speak(part)
            for mentor in wanted:
                allowed = self._allowed(mentor, speak[:, mentor - first], pinned_too=pinned_too)
                yield self._stall(mentor, allowed, scores[:, mentor - first].astype(np.int64))

    def _allowed(self, mentor: int, speaks: Bools, *, pinned_too: bool) -> Ints:
        allowed = speaks.copy()
        allowed[[mentee for mentee, other in self.heard.kept_apart if other == mentor]] = False
        if not pinned_too:
            allowed[[mentee for mentee, other in self.heard.pinned.items() if other != mentor]] = False
        return np.flatnonzero(allowed)

    def _stall(self, mentor: int, allowed: Ints, scores: Ints) -> Stall:
        zone = self.mentors[mentor].zone
        hours = np.flatnonzero(self.leads.seen_from(zone)[:, mentor] & self._offered(mentor))
        free = self.seats.seen_from(zone)[np.ix_(hours, allowed)].T
        return Stall(mentor, allowed, scores[allowed], self.seats.starts[hours], free)

    def _offered(self, mentor: int) -> Bools:
        """Which starts a mentor's team may have: those of the grid, and the one that is agreed already."""
        offered = np.isin(self.seats.starts, self.grid)
        if mentor in self.heard.standing:
            offered |= self.seats.starts == _start(self.heard.standing[mentor])
        return offered

    def _worthwhile(self, stall: Stall) -> Stall | None:
        """The mentor's part without hours that can't fill a team or are no better than another, and who is left."""
        pinned = np.isin(
            stall.mentees, [mentee for mentee, other in self.heard.pinned.items() if other == stall.mentor]
        )
        enough = stall.free.sum(axis=0) >= self.least[stall.mentor]
        enough &= stall.free[pinned].all(axis=0)
        if self.most[stall.mentor] < self.least[stall.mentor] or not enough.any():
            return None
        kept = np.flatnonzero(enough)
        standing = self.heard.standing.get(stall.mentor)
        agreed = stall.starts[kept] == (_start(standing) if standing else -1)
        kept = kept[~_dominated(stall.free[:, kept], agreed)]
        people = stall.free[:, kept].any(axis=1)
        return Stall(
            stall.mentor, stall.mentees[people], stall.scores[people], stall.starts[kept], stall.free[people][:, kept]
        )

    def _joined(self, stalls: list[Stall]) -> Market:
        pairs = np.cumsum([0, *(len(stall.mentees) for stall in stalls)])
        options = np.cumsum([0, *(len(stall.starts) for stall in stalls)])
        fits = [np.nonzero(stall.free.T) for stall in stalls]
        pair_mentee = _concatenated([stall.mentees for stall in stalls])
        pair_mentor = _concatenated([np.full(len(stall.mentees), stall.mentor) for stall in stalls])
        return Market(
            mentors=self.mentors,
            mentees=self.mentees,
            heard=self.heard,
            least=self.least,
            most=self.most,
            pair_mentee=pair_mentee,
            pair_mentor=pair_mentor,
            pair_score=_concatenated([stall.scores for stall in stalls]),
            option_mentor=_concatenated([np.full(len(stall.starts), stall.mentor) for stall in stalls]),
            option_start=_concatenated([stall.starts for stall in stalls]),
            fit_pair=_concatenated([first + pair for first, (_, pair) in zip(pairs, fits, strict=False)]),
            fit_option=_concatenated([first + option for first, (option, _) in zip(options, fits, strict=False)]),
            apart=_apart(pair_mentee, pair_mentor, self.heard),
            mentee_masks=self.seats,
            mentor_masks=self.leads,
            grid=self.grid,
        )


def _start(standing: Standing) -> int:
    return standing.slot.day * MINUTES_PER_DAY + standing.slot.start


def _dominated(free: Bools, agreed: Bools) -> Bools:
    """Which columns have all their people in another column too (of equals the first stays; an agreed hour always)."""
    counts = free.astype(np.float32)
    common = counts.T @ counts
    size = free.sum(axis=0)
    inside = common >= size[:, None]
    earlier = np.arange(len(size))[None, :] < np.arange(len(size))[:, None]
    better = inside & ((size[None, :] > size[:, None]) | (earlier & (size[None, :] == size[:, None])))
    dominated: Bools = better.any(axis=1) & ~agreed
    return dominated


def _apart(pair_mentee: Ints, pair_mentor: Ints, heard: Heard) -> Ints:
    """The couples of pairs of one mentor whose mentees are to be kept apart: [couples, 2]."""
    if not heard.strangers:
        return np.zeros((0, 2), dtype=np.int64)
    at = {pair: index for index, pair in enumerate(zip(pair_mentee.tolist(), pair_mentor.tolist(), strict=True))}
    couples = [
        (at[one, mentor], at[other, mentor])
        for one, other in sorted(heard.strangers)
        for mentor in np.unique(pair_mentor).tolist()
        if (one, mentor) in at and (other, mentor) in at
    ]
    return np.array(couples, dtype=np.int64).reshape(-1, 2)


def _concatenated(parts: Sequence[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts]).astype(np.int64)
