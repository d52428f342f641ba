"""Pairing: candidates and what the coordinator wishes become teams, each with a weekly slot and its reasons.

`pair.pair` is the door (`instance_json.solve` for JSON). `request` says what is asked for under which `rules`, `score`
measures how well two people fit. `problem` holds the candidates, when they are free, who may sit with whom and what
constrains them; `solver` puts the objectives in order and finds the best solution: Lagrangian prices bound it, the
volume algorithm and diving find hours, transportation and assignment seat people for given hours, annealing and local
search look for better hours, HiGHS proves, and ties are broken in a fixed way. `explain` answers the coordinator.

Pure: no files, no chance (draws come from fixed seeds) and no clock: how long to search is a `Deadline` that is handed
in. Nothing is imported here, so that reading the rules doesn't load the solver.
"""
