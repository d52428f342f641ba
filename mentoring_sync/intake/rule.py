"""The rules by which an answer is refused: an id each. What is said about it is put into words for each reader.

The coordinator's words are in `coordinators_words`; the applicant's stand in the letters, a macro a rule, under its id.
"""

from __future__ import annotations

from enum import StrEnum

from mentoring_sync.records.requirement import RuleKind


class Rule(StrEnum):
    """What is wrong with an answer."""

    ACCEPTS = RuleKind.ACCEPTS
    BOUNDS = RuleKind.BOUNDS
    AGREED = RuleKind.AGREED
    DATES = RuleKind.DATES

    LATE = "late"

    NO_NAME = "no_name"
    UNSEEN_NAME = "unseen_name"
    TOO_LONG = "too_long"
    NO_ADDRESS = "no_address"
    NOT_AN_ADDRESS = "not_an_address"
    NO_ZONE = "no_zone"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_OFFSET = "unknown_offset"
    DOUBTFUL_ZONE = "doubtful_zone"
    NO_HOURS = "no_hours"
    UNREAD_HOURS = "unread_hours"
    UNCERTAIN_HOURS = "uncertain_hours"
    NO_LANGUAGE = "no_language"
    NO_ANSWER = "no_answer"
    NOT_AN_OPTION = "not_an_option"
    NO_NUMBER = "no_number"
    NOT_A_NUMBER = "not_a_number"
    LESS_THAN_NOTHING = "less_than_nothing"
    A_DATE = "a_date"
    MADE_A_DATE = "made_a_date"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    UNCERTAIN_NUMBER = "uncertain_number"
    NO_DAY = "no_day"
    TWO_DAYS = "two_days"
    UNUSABLE = "unusable"

    FORMULA_ERROR = "formula_error"
    NO_TIME = "no_time"
    UNREAD_TIME = "unread_time"
    UNCERTAIN_TIME = "uncertain_time"
    TWO_TIMES = "two_times"


NOT_THE_APPLICANTS = frozenset(
    {Rule.FORMULA_ERROR, Rule.NO_TIME, Rule.UNREAD_TIME, Rule.UNCERTAIN_TIME, Rule.TWO_TIMES}
)
"""Faults of the sheet: nobody who applies can mend them, or hears of them."""
