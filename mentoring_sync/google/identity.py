"""In whose name it works: a file that is named, the sign-in that is kept, Google's application default.

In: `[google]`, the scopes. Out: credentials, with what is said where they are refused. Never in another name than the
one that `act_as` asks for: where that can't be, it ends here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import google.auth
from google.auth.credentials import AnonymousCredentials, Credentials
from google.auth.exceptions import DefaultCredentialsError
from google.oauth2 import credentials as user
from google.oauth2 import service_account

from mentoring_sync.errors import NotAllowedError
from mentoring_sync.google.causes import Asking
from mentoring_sync.google.credential_files import from_info, read_info
from mentoring_sync.google.signed_in import kept
from mentoring_sync.settings.google import GoogleSettings

DELEGATION = "https://admin.google.com/ac/owl/domainwidedelegation"
CLOUD = "https://www.googleapis.com/auth/cloud-platform"
"""With this scope Google Cloud signs in a service account's name (IAM Service Account Credentials API)."""

_CLIENT_ID, _ROBOT = re.compile(r"[0-9]{15,30}"), re.compile(r"[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com")
_PRIVATE = ("@gmail.com", "@googlemail.com")


class How(StrEnum):
    """Where the credentials come from."""

    FILE = "credentials"
    SIGN_IN = "sign-in"
    DEFAULT = "Google's default"
    SERVER = "another server"


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Credentials, where they come from, and who asks with them."""

    credentials: Credentials
    how: How
    asking: Asking


def identity(settings: GoogleSettings, scopes: Sequence[str]) -> Identity:
    """In this order: the file that is named; the sign-in that is kept; another server's own rules; Google's default.

    Raises:
        NotAllowedError: there are no credentials, they can't be used, or they work in another name than `act_as`.
        TryLaterError: Google Cloud doesn't say whose machine this is.
    """
    if settings.credentials:
        return _of_a_file(read_info(settings.credentials), settings, scopes)
    signed_in = kept(Path(settings.state)) if settings.state else None
    if signed_in and _is_for(signed_in, settings.api_root):
        return _of_the_sign_in(signed_in, settings.act_as, scopes)
    if settings.api_root:
        return Identity(credentials=Bearer(), how=How.SERVER, asking=Asking())
    return _default(settings.act_as, scopes)


def _of_a_file(info: Mapping[str, Any], settings: GoogleSettings, scopes: Sequence[str]) -> Identity:
    act_as = settings.act_as
    if info.get("type") == "authorized_user":
        _only_as(str(info.get("account", "")), act_as, "an authorised user's file")
        return Identity(credentials=from_info(info, None, scopes), how=How.FILE, asking=Asking(account=act_as or ""))
    allow = delegation(scopes, str(info.get("client_id", "")))
    if info.get("type") == "service_account":
        if not settings.api_root:
            _as_somebody(act_as, allow)
        found = from_info(info, act_as, scopes)
        return Identity(credentials=found, how=How.FILE, asking=_robot(robot_in(info), act_as, allow))
    keyless = from_info(info, act_as, (CLOUD,))
    return _delegated(keyless, act_as, scopes, How.FILE)


def _of_the_sign_in(info: Mapping[str, Any], act_as: str | None, scopes: Sequence[str]) -> Identity:
    account = str(info.get("account", ""))
    _only_as(account, act_as, "the sign-in that is kept")
    granted = tuple(scope for scope in scopes if scope in info.get("scopes", scopes))
    asking = Asking(account=account, made=_instant(info.get("made")))
    return Identity(credentials=from_info(info, None, granted), how=How.SIGN_IN, asking=asking)


def _instant(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _default(act_as: str | None, scopes: Sequence[str]) -> Identity:
    try:
        found, _ = google.auth.default(scopes=(CLOUD,) if act_as else tuple(scopes))
    except DefaultCredentialsError as error:
        raise NotAllowedError(
            "There are no Google credentials.",
            remedy="Sign in, once: mentoring-sync auth login --client FILE. Or name a service account's file in"
            " [google] credentials.",
        ) from error
    if isinstance(found, user.Credentials):
        _only_as("", act_as, "the sign-in of gcloud")
        allow = f"gcloud auth application-default login --scopes={','.join((CLOUD, *scopes))}"
        asking = Asking(allow=f"Sign in again: {allow}")
        return Identity(credentials=found, how=How.DEFAULT, asking=asking)
    return _delegated(found, act_as, scopes, How.DEFAULT)


def _delegated(found: Credentials, act_as: str | None, scopes: Sequence[str], how: How) -> Identity:
    """A robot that works in a person's name: with its key, or signed through IAM where there is none."""
    allow = delegation(scopes)
    _as_somebody(act_as, allow)
    if isinstance(found, service_account.Credentials):
        made = found.with_scopes(scopes).with_subject(act_as)
        return Identity(credentials=made, how=how, asking=_robot(found.service_account_email, act_as, allow))
    from mentoring_sync.google.keyless import robot_of, signed_through_iam  # start-up time

    robot = robot_of(found)
    if not _ROBOT.fullmatch(robot):
        raise NotAllowedError(
            "These credentials name no service account, so nobody can be named in whose name it works.",
            remedy="Let them impersonate one (gcloud iam workload-identity-pools create-cred-config …"
            " --service-account=ADDRESS), or sign in as a person: mentoring-sync auth login --client FILE.",
        )
    keyless = signed_through_iam(found, robot, str(act_as), scopes)
    return Identity(credentials=keyless, how=how, asking=_robot(robot, act_as, allow))


def _robot(address: str, act_as: str | None, allow: str) -> Asking:
    return Asking(account=act_as or address, allow=allow, is_robot=not act_as)


def robot_in(info: Mapping[str, Any]) -> str:
    """The address in a service account's file, if it is one: nothing else of a file is ever shown."""
    address = str(info.get("client_email", ""))
    return address if _ROBOT.fullmatch(address) else ""


def delegation(scopes: Sequence[str], client_id: str = "") -> str:
    """What the organisation's admin is asked, as a sentence with the page and the scopes to paste."""
    which = f"client id {client_id}" if _CLIENT_ID.fullmatch(client_id) else "the account's client id (its Unique ID)"
    return f"Let the organisation's admin allow it: {DELEGATION} > Add new > {which}, and the scopes {','.join(scopes)}"


def _as_somebody(act_as: str | None, allow: str) -> None:
    """Said beforehand: Gmail would refuse it only at the first mail.

    Raises:
        NotAllowedError: a service account works in nobody's name, or in that of a private account.
    """
    if not act_as:
        raise NotAllowedError(
            "A service account has no mailbox: it needs somebody in whose name it works.",
            remedy=f"Name the coordinator's address in [google] act_as. {allow}",
        )
    if act_as.casefold().endswith(_PRIVATE):
        raise NotAllowedError(
            "[google] act_as is a private account: a service account works only for people of its organisation.",
            remedy="Let that person sign in: mentoring-sync auth login --client FILE. Then leave [google] credentials"
            " and act_as out.",
        )


def _only_as(account: str, act_as: str | None, what: str) -> None:
    """A person's credentials work in no other name.

    Raises:
        NotAllowedError: another one is asked for, or it isn't known whose they are.
    """
    if act_as and act_as.casefold() != account.casefold():
        raise NotAllowedError(
            f"[google] act_as asks for somebody, and {what} isn't known to be theirs: it works in its own name only.",
            remedy="Leave act_as out, or sign in as that person: mentoring-sync auth login --client FILE.",
        )


def _is_for(signed_in: Mapping[str, Any], api_root: str | None) -> bool:
    """Whether a sign-in is one with this server: another one never sees a token of Google's."""
    return not api_root or str(signed_in.get("token_uri", "")).startswith(api_root.rstrip("/") + "/")


class Bearer(AnonymousCredentials):
    """For another server named by `api_root` without credentials: it decides whom it lets in."""

    def before_request(self, request: Any, method: str, url: str, headers: dict[str, str]) -> None:  # noqa: ARG002
        """Put a token into the headers that says nothing."""
        headers["authorization"] = "Bearer anonymous"
