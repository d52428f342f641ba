"""Templates that are compiled once a process: the same texts are the same templates, whoever loads them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from mentoring_sync.mail.writing.templates import Templates


def compiled(sources: Mapping[str, str]) -> Templates:
    """The templates of these texts, as they were compiled before."""
    return _compiled(tuple(sorted(sources.items())))


@cache
def _compiled(sources: tuple[tuple[str, str], ...]) -> Templates:
    return Templates(dict(sources))
