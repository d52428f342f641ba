"""Working in a person's name without a key: Google Cloud signs as the service account, for who may sign in its name.

In: the credentials of a machine of Google Cloud, of another cloud's identity, or of an account that may impersonate
one. Out: credentials of the person, by domain-wide delegation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from google.auth import aws, compute_engine, identity_pool, impersonated_credentials
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.auth.transport.requests import Request

from mentoring_sync.errors import TryLaterError

_GOOGLES = re.compile(r"https://[a-z0-9.-]+\.googleapis\.com/")
_ADDRESSES = ("token_url", "service_account_impersonation_url", "token_info_url")


def keyless_from(info: Mapping[str, Any], scopes: Sequence[str]) -> Credentials:
    """Credentials out of a file without a key, as gcloud writes it.

    Raises:
        ValueError: it leads to no address of Google's, names a program to run, or a part of it is missing.
    """
    if any(not _GOOGLES.match(str(info[each])) for each in _ADDRESSES if info.get(each)):
        raise ValueError("not Google's")
    if info.get("type") == "impersonated_service_account":
        return _made(impersonated_credentials.Credentials.from_impersonated_service_account_info, info, scopes)
    if "executable" in info.get("credential_source", {}):
        raise ValueError("it would run a program")
    is_amazons = info.get("subject_token_type") == "urn:ietf:params:aws:token-type:aws4_request"
    return _made((aws if is_amazons else identity_pool).Credentials.from_info, info, scopes)


def _made(of: Callable[..., Any], info: Mapping[str, Any], scopes: Sequence[str]) -> Credentials:
    found: Credentials = of(dict(info), scopes=list(scopes))
    return found


def robot_of(found: Credentials) -> str:
    """The address of the service account that is behind credentials; empty where there is none.

    A machine of Google Cloud says it only when it is asked (its metadata server).

    Raises:
        TryLaterError: it doesn't say.
    """
    if isinstance(found, compute_engine.Credentials):
        try:
            found.refresh(Request())
        except GoogleAuthError as error:
            raise TryLaterError(
                "Google Cloud doesn't say whose machine this is.",
                remedy="See that a service account is attached to the machine, and run it again.",
            ) from error
    return str(getattr(found, "service_account_email", "") or "")


def signed_through_iam(found: Credentials, robot: str, act_as: str, scopes: Sequence[str]) -> Credentials:
    """Credentials of the person `act_as`, which the service account `robot` asks for with an assertion that IAM signs.

    Needs the role Service Account Token Creator on `robot`
    (https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signJwt).
    """
    # credentials that impersonate already would ask for the right to impersonate themselves
    source = getattr(found, "_source_credentials", found)
    made: Credentials = impersonated_credentials.Credentials(
        source_credentials=source, target_principal=robot, target_scopes=list(scopes), subject=act_as
    )
    return made
