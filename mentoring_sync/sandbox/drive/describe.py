"""A catalogue entry as Drive's File resource, with the fields that an answer has without a mask, or all of them."""

from __future__ import annotations

import hashlib
from typing import Any

from ..access import Role
from ..catalogue import FOLDER, SPREADSHEET, Entry
from ..fields import Mask

EXPORTS = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/pdf": "pdf",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/x-vnd.oasis.opendocument.spreadsheet": "ods",
    "application/zip": "zip",
}
DEFAULT_FIELDS = ("kind", "id", "name", "mimeType")


def file(
    entry: Entry, asker: str, mask: Mask | None, *, role: Role = Role.OWNER, shared: bool = False
) -> dict[str, Any]:
    """The File; without a mask only its kind, id, name and type, as the real one answers."""
    whole = _whole(entry, asker) | _standing(entry, role, shared=shared)
    return whole if mask is not None else {name: whole[name] for name in DEFAULT_FIELDS}


def user(address: str, asker: str) -> dict[str, Any]:
    """A User."""
    return {
        "kind": "drive#user",
        "displayName": address.partition("@")[0],
        "me": address == asker,
        "permissionId": permission_id(address),
        "emailAddress": address,
    }


def permission_id(address: str) -> str:
    """The same number for the same address, on every file."""
    return str(int(hashlib.sha256(address.encode()).hexdigest()[:15], 16)).zfill(20)


def link(entry: Entry) -> str:
    """Where a browser would open the file."""
    if entry.mime == SPREADSHEET:
        return f"https://docs.google.com/spreadsheets/d/{entry.id}/edit?usp=drivesdk"
    return f"https://drive.google.com/file/d/{entry.id}/view?usp=drivesdk"


def _standing(entry: Entry, role: Role, *, shared: bool) -> dict[str, Any]:
    """What depends on who asks."""
    writes = role >= Role.WRITER
    can = {"canEdit": writes, "canCopy": entry.mime != FOLDER, "canDelete": role is Role.OWNER, "canShare": writes}
    return {"shared": shared, "capabilities": can}


def _whole(entry: Entry, asker: str) -> dict[str, Any]:
    owner = user(entry.owner, asker)
    found: dict[str, Any] = {
        "kind": "drive#file",
        "id": entry.id,
        "name": entry.name,
        "mimeType": entry.mime,
        "starred": False,
        "trashed": entry.trashed,
        "explicitlyTrashed": entry.trashed,
        "parents": [entry.parent],
        "spaces": ["drive"],
        "version": str(entry.version),
        "webViewLink": link(entry),
        "createdTime": entry.created,
        "modifiedTime": entry.modified,
        "modifiedByMeTime": entry.modified,
        "modifiedByMe": True,
        "owners": [owner],
        "lastModifyingUser": owner,
        "ownedByMe": entry.owner == asker,
    }
    if entry.description:
        found["description"] = entry.description
    if entry.mime == SPREADSHEET:
        found["exportLinks"] = {
            mime: f"https://docs.google.com/spreadsheets/export?id={entry.id}&exportFormat={form}"
            for mime, form in EXPORTS.items()
        }
    return found
