"""Why a sign-in is over, by what Google says when it is renewed: each cause has its own mend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from google.auth.exceptions import GoogleAuthError, RefreshError

from mentoring_sync.errors import NotAllowedError
from mentoring_sync.google.unreadable import one_line

_LOGIN = "Sign in again: mentoring-sync auth login --client FILE."
_SET_THE_CLOCK = "Set the clock (timedatectl set-ntp true), and run it again."
AUDIENCE = "console.cloud.google.com/auth/audience"
SEVEN_DAYS, NOTICED = timedelta(days=6, hours=22), timedelta(days=3)
"""In Testing a sign-in lasts seven days (support.google.com/cloud/answer/15549945); in three more a run has met it."""

CLOCK_OFF = timedelta(minutes=5)
"""By more than this a clock may be off, and Google refuses what it signs."""

_CAUSES: Sequence[tuple[tuple[str, ...], str, str]] = (
    (
        ("invalid jwt signature",),
        "the service account's key was deleted or disabled",
        "Make a new one, and name its file in [google] credentials; or work on Google Cloud without a key.",
    ),
    (
        ("token must be a short-lived", "reasonable timeframe", "token used too early"),
        "this machine's clock is wrong",
        _SET_THE_CLOCK,
    ),
    (
        ("reauth", "rapt", "invalid_rapt"),
        "the organisation asks its people to sign in anew from time to time",
        f"{_LOGIN} Or ask the admin to exempt the app under Google Cloud session control, or use a service account.",
    ),
    (
        ("deleted_client", "invalid_client", "the oauth client was"),
        "the OAuth client with which it was made is gone, or its secret was changed",
        "Make a client anew (console.cloud.google.com/apis/credentials), download its file, and sign in with it:"
        " mentoring-sync auth login --client FILE.",
    ),
    (
        ("admin_policy_enforced", "access_not_configured", "org_internal"),
        "the organisation's rules don't allow this app",
        "Ask its admin to trust the client id: admin.google.com > Security > API controls > App access control.",
    ),
    (
        ("unable to acquire impersonated credentials", "iamcredentials", "signjwt", "error signing"),
        "the machine's account may not sign in the service account's name",
        "Enable the IAM Service Account Credentials API"
        " (https://console.cloud.google.com/apis/library/iamcredentials.googleapis.com), and give the account the role"
        " Service Account Token Creator on the service account, itself included.",
    ),
    (
        ("unauthorized_client",),
        "the service account may not act for this person, or not yet",
        "Let the admin enter its client id with the scopes: admin.google.com > Security > API controls > Domain-wide"
        " delegation. It can take a day to be active.",
    ),
    (
        ("account not found",),
        "the service account that the key is for is gone",
        "Make another with a key, let the admin allow its client id, and name its file in [google] credentials.",
    ),
    (
        ("invalid email", "not a valid email", "invalid_subject"),
        "there is no such person as [google] act_as names in the organisation",
        "Name the address of somebody with a mailbox in [google] act_as.",
    ),
    (
        ("disabled_client", "account has been deleted", "account disabled", "service account is disabled"),
        "the account is disabled or deleted",
        "Enable it in the console, or use another one.",
    ),
    (
        ("invalid_scope",),
        "something is asked that wasn't allowed at the sign-in",
        f"{_LOGIN} Allow all that the page asks.",
    ),
)


class EndedError(RefreshError):
    """Credentials that Google doesn't renew: when their sign-in was made, and how far Google's clock is ahead."""

    def __init__(self, said: RefreshError, *, made: datetime | None = None, ahead: timedelta | None = None) -> None:
        super().__init__(*said.args)
        self.age = datetime.now(UTC) - made if made else None
        self.ahead = ahead


def sign_in_ended(error: GoogleAuthError) -> NotAllowedError:
    """The error for the operator; Google's words are quoted only where none of the causes is known."""
    said = str(error).casefold()
    off = abs(error.ahead) if isinstance(error, EndedError) and error.ahead else timedelta(0)
    if off > CLOCK_OFF and "invalid_grant" in said:
        return _over(f"this machine's clock is off by {off.total_seconds() / 60:.0f} minutes", _SET_THE_CLOCK)
    for signs, why, mend in _CAUSES:
        if any(sign in said for sign in signs):
            return _over(why, mend)
    if "invalid_grant" in said or "revoked" in said:
        return _over(*_by_age(error.age if isinstance(error, EndedError) else None))
    return NotAllowedError(f"Google doesn't accept the credentials: {one_line(str(error), 300)}", remedy=_LOGIN)


def _over(why: str, mend: str) -> NotAllowedError:
    return NotAllowedError(f"Google doesn't accept the credentials any more: {why}.", remedy=mend)


def _by_age(age: timedelta | None) -> tuple[str, str]:
    """Why a sign-in ended, likeliest first, and the mend: Google says the same for all of it."""
    if age is not None and age < SEVEN_DAYS:
        when = f"it has ended {age.days} days after the sign-in"
        return f"{when}: the password was changed, or access was taken away", _LOGIN
    if age is not None and age < SEVEN_DAYS + NOTICED:
        why = "it has ended on the seventh day after the sign-in, as all do while the app's status is Testing"
        return (
            why,
            f"Make the app internal or publish it ({AUDIENCE}), and only then sign in again, since what was given"
            " in Testing keeps its seven days: mentoring-sync auth login --client FILE.",
        )
    return (
        "it has ended: after seven days while the app's status is Testing, after a change of password, after six months"
        " without use, or because access was taken away",
        f"{_LOGIN} Against the seven days: make the app internal or publish it ({AUDIENCE}) before.",
    )
