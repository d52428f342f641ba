"""What the report says in a language: each word has its one home here, in the file of its language.

`{…}` are places for what the round says; a language has all of them (the tests look).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mentoring_sync.progress.figures import Among, Stands
from mentoring_sync.records.requirement import Role
from mentoring_sync.records.survey import SurveyName, Unsaid


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of the report. Mappings are by what the data calls it."""

    report: str
    heading: str
    when: str
    made: str
    not_over: str
    # the columns of tables
    figure: str
    count: str
    of: str
    share: str
    nobody: str
    chart_empty: str
    bars: str
    # what has changed
    since: str
    unchanged: str
    what: str
    before: str
    now: str
    changed: Mapping[str, str]
    roles: Mapping[Role, str]
    applied_by: str
    answers_of: str
    late_of: str
    shown_of: str
    # the round in numbers
    numbers: str
    applications: str
    eligible: Mapping[Role, str]
    placed: Mapping[Role, str]
    who_counts: str
    completion: str
    completed_of: Mapping[Among, str]
    completed_as: Mapping[Role, str]
    fixed_set: str
    standing: str
    stands: Mapping[Stands, str]
    unable: str
    attendance: str
    retention: str
    retention_chart: str
    meeting: str
    came: Mapping[Role, str]
    marked: str
    milestones: str
    region: str
    language: str
    others: str
    large_groups: str
    # what people said
    voices: str
    no_survey: str
    surveys: Mapping[SurveyName, str]
    rate: str
    rate_of: str
    answers: str
    asked_nobody: str
    survey_open: str
    survey_closed: str
    shown: str
    set_aside: str
    late: str
    too_few: str
    question_n: str
    mean: str
    few_said: str
    options_unknown: str
    own_words: str
    in_own_words: str
    answer: str
    group: str
    unsaid: Mapping[Unsaid, str]
    quotations: str
    # what to change
    change: str
    recruit: str
    recruit_none: str
    mentor_free: str
    tools: str
    seats: str
    unmet: str
    topic: str
    wanted_by: str
    reasons: str
    why: Mapping[str, str]
    why_other: str
    # earlier rounds
    earlier: str
    earlier_chart: str
    first_round: str
    round: str
    # the end
    contact: str
    privacy: str
