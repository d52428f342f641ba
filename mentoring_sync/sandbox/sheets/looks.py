"""Colours and formats as Google gives them back.

In: CellFormat, Color and ColorStyle as a request has them. Out: the same with zero colour channels left out and every
colour also as a ColorStyle, as recorded answers have it.
"""

from __future__ import annotations

from typing import Any

_CHANNELS = frozenset({"red", "green", "blue", "alpha"})


def normalised(value: Any) -> Any:
    """A copy of any part of a resource with its colours as Google answers them."""
    if isinstance(value, list):
        return [normalised(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value and value.keys() <= _CHANNELS:
        return {name: _short(channel) for name, channel in value.items() if channel}
    found = {name: normalised(item) for name, item in value.items()}
    for name in list(found):
        if name == "rgbColor":
            continue
        if name.endswith("olor") and isinstance(found[name], dict) and f"{name}Style" not in value:
            found[f"{name}Style"] = {"rgbColor": found[name]}
        if name.endswith("olorStyle") and name.removesuffix("Style") not in found and "rgbColor" in found[name]:
            found[name.removesuffix("Style")] = found[name]["rgbColor"]
    return found


def _short(channel: float) -> float:
    """A channel as single precision shows it."""
    rounded = float(f"{channel:.8g}")
    return int(rounded) if rounded.is_integer() else rounded
