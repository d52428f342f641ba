"""What is kept of surveys is read again as it was, and tells of nobody."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from mentoring_sync.progress.small_groups import GroupFigures
from mentoring_sync.records.survey import SurveyName
from mentoring_sync.workbook.known.surveys import KnownSurvey, known_survey_cells, read_known_surveys

instants = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given apart
keys = st.text("0123456789abcdef", min_size=16, max_size=16)
groups = st.builds(
    GroupFigures,
    name=st.sampled_from(("mentors", "mentees")),
    n=st.integers(5, 99),
    counts=st.dictionaries(st.text(max_size=9), st.integers(5, 99), max_size=3),
    mean=st.none() | st.floats(1, 5),
)
splits = st.dictionaries(
    st.text(min_size=1, max_size=9), st.lists(groups, min_size=1, max_size=2).map(tuple), max_size=3
)
known = st.builds(
    KnownSurvey, since=instants, first=st.dictionaries(keys, instants, max_size=20), splits=st.none() | splits
)


@given(known, known)
def test_what_is_kept_is_read_as_it_was(half_way, closing):
    whole = {SurveyName.HALF_WAY: half_way, SurveyName.CLOSING: closing}
    assert read_known_surveys(known_survey_cells(whole)) == whole


def test_what_was_spoiled_tells_nothing_of_groups_and_no_time():
    spoiled = {"closing survey": {"since": "soon", "groups": "{"}, "closing survey/a": {"first": "abc later def"}}
    found = read_known_surveys(spoiled)[SurveyName.CLOSING]
    assert (found.since, found.first, found.splits) == (None, {}, {})
