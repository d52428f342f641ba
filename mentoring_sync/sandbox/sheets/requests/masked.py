"""What an update request's `fields` does to a resource.

In: the resource as it stands, the one in the request, and the mask. Out: a new resource. A field that the mask names
and the request lacks is reset, as Google does; `*` replaces everything.
"""

from __future__ import annotations

from typing import Any

from ...errors import invalid
from ...fields import Mask, parse


def mask_of(request: dict[str, Any]) -> Mask:
    """The request's mask. Raises GoogleError 400 when there is none."""
    text = request.get("fields", "")
    if not text:
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return parse(text)


def updated(standing: dict[str, Any], wanted: dict[str, Any], mask: Mask) -> dict[str, Any]:
    """The resource after the update; neither argument is changed."""
    if "*" in mask:
        return dict(wanted)
    found = dict(standing)
    for name, below in (*mask.items(), *_other_spelling(mask)):
        new = wanted.get(name)
        if below and "*" not in below and isinstance(found.get(name, {}), dict):
            new = updated(found.get(name, {}), new if isinstance(new, dict) else {}, below)
        if new is None or new == {}:
            found.pop(name, None)
        else:
            found[name] = new
    return found


def _other_spelling(mask: Mask) -> list[tuple[str, Mask]]:
    """Every colour has two fields, `...Color` and `...ColorStyle`; naming one names both."""
    found = []
    for name in mask:
        if name.endswith("Color"):
            found.append((f"{name}Style", Mask()))
        elif name.endswith("ColorStyle"):
            found.append((name.removesuffix("Style"), Mask()))
    return [each for each in found if each[0] not in mask]
