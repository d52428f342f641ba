"""What runs work out of the same input is worked out once a process: the same few people are read and paired a thousand
times over.

Only pure functions are remembered, by all that goes into them, and only as they stand in the package: a test that puts
its own in their place is asked each time.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from types import ModuleType
from typing import Any

import pytest

from mentoring_sync.intake.read import read_responses
from mentoring_sync.mail.writing import compose
from mentoring_sync.mail.writing.calendar import invitation
from mentoring_sync.mail.writing.envelope import seal
from mentoring_sync.pairing.explain.openings import openings
from mentoring_sync.pairing.pair import pair
from mentoring_sync.pairing.solver.deadline import Deadline
from mentoring_sync.run import people, search_in_time, teams
from mentoring_sync.run.wishes import costs_in_words
from mentoring_sync.spreadsheet.grid import Tab

KEY = "_key"
_ANSWERS: dict[bytes, Any] = {}


def _remembered(pure: Callable[..., Any], by: Callable[..., Any] = lambda *arguments: arguments) -> Callable[..., Any]:
    """A pure function that answers at once what it has answered before. How long it may take is no part of the
    question; `by` says what of the positional arguments is."""

    def answer(*arguments: Any, **named: Any) -> Any:
        question = by(*(each for each in arguments if not isinstance(each, Deadline)))
        asked = sha256(pickle.dumps((pure.__name__, question, sorted(named.items())))).digest()
        if asked not in _ANSWERS:
            _ANSWERS[asked] = pure(*arguments, **named)
        return _ANSWERS[asked]

    return answer


def _not_ours(tabs: Any) -> list[Tab]:
    """The tabs that may hold answers: what is typed into those that runs made makes the answers no others."""
    return [tab for tab in tabs if not tab.title.startswith("_") and not (tab.rows and KEY in tab.rows[0])]


_PAIRING = ((search_in_time, pair), (teams, costs_in_words), (teams, openings))
_READING = (people, read_responses)
_SEALING = ((compose, seal), (compose, invitation))
_INSTEAD: dict[Any, Any] = {
    read_responses: _remembered(read_responses, _not_ours),
    **{pure: _remembered(pure) for _, pure in _PAIRING},
    **{pure: lru_cache(maxsize=1_000)(pure) for _, pure in _SEALING},
}


@contextmanager
def remembering() -> Iterator[None]:
    """Runs that don't work out twice what is the same."""
    with _instead(*_PAIRING, _READING, *_SEALING):
        yield


@contextmanager
def _instead(*steps: tuple[ModuleType, Callable[..., Any]]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for stage, pure in steps:
            if getattr(stage, pure.__name__) is pure:
                patch.setattr(stage, pure.__name__, _INSTEAD[pure])
        yield
