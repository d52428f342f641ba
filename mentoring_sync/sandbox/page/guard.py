"""Who may ask, and what an answer may do in a browser.

In: requests, before they are answered. Out: refusals, and the headers of every answer. A page of somebody else's, open
in the same browser, must neither read nor change the Workspace: the sandbox's `door` turns it away; here a change
must say where it comes from.
"""

from __future__ import annotations

from werkzeug.exceptions import Forbidden
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
    """Raises Forbidden for a change that doesn't say where it was asked; other places were turned away at the door.

    Browsers send an Origin with every POST (https://fetch.spec.whatwg.org/#origin-header).
    """
    if request.method not in ("GET", "HEAD") and "Origin" not in request.headers:
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
