"""Colours and formats as Google gives them back.

In: CellFormat, Color and ColorStyle as a request has them. Out: the same with zero colour channels left out, the others
as eight bits hold them (0.5 was seen to come back as 0.49803922, 127/255), and every colour also as a ColorStyle.
"""

from __future__ import annotations

import struct
from math import ceil
from typing import Any

_AS_GOOD_AS_HALF = 1e-6
_CHANNELS = frozenset({"red", "green", "blue", "alpha"})


def normalised(value: Any) -> Any:
    """A copy of any part of a resource with its colours as Google answers them."""
    if isinstance(value, list):
        return [normalised(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value and value.keys() <= _CHANNELS:
        return {name: _short(channel) for name, channel in value.items() if channel and _short(channel)}
    found = {name: normalised(item) for name, item in value.items()}
    if "colorType" in value:  # a theme's pair, whose colour is a ColorStyle
        return found
    for name in list(found):
        if name == "rgbColor":
            continue
        if name.endswith("olor") and isinstance(found[name], dict) and f"{name}Style" not in value:
            found[f"{name}Style"] = {"rgbColor": found[name]}
        if name.endswith("olorStyle") and name.removesuffix("Style") not in found and "rgbColor" in found[name]:
            found[name.removesuffix("Style")] = found[name]["rgbColor"]
    return found


def _short(channel: float) -> float:
    """The nearest of 256 steps, the lower one of two as near, written as short as single precision allows."""
    bits = ceil(min(max(channel, 0), 1) * 255 - 0.5 - _AS_GOOD_AS_HALF)
    if bits in (0, 255):
        return bits // 255
    step = _single(bits / 255)
    return next(short for digits in range(1, 10) if _single(short := float(f"{step:.{digits}g}")) == step)


def _single(number: float) -> float:
    return float(struct.unpack("f", struct.pack("f", number))[0])
