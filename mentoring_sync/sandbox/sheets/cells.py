"""Cell values in Google's words.

In: ExtendedValue resources, or JSON values as values.update takes them. Out: the grid's plain values, and back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..errors import invalid
from .grid import Formula, Spilled, Value

LONGEST_TEXT = 50_000


@dataclass(frozen=True, slots=True)
class CellError:
    """What a formula gives that can't be computed. `type` as in ErrorValue; `text` is what the cell shows."""

    type: str
    text: str
    message: str = ""


NAME_ERROR = CellError("NAME", "#NAME?", "Unknown function or name.")
REF_ERROR = CellError("REF", "#REF!", "Reference does not exist or depends on itself.")
VALUE_ERROR = CellError("VALUE", "#VALUE!", "A value has the wrong type.")
DIVISION_ERROR = CellError("DIVIDE_BY_ZERO", "#DIV/0!", "Division by zero.")
SYNTAX_ERROR = CellError("ERROR", "#ERROR!", "Formula parse error.")
NOT_AVAILABLE = CellError("N_A", "#N/A", "No such value.")
NUMBER_ERROR = CellError("NUM", "#NUM!", "Not a number that can be shown.")

Effective = None | str | int | float | bool | CellError


def from_extended(extended: dict[str, Any] | None) -> Value:
    """The value of an ExtendedValue; an empty text is no value. Raises GoogleError 400 for too long a text."""
    if not extended:
        return None
    if "formulaValue" in extended:
        text = str(extended["formulaValue"])
        return Formula(text if text.startswith("=") else "=" + text)
    if "numberValue" in extended:
        return plain_number(extended["numberValue"])
    if "boolValue" in extended:
        return bool(extended["boolValue"])
    if "stringValue" in extended:
        return checked_text(extended["stringValue"]) or None
    raise invalid("userEnteredValue cannot be an error value.")


def to_extended(value: Value | CellError) -> dict[str, Any] | None:
    """The ExtendedValue of a value; None for an empty cell."""
    if value is None:
        return None
    if isinstance(value, str):
        return {"stringValue": value}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, Formula):
        return {"formulaValue": value.text}
    if isinstance(value, Spilled):
        return to_extended(value.value)
    if isinstance(value, CellError):
        return {"errorValue": {"type": value.type, "message": value.message}}
    return {"numberValue": value}


def checked_text(text: str) -> str:
    """The text. Raises GoogleError 400 when it is longer than a cell may hold."""
    if len(text) > LONGEST_TEXT:
        raise invalid("Your input contains more than the maximum of 50000 characters in a single cell.")
    return text


def plain_number(number: float) -> int | float:
    """Whole numbers as int, as JSON shows them without a point; those past 15 digits are floats, as Sheets counts."""
    return int(number) if abs(number) < 1e15 and int(number) == number else float(number)
