"""Why a file can't be made."""

from __future__ import annotations

import unicodedata


class NoFileError(Exception):
    """There is no file; `why` is a sentence for the coordinator, `remedy` what mends it, `text` what it is about
    (empty:
    no text)."""

    def __init__(self, why: str, remedy: str, *, text: str = "") -> None:
        super().__init__(why)
        self.why, self.remedy, self.text = why, remedy, text


class UnprintableError(NoFileError):
    """A character of a text that no font has, or that can't be seen."""

    def __init__(self, text: str, character: str) -> None:
        super().__init__(
            f"no font at hand can draw {_named(character)} of “{text}”",
            "Install a font that has it or name one in [certificates] fonts; or correct the text.",
            text=text,
        )
        self.character = character


def _named(character: str) -> str:
    """`“山” (U+5C71, CJK UNIFIED IDEOGRAPH-5C71)`."""
    parts = [f"U+{ord(character):04X}", unicodedata.name(character, "")]
    shown = f"“{character}” " if character.isprintable() else ""
    return f"{shown}({', '.join(filter(None, parts))})"
