"""The discovery documents: which methods there are, and which one a request means.

In: the documents of google-api-python-client. Out: `find(verb, path)`. Paths are matched as they were sent, before
percent-decoding, because a range in A1 notation may hold any character.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

APIS = ("sheets.v4", "gmail.v1", "forms.v1", "drive.v3", "drive.v2")
LENIENT = frozenset({"drive"})
"""APIs that overlook parameters and fields they don't know; the newer ones refuse them.

Recorded Drive answers show it for parameters; gspread sends Drive v3 a `withLink` that only v2 knew.
"""

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Method:
    """One method of an API. `parameters` are its own and the API's; `request` and `response` name schemas."""

    id: str
    api: str
    verb: str
    pattern: re.Pattern[str]
    literal: int
    parameters: Mapping[str, Schema]
    request: str | None
    response: str | None
    scopes: frozenset[str]
    schemas: Mapping[str, Schema] = field(repr=False)
    is_upload: bool = False

    @property
    def is_lenient(self) -> bool:
        """Whether unknown parameters and fields are overlooked."""
        return self.api in LENIENT


def find(verb: str, raw_path: str) -> tuple[Method, dict[str, str]] | None:
    """The method for a verb and a percent-encoded path, with its path parameters decoded; None when there is none."""
    path = raw_path.lstrip("/")
    for method in _by_verb().get(verb, ()):
        match = method.pattern.fullmatch(path)
        if match is not None:
            return method, {name: unquote(value) for name, value in match.groupdict().items()}
    return None


def method_named(method_id: str) -> Method:
    """The method with this discovery id. Raises KeyError when there is none."""
    return next(method for methods in _by_verb().values() for method in methods if method.id == method_id)


@cache
def _by_verb() -> Mapping[str, list[Method]]:
    """Methods by verb, those with most literal text first, so that `values:batchGet` isn't taken for a range."""
    found: dict[str, list[Method]] = {}
    for name in APIS:
        for method in _methods(_document(name)):
            found.setdefault(method.verb, []).append(method)
    for methods in found.values():
        methods.sort(key=lambda method: -method.literal)
    return found


def _document(name: str) -> Schema:
    text = files("googleapiclient.discovery_cache.documents").joinpath(f"{name}.json").read_text("utf-8")
    document: Schema = json.loads(text)
    return document


def _methods(document: Schema) -> Iterator[Method]:
    for described in _described(document):
        path = document["servicePath"] + described["path"]
        yield _method(document, described, path, is_upload=False)
        upload = described.get("mediaUpload", {}).get("protocols", {}).get("simple")
        if upload:
            yield _method(document, described, upload["path"].lstrip("/"), is_upload=True)


def _described(resource: Schema) -> Iterator[Schema]:
    yield from resource.get("methods", {}).values()
    for below in resource.get("resources", {}).values():
        yield from _described(below)


def _method(document: Schema, described: Schema, path: str, *, is_upload: bool) -> Method:
    number = described["id"]
    return Method(
        id=number.replace("drive.", "drive.v2.", 1) if document["id"] == "drive:v2" else number,
        api=document["name"],
        verb=described["httpMethod"],
        pattern=re.compile(_as_pattern(path)),
        literal=len(re.sub(r"\{[^}]*\}", "", path)),
        parameters={**document["parameters"], **described.get("parameters", {})},
        request=described.get("request", {}).get("$ref"),
        response=described.get("response", {}).get("$ref"),
        scopes=frozenset(described.get("scopes", ())),
        schemas=document["schemas"],
        is_upload=is_upload,
    )


def _as_pattern(path: str) -> str:
    """`files/{fileId}` as a regular expression; `{+name}` takes slashes too."""
    pieces = re.split(r"(\{\+?\w+\})", path)
    return "".join(_as_group(piece) if piece.startswith("{") else re.escape(piece) for piece in pieces)


def _as_group(template: str) -> str:
    name = template.strip("{+}")
    return f"(?P<{name}>.+)" if template.startswith("{+") else f"(?P<{name}>[^/]+)"
