"""Files: get, list, create, update, copy, delete, export."""

from __future__ import annotations

import base64
from typing import Any

from .. import access, catalogue
from ..call import Call, Media
from ..catalogue import ROOT, SPREADSHEET, Entry
from ..errors import GoogleError
from ..fields import Mask
from ..sheets import storage
from ..sheets.spreadsheets import blank
from . import describe, permissions
from .exporting import exported
from .query import parse

DEFAULT_PAGE, LARGEST_PAGE = 100, 1000
_ORDERS = {"name": "name", "name_natural": "name", "createdTime": "created", "modifiedTime": "modified"}


def get(call: Call) -> dict[str, Any] | Media:
    """files.get; `alt=media` gives an uploaded file's content."""
    entry = found(call, str(call.params["fileId"]))
    if call.params.get("alt") == "media":
        return _content(call, entry)
    return _shown(call, entry, call.fields)


def list_files(call: Call) -> dict[str, Any]:
    """files.list: those that `q` matches, in pages."""
    entries = [each for each in catalogue.everything(call.db) if access.is_listed(call.db, each.id, call.user)]
    if call.params.get("q"):
        matches = parse(call.params["q"])
        entries = [entry for entry in entries if matches(entry)]
    entries = _ordered(entries, call.params.get("orderBy", ""))
    start = _page_start(call.params.get("pageToken", ""))
    size = min(call.params.get("pageSize", DEFAULT_PAGE), LARGEST_PAGE)
    shown = entries[start : start + size]
    below = call.fields.below("files") if call.fields else None
    answer: dict[str, Any] = {"kind": "drive#fileList", "incompleteSearch": False}
    if start + size < len(entries):
        answer["nextPageToken"] = base64.urlsafe_b64encode(str(start + size).encode()).decode()
    return answer | {"files": [_shown(call, entry, below) for entry in shown]}


def create(call: Call) -> dict[str, Any]:
    """files.create: a spreadsheet, a folder, or a file with the uploaded content."""
    wanted = call.body
    mime = wanted.get("mimeType") or call.media_type or "application/octet-stream"
    file_id = wanted.get("id")
    if file_id and catalogue.find(call.db, file_id) is not None:
        raise GoogleError(409, "ALREADY_EXISTS", "A file already exists with the provided ID.", reason="fileIdInUse")
    parent = (wanted.get("parents") or [ROOT])[0]
    if parent != ROOT:
        _check_folder(call, parent)
    entry = catalogue.add(
        call.db, wanted.get("name") or "Untitled", mime, call.now, owner=call.user, file_id=file_id, parent=parent
    )
    if mime == SPREADSHEET:
        storage.add(call.db, blank(entry, {}))
    if call.media is not None:
        put_content(call, entry, call.media, call.media_type or "")
    return _shown(call, found(call, entry.id), call.fields)


def update(call: Call) -> dict[str, Any]:
    """files.update: name, description, trash, folder, content."""
    entry = found(call, str(call.params["fileId"]))
    wanted = call.body
    catalogue.touch(call.db, entry.id, call.now, name=wanted.get("name"))
    parent = call.params.get("addParents") or entry.parent
    if parent not in (entry.parent, ROOT):
        _check_folder(call, parent)
    call.db.execute(
        "UPDATE drive_files SET trashed = ?, description = ?, parent = ? WHERE id = ?",
        (wanted.get("trashed", entry.trashed), wanted.get("description", entry.description), parent, entry.id),
    )
    if call.media is not None:
        put_content(call, entry, call.media, call.media_type or "")
    return _shown(call, found(call, entry.id), call.fields)


def copy(call: Call) -> dict[str, Any]:
    """files.copy: `Copy of ...` unless the body names it."""
    entry = found(call, str(call.params["fileId"]))
    name = call.body.get("name") or f"Copy of {entry.name}"
    parent = (call.body.get("parents") or [entry.parent])[0]
    if parent != ROOT and access.role(call.db, parent, call.user) < access.Role.WRITER:
        parent = ROOT
    made = catalogue.add(call.db, name, entry.mime, call.now, owner=call.user, parent=parent)
    if entry.mime == SPREADSHEET:
        storage.copy(call.db, entry.id, made.id)
    else:
        content = call.db.execute("SELECT content FROM drive_files WHERE id = ?", (entry.id,)).fetchone()[0]
        call.db.execute("UPDATE drive_files SET content = ? WHERE id = ?", (content, made.id))
    return _shown(call, made, call.fields)


def delete(call: Call) -> dict[str, Any]:
    """files.delete: for good, not to the trash."""
    entry = found(call, str(call.params["fileId"]))
    storage.remove(call.db, entry.id)
    permissions.forget(call.db, entry.id)
    catalogue.remove(call.db, entry.id)
    return {}


def export(call: Call) -> Media:
    """files.export: a spreadsheet as XLSX, or its first sheet as CSV or TSV."""
    entry = found(call, str(call.params["fileId"]))
    if entry.mime != SPREADSHEET:
        text = "Export only supports Docs Editors files."
        raise GoogleError(403, "PERMISSION_DENIED", text, reason="fileNotExportable")
    return exported(call, entry.id, call.params["mimeType"])


def generate_ids(call: Call) -> dict[str, Any]:
    """files.generateIds."""
    ids = [catalogue.new_id() for _ in range(call.params.get("count", 10))]
    return {"kind": "drive#generatedIds", "space": call.params.get("space", "drive"), "ids": ids}


def list_comments(call: Call) -> dict[str, Any]:
    """comments.list: nobody can comment here."""
    found(call, str(call.params["fileId"]))
    return {"kind": "drive#commentList", "comments": []}


def found(call: Call, file_id: str) -> Entry:
    """The file. Raises GoogleError 404 in Drive's words."""
    entry = catalogue.find(call.db, file_id)
    if entry is None:
        raise GoogleError(404, "NOT_FOUND", f"File not found: {file_id}.", reason="notFound", location="fileId")
    return entry


def _shown(call: Call, entry: Entry, mask: Mask | None) -> dict[str, Any]:
    """The File as the account sees it: what it may do with it, and whether others may, too."""
    if mask is None:
        return describe.file(entry, call.user, mask)
    role = access.role(call.db, entry.id, call.user)
    return describe.file(entry, call.user, mask, role=role, shared=permissions.are_given(call.db, entry.id))


def _check_folder(call: Call, folder: str) -> None:
    """Raises GoogleError: 404 for a folder that the account can't see, 403 for one that it may only read."""
    found(call, folder)
    access.check(call.db, "drive.files.update", "PATCH", {"fileId": folder}, {}, call.user)


def put_content(call: Call, entry: Entry, content: bytes, media_type: str) -> None:
    """Keep an upload; a CSV uploaded to a spreadsheet becomes its only sheet."""
    if entry.mime == SPREADSHEET:
        from .importing import import_csv

        import_csv(call, entry, content, media_type)
        return
    call.db.execute("UPDATE drive_files SET content = ? WHERE id = ?", (content, entry.id))


def _content(call: Call, entry: Entry) -> Media:
    row = call.db.execute("SELECT content FROM drive_files WHERE id = ?", (entry.id,)).fetchone()
    if row[0] is None:
        text = "Only files with binary content can be downloaded. Use Export with Docs Editors files."
        raise GoogleError(403, "PERMISSION_DENIED", text, reason="fileNotDownloadable")
    return Media(bytes(row[0]), entry.mime)


def _ordered(entries: list[Entry], order: str) -> list[Entry]:
    for clause in reversed([each.strip() for each in order.split(",") if each.strip()]):
        name, _, direction = clause.partition(" ")
        attribute = _ORDERS.get(name)
        if attribute is None:
            raise GoogleError(400, "INVALID_ARGUMENT", "Invalid Value", reason="invalid", location="orderBy")
        entries = _sorted(entries, attribute, descending=direction == "desc")
    return entries


def _sorted(entries: list[Entry], attribute: str, *, descending: bool) -> list[Entry]:
    return sorted(entries, key=lambda entry: str(getattr(entry, attribute)).lower(), reverse=descending)


def _page_start(token: str) -> int:
    if not token:
        return 0
    try:
        return int(base64.urlsafe_b64decode(token.encode()))
    except ValueError as error:
        raise GoogleError(400, "INVALID_ARGUMENT", "Invalid Value", reason="invalid", location="pageToken") from error
