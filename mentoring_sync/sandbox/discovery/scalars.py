"""Single values: what fits a type of the discovery documents, and what Google says about what doesn't.

In: a JSON value, or a query parameter's text, and its schema. Out: the value in its type. Numbers may come as text
and text `true` as a boolean, as in protocol buffers' JSON (https://protobuf.dev/programming-guides/json/).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

INTEGER_BITS = {"int32": 32, "uint32": 32, "int64": 64, "uint64": 64}
_PROTO_TYPES = {
    "double": "TYPE_DOUBLE",
    "float": "TYPE_FLOAT",
    "byte": "TYPE_BYTES",
    "google-fieldmask": "TYPE_MESSAGE",
}


class UnfitError(ValueError):
    """The value doesn't fit its schema."""


def fitted(value: Any, schema: Schema) -> Any:
    """The value in the schema's type. Raises UnfitError."""
    kind, form = schema.get("type"), schema.get("format", "")
    if "enum" in schema:
        return _enum(value, schema)
    if kind == "boolean":
        return _boolean(value)
    if kind == "integer" or form in ("int64", "uint64"):
        number = _integer(value, form or "int32")
        return str(number) if kind == "string" else number
    if kind == "number":
        return _number(value)
    if kind == "string" and isinstance(value, str):
        return value
    raise UnfitError


def type_name(schema: Schema, api: str, field: str) -> str:
    """The type as error messages name it; enums are named after their field, as the documents don't name them."""
    if "enum" in schema:
        return f"type.googleapis.com/google.apps.{api}.{field[:1].upper()}{field[1:]}"
    form = schema.get("format", "")
    if form in _PROTO_TYPES:
        return _PROTO_TYPES[form]
    if form in INTEGER_BITS:
        return f"TYPE_{form.upper()}"
    return {"boolean": "TYPE_BOOL", "integer": "TYPE_INT32", "number": "TYPE_DOUBLE"}.get(schema["type"], "TYPE_STRING")


def _enum(value: Any, schema: Schema) -> str:
    names: list[str] = schema["enum"]
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(names):
        return names[value]
    if value not in names:
        raise UnfitError
    return str(value)


def _boolean(value: Any) -> bool:
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise UnfitError
    return value


def _integer(value: Any, form: str) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise UnfitError
    try:
        number = int(value)
        exact = float(value) == number
    except (ValueError, OverflowError) as error:
        raise UnfitError from error
    bits = INTEGER_BITS.get(form, 32)
    low, high = (0, 2**bits) if form.startswith("u") else (-(2 ** (bits - 1)), 2 ** (bits - 1))
    if not exact or not low <= number < high:
        raise UnfitError
    return number


def _number(value: Any) -> float | int:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise UnfitError
    try:
        number = float(value)
    except (ValueError, OverflowError) as error:
        raise UnfitError from error
    if math.isinf(number) or math.isnan(number):
        raise UnfitError
    return value if isinstance(value, (int, float)) else number
