"""The journal's page: what programs asked of the APIs lately."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from .. import journal
from .methods import Methods
from .rendering import page

NEWEST = 200


def show(request: Request, methods: Methods) -> Response:
    """GET /journal: newest first."""
    del request
    newest_first = list(reversed(journal.entries(methods.db, last=NEWEST)))
    return page("journal.html", entries=newest_first, newest=NEWEST)
