"""Forms v1 and Google Forms itself: making forms, publishing them, answering them, and the response tab they write.

In: checked calls, and answers as people give them (`answering`). Out: resources of the forms.v1 discovery document, and
rows in the linked spreadsheet.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..call import Call
from . import editing, reading, store

SCHEMA = store.SCHEMA

HANDLERS: dict[str, Callable[[Call], dict[str, Any]]] = {
    "forms.forms.create": editing.create,
    "forms.forms.get": reading.get,
    "forms.forms.batchUpdate": editing.batch_update,
    "forms.forms.setPublishSettings": editing.set_publish_settings,
    "forms.forms.responses.get": reading.get_response,
    "forms.forms.responses.list": reading.list_responses,
}

__all__ = ["HANDLERS", "SCHEMA"]
