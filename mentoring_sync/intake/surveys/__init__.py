"""Surveys: the response tabs of a half-way and a closing form become questions and answers.

form        `[surveys]` of config/questions.toml
words       words that say nothing, and the scales that are known by their words
scales      a column of answers on a scale
options     a column of options, as far as no configuration names them
questions   which column is a question, and of which kind
rows        whose a row is, and which aren't counted
read        a tab becomes a `Survey`
naming      who is named in a text
"""
