"""What is asked of pairing: who is to be paired, what the coordinator wishes, under which rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mentoring_sync.pairing.problem.candidates import MenteeCandidate, MentorCandidate
from mentoring_sync.pairing.rules import Rules
from mentoring_sync.records.team import Pin, Veto, Wishes


@dataclass(frozen=True, kw_only=True)
class PairingRequest:
    """The candidates of both roles, in any order, the coordinator's wishes and the rules."""

    mentors: Sequence[MentorCandidate]
    mentees: Sequence[MenteeCandidate]
    wishes: Wishes
    rules: Rules

    def without(self, *wishes: Pin | Veto) -> PairingRequest:
        """The same without some pins and vetoes."""
        pins, vetoes = self.wishes.pins.difference(wishes), self.wishes.vetoes.difference(wishes)
        return replace(self, wishes=replace(self.wishes, pins=pins, vetoes=vetoes))

    def with_patience(self, times: int) -> PairingRequest:
        """The same with so many times the time before a search is cut."""
        if times == 1:
            return self
        return replace(self, rules=self.rules.model_copy(update={"time_limit_seconds": times * self.rules.patience()}))

    def with_mentor(self, mentor: MentorCandidate) -> PairingRequest:
        """The same with one more mentor."""
        return replace(self, mentors=[*self.mentors, mentor])
