"""Names as people write them: the same one in other letters is the same name."""

from __future__ import annotations

import unicodedata


def folded_name(name: str) -> str:
    """A name in small letters, composed (NFKC), with single blanks between its words."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
