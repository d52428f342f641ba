"""The words of the report, a file a language."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mentoring_sync.report.words.words import Words

LANGUAGES = ("en", "de", "es", "fr", "pt")
"""The languages' codes; English first."""


def words_in(language: str) -> Words:
    """The words of a language, which are loaded when somebody reads them: a run needs none.

    Raises:
        ModuleNotFoundError: there is no such language.
    """
    words: Words = import_module(f"{__name__}.{language}").WORDS
    return words
