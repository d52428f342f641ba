"""Sheets v4: spreadsheets, their cells and everything that hangs on them, as Google's server answers for them.

In: checked calls. Out: resources of the sheets.v4 discovery document, or `GoogleError`s in Google's words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..call import Call
from . import spreadsheets, values, writing
from .storage import SCHEMA

HANDLERS: dict[str, Callable[[Call], dict[str, Any]]] = {
    "sheets.spreadsheets.create": spreadsheets.create,
    "sheets.spreadsheets.get": spreadsheets.get,
    "sheets.spreadsheets.getByDataFilter": spreadsheets.get_by_data_filter,
    "sheets.spreadsheets.batchUpdate": spreadsheets.batch_update,
    "sheets.spreadsheets.sheets.copyTo": spreadsheets.copy_to,
    "sheets.spreadsheets.developerMetadata.get": spreadsheets.get_metadata,
    "sheets.spreadsheets.developerMetadata.search": spreadsheets.search_metadata,
    "sheets.spreadsheets.values.get": values.get,
    "sheets.spreadsheets.values.batchGet": values.batch_get,
    "sheets.spreadsheets.values.batchGetByDataFilter": values.batch_get_by_data_filter,
    "sheets.spreadsheets.values.update": writing.update,
    "sheets.spreadsheets.values.batchUpdate": writing.batch_update,
    "sheets.spreadsheets.values.batchUpdateByDataFilter": writing.batch_update_by_data_filter,
    "sheets.spreadsheets.values.append": writing.append,
    "sheets.spreadsheets.values.clear": values.clear,
    "sheets.spreadsheets.values.batchClear": values.batch_clear,
    "sheets.spreadsheets.values.batchClearByDataFilter": values.batch_clear_by_data_filter,
}

__all__ = ["HANDLERS", "SCHEMA"]
