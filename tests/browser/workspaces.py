"""A running sandbox, filled and read over HTTP as a program would."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

import requests

TOKEN = {"Authorization": "Bearer any"}


@dataclass(frozen=True)
class Workspace:
    """The sandbox at an address."""

    url: str

    def spreadsheet(self, *tabs: dict[str, Any]) -> str:
        """A spreadsheet with these tabs; its id."""
        return self.ask("POST", "/v4/spreadsheets", {"sheets": list(tabs)})["spreadsheetId"]

    def values(self, spreadsheet_id: str, area: str) -> list[list[str]]:
        """What a range shows."""
        return self.ask("GET", f"/v4/spreadsheets/{spreadsheet_id}/values/{area}").get("values", [])

    def send(self, message: EmailMessage) -> str:
        """Send the message from the coordinator's account; its id."""
        raw = base64.urlsafe_b64encode(message.as_bytes()).decode()
        return self.ask("POST", "/gmail/v1/users/me/messages/send", {"raw": raw})["id"]

    def ask(self, verb: str, path: str, body: Any = None) -> dict[str, Any]:
        answer = requests.request(verb, self.url + path, json=body, headers=TOKEN, timeout=20)
        answer.raise_for_status()
        return answer.json()


def tab(title: str, *rows: list[Any], sheet_id: int = 5, **grid: int) -> dict[str, Any]:
    """A tab of these values, its first row frozen; a value may be a whole CellData."""
    size = {"rowCount": 40, "columnCount": 8, "frozenRowCount": 1, **grid}
    data = [{"rowData": [{"values": [_cell(value) for value in row]} for row in rows]}]
    return {"properties": {"sheetId": sheet_id, "title": title, "gridProperties": size}, "data": data}


def _cell(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    kind = {bool: "boolValue", int: "numberValue"}.get(type(value), "stringValue")
    if isinstance(value, str) and value.startswith("="):
        kind = "formulaValue"
    return {} if value is None else {"userEnteredValue": {kind: value}}
