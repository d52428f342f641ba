"""Templates, and how they write times and sizes.

In: a template's name and what it shows. Out: an HTML response. Jinja escapes everything that is shown.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment, PackageLoader, StrictUndefined
from werkzeug.wrappers import Response

from ..oauth import DEFAULT_USER


def page(template: str, status: int = 200, **shown: Any) -> Response:
    """The template's page."""
    html = _TEMPLATES.get_template(template).render(shown)
    return Response(html, status, content_type="text/html; charset=utf-8")


def moment(at: datetime | str) -> str:
    """A moment in UTC, to the minute; text is ISO 8601."""
    known = datetime.fromisoformat(at) if isinstance(at, str) else at
    return known.astimezone(UTC).strftime("%-d %b %Y, %H:%M UTC")


def size(count: int) -> str:
    """A file's size in a person's words."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


_TEMPLATES = Environment(
    loader=PackageLoader("mentoring_sync.sandbox.page"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters.update(moment=moment, size=size, unquoted=unquote)
_TEMPLATES.globals["account"] = DEFAULT_USER
