"""A run's services over real HTTP, without waiting, and with a word before and after each request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import requests
from requests.adapters import BaseAdapter

from mentoring_sync.google.session import open_session
from mentoring_sync.run.google_services import services_over
from mentoring_sync.run.services import Services
from mentoring_sync.settings.load import Configuration


def _nothing() -> None:
    """Nobody watches."""


class _Watched(BaseAdapter):
    """Passes requests on to the adapter behind it."""

    def __init__(self, behind: BaseAdapter, before: Callable[[], None], after: Callable[[], None]) -> None:
        super().__init__()
        self._behind, self._before, self._after = behind, before, after

    def send(self, *arguments: Any, **named: Any) -> requests.Response:
        self._before()
        try:
            return self._behind.send(*arguments, **named)
        finally:
            self._after()

    def close(self) -> None:
        self._behind.close()


def watched_services(
    configuration: Configuration,
    run: str,
    *,
    before: Callable[[], None] = _nothing,
    after: Callable[[], None] = _nothing,
) -> Services:
    google = configuration.program.google
    session = open_session(google)
    session.mount("https://", _Watched(session.get_adapter("https://"), before, after))
    return services_over(session, google.spreadsheet, run, sleep=lambda _: None)
