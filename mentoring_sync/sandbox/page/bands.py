"""Alternating colours, as bandedRanges have them.

In: BandedRange resources. Out: the format that a cell gets from its band.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .area import Area

Resource = dict[str, Any]


@dataclass(frozen=True)
class Band:
    """A banded range whose rows alternate."""

    area: Area
    header: Resource | None
    footer: Resource | None
    stripes: tuple[Resource, Resource]


def read(banded: Sequence[Resource]) -> list[Band]:
    """The ranges whose rows alternate; those whose columns do are left without colour."""
    return [_band(each) for each in banded if "rowProperties" in each]


def at(bands: Sequence[Band], row: int, column: int) -> Iterator[Resource]:
    """The formats of the bands over the cell."""
    for band in bands:
        if band.area.holds(row, column):
            yield _stripe(band, row - band.area.top, band.area.bottom - 1 - row)


def _stripe(band: Band, from_top: int, from_bottom: int) -> Resource:
    if band.header is not None and from_top == 0:
        return band.header
    if band.footer is not None and from_bottom == 0:
        return band.footer
    return band.stripes[(from_top - (band.header is not None)) % 2]


def _band(banded: Resource) -> Band:
    rows = banded["rowProperties"]
    first, second = _colour(rows, "firstBandColor") or {}, _colour(rows, "secondBandColor") or {}
    return Band(Area.of(banded["range"]), _colour(rows, "headerColor"), _colour(rows, "footerColor"), (first, second))


def _colour(rows: Resource, name: str) -> Resource | None:
    style = rows.get(f"{name}Style") or ({"rgbColor": rows[name]} if name in rows else None)
    return None if style is None else {"backgroundColorStyle": style}
