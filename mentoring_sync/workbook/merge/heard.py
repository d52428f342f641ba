"""What earlier runs knew of a tab's columns, kept in `_sync`: which ones stood, and the coordinator's words in them.

A column that can't be found says what it last said: nobody is taken back into a team because a header was typed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mentoring_sync.workbook.layouts import Layout
from mentoring_sync.workbook.merge.rows import TabBase

HEARD, COLUMNS = "_heard", "_columns"
"""Under which names these stand among the tabs in `_sync`."""

KINDS = ("stood", "lost", "unheard")
_NO_WORDS: TabBase = {}


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What is remembered of a tab: by key and title the coordinator's words, the columns that stood and those that
    couldn't be found, and of these the ones whose words nobody knows. `known`: a run has written this down at all.
    """

    words: TabBase = field(default_factory=lambda: _NO_WORDS)
    stood: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    unheard: frozenset[str] = frozenset()
    known: bool = False


NOTHING_HEARD = Heard()


def read_heard(base: Mapping[str, TabBase], layout: Layout) -> Heard:
    """What `_sync` remembers of the columns of a tab."""
    cells = base.get(COLUMNS, {}).get(layout.title)
    if cells is None:
        return NOTHING_HEARD
    prefix = f"{layout.title}/"
    words = {
        key.removeprefix(prefix): said for key, said in base.get(HEARD, {}).items() if key.startswith(prefix) and said
    }
    stood, lost, unheard = (frozenset(str(cells.get(name) or "").split("\n")) - {""} for name in KINDS)
    return Heard(words=words, stood=stood, lost=lost, unheard=unheard, known=True)
