"""The Workspace as a person sees it: its spreadsheets, forms, mailboxes and journal as pages on the same port.

In: a browser's requests. Out: HTML, and JSON for the grid. What is shown and what is changed goes through the methods
of Google's APIs (`methods`), so that the page and a program can never see two truths.

| address | shows |
|---|---|
| `/` | every spreadsheet, form and mailbox |
| `/spreadsheets/ID/SHEET` | one tab; `/cells` under it is the grid's data, the other addresses under it change it |
| `/forms/ID` | a form to fill in |
| `/mail/ADDRESS/BOX`, `/mail/ADDRESS/message/ID` | a mailbox, a message |
| `/journal` | the newest requests to the APIs |
| `/static/...` | style and script, none from elsewhere |
"""

from __future__ import annotations

from collections.abc import Mapping

from ..app import Room
from .routes import ROUTES, respond

ROOMS: Mapping[str, Room] = {rule.rule.split("/")[1]: respond for rule in ROUTES.iter_rules()}
"""For `Workspace(rooms=...)`: the page's answer by the first segment of the address."""

__all__ = ["ROOMS"]
