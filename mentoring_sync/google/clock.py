"""How far Google's clock is ahead of this machine's, by the Date of an answer that needs no sign-in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import requests

ASKED = "https://www.googleapis.com/discovery/v1/apis?name=sheets&preferred=true"
SECONDS = 10.0


def ahead(api_root: str | None) -> timedelta | None:
    """By how much; None where no answer came. `api_root` is another server that stands for Google."""
    try:
        return apart(requests.get(api_root or ASKED, timeout=SECONDS))
    except requests.RequestException:
        return None


def apart(answer: requests.Response) -> timedelta | None:
    """How far the clock of who answered is ahead of this machine's; None where the answer says no time."""
    try:
        return parsedate_to_datetime(answer.headers["Date"]) - datetime.now(UTC)
    except (KeyError, ValueError, TypeError):
        return None
