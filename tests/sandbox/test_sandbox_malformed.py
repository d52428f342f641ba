"""A thousand malformed requests from the discovery documents: each refused in Google's shape, none of them felt.

Drive has no part in it: it overlooks fields it doesn't know.
"""

import copy
import json
import random
import sqlite3

import pytest
from werkzeug.test import Client

from mentoring_sync.sandbox import Workspace as Application
from mentoring_sync.sandbox.discovery import method_named
from tests.sandbox.spreadsheet_client import new_spreadsheet

METHODS = {
    "sheets.spreadsheets.batchUpdate": "/v4/spreadsheets/{id}:batchUpdate",
    "sheets.spreadsheets.create": "/v4/spreadsheets",
    "sheets.spreadsheets.getByDataFilter": "/v4/spreadsheets/{id}:getByDataFilter",
    "sheets.spreadsheets.values.batchUpdate": "/v4/spreadsheets/{id}/values:batchUpdate",
    "sheets.spreadsheets.values.batchClear": "/v4/spreadsheets/{id}/values:batchClear",
    "sheets.spreadsheets.developerMetadata.search": "/v4/spreadsheets/{id}/developerMetadata:search",
    "gmail.users.drafts.create": "/gmail/v1/users/me/drafts",
    "gmail.users.messages.send": "/gmail/v1/users/me/messages/send",
    "gmail.users.labels.create": "/gmail/v1/users/me/labels",
    "forms.forms.create": "/v1/forms",
}
WRONG = {"string": [["list"], {"an": "object"}, 7.5], "integer": ["many", 1.5, {}], "boolean": ["perhaps", 3, []]}
FITTING = {"string": "x", "integer": 1, "number": 1, "boolean": True}
UNKNOWN = ["noSuchField", "valuez", "Id", "sheet id"]
DEEPEST = 6


class Maker:
    """Bodies that fit their schema, each with one thing wrong."""

    def __init__(self, method, chance):
        self.schemas = method.schemas
        self.chance = chance

    def body(self, name, depth=0):
        """An object of the schema, and the places in it where something can go wrong."""
        properties = self.schemas[name].get("properties", {})
        chosen = (
            self.chance.sample(sorted(properties), min(len(properties), 2))
            if name != "Request"
            else [self.chance.choice(sorted(properties))]
        )
        made = {key: self.value(properties[key], depth) for key in chosen}
        return {key: value for key, value in made.items() if value is not None}

    def value(self, schema, depth):
        if depth > DEEPEST:
            return None
        if "$ref" in schema:
            return self.body(schema["$ref"], depth + 1)
        kind = schema.get("type")
        if kind == "array":
            item = self.value(schema["items"], depth + 1)
            return None if item is None else [item]
        if kind in FITTING:
            return (
                {"string": "x", "integer": 1, "number": 1, "boolean": True}[kind]
                if "enum" not in schema
                else schema["enum"][0]
            )
        return None

    def spoilt(self, body, name):
        """The body with one field unknown or ill-typed, as deep as chance will have it."""
        spoilt = copy.deepcopy(body)
        place, schema = spoilt, self.schemas[name]
        while self.chance.random() < 0.8:
            deeper = [
                (inner, below)
                for key, value in place.items()
                if (below := self._schema(schema["properties"].get(key, {}))) is not None
                for inner in (value if isinstance(value, list) else [value])
                if isinstance(inner, dict)
            ]
            if not deeper:
                break
            place, schema = self.chance.choice(deeper)
        self._spoil(place, schema["properties"])
        return spoilt

    def _schema(self, schema):
        while schema.get("type") == "array":
            schema = schema["items"]
        return self.schemas[schema["$ref"]] if "$ref" in schema else None

    def _spoil(self, place, properties):
        typed = [key for key, each in properties.items() if each.get("type") in WRONG and "format" not in each]
        if typed and self.chance.random() < 0.5:
            key = self.chance.choice(sorted(typed))
            place[key] = self.chance.choice(WRONG[properties[key]["type"]])
        else:
            place[self.chance.choice(UNKNOWN)] = self.chance.choice([1, "x", {}, []])


def everything(data):
    """All that the data file holds, but for the journal and the quota."""
    with sqlite3.connect(data) as db:
        lines = [line for line in db.iterdump() if "journal" not in line and "mail_units" not in line]
    db.close()
    return lines


@pytest.mark.parametrize("seed", range(10))
def test_a_malformed_request_is_refused_and_changes_nothing(workspace, seed):
    chance = random.Random(seed)
    book = new_spreadsheet(workspace.session())
    before = everything(workspace.data)
    application = Application(workspace.data)
    client = Client(application)
    for number in range(100):
        name = list(METHODS)[number % len(METHODS)]
        method = method_named(name)
        maker = Maker(method, chance)
        body = maker.spoilt(maker.body(method.request), method.request)
        answer = client.open(
            METHODS[name].format(id=book.id),
            method=method.verb,
            data=json.dumps(body),
            headers={"Authorization": "Bearer any", "Content-Type": "application/json"},
        )
        error = json.loads(answer.get_data())["error"]
        assert 400 <= answer.status_code < 500, (name, body, error)
        assert error["code"] == answer.status_code, (name, body, error)
        assert error["message"], (name, body)
        if method.api == "sheets":
            assert error["status"] == "INVALID_ARGUMENT", (name, body, error)
            assert error["details"][0]["fieldViolations"], (name, body, error)
    application.close()
    assert everything(workspace.data) == before
