"""What holds for every test: how properties are tried."""

from __future__ import annotations

from hypothesis import settings

from tests.extent import WHOLE

settings.register_profile("share", deadline=None, derandomize=True, database=None, max_examples=50)
settings.register_profile("whole", deadline=None, print_blob=True)
settings.load_profile("whole" if WHOLE else "share")
