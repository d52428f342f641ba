"""Who may see a file: kept and given back. The owner comes first and can't be taken away."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from .. import catalogue
from ..call import Call
from ..errors import GoogleError
from .describe import permission_id

SCHEMA = """
CREATE TABLE IF NOT EXISTS drive_permissions (
    file TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (file, id)
);
"""
_BRIEF = ("id", "type", "kind", "role")


def list_permissions(call: Call) -> dict[str, Any]:
    """permissions.list."""
    found = _all(call)
    shown = found if call.fields else [_brief(each) for each in found]
    return {"kind": "drive#permissionList", "permissions": shown}


def get(call: Call) -> dict[str, Any]:
    """permissions.get."""
    found = _one(call)
    return found if call.fields else _brief(found)


def create(call: Call) -> dict[str, Any]:
    """permissions.create: somebody who has a permission gets it changed."""
    file_id = _file(call)
    wanted = call.body
    kind, role = wanted.get("type"), wanted.get("role")
    if not kind or not role:
        text = "The permission type field is required." if not kind else "The permission role field is required."
        raise GoogleError(400, "INVALID_ARGUMENT", text, reason="required", location="permission.type")
    if kind in ("user", "group") and not wanted.get("emailAddress"):
        text = "The specified emailAddress is invalid or not applicable for the given permission type."
        raise GoogleError(400, "INVALID_ARGUMENT", text, reason="invalid", location="permission.emailAddress")
    permission = {"kind": "drive#permission", "id": _id_for(wanted), "type": kind, "role": role}
    permission |= {
        name: wanted[name] for name in ("emailAddress", "domain", "allowFileDiscovery", "view") if name in wanted
    }
    if kind in ("user", "group"):
        permission["displayName"] = wanted["emailAddress"].partition("@")[0]
    _put(call.db, file_id, permission)
    return permission if call.fields else _brief(permission)


def update(call: Call) -> dict[str, Any]:
    """permissions.update: the role."""
    found = _one(call)
    changed = {**found, "role": call.body.get("role", found["role"])}
    _put(call.db, _file(call), changed)
    return changed if call.fields else _brief(changed)


def delete(call: Call) -> dict[str, Any]:
    """permissions.delete."""
    found = _one(call)
    if found["role"] == "owner":
        text = "The owner of a file cannot be removed."
        raise GoogleError(403, "PERMISSION_DENIED", text, reason="cannotRemoveOwner")
    call.db.execute("DELETE FROM drive_permissions WHERE file = ? AND id = ?", (_file(call), found["id"]))
    return {}


def are_given(db: sqlite3.Connection, file_id: str) -> bool:
    """Whether anybody beside the owner has a permission."""
    return db.execute("SELECT 1 FROM drive_permissions WHERE file = ?", (file_id,)).fetchone() is not None


def forget(db: sqlite3.Connection, file_id: str) -> None:
    """Drop the permissions of a file that is gone."""
    db.execute("DELETE FROM drive_permissions WHERE file = ?", (file_id,))


def _file(call: Call) -> str:
    file_id = str(call.params["fileId"])
    if catalogue.find(call.db, file_id) is None:
        raise GoogleError(404, "NOT_FOUND", f"File not found: {file_id}.", reason="notFound", location="fileId")
    return file_id


def _all(call: Call) -> list[dict[str, Any]]:
    file_id = _file(call)
    entry = catalogue.find(call.db, file_id)
    owner = entry.owner if entry else call.user
    first = {
        "kind": "drive#permission",
        "id": permission_id(owner),
        "type": "user",
        "role": "owner",
        "emailAddress": owner,
        "displayName": owner.partition("@")[0],
        "deleted": False,
        "pendingOwner": False,
    }
    rows = call.db.execute("SELECT body FROM drive_permissions WHERE file = ? ORDER BY rowid", (file_id,))
    return [first, *(json.loads(row["body"]) for row in rows)]


def _one(call: Call) -> dict[str, Any]:
    wanted = call.params["permissionId"]
    for each in _all(call):
        if each["id"] == wanted:
            return each
    text = f"Permission not found: {wanted}."
    raise GoogleError(404, "NOT_FOUND", text, reason="notFound", location="permissionId")


def _put(db: sqlite3.Connection, file_id: str, permission: dict[str, Any]) -> None:
    db.execute(
        "INSERT INTO drive_permissions (file, id, body) VALUES (?, ?, ?)"
        " ON CONFLICT (file, id) DO UPDATE SET body = excluded.body",
        (file_id, permission["id"], json.dumps(permission)),
    )


def _id_for(wanted: dict[str, Any]) -> str:
    """A number of the address's own; those who may only answer a form are kept beside those who may open it."""
    if wanted.get("view") == "published":
        return f"{_id_for({**wanted, 'view': None})}p"
    if wanted["type"] == "anyone":
        return "anyoneWithLink" if not wanted.get("allowFileDiscovery") else "anyone"
    if wanted["type"] == "domain":
        return permission_id(wanted.get("domain", "")) + "k"
    return permission_id(wanted["emailAddress"])


def _brief(permission: dict[str, Any]) -> dict[str, Any]:
    return {name: permission[name] for name in _BRIEF}
