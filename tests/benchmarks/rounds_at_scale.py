"""Generated rounds of any size, for measuring. Assumptions, not data: zones by continent, two to five free days in
blocks of one to four hours, nearly everyone speaks English, mentors take two to six mentees, one in ten takes a single.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentoring_sync.pairing.instance_json.solve import SCORES
from mentoring_sync.pairing.problem.candidates import MenteeCandidate, MentorCandidate
from mentoring_sync.pairing.rules import Rules, Strictness
from mentoring_sync.records.availability import Block, Weekday, WeeklyHours
from tests.builders import a_round
from tests.pairing.rounds import a_mentee, a_mentor

ZONES = {
    45: ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto"),
    25: ("Europe/Berlin", "Europe/London", "Europe/Madrid", "Europe/Helsinki"),
    11: ("Africa/Johannesburg", "Africa/Lagos", "Africa/Cairo"),
    9: ("Australia/Sydney", "Pacific/Auckland", "Australia/Adelaide"),
    6: ("Asia/Kolkata", "Asia/Tokyo", "Asia/Kathmandu"),
    4: ("America/Sao_Paulo", "America/Santiago"),
}
LANGUAGES = ("English", "Spanish", "French", "Portuguese", "German")
TOOLS = ("Python", "R", "Git", "Shell", "SQL", "Matlab", "Spreadsheets", "OpenRefine")
HELP = ("confidence", "a lesson", "organising", "community", "maintenance")
DOMAINS = ("biology", "physics", "library", "ecology", "social science", "medicine", "chemistry")


@dataclass(frozen=True)
class Scale:
    """How many people, how much work (about a second a unit), and how dense their calendars are (0: as assumed)."""

    mentees: int
    mentors: int
    work: float
    dense: int = 0

    def __str__(self) -> str:
        return f"{self.mentees} x {self.mentors}{' dense' if self.dense else ''}"


def a_round_of(scale: Scale, ratio: float, seed: int) -> tuple[list[MentorCandidate], list[MenteeCandidate], Rules]:
    """A round with `ratio` seats a mentee."""
    draw = random.Random(f"{scale} {ratio} {seed}")
    mentees = [a_mentee(f"mentee {at}", **_answers(draw, scale.dense)) for at in range(scale.mentees)]
    seats = int(scale.mentees * ratio)
    mentors = [
        _mentor(at, seats // scale.mentors + (at < seats % scale.mentors), draw, scale.dense)
        for at in range(scale.mentors)
    ]
    autumn = a_round(start=date(2026, 9, 7), applications_close=date(2026, 8, 28), weeks=16)
    rules = Rules(
        round=autumn,
        most_mentees=6,
        work_limit=scale.work,
        strictness=Strictness.MOVE_ANYONE,
        scores=SCORES,
    )
    return mentors, mentees, rules


def newcomers(count: int, seed: int) -> list[MenteeCandidate]:
    """Mentees who arrive late."""
    draw = random.Random(f"late {seed}")
    return [a_mentee(f"late {at}", **_answers(draw, 0)) for at in range(count)]


def _mentor(at: int, seats: int, draw: random.Random, dense: int) -> MentorCandidate:
    capacity = min(6, max(1, seats + draw.choice((-1, 0, 1))))
    least = 1 if draw.random() < 0.1 else min(2, capacity)
    return a_mentor(f"mentor {at}", capacity=capacity, min_team=least, **_answers(draw, dense))


def _answers(draw: random.Random, dense: int) -> dict[str, Any]:
    zone = draw.choice(draw.choices(tuple(ZONES.values()), tuple(ZONES))[0])
    first = draw.choices(LANGUAGES, (85, 5, 4, 3, 3))[0]
    more = ["English"] if first != "English" and draw.random() < 0.7 else []
    more += [draw.choice(LANGUAGES[1:])] if draw.random() < 0.15 else []
    return {
        "hours": WeeklyHours(zone=zone, blocks=_blocks(draw, dense)),
        "languages": tuple(dict.fromkeys((first, *more))),
        "tools": tuple(draw.sample(TOOLS, draw.randint(1, 4))),
        "kinds_of_help": tuple(draw.sample(HELP, draw.randint(1, 3))),
        "domain": draw.choice(DOMAINS),
        "institution": f"institution {draw.randint(0, 60)}",
        "own": {"cert_path": draw.choice(("Software Carpentry", "Data Carpentry", "Library Carpentry"))},
        "region": zone.split("/")[0],
    }


def _blocks(draw: random.Random, dense: int) -> tuple[Block, ...]:
    days = draw.sample(range(7), min(7, draw.randint(2, 5) + dense))
    blocks = []
    for day in days:
        length = draw.randint(1, 4) + dense
        start = draw.randint(8, 22 - length)
        blocks.append(Block(day=Weekday(day), start=start * 60, end=(start + length) * 60))
    return tuple(blocks)
