"""The cheapest ways to seat a mentee who has no team, computed against the teams there are.

Each is a single change after which the mentee can join, everything else staying as it is: a seat more, weeks that they
would miss, an hour at which to be free, a veto lifted; and if no team will do, a mentor to find. The cheapest comes
first. The teams looked at are those with a language in common, the best scores first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby

from mentoring_sync.pairing.fit import score
from mentoring_sync.pairing.problem.candidates import CandidateTeam, MenteeCandidate
from mentoring_sync.pairing.problem.problem import PairingProblem
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.records.availability import WeeklySlot

MOST_REMEDIES = 3
TEAMS_LOOKED_AT = 40
TEAMS_LOOKED_THROUGH = 100_000
"""For all mentees together: a second or two."""

MINUTES_PER_HOUR = 60
DAY_BEGINS, DAY_ENDS = 8 * MINUTES_PER_HOUR, 21 * MINUTES_PER_HOUR
"""When a mentor is taken to have time, in minutes of their day: an assumption, to say where to look for one."""

OFFSETS = range(-11, 13)
NEARLY = 0.5
"""A near miss is a slot at which someone is free in at least this share of the weeks."""


class Remedies:
    """Finds remedies for the teams of one pairing."""

    def __init__(self, problem: PairingProblem, teams: tuple[CandidateTeam, ...], rules: Rules) -> None:
        self._teams, self._rules = teams, rules
        mentees, mentors, constraints = problem.mentees, problem.mentors, problem.constraints
        self._apart = {frozenset((mentees[one].id, mentees[other].id)) for one, other in constraints.mentees_apart}
        self._apart |= {frozenset((mentees[one].id, mentors[other].id)) for one, other in constraints.kept_apart}
        self._room = {mentor.id: int(most) for mentor, most in zip(problem.mentors, problem.most, strict=True)}

    def budget(self) -> int:
        """For how many mentees the teams may be looked through: enough for any round whose rows a person reads."""
        return TEAMS_LOOKED_THROUGH // max(1, len(self._teams))

    def of(self, mentee: MenteeCandidate, *, teams_too: bool = True) -> tuple[str, ...]:
        """Sentences, the cheapest first; which mentor would help only, unless the teams are looked through too."""
        found = sorted(self._of_teams(mentee)) if teams_too else []
        sentences = [sentence for _, sentence in found[:MOST_REMEDIES]]
        if len(sentences) < MOST_REMEDIES:
            sentences.append(self._one_more_mentor(mentee))
        return tuple(sentences)

    def _of_teams(self, mentee: MenteeCandidate) -> Iterator[tuple[tuple[int, int, str], str]]:
        """Each remedy behind its cost: its kind, how much of it, and the mentor's id."""
        speaking = [team for team in self._teams if team.mentor.understands(mentee)]
        speaking = [team for team in speaking if team.mentor.id != mentee.id]
        fit = {team.mentor.id: score(team.mentor, mentee, self._rules.scores) for team in speaking}
        for team in sorted(speaking, key=lambda each: -fit[each.mentor.id])[:TEAMS_LOOKED_AT]:
            remedy = self._with(team, mentee)
            if remedy:
                kind, amount, sentence = remedy
                yield (kind, amount, team.mentor.id), sentence

    def _with(self, team: CandidateTeam, mentee: MenteeCandidate) -> tuple[int, int, str] | None:
        """The one change that lets the mentee into a team: kind, amount and sentence; None if it takes more."""
        full = len(team.seats) >= self._room[team.mentor.id]
        missed = self._rules.round.missed(team.slot, mentee.hours)
        vetoed = self._vetoed(team, mentee)
        hurdles = int(full) + int(bool(missed)) + int(bool(vetoed))
        name, when = team.mentor.name, in_utc(team.slot, self._rules)
        if hurdles != 1:
            return None
        if full:
            return 0, 0, f"One more seat in {name}'s team ({when})"
        if vetoed:
            return 1, 0, f"No longer kept apart from {vetoed}: {name}'s team ({when}) has a seat"
        if len(missed) <= (1 - NEARLY) * self._rules.round.weeks:
            return 2, len(missed), f"Join {name}'s team ({when}) and miss {_weeks(missed)}"
        return 3, len(missed), f"Be free on {when}, when {name}'s team has a seat"

    def _vetoed(self, team: CandidateTeam, mentee: MenteeCandidate) -> str:
        others = (team.mentor, *team.mentees)
        return next((other.name for other in others if frozenset((mentee.id, other.id)) in self._apart), "")

    def _one_more_mentor(self, mentee: MenteeCandidate) -> str:
        languages = " or ".join(mentee.languages)
        blocks = ", ".join(str(block) for block in mentee.hours.blocks) or "no hours given"
        zones = by_day(mentee, self._rules)
        return (
            f"One more mentor who speaks {languages} and is free when they are ({blocks}, {mentee.zone}"
            f"{f': by day in {zones}' if zones else ''})"
        )


def in_utc(slot: WeeklySlot, rules: Rules) -> str:
    """A slot's first meeting on the UTC clock, such as `Tue 17:00 UTC`; two times where the mentor's clock changes."""
    starts = [start.astimezone(UTC) for start in rules.round.every_week(slot)]
    times = dict.fromkeys(f"{start:%a %H:%M}" for start in starts)
    return f"{' / '.join(times)} UTC"


def by_day(mentee: MenteeCandidate, rules: Rules) -> str:
    """Where a mentor would meet them by day, such as `UTC-6..-3`: offsets in whole hours at which a meeting in the
    mentee's hours falls between `DAY_BEGINS` and `DAY_ENDS` in the round's first week; empty where that is everywhere.
    """
    minutes = rules.round.meeting_minutes
    starts = [
        start
        for block in mentee.hours.blocks
        for minute in range(block.start, block.end - minutes + 1, MINUTES_PER_HOUR)
        for start in rules.round.every_week(WeeklySlot(day=block.day, start=minute, zone=mentee.zone))[:1]
    ]
    offsets = [
        offset
        for offset in OFFSETS
        if any(_is_day(start.astimezone(UTC) + timedelta(hours=offset), minutes) for start in starts)
    ]
    if len(offsets) == len(OFFSETS):
        return ""
    runs = [[offset for _, offset in group] for _, group in groupby(enumerate(offsets), lambda each: each[1] - each[0])]
    return " or ".join(f"UTC{run[0]:+d}" + (f"..{run[-1]:+d}" if len(run) > 1 else "") for run in runs)


def _is_day(start: datetime, minutes: int) -> bool:
    minute = start.hour * MINUTES_PER_HOUR + start.minute
    return minute >= DAY_BEGINS and minute + minutes <= DAY_ENDS


def _weeks(missed: Sequence[datetime]) -> str:
    dates = [f"{start.day} {start:%b}" for start in missed]
    listed = ", ".join(dates[:4]) + (f" and {len(dates) - 4} more" if len(dates) > 4 else "")
    return f"1 week ({listed})" if len(dates) == 1 else f"{len(dates)} weeks ({listed})"
