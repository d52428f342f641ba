"""What languages are called: a name in any language that mails are written in becomes the one in the reader's."""

from __future__ import annotations

from functools import cache

from babel import Locale

_READ_IN = ("en", "de", "es", "fr", "pt")
"""In which languages programmes name the languages that their forms offer."""


def language_name(name: str, locale: Locale) -> str:
    """`inglés` for `English`, to a Spanish reader; what is no language's name stays as it is."""
    code = _codes().get(name.casefold().strip())
    called = locale.languages.get(code) if code else None
    return str(called) if called else name


@cache
def _codes() -> dict[str, str]:
    """By name in small letters, the language's code; where two languages share a name, by its English one."""
    found: dict[str, str] = {}
    for each in _READ_IN:
        for code, name in Locale.parse(each).languages.items():
            found.setdefault(str(name).casefold(), code)
    return found
