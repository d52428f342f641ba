"""Google's methods, called within the page's transaction as a program would call them over HTTP.

In: a method's discovery id, parameters and a body. Out: the resource, or GoogleError. Nothing is counted against quotas
and nothing appears in the journal: these are a person's looks and clicks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .. import fields
from ..call import Call, Media
from ..oauth import DEFAULT_USER
from ..perform import HANDLERS

Resource = dict[str, Any]


@dataclass(frozen=True)
class Methods:
    """The methods of all APIs on one Workspace, at one moment."""

    db: sqlite3.Connection
    now: datetime

    def call(
        self,
        method: str,
        params: Mapping[str, Any] | None = None,
        body: Resource | None = None,
        *,
        user: str = DEFAULT_USER,
        only: str = "",
    ) -> Resource:
        """The method's answer for the user; `only` is a `fields` mask. Raises GoogleError."""
        mask = fields.parse(only) if only else None
        call = Call(
            method=method,
            params=params or {},
            body=body or {},
            media=None,
            media_type=None,
            db=self.db,
            now=self.now,
            user=user,
            notes=[],
            fields=mask,
        )
        answer = HANDLERS[method](call)
        assert not isinstance(answer, Media), "these methods answer with resources"  # noqa: S101
        return fields.select(answer, mask) if mask else answer
