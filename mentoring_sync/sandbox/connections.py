"""Connections that end: nobody keeps a thread by saying nothing, or by saying it slowly.

In: accepted sockets. Out: a handler for each request, on at most `MOST_CONNECTIONS` threads at a time; a connection
more is told 503 at once. The first byte must come within `FIRST_BYTE` seconds, the whole request, and each answer,
within `WHOLE`.
"""

from __future__ import annotations

import io
import socket
import threading
import time
from typing import Any

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

MOST_CONNECTIONS = 64
FIRST_BYTE, WHOLE = 10.0, 60.0
_FULL = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\nRetry-After: 1\r\n\r\n"


class Handler(WSGIRequestHandler):
    """Sends small answers at once, reads with patience that ends, and writes no log of its own."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self) -> None:
        """Read through `_Patient`."""
        super().setup()
        self.rfile = io.BufferedReader(_Patient(self.connection))

    def log(self, *_: Any, **__: Any) -> None:
        """The journal has it."""


class Server(ThreadedWSGIServer):
    """As many threads as there are places."""

    daemon_threads = True

    def __init__(self, *given: Any, most: int = MOST_CONNECTIONS) -> None:
        self._places = threading.BoundedSemaphore(most)
        super().__init__(*given)

    def process_request(self, request: Any, client_address: Any) -> None:
        """In a thread of its own, where there is a place."""
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
            return
        try:
            request.settimeout(0.1)
            request.sendall(_FULL)
        except OSError:
            pass
        self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Give the place back at the end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()


class _Patient(io.RawIOBase):
    """Reads a connection until its time is over; then raises TimeoutError, which ends the connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._ends: float | None = None
        connection.settimeout(WHOLE)

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """What has come, at most the buffer's size."""
        left = FIRST_BYTE if self._ends is None else self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("the request took too long")
        self._connection.settimeout(left)
        count = self._connection.recv_into(buffer)
        self._connection.settimeout(WHOLE)
        if self._ends is None:
            self._ends = time.monotonic() + WHOLE
        return count
