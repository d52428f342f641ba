"""What if: two pairings of the same people, side by side. Who moves, what is gained, what is lost."""

from __future__ import annotations

from dataclasses import dataclass

from mentoring_sync.records.person import Mentee
from mentoring_sync.records.team import Pairing, Team


@dataclass(frozen=True, kw_only=True)
class Move:
    """A mentee whose team or hour differs; None: no team."""

    mentee: Mentee
    before: Team | None
    after: Team | None

    def __str__(self) -> str:
        return f"{self.mentee.name}: {_place(self.before)} -> {_place(self.after)}"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Who moves from one pairing to the other, and by how much placed and score grow (negative: shrink)."""

    seated: tuple[Move, ...]
    unseated: tuple[Move, ...]
    moved: tuple[Move, ...]
    other_hour: tuple[Move, ...]
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
        return [summary, *(f"{what}: {move}" for what, moves in parts for move in moves)]


def compare(before: Pairing, after: Pairing) -> Comparison:
    """What changes when one pairing is taken instead of the other. People are known by their addresses."""
    old, new = _teams(before), _teams(after)
    moves = [
        Move(mentee=mentee, before=_team(old, email), after=_team(new, email))
        for email, (mentee, _) in sorted({**old, **new}.items())
    ]
    return Comparison(
        seated=tuple(move for move in moves if not move.before),
        unseated=tuple(move for move in moves if not move.after),
        moved=tuple(move for move in moves if move.before and move.after and not _same_mentor(move)),
        other_hour=tuple(move for move in moves if _same_mentor(move) and not _same_slot(move)),
        placed=after.placed - before.placed,
        score=_score(after) - _score(before),
    )


def _teams(pairing: Pairing) -> dict[str, tuple[Mentee, Team]]:
    return {mentee.email: (mentee, team) for team in pairing.teams for mentee in team.mentees}


def _team(teams: dict[str, tuple[Mentee, Team]], email: str) -> Team | None:
    return teams[email][1] if email in teams else None


def _same_mentor(move: Move) -> bool:
    return bool(move.before and move.after and move.before.mentor.email == move.after.mentor.email)


def _same_slot(move: Move) -> bool:
    return bool(move.before and move.after and move.before.slot == move.after.slot)


def _score(pairing: Pairing) -> int:
    return sum(seat.score for team in pairing.teams for seat in team.seats)


def _place(team: Team | None) -> str:
    return f"{team.mentor.name}, {team.slot}" if team else "no team"
