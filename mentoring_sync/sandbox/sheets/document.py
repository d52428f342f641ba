"""A spreadsheet in memory: its sheets in order, named ranges and developer metadata.

In: what the data file holds. Out: sheets to read, or, on a fork, to change.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ..errors import GoogleError, invalid
from .grid import DEFAULT_COLUMNS, DEFAULT_ROWS, Column, Sheet
from .locales import is_locale
from .zones import zone_named

MOST_CELLS = 10_000_000
MOST_COLUMNS = 18_278


@dataclass
class Document:
    """One spreadsheet at one version. `metadata` entries have an `anchor` instead of a location, see `metadata`.

    `editor`: the account that changes this fork, when protected ranges may stop it; None for an owner.
    """

    id: str
    title: str
    owner: str
    version: str
    properties: dict[str, Any]
    sheets: list[Sheet]
    named_ranges: list[dict[str, Any]] = field(default_factory=list)
    metadata: list[dict[str, Any]] = field(default_factory=list)
    computed: dict[tuple[int, int, int], Any] = field(default_factory=dict)
    editor: str | None = None

    def fork(self) -> Document:
        """A document to change while others read this one; sheets are forked when they are first changed."""
        return Document(
            self.id,
            self.title,
            self.owner,
            self.version,
            dict(self.properties),
            list(self.sheets),
            list(self.named_ranges),
            list(self.metadata),
        )

    def find(self, sheet_id: int) -> Sheet | None:
        """The sheet with this id."""
        return next((sheet for sheet in self.sheets if sheet.id == sheet_id), None)

    def sheet(self, sheet_id: int) -> Sheet:
        """The sheet with this id. Raises GoogleError 400."""
        found = self.find(sheet_id)
        if found is None:
            raise no_sheet(sheet_id)
        return found

    def change(self, sheet_id: int) -> Sheet:
        """The sheet, to be changed. Raises GoogleError 400."""
        for index, sheet in enumerate(self.sheets):
            if sheet.id == sheet_id:
                if not sheet.is_forked:
                    self.sheets[index] = sheet = sheet.fork()
                return sheet
        raise no_sheet(sheet_id)

    def titled(self, title: str) -> Sheet | None:
        """The sheet with this title, upper and lower case alike, as titles are unique in that sense."""
        exact = next((sheet for sheet in self.sheets if sheet.title == title), None)
        lowered = title.lower()
        return exact or next((sheet for sheet in self.sheets if sheet.title.lower() == lowered), None)

    @property
    def locale(self) -> str:
        """Such as `en_US`."""
        return str(self.properties.get("locale", "en_US"))

    @property
    def time_zone(self) -> str:
        """A CLDR name."""
        return str(self.properties.get("timeZone", "Etc/GMT"))

    def check_size(self) -> None:
        """Raises GoogleError 400 when there are more cells or columns than Google allows."""
        _check_cells(sum(sheet.row_count * sheet.column_count for sheet in self.sheets))
        _check_columns(max(sheet.column_count for sheet in self.sheets))


def check_properties(properties: dict[str, Any]) -> None:
    """Raises GoogleError 400 for SpreadsheetProperties with a locale or a time zone that nobody knows."""
    locale, zone = properties.get("locale"), properties.get("timeZone")
    if locale is not None and not is_locale(locale):
        raise invalid(f"Unsupported locale: {locale}")
    if zone is not None and zone_named(zone) is None:
        raise invalid(f"Invalid time zone: {zone}")


def new_sheet(sheet_id: int, properties: dict[str, Any]) -> Sheet:
    """An empty sheet; its grid's size is taken out of the properties. Raises GoogleError 400."""
    grid = dict(properties.get("gridProperties", {}))
    rows, columns = grid.pop("rowCount", DEFAULT_ROWS), grid.pop("columnCount", DEFAULT_COLUMNS)
    check_grid(rows, columns)
    kept = {name: value for name, value in properties.items() if name not in ("sheetId", "index", "gridProperties")}
    return Sheet(
        id=sheet_id,
        properties={"sheetType": "GRID", **kept, "gridProperties": grid},
        rows=[None] * rows,
        columns=[Column(number) for number in range(columns)],
        next_id=max(columns, 1),
        is_forked=True,
        reordered=True,
    )


def check_grid(rows: int, columns: int) -> None:
    """Raises GoogleError 400 for a grid that is too small or too large, before there is one."""
    for name, size in (("rowCount", rows), ("columnCount", columns)):
        if size < 1:
            raise invalid(f"gridProperties.{name} must be greater than 0.")
    _check_cells(rows * columns)
    _check_columns(columns)


def _check_cells(count: int) -> None:
    if count > MOST_CELLS:
        raise invalid(
            f"This action would increase the number of cells in the workbook above the limit of {MOST_CELLS} cells."
        )


def _check_columns(count: int) -> None:
    if count > MOST_COLUMNS:
        raise invalid(
            f"This action would increase the number of columns in the sheet above the limit of {MOST_COLUMNS} columns."
        )


def free_id(taken: Iterable[int]) -> int:
    """A random positive int32 that isn't taken."""
    used = set(taken)
    while True:
        number = random.randrange(1_000, 2**31)  # noqa: S311 - an identity, no secret
        if number not in used:
            return number


def no_sheet(sheet_id: int) -> GoogleError:
    """400: there is no such sheet."""
    return invalid(f"No sheet with id: {sheet_id}")


def no_grid(sheet: Sheet) -> GoogleError:
    """400: the sheet is a chart or an object, without cells."""
    return invalid(f"Sheet {sheet.id} is not a grid.")
