"""Style, scripts and the libraries they stand on, from the package."""

from __future__ import annotations

from pathlib import Path

from werkzeug.utils import send_from_directory
from werkzeug.wrappers import Request, Response

from .methods import Methods

_FOLDER = Path(__file__).parent / "static"


def give(request: Request, methods: Methods, name: str) -> Response:
    """GET /static/NAME. Raises NotFound."""
    del methods
    return send_from_directory(_FOLDER, name, request.environ)
