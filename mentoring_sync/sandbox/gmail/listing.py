"""What the list methods share: which mails they hold, and their pages.

In: a call's `q`, `labelIds`, `includeSpamTrash`, `maxResults` and `pageToken`. Out: mails newest first, and one page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from ..call import Call
from . import allowance, labels, mailbox, search
from .mailbox import Mail
from .refusals import invalid

PAGE = 100
LARGEST_PAGE = 500

Item = TypeVar("Item")


def selected(call: Call, *, always: Sequence[str] = ()) -> list[Mail]:
    """The mails that the call's parameters ask for, newest first; each carries the labels in `always` too."""
    asked = [*always, *call.params.get("labelIds", [])]
    for label in asked:
        labels.check_exists(call, label)
    terms = search.parse(str(call.params.get("q", "")))
    mails = mailbox.all_of(call.db, call.user, asked)
    hidden = {"TRASH", "SPAM"} - set(asked)
    if not call.params.get("includeSpamTrash") and not search.looks_beyond_the_mailbox(terms):
        mails = [mail for mail in mails if not hidden & set(mail.labels)]
    return _found(call, mails, terms) if terms else mails


def page(call: Call, name: str, items: Sequence[Item], show: Callable[[Item], dict[str, Any]]) -> dict[str, Any]:
    """The page that the call asks for; `name` is the list's name in the answer, left out when it is empty."""
    size = max(1, min(int(call.params.get("maxResults") or PAGE), LARGEST_PAGE))
    start = _start(str(call.params.get("pageToken", "")))
    answer: dict[str, Any] = {"resultSizeEstimate": len(items)}
    shown = [show(item) for item in items[start : start + size]]
    if shown:
        answer[name] = shown
    if start + size < len(items):
        answer["nextPageToken"] = f"{start + size:020d}"
    return answer


def _found(call: Call, mails: Sequence[Mail], terms: Sequence[search.Term]) -> list[Mail]:
    indexed = call.now - timedelta(seconds=allowance.limit(call.db, "search_lag_seconds"))
    names = labels.ids_by_name(call)
    return [mail for mail in mails if mail.at <= indexed and search.matches(mail, terms, names, call.now)]


def _start(token: str) -> int:
    if not token:
        return 0
    if not token.isdigit():
        raise invalid("Invalid pageToken")
    return int(token)
