"""A port of this machine to which the browser comes back (RFC 8252, section 7.3).

In: the sign-in that is awaited. Out: its code. Whatever else reaches the port (a favicon, a prefetch, another page's
forged answer) is turned away and doesn't end the wait.
"""

from __future__ import annotations

import http.server
import queue
import time
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from mentoring_sync.errors import NotAllowedError
from mentoring_sync.google.sign_in import PAGES, SignIn

WAITS = 300.0
"""Seconds in which somebody can sign in."""

DONE = "You can close this page and go back to the terminal."
FOREIGN = "This isn't the sign-in that is awaited."


class Loopback:
    """Listens from its making on; the port is free before the link is made, so nobody else has it."""

    def __init__(self) -> None:
        self._awaited: SignIn | None = None
        self._came: queue.SimpleQueue[str | NotAllowedError] = queue.SimpleQueue()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.timeout = 0.2

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    def close(self) -> None:
        """Listen no longer."""
        self._server.server_close()

    def wait(self, sign_in: SignIn, *, seconds: float = WAITS, now: Callable[[], float] = time.monotonic) -> str:
        """The code with which the browser comes back.

        Raises:
            NotAllowedError: nobody came in time, or it was refused.
        """
        self._awaited, until = sign_in, now() + seconds
        try:
            while now() < until:
                self._server.handle_request()
                if not self._came.empty():
                    return _code(self._came.get())
        finally:
            self.close()
        raise NotAllowedError(f"Nobody signed in within {seconds / 60:.0f} minutes.", remedy=PAGES)

    def _heard(self, path: str) -> tuple[HTTPStatus, str]:
        """What a request is answered, once it was seen whether it is the awaited one."""
        if urlsplit(path).path != "/" or self._awaited is None:
            return HTTPStatus.NOT_FOUND, FOREIGN
        try:
            code = self._awaited.code_in(path)
        except NotAllowedError as error:
            self._came.put(error)
            return HTTPStatus.OK, DONE
        if code is None:
            return HTTPStatus.BAD_REQUEST, FOREIGN
        self._came.put(code)
        return HTTPStatus.OK, DONE

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        heard = self._heard

        class Handler(http.server.BaseHTTPRequestHandler):
            """Answers each request with a sentence."""

            timeout = 5

            def do_GET(self) -> None:
                status, words = heard(self.path)
                self.send_response(status)
                self.send_header("Content-Type", "text/plain; charset=utf-8")
                self.send_header("Referrer-Policy", "no-referrer")
                self.end_headers()
                self.wfile.write(words.encode())

            def log_message(self, *_: object) -> None:
                """Nothing: an address holds a code."""

        return Handler


def _code(came: str | NotAllowedError) -> str:
    if isinstance(came, NotAllowedError):
        raise came
    return came
