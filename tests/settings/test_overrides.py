"""Settings typed in *Control* stand in for the configuration; what is no value for them is reviewed."""

from __future__ import annotations

from pathlib import Path

import pytest

from mentoring_sync.mail.delivery import Delivery
from mentoring_sync.pairing.rules import Strictness
from mentoring_sync.settings.load import Configuration, load
from mentoring_sync.settings.overrides import overridden
from mentoring_sync.workbook.tabs.control import Setting


@pytest.fixture(scope="module")
def configured() -> Configuration:
    return load(Path(__file__).parents[2] / "config" / "program.toml", {})


def test_nothing_typed_leaves_the_configuration(configured: Configuration) -> None:
    assert overridden(configured, {}) == (configured, [])


def test_what_is_typed_holds_in_any_case(configured: Configuration) -> None:
    typed = {Setting.DELIVERY: "Draft", Setting.STRICTNESS: "May move anyone", Setting.MOST_MENTEES: "3"}
    found, problems = overridden(configured, typed)
    assert not problems
    assert found.program.mail.delivery is Delivery.DRAFT
    assert (found.rules.strictness, found.rules.most_mentees) == (Strictness.MOVE_ANYONE, 3)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (Setting.DELIVERY, "tomorrow"),
        (Setting.STRICTNESS, "=1+1"),
        (Setting.MOST_MENTEES, "0"),
        (Setting.MOST_MENTEES, "many"),
    ],
)
def test_what_can_not_be_used_is_reviewed_and_the_configured_value_holds(
    configured: Configuration, setting: Setting, words: str
) -> None:
    found, [problem] = overridden(configured, {setting: words})
    assert found == configured
    assert words in problem.what
    assert problem.about == setting
