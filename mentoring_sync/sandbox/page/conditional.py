"""Conditional formats: which hold for a cell.

In: ConditionalFormatRule resources and the tab's values. Out: the formats to lay over a cell. Colour scales and
conditions on relative dates ("in the past week") are not drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..errors import GoogleError
from ..sheets import a1
from ..sheets.cells import REF_ERROR, CellError, Effective
from ..sheets.formulas import evaluate
from ..sheets.formulas.rewrite import shifted
from ..sheets.formulas.values import Matrix, as_number
from ..sheets.serial import to_serial
from .area import Area
from .methods import Methods

Resource = dict[str, Any]


class Values:
    """The tab's effective values, for conditions to read: those at hand, and any other by asking."""

    def __init__(
        self, methods: Methods, spreadsheet_id: str, title: str, cells: Mapping[int, Sequence[Resource]], zone: str = ""
    ) -> None:
        self._methods = methods
        self._zone = zone
        self._spreadsheet = spreadsheet_id
        self._title = title
        self._cells = cells
        self._computed: dict[str, Effective] = {}

    def at(self, row: int, column: int) -> Effective:
        """The value of a cell at hand; None when it is empty."""
        cells = self._cells.get(row, ())
        return _plain(cells[column].get("effectiveValue", {})) if column < len(cells) else None

    def computed(self, formula: str) -> Effective:
        """What the formula comes to on this tab."""
        if formula not in self._computed:
            self._computed[formula] = evaluate(formula, self)
        return self._computed[formula]

    def area(self, reference: str) -> Matrix | CellError:
        """The range's values, for formulas."""
        found = a1.read(reference.replace("$", ""))
        if found is None:
            return REF_ERROR
        if found.title is None and found.is_single_cell and found.top in self._cells:
            return [[self.at(found.top or 0, found.left or 0)]]
        return self._asked(reference if found.title is not None else f"{a1.quoted(self._title)}!{reference}")

    def named(self, name: str) -> Matrix | CellError:
        """The named range's values, for formulas."""
        return self._asked(name)

    def now(self) -> Effective:
        """What the spreadsheet's clock shows, as a serial number."""
        try:
            return to_serial(self._methods.now.astimezone(ZoneInfo(self._zone)))
        except (ZoneInfoNotFoundError, ValueError):
            return to_serial(self._methods.now)

    def _asked(self, area: str) -> Matrix | CellError:
        asked = {"spreadsheetId": self._spreadsheet, "range": area, "valueRenderOption": "UNFORMATTED_VALUE"}
        try:
            rows = self._methods.call("sheets.spreadsheets.values.get", asked).get("values", [])
        except GoogleError:
            return REF_ERROR
        return [[None if value == "" else value for value in row] for row in rows] or [[None]]


@dataclass(frozen=True)
class Rule:
    """One rule: where, when, and the format that follows."""

    areas: tuple[Area, ...]
    kind: str
    given: tuple[str, ...]
    look: Resource
    values: Values

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell is in the rule's ranges and its condition is met."""
        if not any(area.holds(row, column) for area in self.areas):
            return False
        first = self.areas[0]
        down, across = row - first.top, column - first.left
        given = [self._operand(text, down, across) for text in self.given]
        if self.kind == "CUSTOM_FORMULA":
            return isinstance(given[0], (bool, int, float)) and bool(given[0])
        return _CONDITIONS[self.kind](self.values.at(row, column), given)

    def _operand(self, text: str, down: int, across: int) -> Effective:
        if text.startswith("="):
            return self.values.computed(shifted(text, down, across))
        number = as_number(text)
        return text if isinstance(number, CellError) else number


def read(rules: Sequence[Resource], values: Values) -> list[Rule]:
    """The rules that can be drawn, the strongest first."""
    found = []
    for rule in rules:
        condition = rule.get("booleanRule", {}).get("condition", {})
        kind = condition.get("type", "")
        areas = tuple(Area.of(each) for each in rule.get("ranges", []))
        given = tuple(each.get("userEnteredValue", "") for each in condition.get("values", []))
        if areas and (kind in _CONDITIONS or (kind == "CUSTOM_FORMULA" and given)):
            found.append(Rule(areas, kind, given, rule["booleanRule"].get("format", {}), values))
    return found


def holding(rules: Sequence[Rule], row: int, column: int) -> Iterator[Resource]:
    """The formats of the rules that hold, the weakest first."""
    return (rule.look for rule in reversed(rules) if rule.holds(row, column))


def _plain(value: Mapping[str, Any]) -> Effective:
    if "errorValue" in value:
        return CellError("ERROR", "#ERROR!")
    found: Effective = next(iter(value.values()), None)
    return found


def _text(value: Effective) -> str:
    """In lower case: text conditions take upper and lower case alike."""
    if value is None or isinstance(value, CellError):
        return ""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"{value:.15g}" if is_number else str(value).lower()


def _on_numbers(compare: Callable[..., bool]) -> Callable[[Effective, Sequence[Effective]], bool]:
    wanted = len(signature(compare).parameters)

    def met(value: Effective, given: Sequence[Effective]) -> bool:
        operands = [each for each in (value, *given) if isinstance(each, (int, float)) and not isinstance(each, bool)]
        return len(operands) == len(given) + 1 == wanted and compare(*operands)

    return met


def _on_text(compare: Callable[[str, str], bool]) -> Callable[[Effective, Sequence[Effective]], bool]:
    return lambda value, given: bool(given) and compare(_text(value), _text(given[0]))


_CONDITIONS: Mapping[str, Callable[[Effective, Sequence[Effective]], bool]] = {
    "BLANK": lambda value, _: value in (None, ""),
    "NOT_BLANK": lambda value, _: value not in (None, ""),
    "NUMBER_GREATER": _on_numbers(lambda value, bound: value > bound),
    "NUMBER_GREATER_THAN_EQ": _on_numbers(lambda value, bound: value >= bound),
    "NUMBER_LESS": _on_numbers(lambda value, bound: value < bound),
    "NUMBER_LESS_THAN_EQ": _on_numbers(lambda value, bound: value <= bound),
    "NUMBER_EQ": _on_numbers(lambda value, bound: value == bound),
    "NUMBER_NOT_EQ": _on_numbers(lambda value, bound: value != bound),
    "NUMBER_BETWEEN": _on_numbers(lambda value, low, high: low <= value <= high),
    "NUMBER_NOT_BETWEEN": _on_numbers(lambda value, low, high: not low <= value <= high),
    "TEXT_CONTAINS": _on_text(lambda value, part: part in value),
    "TEXT_NOT_CONTAINS": _on_text(lambda value, part: part not in value),
    "TEXT_STARTS_WITH": _on_text(lambda value, part: value.startswith(part)),
    "TEXT_ENDS_WITH": _on_text(lambda value, part: value.endswith(part)),
    "TEXT_EQ": _on_text(lambda value, other: value == other),
}
