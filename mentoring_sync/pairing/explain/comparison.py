"""What if: two pairings of the same people, side by side. Who moves, what is gained, what is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mentoring_sync.pairing.problem.candidates import CandidatePairing, CandidateTeam, MenteeCandidate
from mentoring_sync.records.person import PersonId


@dataclass(frozen=True, kw_only=True)
class Change:
    """A mentee whose team or hour differs; None: no team."""

    mentee: MenteeCandidate
    before: CandidateTeam | None
    after: CandidateTeam | None

    @property
    def same_mentor(self) -> bool:
        """Whether they keep their mentor."""
        return bool(self.before and self.after and self.before.mentor.id == self.after.mentor.id)

    @property
    def same_slot(self) -> bool:
        """Whether they meet when they met before."""
        return bool(self.before and self.after and self.before.slot == self.after.slot)

    def __str__(self) -> str:
        return f"{self.mentee.name}: {_place(self.before)} -> {_place(self.after)}"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Who moves from one pairing to the other, and by how much placed and score grow (negative: shrink)."""

    seated: tuple[Change, ...]
    unseated: tuple[Change, ...]
    moved: tuple[Change, ...]
    other_hour: tuple[Change, ...]
    placed: int
    score: int

    def lines(self) -> list[str]:
        """The comparison in words, a line each."""
        parts = (
            ("gets a team", self.seated),
            ("loses their team", self.unseated),
            ("changes teams", self.moved),
            ("meets at another hour", self.other_hour),
        )
        summary = f"placed {self.placed:+d}, score {self.score:+d}"
        return [summary, *(f"{what}: {change}" for what, changes in parts for change in changes)]


def compare(before: CandidatePairing, after: CandidatePairing) -> Comparison:
    """What changes when one pairing is taken instead of the other. People are known by their ids."""
    old, new = _teams(before), _teams(after)
    changes = [
        Change(mentee=mentee, before=_team(old, each), after=_team(new, each))
        for each, (mentee, _) in sorted({**old, **new}.items())
    ]
    return Comparison(
        seated=tuple(change for change in changes if not change.before),
        unseated=tuple(change for change in changes if not change.after),
        moved=tuple(change for change in changes if change.before and change.after and not change.same_mentor),
        other_hour=tuple(change for change in changes if change.same_mentor and not change.same_slot),
        placed=after.placed - before.placed,
        score=after.score - before.score,
    )


_Teams = Mapping[PersonId, tuple[MenteeCandidate, CandidateTeam]]


def _teams(pairing: CandidatePairing) -> _Teams:
    return {mentee.id: (mentee, team) for team in pairing.teams for mentee in team.mentees}


def _team(teams: _Teams, mentee: PersonId) -> CandidateTeam | None:
    return teams[mentee][1] if mentee in teams else None


def _place(team: CandidateTeam | None) -> str:
    return f"{team.mentor.name}, {team.slot}" if team else "no team"
