"""Who may ask at all, and how much at once: checked before anything else, whatever the address.

In: a request as it arrived. Out: nothing, or an HTTPException. A page of somebody else's, open in a browser on this
machine, must reach neither an API nor a mailbox nor the control room: it can't make a name of its own that leads here
count as ours (DNS rebinding), because only `localhost`, plain addresses and the name that the server was given are
answered; and what it sends from its own place carries its own Origin. Programs send none.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from urllib.parse import urlsplit

from werkzeug.exceptions import Forbidden, MisdirectedRequest
from werkzeug.wrappers import Request

LARGEST_BODY = 20 * 2**20
LARGEST_UPLOAD = 50 * 2**20
"""Bytes. A mail of 35 MB, Gmail's limit, fits when it is uploaded; bodies of 9 MB were seen to be taken by Sheets."""


def check(request: Request, names: Collection[str] = ()) -> None:
    """Raises MisdirectedRequest for a host that isn't plainly this one, Forbidden for what another page asks.

    Browsers send an Origin with whatever a script asks of another site and with every POST, and Sec-Fetch-Site with
    the rest (https://fetch.spec.whatwg.org/#origin-header, https://www.w3.org/TR/fetch-metadata/).
    """
    host = request.headers.get("Host", "")
    if not _is_plain(host, names):
        raise MisdirectedRequest(f"This Workspace is at localhost or at a numeric address, not at {host!r}.")
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{host}":
        raise Forbidden("Nothing is taken from other sites' pages.")
    asked = request.headers.get("Sec-Fetch-Mode", "navigate")
    if request.headers.get("Sec-Fetch-Site") == "cross-site" and asked != "navigate":
        raise Forbidden("Nothing is given to other sites' pages.")


def read_body(request: Request) -> None:
    """Read the body, to be kept with the request. Raises RequestEntityTooLarge.

    One without a length is cut off at the limit; only reading on tells.
    """
    is_upload = request.path.startswith(("/upload/", "/resumable/upload/"))
    request.max_content_length = LARGEST_UPLOAD if is_upload else LARGEST_BODY
    request.get_data()
    request.stream.read(1)


def _is_plain(host: str, names: Collection[str]) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or name in names or bool(ipaddress.ip_address(name))
    except ValueError:
        return False
