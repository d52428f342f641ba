"""How a cell looks: Google's CellFormat as CSS.

In: CellFormats, the later ones stronger, and the kind of value. Out: CSS properties and values, which a script sets one
by one; only numbers, colours and a few fixed words get into them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Resource = dict[str, Any]
Css = dict[str, str]

_WEIGHED = (("red", 0.2126), ("green", 0.7152), ("blue", 0.0722))
_BRIGHT = 0.36
"""Relative luminance above which black is easier to read than white (WCAG's contrast, about equal at 0.18 on screens
that are calibrated; a little higher reads better at a grid's small type)."""
_DARK_INK = (55, 60, 68)
"""The page's own ink: a shaded row is not to look bold beside a plain one."""
_THEME = {
    "TEXT": (0, 0, 0),
    "BACKGROUND": (255, 255, 255),
    "ACCENT1": (66, 133, 244),
    "ACCENT2": (234, 67, 53),
    "ACCENT3": (251, 188, 4),
    "ACCENT4": (52, 168, 83),
    "ACCENT5": (255, 109, 1),
    "ACCENT6": (70, 189, 198),
    "LINK": (17, 85, 204),
}


def merged(formats: Iterable[Mapping[str, Any]]) -> Resource:
    """One format out of several, text formats property by property."""
    whole: Resource = {}
    for each in formats:
        text = {**whole.get("textFormat", {}), **each.get("textFormat", {})}
        whole |= each
        if text:
            whole["textFormat"] = text
    return whole


def kind(cell: Mapping[str, Any]) -> str:
    """The kind of the cell's value: numberValue, boolValue, stringValue, errorValue, or nothing."""
    return next(iter(cell.get("effectiveValue", {})), "")


def css(cell_format: Mapping[str, Any], value_kind: str) -> Css:
    """The properties that differ from a plain cell's."""
    found: Css = {}
    back = _colour(cell_format, "backgroundColor")
    if back is not None and back != (255, 255, 255):
        found["background-color"] = _written(back)
    found |= _text(cell_format.get("textFormat", {}), back if "background-color" in found else None)
    align = cell_format.get("horizontalAlignment") or _ALIGNED.get(value_kind, "")
    if align in ("CENTER", "RIGHT"):
        found["text-align"] = align.lower()
    if cell_format.get("wrapStrategy") == "WRAP":
        found["white-space"] = "pre-wrap"
    return found


_ALIGNED = {"numberValue": "RIGHT", "boolValue": "CENTER", "errorValue": "CENTER"}


def _text(text: Mapping[str, Any], back: tuple[int, int, int] | None) -> Css:
    found: Css = {}
    if text.get("bold"):
        found["font-weight"] = "bold"
    if text.get("italic"):
        found["font-style"] = "italic"
    lines = [name for key, name in (("underline", "underline"), ("strikethrough", "line-through")) if text.get(key)]
    if lines:
        found["text-decoration"] = " ".join(lines)
    ink = _colour(text, "foregroundColor")
    if back is not None:
        found["color"] = _written(ink or (_DARK_INK if _luminance(back) > _BRIGHT else (255, 255, 255)))
    elif ink is not None and ink != (0, 0, 0):
        found["--ink"] = _written(ink)
    return found


def _colour(holder: Mapping[str, Any], name: str) -> tuple[int, int, int] | None:
    style = holder.get(f"{name}Style", {})
    if "themeColor" in style:
        return _THEME.get(style["themeColor"])
    colour = style.get("rgbColor", holder.get(name))
    if colour is None:
        return None
    red, green, blue = (round(255 * min(max(float(colour.get(channel, 0)), 0), 1)) for channel, _ in _WEIGHED)
    return red, green, blue


def _written(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _luminance(colour: tuple[int, int, int]) -> float:
    """WCAG's relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance), with a plain power curve."""
    return float(sum(weight * (channel / 255) ** 2.2 for (_, weight), channel in zip(_WEIGHED, colour, strict=True)))
