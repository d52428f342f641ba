"""What holds for every test: how properties are tried, and how seldom the collector of garbage comes by."""

from __future__ import annotations

import gc

from hypothesis import settings

from tests.extent import WHOLE

settings.register_profile("share", deadline=None, derandomize=True, database=None, max_examples=50)
settings.register_profile("whole", deadline=None, print_blob=True)
settings.load_profile("whole" if WHOLE else "share")


def pytest_collection_finish() -> None:
    """What was imported stays to the end: nobody need look through it again, nor so often through what tests make."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
