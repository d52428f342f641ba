"""The front page: everything that the Workspace holds."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Request, Response

from ..forms import store as forms
from ..gmail import mailbox
from ..oauth import DEFAULT_USER
from . import mail
from .methods import Methods
from .rendering import page

_SPREADSHEETS = "mimeType = 'application/vnd.google-apps.spreadsheet' and trashed = false"


def show(request: Request, methods: Methods) -> Response:
    """GET /."""
    del request
    listed = {"q": _SPREADSHEETS, "pageSize": 1000}
    files = methods.call("drive.files.list", listed, only="files(id,name,modifiedTime)").get("files", [])
    return page(
        "overview.html",
        spreadsheets=files,
        forms=[_form(methods, form_id) for form_id in forms.form_ids(methods.db)],
        mailboxes=[_mailbox(methods, address) for address in _addresses(methods)],
    )


def _addresses(methods: Methods) -> list[str]:
    """Every address that has mail; the account's own first, with or without."""
    return [DEFAULT_USER, *(user for user in mailbox.users(methods.db) if user != DEFAULT_USER)]


def _form(methods: Methods, form_id: str) -> dict[str, Any]:
    form = forms.find_form(methods.db, form_id)
    state = form.resource["publishSettings"]["publishState"]
    return {
        "id": form_id,
        "title": form.resource["info"]["title"],
        "is_open": state["isPublished"] and state["isAcceptingResponses"],
        "responses": len(forms.responses(methods.db, form_id)),
    }


def _mailbox(methods: Methods, address: str) -> dict[str, Any]:
    counts = {box: len(mailbox.all_of(methods.db, address, [label])) for box, label in mail.BOXES.items()}
    return {"address": address, "counts": counts}
