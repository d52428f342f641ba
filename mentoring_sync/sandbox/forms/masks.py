"""Update masks: which parts of a resource a request replaces.

In: a mask such as `title,questionItem.question.required` or `*`. Out: the resource with those parts taken from the
request; a part that the request leaves out is removed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from ..discovery import method_named
from ..fields import parse, unknown

Resource = dict[str, Any]


def merged(old: Mapping[str, Any], new: Mapping[str, Any], mask: str, *, of: str) -> Resource:
    """`old` with the masked parts from `new`. `of` names the resource's schema.

    Raises ValueError for an empty mask or a field that the resource can't have, GoogleError 400 for no mask at all.
    """
    paths = [_camel(path.strip()) for path in mask.split(",") if path.strip()]
    if not paths:
        raise ValueError("updateMask: the mask must name at least one field")
    schemas = method_named("forms.forms.batchUpdate").schemas
    wrong = None if paths == ["*"] else unknown(parse(",".join(paths)), {"$ref": of}, schemas)
    if wrong is not None:
        raise ValueError(f"updateMask: unknown field {wrong!r}")
    if paths == ["*"]:
        return {**old, **deepcopy(dict(new))}
    result = deepcopy(dict(old))
    for path in paths:
        parts = path.split(".")
        _replace(result, new, parts)
    return result


def _replace(target: Resource, source: Mapping[str, Any], parts: list[str]) -> None:
    name, *rest = parts
    if not rest:
        if name in source:
            target[name] = deepcopy(source[name])
        else:
            target.pop(name, None)
        return
    _replace(target.setdefault(name, {}), source.get(name, {}), rest)


def _camel(path: str) -> str:
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), path)
