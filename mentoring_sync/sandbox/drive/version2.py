"""The one method of Drive v2 still in use: gspread uploads a CSV over a spreadsheet through its files.update."""

from __future__ import annotations

from typing import Any

from .. import catalogue
from ..call import Call
from ..catalogue import ROOT, Entry
from .describe import EXPORTS, permission_id
from .files import found, put_content

_ADDRESS = "https://www.googleapis.com/drive/v2/files"


def update(call: Call) -> dict[str, Any]:
    """files.update with an upload; the File as version 2 describes it."""
    entry = found(call, str(call.params["fileId"]))
    if call.media is not None:
        put_content(call, entry, call.media, call.media_type or "")
    catalogue.touch(call.db, entry.id, call.now, name=call.body.get("title"))
    return _file(found(call, entry.id), call.user)


def _file(entry: Entry, asker: str) -> dict[str, Any]:
    own = f"{_ADDRESS}/{entry.id}"
    person = _person(entry.owner, asker)
    exports = {
        mime: f"https://docs.google.com/spreadsheets/export?id={entry.id}&exportFormat={form}"
        for mime, form in EXPORTS.items()
    }
    return {
        "kind": "drive#file",
        "id": entry.id,
        "etag": f'"{entry.version}"',
        "selfLink": own,
        "title": entry.name,
        "mimeType": entry.mime,
        "labels": {"starred": False, "hidden": False, "trashed": entry.trashed, "restricted": False, "viewed": True},
        "createdDate": entry.created,
        "modifiedDate": entry.modified,
        "modifiedByMeDate": entry.modified,
        "lastViewedByMeDate": entry.modified,
        "markedViewedByMeDate": "1970-01-01T00:00:00.000Z",
        "version": str(entry.version),
        "parents": [_parent(entry, own)],
        "userPermission": _permission(own),
        "owners": [person],
        "ownerNames": [person["displayName"]],
        "lastModifyingUser": person,
        "lastModifyingUserName": person["displayName"],
        "exportLinks": exports,
        "alternateLink": f"https://docs.google.com/spreadsheets/d/{entry.id}/edit?usp=drivesdk",
        "editable": True,
        "copyable": True,
        "shared": False,
        "writersCanShare": True,
        "appDataContents": False,
        "explicitlyTrashed": entry.trashed,
        "spaces": ["drive"],
        "quotaBytesUsed": "1024",
        "fileSize": "1024",
        "capabilities": {"canEdit": True, "canCopy": True},
        "copyRequiresWriterPermission": False,
        "embedLink": f"https://docs.google.com/spreadsheets/d/{entry.id}/htmlembed",
        "iconLink": f"https://drive-thirdparty.googleusercontent.com/16/type/{entry.mime}",
        "thumbnailLink": f"https://docs.google.com/feeds/vt?gd=true&id={entry.id}",
    }


def _parent(entry: Entry, own: str) -> dict[str, Any]:
    return {
        "kind": "drive#parentReference",
        "id": entry.parent,
        "selfLink": f"{own}/parents/{entry.parent}",
        "parentLink": f"{_ADDRESS}/{entry.parent}",
        "isRoot": entry.parent == ROOT,
    }


def _permission(own: str) -> dict[str, Any]:
    return {
        "kind": "drive#permission",
        "id": "me",
        "etag": '"1"',
        "type": "user",
        "role": "owner",
        "selfLink": f"{own}/permissions/me",
        "pendingOwner": False,
    }


def _person(address: str, asker: str) -> dict[str, Any]:
    return {
        "kind": "drive#user",
        "displayName": address,
        "isAuthenticatedUser": address == asker,
        "permissionId": permission_id(address),
        "emailAddress": address,
        "picture": {"url": "https://lh3.googleusercontent.com/a/default-user=s64"},
    }
