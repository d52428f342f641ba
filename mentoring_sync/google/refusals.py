"""What Google's refusals mean for the operator, and when a request may simply be sent again.

Sheets and Forms answer `{"error": {"code", "message", "status"}}`; Gmail and Drive add `errors[]` with a reason.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn, TypeVar

import requests
from google.auth.exceptions import GoogleAuthError, TransportError
from googleapiclient.errors import HttpError
from gspread.exceptions import APIError
from tenacity import RetryCallState, Retrying, retry_if_exception, wait_exponential_jitter

from mentoring_sync.errors import MentoringSyncError, NotAllowedError, TryLaterError, UnfitError
from mentoring_sync.google.causes import Asking, Refusal, cause_of, is_storage_full, refusal_of
from mentoring_sync.google.ended import sign_in_ended
from mentoring_sync.google.unreadable import one_line

T = TypeVar("T")
GOOGLE_ERRORS = (APIError, HttpError, requests.RequestException, GoogleAuthError, json.JSONDecodeError)
"""Everything a client over our session raises."""

RATE_REASONS = ("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED")
SPENT_REASONS = ("dailyLimitExceeded", "quotaExceeded")
BLOCKED_WORDS = ("retry after", "(mail sending)")
"""In Gmail's refusal of an account that has sent too much: it lasts for hours, and asking again makes it longer."""

LONGEST = 1_000
"""So many characters of what Google says are passed on."""

FIRST_WAIT, LONGEST_WAIT = 1.0, 32.0
"""Google asks for exponential backoff with jitter, from one second up to 32 or 64."""

_SOMEBODY = Asking()

ATTEMPTS, ATTEMPTS_AT_A_RATE = 4, 8
"""How often a request is sent at most; one that is refused for its rate more often, since quotas are by the minute."""


def status_of(error: BaseException) -> int:
    """The HTTP status of a refusal, 0 where there was no answer."""
    if isinstance(error, APIError):
        return int(error.response.status_code)
    if isinstance(error, HttpError):
        return int(error.status_code)
    return 0


def said_by(error: BaseException) -> str:
    """What Google said, in its own words, on one line; of JSON that was cut off, how it begins."""
    said = str(error)
    if isinstance(error, APIError):
        said = str(error.error.get("message") or error)
    elif isinstance(error, HttpError):
        said = str(error.reason or error)
    elif isinstance(error, json.JSONDecodeError):
        said = f"its answer isn't whole JSON, and begins “{one_line(error.doc)}”"
    return one_line(said, LONGEST)


def is_rate_refusal(error: BaseException) -> bool:
    """Whether the request was turned away at the door for its rate: nothing was done, so it may be sent again.

    Where Drive is full no waiting helps, though Google counts that among its usage limits, too.
    """
    status = status_of(error)
    if status == 403 and is_storage_full(_refusal(error)):
        return False
    return status == 429 or (status == 403 and any(reason in _body(error) for reason in RATE_REASONS))


def is_passing(error: BaseException) -> bool:
    """Whether a harmless request may be sent again: rate refusals, 5xx, a connection that broke."""
    return is_rate_refusal(error) or is_open(error) or isinstance(error, TransportError)


def is_open(error: BaseException) -> bool:
    """Whether nobody knows if a writing request was carried out: no answer, 5xx, or an answer that can't be read.

    What goes wrong while credentials are renewed goes wrong before the request: that is not open.
    """
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return False
    return isinstance(error, requests.RequestException | json.JSONDecodeError) or status_of(error) >= 500


def retrying(
    call: Callable[[], T],
    *,
    when: Callable[[BaseException], bool],
    sleep: Callable[[float], None],
    again: Callable[[BaseException], None] | None = None,
) -> T:
    """`call`, again as long as `when` says that its error passes and there is an attempt left; then its error.

    A refusal that lasts for hours is not asked again. `again` hears of the error before each further attempt.
    """
    waiting = wait_exponential_jitter(initial=FIRST_WAIT, max=LONGEST_WAIT)

    def heard(state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        if again and error:
            again(error)

    return Retrying(
        stop=_is_last, wait=waiting, retry=retry_if_exception(when), sleep=sleep, before_sleep=heard, reraise=True
    )(call)


def _is_last(state: RetryCallState) -> bool:
    error = state.outcome.exception() if state.outcome else None
    if error and any(word in said_by(error).casefold() for word in BLOCKED_WORDS):
        return True
    attempts = ATTEMPTS_AT_A_RATE if error and is_rate_refusal(error) else ATTEMPTS
    return state.attempt_number >= attempts


@dataclass(frozen=True, kw_only=True)
class Service:
    """One of Google's services as messages speak of it, with what to do when it refuses us or has no such thing.

    `{account}` in `refused` stands for the account that asks.
    """

    name: str
    refused: str
    missing: str


SHEETS = Service(
    name="Google Sheets",
    refused="Share the spreadsheet with {account} as Editor (its button Share). Where the organisation forbids sharing"
    " with a service account, name a person in [google] act_as, or sign in as one.",
    missing="Check [google] spreadsheet in the configuration, and that it is shared with this account.",
)
GMAIL = Service(
    name="Gmail",
    refused="Let mentoring-sync draft and look up mail (gmail.compose and gmail.metadata; with [mail] read_replies"
    " gmail.readonly instead of gmail.metadata); a service account needs domain-wide delegation for the sender's"
    " mailbox.",
    missing="Check that the account that mentoring-sync runs as has a Gmail mailbox.",
)


def explain(
    error: BaseException, *, what: str, service: Service, asking: Asking = _SOMEBODY, writing: bool = False
) -> NoReturn:
    """Raise the error for the operator that this refusal means; `what` is what was asked for (`spreadsheet …`).

    `asking` says in whose name; `writing`, that it was to be written and could be read before.
    """
    raise _meaning(error, what=what, service=service, asking=asking, writing=writing) from error


def _meaning(error: BaseException, *, what: str, service: Service, asking: Asking, writing: bool) -> MentoringSyncError:
    status, said = status_of(error), said_by(error)
    if is_passing(error) or _is_spent_for_today(error):
        return TryLaterError(
            f"{service.name} can't be had now: {said}", remedy="Nothing was left half-done. Run it again later."
        )
    if isinstance(error, GoogleAuthError):
        return sign_in_ended(error)
    if cause := cause_of(_refusal(error), asking, writing=writing):
        known = UnfitError if cause.allowed else NotAllowedError
        return known(f"{service.name} refuses {what}: {cause.what}. It says: {said}", remedy=cause.mend)
    if status == 403:
        remedy = service.refused.format(account=asking.named)
        return NotAllowedError(f"{service.name} refuses access to {what}: {said}", remedy=remedy)
    if "protected cell" in said:
        return NotAllowedError(
            f"{service.name} refuses to change {what}: {said}",
            remedy="Let the account that mentoring-sync runs as edit the protected ranges of its tabs.",
        )
    if status == 404:
        return UnfitError(f"There is no {what}: {said}", remedy=service.missing)
    return UnfitError(f"{service.name} refuses {what}: {said}")


def is_of_the_account(error: BaseException) -> bool:
    """Whether a 400 is no fault of the request: the account has no mailbox."""
    return status_of(error) == 400 and cause_of(_refusal(error), _SOMEBODY) is not None


def _is_spent_for_today(error: BaseException) -> bool:
    if status_of(error) != 403 or is_storage_full(_refusal(error)):
        return False
    return any(reason in _body(error) for reason in SPENT_REASONS)


def _refusal(error: BaseException) -> Refusal:
    return refusal_of(status_of(error), _body(error))


def _body(error: BaseException) -> str:
    if isinstance(error, APIError):
        return str(error.response.text)
    if isinstance(error, HttpError):
        return str(error.content, "utf-8", "replace")
    return ""
