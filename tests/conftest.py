"""What holds for every test: how properties are tried, templates compiled once, garbage collected seldom."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from hypothesis import settings

from mentoring_sync.settings import load as configuration
from tests.extent import WHOLE
from tests.mail.compiled import compiled

settings.register_profile("share", deadline=None, derandomize=True, database=None, max_examples=50)
settings.register_profile("whole", deadline=None, print_blob=True)
settings.load_profile("whole" if WHOLE else "share")


def pytest_collection_finish() -> None:
    """What was imported stays to the end: nobody need look through it again, nor so often through what tests make."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _templates_are_compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(configuration, "Templates", compiled)
        yield
