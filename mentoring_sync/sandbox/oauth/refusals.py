"""How Google refuses a request for its access token, and how its token endpoint refuses a grant."""

from __future__ import annotations

from ..errors import GoogleError

_EXPECTED = (
    "Expected OAuth 2 access token, login cookie or other valid authentication credential. See"
    " https://developers.google.com/identity/sign-in/web/devconsole-project."
)


class GrantRefusedError(Exception):
    """The token endpoint's refusal: RFC 6749's `error` code and Google's description, answered with 400 or 401."""

    def __init__(self, error: str, description: str, *, status: int = 400) -> None:
        super().__init__(description)
        self.error = error
        self.description = description
        self.status = status


def missing_token() -> GoogleError:
    """Google's answer to a request without an Authorization header."""
    return GoogleError(
        401,
        "UNAUTHENTICATED",
        f"Request is missing required authentication credential. {_EXPECTED}",
        reason="required",
        details=[_error_info("CREDENTIALS_MISSING")],
    )


def key_refused() -> GoogleError:
    """Google's answer to an API key where an account is wanted, as clients of several of its APIs report it."""
    text = (
        "API keys are not supported by this API. Expected OAuth2 access token or other authentication credentials"
        " that assert a principal. See https://cloud.google.com/docs/authentication"
    )
    return GoogleError(401, "UNAUTHENTICATED", text, reason="required", details=[_error_info("CREDENTIALS_MISSING")])


def expired_token() -> GoogleError:
    """Google's answer to an access token that has expired, was revoked or never was one."""
    return GoogleError(
        401,
        "UNAUTHENTICATED",
        f"Request had invalid authentication credentials. {_EXPECTED}",
        reason="authError",
        details=[_error_info("ACCESS_TOKEN_EXPIRED")],
    )


def _error_info(reason: str) -> dict[str, str]:
    return {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com"}
