"""Why a sign-in is over, by what Google says when it is renewed: each cause has its own mend."""

from __future__ import annotations

from collections.abc import Sequence

from google.auth.exceptions import GoogleAuthError

from mentoring_sync.errors import NotAllowedError
from mentoring_sync.google.unreadable import one_line

_LOGIN = "Sign in again: mentoring-sync auth login --client FILE."
_CAUSES: Sequence[tuple[tuple[str, ...], str, str]] = (
    (
        ("invalid jwt", "token must be a short-lived", "iat", "clock"),
        "this machine's clock is wrong",
        "Set the clock (timedatectl set-ntp true), and run it again.",
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
        ("unauthorized_client",),
        "the service account may not act for this person, or not yet",
        "Let the admin enter its client id with the scopes: admin.google.com > Security > API controls > Domain-wide"
        " delegation. It can take a day to be active.",
    ),
    (
        ("invalid email", "not a valid email", "invalid_subject", "account not found"),
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
    (
        ("invalid_grant", "expired or revoked", "revoked"),
        "it has ended: after seven days while the app's status is Testing, after a change of password, after six months"
        " without use, or because access was taken away",
        f"{_LOGIN} Against the seven days: make the app internal or publish it"
        " (console.cloud.google.com/auth/audience) before.",
    ),
)


def sign_in_ended(error: GoogleAuthError) -> NotAllowedError:
    """The error for the operator; Google's words are quoted only where none of the causes is known."""
    said = str(error).casefold()
    for signs, why, mend in _CAUSES:
        if any(sign in said for sign in signs):
            return NotAllowedError(f"Google doesn't accept the credentials any more: {why}.", remedy=mend)
    return NotAllowedError(f"Google doesn't accept the credentials: {one_line(str(error), 300)}", remedy=_LOGIN)
