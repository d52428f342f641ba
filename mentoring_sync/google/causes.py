"""One status, many causes: why Google refuses a request, and what mends it.

In: a refusal's status and body, in either envelope (Sheets' and Forms' `details` with `google.rpc.ErrorInfo`; Gmail's
and Drive's `errors[]`), and in whose name it was asked. Out: the cause in words, or None where none of these is known.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

LIBRARY = "https://console.cloud.google.com/apis/library"


@dataclass(frozen=True, kw_only=True)
class Asking:
    """Who asks: `account`, as far as it is known here, and how its missing scopes are allowed (a sentence)."""

    account: str = ""
    allow: str = "Sign in again and allow all that the page asks: mentoring-sync auth login --client FILE."
    is_robot: bool = False
    """A service account that works in nobody else's name."""
    made: datetime | None = None
    """When its sign-in was made, where that was kept."""

    @property
    def named(self) -> str:
        """The account as a sentence names it."""
        return self.account or "the account that mentoring-sync runs as"


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """What Google said: `reasons` of both envelopes, `link` and `project` where it names them."""

    status: int
    said: str
    reasons: frozenset[str]
    link: str = ""
    project: str = ""

    def says(self, *words: str) -> bool:
        """Whether one of these words is in its sentence or among its reasons."""
        text = self.said.casefold()
        return any(word in self.reasons or word.casefold() in text for word in words)


@dataclass(frozen=True, kw_only=True)
class Cause:
    """What is the matter, and what mends it; `allowed` is False where the account may not do it."""

    what: str
    mend: str
    allowed: bool = False


def refusal_of(status: int, body: str) -> Refusal:
    """A refusal out of an answer; of one that isn't JSON of Google's shape, its status alone."""
    try:
        error = json.loads(body)["error"]
        details = [each for each in error.get("details", ()) if isinstance(each, dict)]
        entries = [each for each in error.get("errors", ()) if isinstance(each, dict)]
        said = str(error.get("message", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Refusal(status=status, said="", reasons=frozenset())
    reasons = {str(each.get("reason", "")) for each in (*details, *entries)} | {str(error.get("status", ""))}
    return Refusal(
        status=status,
        said=said,
        reasons=frozenset(reasons - {""}),
        link=next(_links(details, entries), ""),
        project=next(_projects(details), ""),
    )


def _links(details: Sequence[Mapping[str, Any]], entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Addresses of Google's console that a refusal names, of no other place."""
    named = [str(link.get("url", "")) for each in details for link in each.get("links", ()) if isinstance(link, dict)]
    named += [str(each.get("extendedHelp", "")) for each in entries]
    consoles = ("https://console.developers.google.com/", "https://console.cloud.google.com/")
    return (link for link in named if link.startswith(consoles))


def _projects(details: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for each in details:
        consumer = str((each.get("metadata") or {}).get("consumer", ""))
        if consumer.startswith("projects/"):
            yield consumer.removeprefix("projects/")


def is_storage_full(refusal: Refusal) -> bool:
    """Whether there is no room in Drive: its domain is `usageLimits`, but no waiting helps."""
    return refusal.says("storageQuotaExceeded", "storage quota") or (
        "quotaExceeded" in refusal.reasons and "storage" in refusal.said
    )


def cause_of(refusal: Refusal, asking: Asking, *, writing: bool = False) -> Cause | None:
    """Why it was refused; `writing`: it was to be written, and could be read before."""
    return next((cause for look in _LOOKS if (cause := look(refusal, asking, writing))), None)


def _storage(refusal: Refusal, asking: Asking, _: bool) -> Cause | None:
    if not is_storage_full(refusal):
        return None
    return Cause(
        what=f"there is no room in the Drive of {asking.named}",
        mend="A service account owns no files: let a person make the file and share it, use a shared drive, or name"
        " that person in [google] act_as. A person makes room at one.google.com/storage.",
    )


def _scope(refusal: Refusal, asking: Asking, _: bool) -> Cause | None:
    if not refusal.says(
        "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions", "insufficient authentication scopes"
    ):
        return None
    return Cause(what="the sign-in doesn't allow it: a scope is missing", mend=asking.allow)


def _api_off(refusal: Refusal, _: Asking, __: bool) -> Cause | None:
    if not refusal.says("SERVICE_DISABLED", "accessNotConfigured", "it is disabled", "has not been used in project"):
        return None
    where = f" {refusal.project}" if refusal.project else ""
    link = refusal.link or (f"{LIBRARY}?project={refusal.project}" if refusal.project else LIBRARY)
    return Cause(
        what=f"this API is off in the Google Cloud project{where}",
        mend=f"Enable it: {link}. It takes a few minutes. Is it no project of yours, the sign-in was made with another"
        " tool's client: sign in with your own.",
    )


def _foreign_project(refusal: Refusal, _: Asking, __: bool) -> Cause | None:
    if not refusal.says(
        "USER_PROJECT_DENIED", "CONSUMER_INVALID", "permission to use project", "requires a quota project"
    ):
        return None
    where = f" {refusal.project}" if refusal.project else ""
    return Cause(
        what=f"the account may not use the Google Cloud project{where} to which the requests are charged",
        mend="Name one of your own: gcloud auth application-default set-quota-project PROJECT; or ask that project's"
        " owner for the role Service Usage Consumer.",
    )


def _no_mailbox(refusal: Refusal, asking: Asking, _: bool) -> Cause | None:
    if refusal.status != 400 or not refusal.says("Mail service not enabled", "Precondition check failed"):
        return None
    if asking.is_robot:
        return Cause(
            what=f"{asking.named} is a service account, and has no mailbox",
            mend="Name the person in whose name it works in [google] act_as.",
        )
    return Cause(
        what=f"{asking.named} has no Gmail mailbox (the account may exist, with its mail elsewhere)",
        mend="Let the organisation's admin switch Gmail on for it (admin.google.com > Apps > Google Workspace > Gmail),"
        " or work in the name of somebody who has one.",
    )


def _policy(refusal: Refusal, _: Asking, __: bool) -> Cause | None:
    if not refusal.says("domainPolicy", "admin_policy_enforced", "ORG_RESTRICTION"):
        return None
    return Cause(
        what="the organisation's rules don't allow it",
        mend="Ask its admin to trust the client id: admin.google.com > Security > API controls > App access control.",
    )


def _excel(refusal: Refusal, _: Asking, __: bool) -> Cause | None:
    if refusal.status != 400 or not refusal.says("not supported for this document"):
        return None
    return Cause(
        what="it is an Excel file in Drive, no Google spreadsheet",
        mend="Open it, choose File > Save as Google Sheets, and put the new address into [google] spreadsheet.",
        allowed=True,
    )


def _revoked(refusal: Refusal, asking: Asking, _: bool) -> Cause | None:
    if refusal.status != 401:
        return None
    return Cause(what="Google doesn't accept the credentials any more", mend=f"{asking.allow} Or renew the key file.")


def _view_only(refusal: Refusal, asking: Asking, writing: bool) -> Cause | None:
    if not writing or refusal.status != 403 or not refusal.says("does not have permission"):
        return None
    return Cause(
        what=f"{asking.named} may look at it, but not edit it",
        mend=f"Share the spreadsheet with {asking.named} as Editor (its button Share).",
    )


_LOOKS: Sequence[Callable[[Refusal, Asking, bool], Cause | None]] = (
    _storage,
    _scope,
    _api_off,
    _foreign_project,
    _policy,
    _no_mailbox,
    _excel,
    _revoked,
    _view_only,
)
"""The order matters: a general refusal may also carry the words of a special one."""
