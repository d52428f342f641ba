"""The parts that a message is written in, each from a template of its own."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """The parts of a message that have a template; the value ends its file name."""

    SUBJECT = "subject.txt.j2"
    TEXT = "txt.j2"
    HTML = "html.j2"
    INVITATION = "invitation.txt.j2"
    LETTER = "md.j2"
    PAGE = "page.j2"
