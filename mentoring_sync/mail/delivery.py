"""What becomes of mail: whether it goes by itself, waits for the coordinator, or isn't made."""

from __future__ import annotations

from enum import StrEnum


class Delivery(StrEnum):
    """What becomes of the mail that is owed.

    REVIEW: drafts wait for the coordinator's approval; once the round has had its first, what is routine goes by
    itself. SEND: all goes by itself, once the round has had its first approval. DRAFT: every draft waits. OFF: none is
    made.
    """

    REVIEW = "review"
    SEND = "send"
    DRAFT = "draft"
    OFF = "off"
