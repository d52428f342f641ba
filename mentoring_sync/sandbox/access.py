"""Whose a file is, and what an account may do with it: the one gate before every method that names a file.

In: a method, its parameters and who asks. Out: the account's `Role` in the file, or a refusal in the API's words. A
file's rights are its owner's, its own permissions' and its folders'. A file that belongs to nobody, because it was
imported or made before files had owners, is everybody's: whichever account opens it has an owner's rights.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from . import catalogue
from .errors import GoogleError

ANONYMOUS = ""
"""The account of whoever brings an API key and no token: it is nobody's."""

DENIED = "The caller does not have permission"


class Role(IntEnum):
    """What an account is to a file, the least first; Drive's names in `_ROLES`."""

    STRANGER = 0
    READER = 1
    WRITER = 2
    OWNER = 3


_ROLES = {
    "reader": Role.READER,
    "commenter": Role.READER,
    "writer": Role.WRITER,
    "fileOrganizer": Role.WRITER,
    "organizer": Role.WRITER,
    "owner": Role.OWNER,
}
_READ_BY_POST = frozenset(
    {
        "sheets.spreadsheets.getByDataFilter",
        "sheets.spreadsheets.values.batchGetByDataFilter",
        "sheets.spreadsheets.developerMetadata.search",
        "sheets.spreadsheets.sheets.copyTo",
        "drive.files.copy",
    }
)
"""Methods that are sent as a change and leave the file that they name as it is."""


_FILE_IDS = ("spreadsheetId", "fileId", "formId")


def names_file(path: Mapping[str, str]) -> bool:
    """Whether a method's path parameters name a file."""
    return any(name in path for name in _FILE_IDS)


def check(db: sqlite3.Connection, method: str, verb: str, params: Mapping[str, Any], body: Any, user: str) -> Role:
    """The account's role in the file that the request names; OWNER where it names none, or one that isn't there.

    Raises GoogleError: 403 for Sheets and Forms; for Drive 404 to a stranger, 403 to somebody with too little.
    """
    file_id = next((str(params[name]) for name in _FILE_IDS if name in params), None)
    if file_id is None:
        return Role.OWNER
    found = role(db, file_id, user)
    if found < _needed(method, verb):
        raise _refusal(method, file_id, found)
    if method == "sheets.spreadsheets.sheets.copyTo":
        destination = str(body.get("destinationSpreadsheetId", ""))
        if role(db, destination, user) < Role.WRITER:
            raise _refusal(method, destination, Role.STRANGER)
    return found


def role(db: sqlite3.Connection, file_id: str, user: str, *, by_link: bool = True) -> Role:
    """The most that the owner's entry, the file's permissions and its folder's give; OWNER of what isn't there."""
    entry = catalogue.find(db, file_id)
    if entry is None or not catalogue.is_owned(db, file_id):
        return Role.OWNER if user or entry is None else Role.STRANGER
    user = user.lower()
    if user == entry.owner.lower():
        return Role.OWNER
    rows = db.execute("SELECT body FROM drive_permissions WHERE file = ?", (file_id,))
    permissions = [json.loads(row["body"]) for row in rows]
    usable = [each for each in permissions if by_link or each["type"] != "anyone" or each.get("allowFileDiscovery")]
    found = max((_given(each, user) for each in usable), default=Role.STRANGER)
    if entry.parent not in (catalogue.ROOT, file_id) and catalogue.find(db, entry.parent) is not None:
        found = max(found, min(role(db, entry.parent, user, by_link=by_link), Role.WRITER))
    return found


def is_listed(db: sqlite3.Connection, file_id: str, user: str) -> bool:
    """Whether the file is in the account's Drive; one that is open to anyone with its link isn't, for that alone."""
    return role(db, file_id, user, by_link=False) > Role.STRANGER


def _given(permission: Mapping[str, Any], user: str) -> Role:
    """What one permission gives the account.

    `view: published` lets people answer a form, not read it
    (https://developers.google.com/workspace/forms/api/guides/publish-form).
    """
    if permission.get("view") == "published":
        return Role.STRANGER
    whom = {
        "anyone": True,
        "domain": bool(user) and user.rpartition("@")[2] == str(permission.get("domain", "")).lower(),
        "user": bool(user) and user == str(permission.get("emailAddress", "")).lower(),
        "group": bool(user) and user == str(permission.get("emailAddress", "")).lower(),
    }
    return (
        _ROLES.get(str(permission.get("role")), Role.STRANGER) if whom.get(str(permission["type"])) else Role.STRANGER
    )


def _needed(method: str, verb: str) -> Role:
    if method == "drive.files.delete":
        return Role.OWNER
    if method.startswith("drive.permissions."):
        return Role.WRITER
    return Role.READER if verb == "GET" or method in _READ_BY_POST else Role.WRITER


def _refusal(method: str, file_id: str, found: Role) -> GoogleError:
    """Drive's two texts as its clients report them; a stranger isn't told that the file is there."""
    if not method.startswith("drive."):
        return GoogleError(403, "PERMISSION_DENIED", DENIED)
    if found is Role.STRANGER:
        return GoogleError(404, "NOT_FOUND", f"File not found: {file_id}.", reason="notFound", location="fileId")
    text = "The user does not have sufficient permissions for this file."
    return GoogleError(403, "PERMISSION_DENIED", text, reason="insufficientFilePermissions")
