"""What pairing was asked last, and what it answered: kept in `_sync`, so that the same question isn't solved again.

A question is the people, the wishes and the rules. The teams that stand are part of it, too: they are the answer that
was given, or the question is another one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from mentoring_sync import __version__
from mentoring_sync.pairing.problem.candidates import (
    CandidatePairing,
    CandidateSeat,
    CandidateTeam,
    CandidateUnplaced,
    MenteeCandidate,
    MentorCandidate,
)
from mentoring_sync.pairing.request import PairingRequest
from mentoring_sync.records.availability import WeeklySlot
from mentoring_sync.records.person import PersonId
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.roster import person_key
from mentoring_sync.records.team import IgnoredPin, Objective, Pin, Reached
from mentoring_sync.workbook.merge.rows import Cells, TabBase

PAIRED = "_paired"
"""Under which name these stand among the tabs in `_sync`."""

ASKED, CUT = "asked", "cut"
"""The row of the question; and its cell that says how often a search was cut, of which nothing came yet."""

_TEAM, _LEFT, _IGNORED = "team ", "left ", "ignored "


def answered_cells(request: PairingRequest, found: CandidatePairing) -> dict[str, Cells]:
    """What is to be kept of a question and its answer: a row for the question, each team, each person without one."""
    objectives = {each.value: [reached.value, reached.bound] for each, reached in found.objectives.items()}
    asked: Cells = {"question": _digest(request), "reached": json.dumps(objectives)}
    teams = {f"{_TEAM}{team.mentor.id}": _team_cells(at, team) for at, team in enumerate(found.teams)}
    left = {
        f"{_LEFT}{person_key(each.person.role, each.person.id)}": _left_cells(at, each)
        for at, each in enumerate(found.unplaced)
    }
    ignored = {f"{_IGNORED}{at}": _ignored_cells(each) for at, each in enumerate(found.ignored)}
    return {ASKED: asked, **teams, **left, **ignored}


def known_answer(base: TabBase, request: PairingRequest) -> CandidatePairing | None:
    """What was answered, where the question is the same and the teams that stand are those of the answer; None where
    they aren't, or where the memory was spoiled."""
    found = None if CUT in base.get(ASKED, {}) else kept_answer(base, request)
    return found if found and _stands(request, found) else None


def kept_answer(base: TabBase, request: PairingRequest) -> CandidatePairing | None:
    """What was found, where the question is the same but for the teams that stand; None where this was spoiled."""
    if base.get(ASKED, {}).get("question") != _digest(request):
        return None
    try:
        return _Reading(request).pairing(base)
    except (KeyError, TypeError, ValueError):
        return None


def _digest(request: PairingRequest) -> str:
    """The question in a few letters, whatever order people come in. How long it may take is no part of it."""
    wishes = request.wishes
    asked = (
        __version__,
        sorted(map(repr, request.mentors)),
        sorted(map(repr, request.mentees)),
        sorted(wishes.pins),
        sorted(map(repr, wishes.vetoes)),
        sorted((mentor, str(slot)) for mentor, slot in wishes.fixed.items()),
        repr(request.rules.model_copy(update={"time_limit_seconds": None})),
    )
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:24]


def _stands(request: PairingRequest, found: CandidatePairing) -> bool:
    standing = {(team.mentor, str(team.slot), tuple(sorted(team.mentees))) for team in request.wishes.standing}
    answer = {
        (team.mentor.id, str(team.slot), tuple(sorted(mentee.id for mentee in team.mentees))) for team in found.teams
    }
    return standing == answer


def _team_cells(at: int, team: CandidateTeam) -> Cells:
    seats = [[seat.mentee.id, seat.score, list(seat.why)] for seat in team.seats]
    return {"at": float(at), "meets": str(team.slot), "seats": json.dumps(seats, ensure_ascii=False)}


def _left_cells(at: int, each: CandidateUnplaced) -> Cells:
    remedies = json.dumps(list(each.remedies), ensure_ascii=False)
    return {"at": float(at), "reason": each.reason, "remedies": remedies}


def _ignored_cells(each: IgnoredPin) -> Cells:
    return {"mentee": each.pin.mentee, "mentor": each.pin.mentor, "because": each.because}


class _Reading:
    """The rows of an answer, read beside the people who were asked about.

    Raises:
        KeyError, TypeError, ValueError: a row isn't as it was written.
    """

    def __init__(self, request: PairingRequest) -> None:
        self._mentors: Mapping[str, MentorCandidate] = {each.id: each for each in request.mentors}
        self._mentees: Mapping[str, MenteeCandidate] = {each.id: each for each in request.mentees}

    def pairing(self, base: TabBase) -> CandidatePairing:
        reached = json.loads(str(base[ASKED]["reached"]))
        return CandidatePairing(
            teams=tuple(self._team(mentor, cells) for mentor, cells in _rows(base, _TEAM)),
            unplaced=tuple(self._left(key, cells) for key, cells in _rows(base, _LEFT)),
            objectives={Objective(each): Reached(value=value, bound=bound) for each, (value, bound) in reached.items()},
            ignored=tuple(_ignored(cells) for _, cells in _rows(base, _IGNORED)),
        )

    def _team(self, mentor: str, cells: Cells) -> CandidateTeam:
        slot = WeeklySlot.parse(str(cells["meets"]))
        if slot is None:
            raise ValueError(cells["meets"])
        seats = json.loads(str(cells["seats"]))
        return CandidateTeam(mentor=self._mentors[mentor], slot=slot, seats=tuple(map(self._seat, seats)))

    def _seat(self, seat: list[Any]) -> CandidateSeat:
        mentee, score, why = seat
        return CandidateSeat(mentee=self._mentees[mentee], score=int(score), why=tuple(why))

    def _left(self, key: str, cells: Cells) -> CandidateUnplaced:
        role, _, who = key.partition(":")
        person = self._mentors[who] if Role(role) is Role.MENTOR else self._mentees[who]
        remedies = tuple(json.loads(str(cells["remedies"])))
        return CandidateUnplaced(person=person, reason=str(cells["reason"]), remedies=remedies)


def _rows(base: TabBase, kind: str) -> Iterator[tuple[str, Cells]]:
    """The rows of a kind, each with the rest of its key, in the order of the answer."""
    found = [(key.removeprefix(kind), cells) for key, cells in base.items() if key.startswith(kind)]
    return iter(sorted(found, key=lambda row: float(str(row[1].get("at") or 0))))


def _ignored(cells: Cells) -> IgnoredPin:
    pin = Pin(PersonId(str(cells["mentee"])), PersonId(str(cells["mentor"])))
    return IgnoredPin(pin=pin, because=str(cells["because"]))
