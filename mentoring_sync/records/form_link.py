"""A form's address, as configurations name it and mails bring it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StringConstraints


def _only_shown(link: str) -> str:
    """Mail gateways open every link of a mail: none of ours may answer a form by being opened."""
    if "/formresponse" in link.casefold() or "submit=submit" in link.casefold():
        raise ValueError("opening this address answers the form: use the one that ends in /viewform")
    return link


FormLink = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=500, pattern=r"^(https?://[^\s<>\"]+)?$"),
    AfterValidator(_only_shown),
]
"""An address in the web that shows a form, or empty."""
