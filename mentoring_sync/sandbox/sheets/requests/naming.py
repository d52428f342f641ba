"""Named ranges: add, change, delete."""

from __future__ import annotations

import re
import secrets
from typing import Any

from ...errors import invalid
from ..describe import without_first_sheet
from ..document import Document
from .cells import area
from .masked import mask_of, updated

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,249}")
_LIKE_A_CELL = re.compile(r"(?i)[a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*|true|false")


def add_named_range(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """addNamedRange."""
    wanted = request.get("namedRange", {})
    _check_name(document, wanted.get("name", ""), None)
    if "range" not in wanted:
        raise invalid("namedRange.range must be set.")
    area(document, wanted["range"])
    number = wanted.get("namedRangeId") or str(secrets.randbelow(2**31))
    if any(each["namedRangeId"] == number for each in document.named_ranges):
        raise invalid(f"Cannot add named range with ID: {number}, a named range with that ID already exists.")
    named = {"namedRangeId": number, "name": wanted["name"], "range": wanted["range"]}
    document.named_ranges.append(named)
    return {"namedRange": {**named, "range": without_first_sheet(named["range"])}}


def update_named_range(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """updateNamedRange."""
    wanted, mask = request.get("namedRange", {}), mask_of(request)
    standing = _find(document, wanted.get("namedRangeId", ""))
    new = updated(standing, wanted, mask) | {"namedRangeId": standing["namedRangeId"]}
    _check_name(document, new.get("name", ""), standing)
    if "range" not in new:
        raise invalid("namedRange.range must be set.")
    area(document, new["range"])
    document.named_ranges[document.named_ranges.index(standing)] = new
    return {}


def delete_named_range(document: Document, request: dict[str, Any]) -> dict[str, Any]:
    """deleteNamedRange."""
    document.named_ranges.remove(_find(document, request.get("namedRangeId", "")))
    return {}


def _find(document: Document, number: str) -> dict[str, Any]:
    for each in document.named_ranges:
        if each["namedRangeId"] == number:
            return each
    raise invalid(f"Cannot find named range with ID: {number}")


def _check_name(document: Document, name: str, own: dict[str, Any] | None) -> None:
    if not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name):
        raise invalid(f"The named range name is invalid: {name}")
    if any(each["name"].lower() == name.lower() and each is not own for each in document.named_ranges):
        raise invalid(f"Cannot add named range with name: {name}, a named range with that name already exists.")


KINDS = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
}
