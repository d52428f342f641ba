"""Where a cell's link leads when a person follows it on the page.

In: the address that HYPERLINK was given. Out: an address that is safe to follow, links between tabs as this page has
them, or None for anything that isn't the web or mail (`javascript:` and the like).
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

_SPREADSHEET = re.compile(r"/spreadsheets/d/([\w-]+)(?:/|$)")
_CELL = re.compile(r"\$?([A-Za-z]{1,3}\$?[0-9]{1,7})(?::.*)?")
_FOLLOWED = frozenset({"http", "https", "mailto"})


def within_page(spreadsheet_id: str, address: str) -> str | None:
    """The address to follow; `#gid=5&range=B7`, alone or behind a spreadsheet's own address, leads to tab and cell."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if not parts.scheme and not parts.netloc and not parts.path and parts.fragment:
        return _to_cell(spreadsheet_id, parts.fragment)
    named = _SPREADSHEET.match(parts.path) if parts.netloc == "docs.google.com" else None
    if named and parts.scheme in _FOLLOWED:
        return _to_cell(named[1], parts.fragment) or f"/spreadsheets/{named[1]}"
    return parts.geturl() if parts.scheme in _FOLLOWED else None


def _to_cell(spreadsheet_id: str, fragment: str) -> str | None:
    asked = parse_qs(fragment)
    sheet = asked.get("gid", [""])[0]
    if not re.fullmatch(r"[0-9]{1,10}", sheet):
        return None
    cell = _CELL.fullmatch(asked.get("range", [""])[0])
    place = f"#{cell[1].replace('$', '').upper()}" if cell else ""
    return f"/spreadsheets/{quote(spreadsheet_id, safe='')}/{sheet}{place}"
