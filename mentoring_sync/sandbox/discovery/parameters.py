"""Query and path parameters, checked.

In: a method, the path's parameters and the query as (name, value) pairs. Out: typed values by name, defaults filled
in. Raises GoogleError 400 in Google's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import GoogleError, violations
from .documents import Method
from .scalars import UnfitError, fitted, type_name


def check_parameters(method: Method, path: Mapping[str, str], query: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Every parameter that was given or has a default, by its discovery name."""
    wrong: list[tuple[str, str]] = []
    checked: dict[str, Any] = {
        name: _default(schema) for name, schema in method.parameters.items() if "default" in schema
    }
    given: set[str] = set()
    for name, text in (*path.items(), *query):
        schema = method.parameters.get(name)
        if schema is None:
            if not method.is_lenient:
                wrong.append(_unknown(name))
            continue
        try:
            value = fitted(text, schema)
        except UnfitError:
            wrong.append(_unfit(method, name, text))
            continue
        if schema.get("repeated"):
            checked[name] = [*checked[name], value] if name in given else [value]
        else:
            checked[name] = value
        given.add(name)
    _refuse(method, wrong)
    if method.is_lenient:
        _check_bounds(method, checked)
    return checked


def snake(name: str) -> str:
    """The protocol buffers' spelling of a JSON name: `sheetId` -> `sheet_id`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda match: "_" + match.group(1).lower(), name)


def _default(schema: Mapping[str, Any]) -> Any:
    value = fitted(schema["default"], schema)
    return [value] if schema.get("repeated") else value


def _unknown(name: str) -> tuple[str, str]:
    return "", (
        f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
        f" Field '{name}' could not be found in request message."
    )


def _unfit(method: Method, name: str, text: str) -> tuple[str, str]:
    kind = type_name(method.parameters[name], f"{method.api}.v4", name)
    return snake(name), f"Invalid value at '{snake(name)}' ({kind}), \"{text}\""


def _check_bounds(method: Method, checked: Mapping[str, Any]) -> None:
    """Drive's documents say what must be given and how large numbers may be. Raises GoogleError 400."""
    for name, schema in method.parameters.items():
        if name not in checked:
            if schema.get("required"):
                text = f"Required parameter: {name}"
                raise GoogleError(400, "INVALID_ARGUMENT", text, reason="required", location=name)
            continue
        low, high = schema.get("minimum"), schema.get("maximum")
        if low is not None and high is not None and not int(low) <= checked[name] <= int(high):
            text = f"Invalid value '{checked[name]}'. Values must be within the range: [{low}, {high}]"
            raise GoogleError(400, "INVALID_ARGUMENT", text, reason="invalidParameter", location=name)


def _refuse(method: Method, wrong: list[tuple[str, str]]) -> None:
    if not wrong:
        return
    if method.is_lenient:
        text = wrong[0][1]
        raise GoogleError(400, "INVALID_ARGUMENT", text, reason="invalidParameter", location=wrong[0][0])
    raise violations(wrong)
