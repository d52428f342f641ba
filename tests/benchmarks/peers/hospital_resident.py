"""PyPI `matching`: the hospital-resident game, mentors as hospitals. Run in an environment of its own, by `peers`."""

import json
import sys
import time

from matching.games import HospitalResident

sys.setrecursionlimit(20_000)  # a game is deep-copied before it is played
asked = json.load(sys.stdin)
began = time.perf_counter()
of_mentee: dict[int, list[tuple[int, int]]] = {}
of_mentor: dict[int, list[tuple[int, int]]] = {}
for mentee, mentor, score in asked["pairs"]:
    of_mentee.setdefault(mentee, []).append((-score, mentor))
    of_mentor.setdefault(mentor, []).append((-score, mentee))
game = HospitalResident.create_from_dictionaries(
    {mentee: [mentor for _, mentor in sorted(choices)] for mentee, choices in of_mentee.items()},
    {mentor: [mentee for _, mentee in sorted(choices)] for mentor, choices in of_mentor.items()},
    {mentor: asked["places"][mentor] for mentor in of_mentor},
)
seats = [(mentee.name, mentor.name) for mentor, mentees in game.solve().items() for mentee in mentees]
json.dump({"seats": seats, "seconds": time.perf_counter() - began}, sys.stdout)
