"""The session as google-api-python-client takes it. The client's own transport, httplib2, repeats a POST by itself when
the connection drops, which a send must never do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httplib2

from mentoring_sync.google.session import CONNECT_SECONDS, READ_SECONDS, Transport
from mentoring_sync.google.unreadable import whole


class _AsHttp:
    """The session in the shape that google-api-python-client calls: `request(uri, ...) -> (response, content)`."""

    def __init__(self, session: Transport, read_seconds: float) -> None:
        self._session, self._timeout = session, (CONNECT_SECONDS, read_seconds)

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> tuple[httplib2.Response, bytes]:
        answer = whole(
            self._session.request(
                method, uri, data=body, headers=dict(headers or {}), allow_redirects=False, timeout=self._timeout
            )
        )
        shown = {name.lower(): value for name, value in answer.headers.items()}
        for hop in ("content-encoding", "transfer-encoding"):
            shown.pop(hop, None)
        response = httplib2.Response(shown | {"status": str(answer.status_code)})
        response.reason = answer.reason
        return response, answer.content

    def close(self) -> None:
        """The session outlives the client."""


def as_http(session: Transport, *, read_seconds: float = READ_SECONDS) -> Any:
    """What `googleapiclient.discovery.build(http=...)` takes, over our session."""
    return _AsHttp(session, read_seconds)
