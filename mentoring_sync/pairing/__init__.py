"""Pairing: mentors, mentees and what the coordinator said become teams, each with a weekly slot and its reasons.

`pair.pair` is the door. `rules` says what is asked for, `clocks` and `score` measure people against each other,
`wishes` hears the coordinator, `market` gathers who can sit where, `levels` puts the objectives in order, `exact`
finds and proves the best, `tiebreak` settles what is equally good, `reasons` explains.
Pure: no clock, no files, no chance. Nothing is imported here, so that reading the rules doesn't load the solver.
"""
