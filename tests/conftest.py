"""What holds for every test: how properties are tried, and that no title is folded ten thousand times."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import settings

from mentoring_sync.intake import cells, likeness
from tests.extent import WHOLE

cells.folded = lru_cache(maxsize=10_000)(cells.folded)  # pure both; here, before others take them by their names
likeness.bare = lru_cache(maxsize=10_000)(likeness.bare)

settings.register_profile("share", deadline=None, derandomize=True, database=None, max_examples=50)
settings.register_profile("whole", deadline=None, print_blob=True)
settings.load_profile("whole" if WHOLE else "share")
