"""A report as one HTML page: it loads nothing and runs nothing, prints on A4, and is read on a telephone.

What the next report compares itself with stands in the page as a block of JSON data: counts and the day, nobody's name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from mentoring_sync.mail.one_line import shortened
from mentoring_sync.progress.report import Remembered
from mentoring_sync.report.content import Chart, Content, Quotes, Table, Text

LONGEST_NAME = 44
"""How many letters of a name stand in a chart, on a telephone's width; the table below has all of it."""

_BLOCK = re.compile(r'<script type="application/json" id="round-report">(.*?)</script>', re.S)
_VERSION = 1


def page(content: Content, remembered: Remembered) -> str:
    """The page."""
    return _template().render(
        content=content, data=as_json(remembered), longest=LONGEST_NAME, direction=_direction(content.language)
    )


def read_remembered(text: str) -> Remembered | None:
    """What a page remembers; None of a text that is no report."""
    found = _BLOCK.search(text)
    return remembered_in(found.group(1)) if found else None


def remembered_in(data: str) -> Remembered | None:
    """What a report remembers, from JSON as `as_json` has it; None of anything else."""
    try:
        given = json.loads(data)
        return _remembered(given) if isinstance(given, dict) else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def as_json(remembered: Remembered) -> dict[str, Any]:
    """What a report remembers, as it stands in its file."""
    counts = dict(remembered.counts)
    return {"version": _VERSION, "of": remembered.of, "made": remembered.made.isoformat(), "counts": counts}


def _remembered(given: Mapping[str, Any]) -> Remembered:
    counts = {str(name): int(count) for name, count in given["counts"].items()}
    return Remembered(of=str(given["of"]), made=date.fromisoformat(given["made"]), counts=counts)


def _direction(language: str) -> str:
    return "rtl" if language in ("ar", "fa", "he", "ur") else "ltr"


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("mentoring_sync", "report/templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shortened"] = shortened
    environment.tests |= {
        each.__name__.lower(): lambda block, kind=each: isinstance(block, kind) for each in (Text, Table, Chart, Quotes)
    }
    return environment.get_template("page.html.j2")
