"""JSON bodies held against their schemas.

In: a method and a decoded body. Out: the body with values in their types and nulls left out. Everything that doesn't
fit is reported at once, as Google does: unknown fields, wrong types, two members of a union.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..errors import violations
from .documents import Method
from .parameters import snake
from .scalars import UnfitError, fitted, type_name

Schema = Mapping[str, Any]

UNIONS: Mapping[str, tuple[str, frozenset[str] | None]] = {
    "Request": ("kind", None),
    "ExtendedValue": ("value", None),
    "DataFilter": ("filter", None),
    "ConditionalFormatRule": ("rule", frozenset({"booleanRule", "gradientRule"})),
    "ConditionValue": ("value", None),
    "ColorStyle": ("kind", None),
    "DeveloperMetadataLocation": ("location", frozenset({"spreadsheet", "sheetId", "dimensionRange"})),
    "UpdateCellsRequest": ("area", frozenset({"start", "range"})),
    "FindReplaceRequest": ("scope", frozenset({"range", "sheetId", "allSheets"})),
    "AutoFillRequest": ("area", frozenset({"range", "sourceAndDestination"})),
}
"""Schemas whose members exclude each other (None: all of them); the documents only say so in prose."""

BODY_FIELDS = {
    "sheets.spreadsheets.create": "spreadsheet",
    "sheets.spreadsheets.values.update": "data",
    "sheets.spreadsheets.values.append": "data",
    "forms.forms.create": "form",
}
"""Where Google's paths begin when a body is one field of the request; elsewhere it is the request itself."""


def check_body(method: Method, body: Any) -> dict[str, Any]:
    """The checked body. Raises GoogleError 400 with a violation for each thing that doesn't fit."""
    if method.request is None or body is None:
        return {}
    check = _Check(method)
    checked = check.message(body, method.request, BODY_FIELDS.get(method.id, ""))
    if check.wrong:
        raise violations(check.wrong)
    return checked if isinstance(checked, dict) else {}


def check_response(method: Method, body: Any) -> list[str]:
    """What in an answer doesn't fit the method's response schema; for tests."""
    if method.response is None:
        return [] if not body else [f"{method.id} answers nothing"]
    check = _Check(method)
    check.message(body, method.response, "")
    return [f"{field}: {text}" for field, text in check.wrong]


class _Check:
    """One walk over a body, gathering what is wrong."""

    def __init__(self, method: Method) -> None:
        self.schemas = method.schemas
        self.lenient = method.is_lenient
        self.package = f"{method.api}.{'v4' if method.api == 'sheets' else 'v1'}"
        self.wrong: list[tuple[str, str]] = []

    def message(self, value: Any, name: str, path: str) -> Any:
        """An object of the named schema."""
        if not isinstance(value, dict):
            return self._unfit(value, path, f"type.googleapis.com/google.apps.{self.package}.{name}")
        properties = self.schemas[name].get("properties", {})
        checked: dict[str, Any] = {}
        for key, item in value.items():
            field = key if key in properties else _camel(key)
            if field not in properties:
                self._unknown(key, path)
            elif item is not None or properties[field].get("type") == "any":
                checked[field] = self.value(item, properties[field], f"{path}.{snake(field)}" if path else snake(field))
        if name in UNIONS:
            self._union(checked, name, path)
        return checked

    def value(self, value: Any, schema: Schema, path: str) -> Any:
        """A value of any schema."""
        if "$ref" in schema:
            return self.message(value, schema["$ref"], path)
        kind = schema.get("type")
        if kind == "any":
            return value
        if kind == "array":
            return self._array(value, schema["items"], path)
        if kind == "object":
            return self._map(value, schema, path)
        try:
            return fitted(value, schema)
        except UnfitError:
            if isinstance(value, (list, dict)):
                return self._misplaced(value, path)
            return self._unfit(value, path, type_name(schema, self.package, path.rsplit(".", 1)[-1]))

    def _array(self, value: Any, items: Schema, path: str) -> list[Any]:
        """A repeated field; a single value stands for a list of one, as protocol buffers' JSON has it."""
        if not isinstance(value, list):
            return [self._row(value, items, path)]
        if items.get("type") == "any":
            return value
        return [self._row(item, items, f"{path}[{index}]") for index, item in enumerate(value)]

    def _row(self, value: Any, items: Schema, path: str) -> Any:
        if items.get("type") != "array":
            return self.value(value, items, path)
        if not isinstance(value, list):
            return self._unfit(value, path, "type.googleapis.com/google.protobuf.ListValue")
        return value

    def _map(self, value: Any, schema: Schema, path: str) -> Any:
        if not isinstance(value, dict):
            return self._unfit(value, path, "type.googleapis.com/google.protobuf.Struct")
        inner = schema.get("additionalProperties")
        if inner is None:
            return value
        return {key: self.value(item, inner, f"{path}[{key}]") for key, item in value.items()}

    def _union(self, checked: Mapping[str, Any], name: str, path: str) -> None:
        union, members = UNIONS[name]
        named = [key for key in checked if members is None or key in members]
        for extra in named[1:]:
            text = (
                f"Invalid value at '{path}' (oneof), oneof field '{union}' is already set. Cannot set '{snake(extra)}'"
            )
            self.wrong.append((path, text))

    def _unknown(self, key: str, path: str) -> None:
        if self.lenient:
            return
        place = f" at '{path}'" if path else ""
        self.wrong.append((path, f'Invalid JSON payload received. Unknown name "{key}"{place}: Cannot find field.'))

    def _misplaced(self, value: Any, path: str) -> None:
        what = "list" if isinstance(value, list) else "object"
        parent, _, name = path.rpartition(".")
        place = f" at '{parent}'" if parent else ""
        reason = "Proto field is not repeating, cannot start list." if what == "list" else "Cannot start object."
        self.wrong.append((parent, f'Invalid JSON payload received. Unknown name "{name}"{place}: {reason}'))

    def _unfit(self, value: Any, path: str, kind: str) -> None:
        written = json.dumps(value, ensure_ascii=False)
        self.wrong.append((path, f"Invalid value at '{path}' ({kind}), {written}"))


def _camel(key: str) -> str:
    """The JSON spelling of a protocol buffers' name, which is accepted too."""
    first, *rest = key.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)
