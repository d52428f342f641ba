"""Pairing: mentors, mentees and what the coordinator said become teams, each with a weekly slot and its reasons.

`pair.pair` is the door (`solve.solve` for JSON). `rules` says what is asked for, `clocks` and `score` measure people
against each other, `wishes` hears the coordinator, `market` gathers who can sit where, `levels` puts the objectives
in order. `search` finds the best: `prices` bound it, `flow` seats people for given hours, `hours` and
`neighbourhoods` look for better hours, `exact` proves, `tiebreak` settles what is equally good. `reasons` and
`remedies` explain; `recruit`, `fairness`, `disturbance` and `compare` answer the coordinator's questions.

Pure: no files and no chance (draws come from fixed seeds); the only clock is the time limit's. Nothing is imported
here, so that reading the rules doesn't load the solver.
"""
