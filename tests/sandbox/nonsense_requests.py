"""Requests of batchUpdate that fit their schemas and make little sense, made with a seed."""

from __future__ import annotations

import random
from typing import Any

from mentoring_sync.sandbox.discovery import method_named

SCHEMAS = method_named("sheets.spreadsheets.batchUpdate").schemas
KINDS = sorted(SCHEMAS["Request"]["properties"])
DEEPEST = 8
LIKELY_INTEGERS = (0, 1, 2, 5)
ODD_INTEGERS = (-1, 999, 100_000, 424_242, 2**31 - 1)
NUMBERS = (0, 1, -1.5, 1e300, 0.3)
TEXTS = ("", "x", "A1", "Sheet1!A1", "=1+", "#NAME", "é" * 3, "a" * 60, "*", "nonsense.path", "2020-99-99")
MASKS = ("*", "userEnteredValue", "title", "nope", "", "properties", "range", "a.b", "*,x")


class Nonsense:
    """Makes one request after another; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def request(self, kind: str) -> dict[str, Any]:
        return {kind: self._value(SCHEMAS["Request"]["properties"][kind], kind, 0)}

    def _message(self, name: str, depth: int) -> dict[str, Any]:
        if depth > DEEPEST:
            return {}
        properties = SCHEMAS[name].get("properties", {})
        share = 0.6 if len(properties) < 8 else 0.4 if depth < 3 else 0.2
        chosen = [key for key in properties if self.chance.random() < share]
        return {key: self._value(properties[key], key, depth) for key in chosen}

    def _value(self, schema: dict[str, Any], key: str, depth: int) -> Any:
        if "$ref" in schema:
            return self._message(schema["$ref"], depth + 1)
        kind = schema["type"]
        if kind == "array":
            return [self._value(schema["items"], key, depth + 1) for _ in range(self.chance.choice((0, 1, 1, 2)))]
        if kind == "object":
            return {"x": self._value(schema["additionalProperties"], key, depth + 1)} if depth < DEEPEST else {}
        if "enum" in schema:
            return self.chance.choice(schema["enum"])
        return self._scalar(kind, schema.get("format", ""), key)

    def _scalar(self, kind: str, form: str, key: str) -> Any:
        if kind == "integer":
            return self.chance.choice(LIKELY_INTEGERS if self.chance.random() < 0.7 else ODD_INTEGERS)
        if kind == "number":
            return self.chance.choice(NUMBERS)
        if kind == "boolean":
            return self.chance.random() < 0.5
        if key == "fields":
            return self.chance.choice(MASKS)
        if form in ("int64", "uint64"):
            return "7"
        return "2020-01-01T00:00:00Z" if form else self.chance.choice(TEXTS)
