"""The key of a message: its identity, in the `X-Mentoring-Sync-Key` header and in *Mail*.

Gmail replaces the Message-ID of what it sends, so a header of our own says which message a draft or a sent mail is.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from mentoring_sync.mail.settings import Programme
from mentoring_sync.records.message import KindName
from mentoring_sync.records.round import Round

_LONGEST_PART = 40


def message_key(programme: Programme, round_: Round, kind: KindName, about: str, occasion: str = "") -> str:
    """`mentoring-groups/2027-1/introduction/team-3`: lower-case ASCII, the same for the same message in every run.

    `about` is the team or the person; `occasion` (a month, a date, a number) goes last where a kind has several.
    """
    parts = (kind, about, *([occasion] if occasion else []))
    return round_prefix(programme, round_) + "/".join(plain(part) for part in parts)


def round_prefix(programme: Programme, round_: Round) -> str:
    """How the keys of a round's messages begin: with the names, or what stands for them since before they changed."""
    return f"{programme.id or plain(programme.name)}/{round_.id or plain(round_.name)}/"


def about(key: str) -> str:
    """The team or person that a message is about, as its key says it."""
    return [*key.split("/"), "", "", "", ""][3]


def plain(text: str) -> str:
    """The text in a-z, 0-9 and hyphens; where that loses letters, with a digest, so that two texts stay two."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    spelt_out = re.sub(r"[^\w]+", "-", text.lower()).strip("-").replace("_", "-")
    if plain == spelt_out and len(plain) <= _LONGEST_PART:
        return plain
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{plain[:_LONGEST_PART]}-{digest}".lstrip("-")
