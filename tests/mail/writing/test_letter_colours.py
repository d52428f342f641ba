"""Every text of a mail can be read on its ground, in light and in dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mentoring_sync.settings.load import LETTERS

LAYOUT = (LETTERS / "_layout.html.j2").read_text("utf-8")
PARTS = [path.read_text("utf-8") for path in sorted(Path(LETTERS).rglob("*.html.j2"))]
WHITE = "#ffffff"


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def inks() -> set[str]:
    return {found for part in PARTS for found in re.findall(r"(?<![-\w])color:\s*(#[0-9a-f]{6})(?! !important)", part)}


def grounds() -> set[str]:
    return {found for part in PARTS for found in re.findall(r"background:\s*(#[0-9a-f]{6})(?! !important)", part)}


def dark(what: str) -> set[str]:
    return set(re.findall(rf"(?<![-\w]){what}:\s*(#[0-9a-f]{{6}}) !important", LAYOUT))


@pytest.mark.parametrize("ink", sorted(inks()))
def test_every_light_ink_can_be_read_on_every_light_ground(ink: str) -> None:
    assert WHITE in grounds()
    assert min(contrast(ink, ground) for ground in grounds()) >= 4.5


@pytest.mark.parametrize("ink", sorted(dark("color")))
def test_every_dark_ink_can_be_read_on_every_dark_ground(ink: str) -> None:
    assert len(dark("background")) > 1
    assert min(contrast(ink, ground) for ground in dark("background")) >= 4.5


def test_every_picture_has_words() -> None:
    assert all("alt=" in tag for part in PARTS for tag in re.findall(r"<img[^>]*>", part))
