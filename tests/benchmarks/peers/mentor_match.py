"""PyPI `mentor-match`: one matching exercise for each place. Run in an environment of its own, by `peers`."""

import json
import sys
import time

from matching.mentee import Mentee
from matching.mentor import Mentor
from matching.process import process_data

asked = json.load(sys.stdin)
scores = {(mentee, mentor): score for mentee, mentor, score in asked["pairs"]}


class Score:
    """A pair's score; a pair that can't meet, a full mentor and a mentee who has one are out."""

    def evaluate(self, match):
        mentor = match.mentor
        full = len(mentor.mentees) >= asked["places"][mentor.role]
        return not full and not match.mentee.mentors and (match.mentee.role, mentor.role) in scores

    def apply(self, match):
        match.disallowed = not self.evaluate(match)
        return 0 if match.disallowed else scores[match.mentee.role, match.mentor.role] + 1


began = time.perf_counter()
mentors = [Mentor(grade=1, role=at, email=f"mentor {at}") for at in range(len(asked["places"]))]
mentees = [Mentee(grade=0, role=at, email=f"mentee {at}") for at in range(asked["mentees"])]
process_data(mentors, mentees, [[Score()] for _ in range(max(asked["places"]))])
seats = [(mentee.role, mentor.role) for mentor in mentors for mentee in mentor.mentees]
json.dump({"seats": seats, "seconds": time.perf_counter() - began}, sys.stdout)
