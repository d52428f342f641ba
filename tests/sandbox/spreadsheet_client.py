"""A spreadsheet of the sandbox's, spoken to in plain HTTP so that tests see answers as they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import requests

ROOT = "https://sheets.googleapis.com/v4/spreadsheets"


@dataclass(frozen=True)
class Spreadsheet:
    """One spreadsheet; methods return decoded JSON, or the error's message where they say so."""

    session: requests.Session
    id: str

    def send(self, verb: str, path: str = "", body: Any = None, **query: Any) -> requests.Response:
        return self.session.request(verb, f"{ROOT}/{self.id}{path}", json=body, params=query, timeout=20)

    def batch(self, *changes: dict[str, Any]) -> list[dict[str, Any]]:
        answer = self.send("POST", ":batchUpdate", {"requests": list(changes)})
        assert answer.status_code == 200, answer.text
        return answer.json()["replies"]

    def refused(self, *changes: dict[str, Any]) -> str:
        answer = self.send("POST", ":batchUpdate", {"requests": list(changes)})
        assert answer.status_code == 400, answer.text
        return answer.json()["error"]["message"]

    def put(self, cells: str, values: list[list[Any]], how: str = "RAW") -> dict[str, Any]:
        answer = self.send("PUT", f"/values/{quote(cells, safe='')}", {"values": values}, valueInputOption=how)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def values(self, cells: str, **query: Any) -> list[list[Any]]:
        answer = self.send("GET", f"/values/{quote(cells, safe='')}", **query)
        assert answer.status_code == 200, answer.text
        return answer.json().get("values", [])

    def get(self, fields: str | None = None, **query: Any) -> dict[str, Any]:
        answer = self.send("GET", **({"fields": fields} if fields else {}), **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def sheet(self, fields: str) -> dict[str, Any]:
        """The first sheet, under a mask."""
        return self.get(f"sheets({fields})")["sheets"][0]


def new_spreadsheet(session: requests.Session, *, rows: int = 20, columns: int = 6, **properties: Any) -> Spreadsheet:
    """A spreadsheet with one sheet, called Sheet1, of id 0."""
    grid = {"rowCount": rows, "columnCount": columns}
    body = {
        "properties": {"title": "Round", **properties},
        "sheets": [{"properties": {"sheetId": 0, "title": "Sheet1", "gridProperties": grid}}],
    }
    answer = session.post(ROOT, json=body, timeout=20)
    assert answer.status_code == 200, answer.text
    return Spreadsheet(session, answer.json()["spreadsheetId"])


def area(top: int, bottom: int, left: int, right: int) -> dict[str, int]:
    """A GridRange on the first sheet."""
    return {
        "sheetId": 0,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def rows(start: int, end: int, dimension: str = "ROWS") -> dict[str, Any]:
    """A DimensionRange on the first sheet."""
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}
