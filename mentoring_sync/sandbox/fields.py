"""Field masks: which parts of a resource a request names.

In: text such as `sheets(properties(title),data/rowData)` or `userEnteredValue,note`. Out: a `Mask`, a tree of names;
`select` keeps what it names. https://developers.google.com/workspace/sheets/api/guides/field-masks
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .errors import invalid

_TOKEN = re.compile(r"\s*([A-Za-z0-9_\-$]+|[*,()/.])")


class Mask(dict[str, "Mask"]):
    """Names, each with the mask of what is below it; an empty one stands for everything below. `*` is any name."""

    def covers(self, name: str) -> bool:
        """Whether anything at or below `name` is wanted."""
        return not self or name in self or "*" in self

    def below(self, name: str) -> Mask:
        """The mask for the value of `name`, which is covered."""
        if name in self:
            return self[name]
        return self.get("*", EVERYTHING)

    def paths(self, prefix: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        """Every named path, from the root to a name with nothing named below."""
        for name, rest in self.items():
            if rest:
                yield from rest.paths((*prefix, name))
            else:
                yield (*prefix, name)


EVERYTHING = Mask()


class Pruned(dict[str, Any]):
    """An answer from which its handler has already left out what the mask doesn't name: large ones aren't copied."""


def parse(text: str) -> Mask:
    """The mask that `text` writes. Raises GoogleError 400 for text that isn't a mask."""
    tokens = _tokens(text)
    mask, end = _parse_list(tokens, 0, text)
    if end != len(tokens):
        raise _unreadable(text)
    return mask


def select(value: Any, mask: Mask) -> Any:
    """The parts of a JSON value that the mask names; lists are looked through, and what is pruned already is whole."""
    if not mask or isinstance(value, Pruned):
        return value
    if isinstance(value, list):
        return [select(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: select(item, mask.below(name)) for name, item in value.items() if mask.covers(name)}


def unknown(mask: Mask, schema: Mapping[str, Any], schemas: Mapping[str, Any], path: str = "") -> str | None:
    """The first path that a value of the schema can't have, None when it can have all; `schemas` are by name."""
    while schema.get("type") == "array":
        schema = schema["items"]
    if "$ref" in schema:
        schema = schemas[schema["$ref"]]
    properties = schema.get("properties")
    if properties is None:
        is_open = schema.get("type") in ("object", "any") or schema.get("format") == "google-fieldmask"
        return None if is_open or not mask or mask.keys() == {"*"} else f"{path}.{next(iter(mask))}"
    for name, below in mask.items():
        here = f"{path}.{name}" if path else name
        if name != "*" and name not in properties:
            return here
        wrong = unknown(below, properties[name], schemas, here) if name != "*" else None
        if wrong is not None:
            return wrong
    return None


def _tokens(text: str) -> list[str]:
    found, at = [], 0
    stripped = text.rstrip()
    while at < len(stripped):
        match = _TOKEN.match(stripped, at)
        if match is None:
            raise _unreadable(text)
        found.append(match.group(1))
        at = match.end()
    return found


def _parse_list(tokens: list[str], at: int, text: str) -> tuple[Mask, int]:
    mask, at = _parse_path(tokens, at, text)
    while at < len(tokens) and tokens[at] == ",":
        another, at = _parse_path(tokens, at + 1, text)
        _merge(mask, another)
    return mask, at


def _parse_path(tokens: list[str], at: int, text: str) -> tuple[Mask, int]:
    """One of `name`, `name/path`, `name.path` and `name(list)`."""
    if at >= len(tokens) or tokens[at] in ",()/.":
        raise _unreadable(text)
    name, at = tokens[at], at + 1
    rest = Mask()
    if at < len(tokens) and tokens[at] in "/.":
        rest, at = _parse_path(tokens, at + 1, text)
    elif at < len(tokens) and tokens[at] == "(":
        rest, at = _parse_list(tokens, at + 1, text)
        if at >= len(tokens) or tokens[at] != ")":
            raise _unreadable(text)
        at += 1
    return Mask({name: rest}), at


def _merge(into: Mask, other: Mask) -> None:
    """Add the other's names; a name that either takes whole is whole."""
    for name, rest in other.items():
        if name not in into:
            into[name] = rest
        elif not rest or not into[name]:
            into[name] = Mask()
        else:
            _merge(into[name], rest)


def _unreadable(text: str) -> Exception:
    return invalid(f"Invalid field selection {text}")
