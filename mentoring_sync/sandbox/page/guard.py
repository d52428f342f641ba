"""Who may ask, and what an answer may do in a browser.

In: requests, before they are answered. Out: refusals, and the headers of every answer. A page of somebody else's, open
in the same browser, must neither read nor change the Workspace: it can't send our Origin, and it can't make a name of
its own that leads to this machine count as ours (DNS rebinding), because only `localhost` and plain addresses are
answered.
"""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from werkzeug.exceptions import Forbidden, MisdirectedRequest
from werkzeug.wrappers import Request, Response

_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; form-action 'none'; frame-ancestors 'self'"
)


def check(request: Request) -> None:
    """Raises MisdirectedRequest for a host that isn't plainly this one, Forbidden for a change asked from elsewhere.

    Browsers send an Origin with every POST (https://fetch.spec.whatwg.org/#origin-header); one without is refused too.
    """
    host = request.headers.get("Host", "")
    if not _is_plain(host):
        raise MisdirectedRequest(f"This page is at localhost or at a numeric address, not at {host!r}.")
    if request.method not in ("GET", "HEAD") and request.headers.get("Origin") != f"{request.scheme}://{host}":
        raise Forbidden("Changes are taken from this page itself, not from others.")


def guarded(response: Response) -> Response:
    """The answer under the page's policy, unless it brings a policy of its own."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _PAGE_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers.setdefault("Cache-Control", "no-cache")
    return response


def caged(response: Response) -> Response:
    """A stranger's HTML: no script, no request, no form, an origin of its own; framed by our pages alone."""
    response.headers["Content-Security-Policy"] = _MAIL_POLICY
    return response


def _is_plain(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or bool(ipaddress.ip_address(name))
    except ValueError:
        return False
