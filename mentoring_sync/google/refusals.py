"""What Google's refusals mean for the operator, and when a request may simply be sent again.

Sheets and Forms answer `{"error": {"code", "message", "status"}}`; Gmail and Drive add `errors[]` with a reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, TypeVar

import requests
from google.auth.exceptions import GoogleAuthError, TransportError
from googleapiclient.errors import HttpError
from gspread.exceptions import APIError
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from mentoring_sync.errors import MentoringSyncError, NotAllowedError, TryLaterError, UnfitError

T = TypeVar("T")
GOOGLE_ERRORS = (APIError, HttpError, requests.RequestException, GoogleAuthError)
"""Everything a client over our session raises."""

RATE_REASONS = ("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED")
ATTEMPTS, FIRST_WAIT, LONGEST_WAIT = 5, 1.0, 32.0
"""Google asks for exponential backoff with jitter, from one second up to 32 or 64."""


def status_of(error: BaseException) -> int:
    """The HTTP status of a refusal, 0 where there was no answer."""
    if isinstance(error, APIError):
        return int(error.response.status_code)
    if isinstance(error, HttpError):
        return int(error.status_code)
    return 0


def said_by(error: BaseException) -> str:
    """What Google said, in its own words."""
    if isinstance(error, APIError):
        return str(error.error.get("message") or error)
    if isinstance(error, HttpError):
        return str(error.reason or error)
    return str(error)


def is_rate_refusal(error: BaseException) -> bool:
    """Whether the request was turned away at the door for its rate: nothing was done, so it may be sent again."""
    status = status_of(error)
    return status == 429 or (status == 403 and any(reason in _body(error) for reason in RATE_REASONS))


def is_passing(error: BaseException) -> bool:
    """Whether a harmless request may be sent again: rate refusals, 5xx, a connection that broke."""
    if is_rate_refusal(error) or status_of(error) >= 500:
        return True
    return isinstance(error, requests.ConnectionError | requests.Timeout | TransportError)


def is_open(error: BaseException) -> bool:
    """Whether nobody knows if a writing request was carried out: no answer, 5xx, or an answer that can't be read."""
    return isinstance(error, GOOGLE_ERRORS) and (status_of(error) == 0 or status_of(error) >= 500)


def retrying(call: Callable[[], T], *, when: Callable[[BaseException], bool], sleep: Callable[[float], None]) -> T:
    """`call`, again as long as `when` says that its error passes, at most 5 times; then its error."""
    waiting = wait_exponential_jitter(initial=FIRST_WAIT, max=LONGEST_WAIT)
    for attempt in Retrying(
        stop=stop_after_attempt(ATTEMPTS), wait=waiting, retry=retry_if_exception(when), sleep=sleep, reraise=True
    ):
        with attempt:
            return call()
    raise AssertionError(RetryCallState)  # pragma: no cover - Retrying returns or raises


def explain(error: BaseException, *, what: str, who: str) -> NoReturn:
    """Raise the error for the operator that this refusal means: `what` was asked for (`spreadsheet …`), of `who`."""
    raise _meaning(error, what=what, who=who) from error


def _meaning(error: BaseException, *, what: str, who: str) -> MentoringSyncError:
    status, said = status_of(error), said_by(error)
    if is_passing(error):
        return TryLaterError(
            f"{who} can't be had now: {said}", remedy="Nothing was left half-done. Run it again later."
        )
    if status == 401 or isinstance(error, GoogleAuthError):
        return NotAllowedError(
            f"{who} doesn't accept the credentials: {said}", remedy="Sign in again, or renew the key file."
        )
    if status == 403:
        return NotAllowedError(
            f"{who} refuses access to {what}: {said}",
            remedy="Share it with the account that mentoring-sync runs as, with the right to edit.",
        )
    if status == 404:
        return UnfitError(
            f"There is no {what}: {said}",
            remedy="Check [google] spreadsheet in the configuration, and that it is shared with this account.",
        )
    return UnfitError(f"{who} refuses {what}: {said}")


def _body(error: BaseException) -> str:
    if isinstance(error, APIError):
        return str(error.response.text)
    if isinstance(error, HttpError):
        return str(error.content, "utf-8", "replace")
    return ""
