from pathlib import Path

import pytest

from mentoring_sync.errors import ConfigurationError
from mentoring_sync.settings.load import load

EARLIER = '\nmentee_meetings = 3\nmentor_needs = ["Check-in"]\n'


def written(tmp_path, *, completion, earlier=""):
    """The configuration that comes with the program, changed."""
    config = Path(__file__).parents[2] / "config"
    said = (config / "program.toml").read_text("utf-8")
    start, end = said.index("[completion.mentee]"), said.index("[pairing]")
    path = tmp_path / "program.toml"
    path.write_text(said[:start] + completion + said[end:] + earlier, "utf-8")
    (tmp_path / "questions.toml").write_text((config / "questions.toml").read_text("utf-8"), "utf-8")
    return path


def test_what_it_takes_is_what_the_configuration_says(tmp_path):
    said = '[completion.mentee]\nmeetings = 4\nshare = 0.25\nneeds = ["Portfolio "]\n'
    found = load(written(tmp_path, completion=said), {}).program.completion
    assert found.mentee.meetings == 4
    assert found.mentee.needs == ("Portfolio",)
    assert found.steps == ("Onboarding", "Check-in", "Showcase", "Closing survey", "Portfolio")


def test_the_keys_of_earlier_versions_still_count(tmp_path):
    found = load(written(tmp_path, completion="", earlier=EARLIER), {}).program.completion
    assert (found.mentee.meetings, found.mentee.needs) == (3, ("Showcase", "Closing survey"))
    assert (found.mentor.share, found.mentor.needs) == (0.5, ("Check-in",))


def test_both_at_once_are_a_mistake_with_a_name(tmp_path):
    path = written(tmp_path, completion="[completion.mentee]\nmeetings = 2\n", earlier=EARLIER)
    with pytest.raises(ConfigurationError) as refused:
        load(path, {})
    (mistake,) = refused.value.mistakes
    assert "completion: [mail.kinds.certificate] says it too (mentee_meetings and mentor_needs)" in mistake


def test_a_step_cannot_have_the_title_of_a_column_of_ours(tmp_path):
    path = written(tmp_path, completion='[completion.mentor]\nneeds = ["Meeting 2", "Onboarding"]\n')
    with pytest.raises(ConfigurationError, match="needs can't be Meeting 2: Attendance has a column of its own"):
        load(path, {})
