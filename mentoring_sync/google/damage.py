"""What became of a credentials file on its way through a variable or a form: which damage, never a character of it.

In: a text that isn't the JSON that Google gives. Out: the damage in words; empty where none of these is seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_BASE64 = re.compile(r"[A-Za-z0-9+/=_-]{100,}")
_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\n(?:[A-Za-z0-9+/=]+\n)+-----END [A-Z ]*PRIVATE KEY-----\n?")


def of_text(text: str) -> str:
    """The damage of what should be JSON, or JSON in base64."""
    plain = text.strip()
    if plain[:1] in ("'", '"') and plain[1:].lstrip().startswith("{"):
        return "quotes stand around it: leave them out"
    if plain.startswith(('{\\"', "{\\n")):
        return "its quotes or line breaks are escaped once too often: give the file as it is, or in base64"
    if plain.startswith("-----BEGIN"):
        return "it is the key alone: give the whole file, with everything around the key"
    if plain.startswith("{"):
        return "" if plain.endswith("}") else "its end was cut off"
    if _BASE64.fullmatch("".join(plain.split())):
        return "it looks like base64, but was cut off or changed"
    return ""


def of_key(info: Mapping[str, Any]) -> str:
    """The damage of the key in a service account's file."""
    key = info.get("private_key")
    if not isinstance(key, str) or not key:
        return "the key is missing"
    if _KEY.fullmatch(key):
        return ""
    if "\\n" in key:
        return "the line breaks of the key are escaped once too often"
    if "\n" not in key.strip():
        return "the line breaks of the key are lost"
    return "the key was cut off or changed"
