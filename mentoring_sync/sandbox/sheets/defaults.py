"""How an untouched spreadsheet looks: its default format and theme, as Google creates it."""

from __future__ import annotations

from typing import Any


def _grey(level: float) -> dict[str, float]:
    return {"red": level, "green": level, "blue": level}


def _accent(name: str, red: float, green: float, blue: float) -> dict[str, Any]:
    return {"colorType": name, "color": {"rgbColor": {"red": red, "green": green, "blue": blue}}}


DEFAULT_FORMAT: dict[str, Any] = {
    "backgroundColor": _grey(1),
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": _grey(1)},
}
THEME: dict[str, Any] = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        {"colorType": "TEXT", "color": {"rgbColor": {}}},
        {"colorType": "BACKGROUND", "color": {"rgbColor": _grey(1)}},
        _accent("ACCENT1", 0.25882354, 0.52156866, 0.95686275),
        _accent("ACCENT2", 0.91764706, 0.2627451, 0.20784314),
        _accent("ACCENT3", 0.9843137, 0.7372549, 0.015686275),
        _accent("ACCENT4", 0.20392157, 0.65882355, 0.3254902),
        _accent("ACCENT5", 1, 0.42745098, 0.003921569),
        _accent("ACCENT6", 0.27450982, 0.7411765, 0.7764706),
        _accent("LINK", 0.06666667, 0.33333334, 0.8),
    ],
}
