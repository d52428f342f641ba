"""Drive v3, as far as people who work with spreadsheets need it, and the one method of v2 that gspread still uses.

In: checked calls. Out: resources of the drive.v3 discovery document, in the old envelope when something is refused.
"""

from __future__ import annotations

from .. import catalogue
from ..call import Handler
from . import about, files, permissions, version2

SCHEMA = catalogue.SCHEMA + permissions.SCHEMA

HANDLERS: dict[str, Handler] = {
    "drive.about.get": about.get,
    "drive.files.get": files.get,
    "drive.files.list": files.list_files,
    "drive.files.create": files.create,
    "drive.files.update": files.update,
    "drive.files.copy": files.copy,
    "drive.files.delete": files.delete,
    "drive.files.export": files.export,
    "drive.files.generateIds": files.generate_ids,
    "drive.comments.list": files.list_comments,
    "drive.permissions.list": permissions.list_permissions,
    "drive.permissions.get": permissions.get,
    "drive.permissions.create": permissions.create,
    "drive.permissions.update": permissions.update,
    "drive.permissions.delete": permissions.delete,
    "drive.v2.files.update": version2.update,
}

__all__ = ["HANDLERS", "SCHEMA", "catalogue"]
