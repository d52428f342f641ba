"""A browser without a screen: asks for pages, and changes cells as the grid's script does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests

from tests.sandbox.google_clients import Workspace


@dataclass(frozen=True)
class Visits:
    """Visits to the pages of one Workspace."""

    workspace: Workspace

    def get(self, path: str, **headers: str) -> requests.Response:
        return requests.get(self.workspace.url + path, headers=_named(headers), timeout=20, allow_redirects=False)

    def post(self, path: str, body: Any = None, fields: Any = None, **headers: str) -> requests.Response:
        """A change asked from the page itself, unless `headers` say otherwise; None leaves a header out."""
        given = {"Origin": self.workspace.url, **_named(headers)}
        return requests.post(
            self.workspace.url + path, json=body, data=fields, headers=given, timeout=20, allow_redirects=False
        )

    def spreadsheet(self, *rows: list[Any], **sheet: Any) -> str:
        """A spreadsheet with one tab, `People`, of these values; its page's address."""
        tab = {"properties": {"sheetId": 5, "title": "People", "gridProperties": _GRID}, **sheet}
        data = [{"rowData": [{"values": [_cell(value) for value in row]} for row in rows]}]
        made = self.workspace.sheets().create(body={"sheets": [{**tab, "data": data}]}).execute()
        return f"/spreadsheets/{made['spreadsheetId']}/5"

    def window(self, address: str, start: int = 0) -> dict[str, Any]:
        answer = self.get(f"{address}/cells?from={start}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def cell(self, address: str, row: int, column: int) -> dict[str, Any]:
        """The cell as the grid gets it, rows and columns counted from 0; {} for one without anything."""
        rows = {each["row"]: each["cells"] for each in self.window(address)["rows"]}
        return rows[row].get(str(column), {})

    def column(self, address: str, column: int = 0) -> list[str | None]:
        """What the column's cells show, down to the last one that shows something."""
        shown = [each["cells"].get(str(column), {}).get("text") for each in self.window(address)["rows"]]
        while shown and shown[-1] is None:
            shown.pop()
        return shown

    def enter(self, address: str, row: int, column: int, text: str) -> None:
        answer = self.post(f"{address}/enter", {"row": row, "column": column, "text": text})
        assert answer.status_code == 204, answer.text

    def batch(self, address: str, *changes: dict[str, Any]) -> None:
        """A program's batchUpdate on the page's spreadsheet."""
        spreadsheet_id = address.split("/")[2]
        self.workspace.sheets().batchUpdate(spreadsheetId=spreadsheet_id, body={"requests": list(changes)}).execute()


_GRID = {"rowCount": 20, "columnCount": 6, "frozenRowCount": 1}


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _cell(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    kind = {bool: "boolValue", int: "numberValue", float: "numberValue"}.get(type(value), "stringValue")
    if isinstance(value, str) and value.startswith("="):
        kind = "formulaValue"
    return {} if value is None else {"userEnteredValue": {kind: value}}
