"""Ids of messages, threads and drafts: what can be one at all.

In: a method and its call. Out: nothing, or Gmail's 400 for what was never an id; one that is no longer anything's is
another matter, 404. Messages and threads have up to 16 hexadecimal digits, drafts an `r` and a number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..call import Call
from .refusals import invalid

_MAIL = re.compile(r"[0-9a-f]{1,16}", re.ASCII | re.IGNORECASE)
_DRAFT = re.compile(r"r-?[0-9]{1,19}", re.ASCII)
_KINDS: Mapping[str, re.Pattern[str]] = {"messages": _MAIL, "threads": _MAIL, "drafts": _DRAFT}


def check_ids(name: str, call: Call) -> None:
    """Raises GoogleError 400 where the method `name`, such as `drafts.send`, is given what can't be an id."""
    kind = _KINDS.get(name.partition(".")[0])
    if kind is None:
        return
    asked = call.params.get("messageId") if name == "messages.attachments.get" else call.params.get("id")
    ids = [asked] if asked is not None else [call.body["id"]] if name == "drafts.send" and call.body.get("id") else []
    if not all(kind.fullmatch(str(each)) for each in ids):
        raise invalid("Invalid id value")
    _check_thread(call.body.get("message", {}) if kind is _DRAFT else call.body)


def _check_thread(message: Mapping[str, Any]) -> None:
    thread = message.get("threadId")
    if thread and not _MAIL.fullmatch(str(thread)):
        raise invalid("Invalid thread_id value")
