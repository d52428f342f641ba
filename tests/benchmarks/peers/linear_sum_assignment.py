"""scipy's `linear_sum_assignment` on copied places. Run in an environment of its own, by `peers`."""

import json
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment

PAIRED = 1_000
"""What any pair is worth beside its score: as many pairs as possible come first."""

asked = json.load(sys.stdin)
began = time.perf_counter()
owner = np.repeat(np.arange(len(asked["places"])), asked["places"])
mentees, mentors, scores = np.array(asked["pairs"]).T
worth = np.zeros((asked["mentees"], len(asked["places"])))
worth[mentees, mentors] = scores + PAIRED
rows, columns = linear_sum_assignment(worth[:, owner], maximize=True)
seats = [
    (int(mentee), int(owner[place]))
    for mentee, place in zip(rows, columns, strict=True)
    if worth[mentee, owner[place]] > 0
]
json.dump({"seats": seats, "seconds": time.perf_counter() - began}, sys.stdout)
