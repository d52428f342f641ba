"""Whose Drive this is."""

from __future__ import annotations

from typing import Any

from ..call import Call
from ..errors import GoogleError
from .describe import user


def get(call: Call) -> dict[str, Any]:
    """about.get: as the real one, only with a `fields` parameter."""
    if call.fields is None:
        text = "The 'fields' parameter is required for this method."
        raise GoogleError(400, "INVALID_ARGUMENT", text, reason="required", location="fields")
    return {
        "kind": "drive#about",
        "user": user(call.user, call.user),
        "storageQuota": {"limit": "16106127360", "usage": "0", "usageInDrive": "0", "usageInDriveTrash": "0"},
        "maxUploadSize": "5242880000000",
        "canCreateDrives": False,
    }
