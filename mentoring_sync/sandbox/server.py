"""The Workspace on a port: in a thread for tests and the demo, or in the foreground for a person.

In: a data file. Out: an address. Loopback unless the caller names another host, and then a line on stderr says so.
"""

from __future__ import annotations

import gc
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .app import Room, Workspace
from .connections import Handler, Server

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Serving:
    """A server that runs: its address without a slash at the end, and what it serves."""

    url: str
    workspace: Workspace


@contextmanager
def serving(
    data: Path, port: int = 0, *, check_responses: bool = False, rooms: Mapping[str, Room] | None = None
) -> Iterator[Serving]:
    """Serve the data file on loopback from a thread until the block ends; port 0 takes a free one."""
    workspace = Workspace(data, check_responses=check_responses, rooms=rooms)
    server = _server(workspace, LOOPBACK, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Serving(f"http://{LOOPBACK}:{server.port}", workspace)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        workspace.close()


def serve_forever(
    data: Path,
    host: str = LOOPBACK,
    port: int = 0,
    *,
    ready: Callable[[str], None] = lambda _: None,
    rooms: Mapping[str, Room] | None = None,
) -> None:
    """Serve until interrupted; `ready` is told the address. Raises OSError when the port is taken."""
    gc.set_threshold(100_000, 50, 50)  # large answers are millions of small objects, none of them in a cycle
    workspace = Workspace(data, rooms=rooms, names={host.lower()})
    server = _server(workspace, host, port)
    if host not in (LOOPBACK, "localhost", "::1"):
        print(f"Listening on {host}: everybody who can reach this machine can read and change it.", file=sys.stderr)
    ready(f"http://{host}:{server.port}")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
        workspace.close()


def _server(workspace: Workspace, host: str, port: int) -> Server:
    """Raises OSError when the port is taken; werkzeug's own answer to that is to end the process."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    socket.create_server((host, port), family=family).close()
    return Server(host, port, workspace, Handler)
