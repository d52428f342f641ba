"""Which templates each kind of message has, and what their files are called."""

from __future__ import annotations

from enum import StrEnum

from mentoring_sync.records.message import MessageKind

SUBJECT = "Subject: "


class Part(StrEnum):
    """The parts of a message that have a template; the value ends its file name."""

    SUBJECT = "subject.txt.j2"
    TEXT = "txt.j2"
    HTML = "html.j2"
    INVITATION = "invitation.txt.j2"
    LETTER = "md.j2"


def template_name(kind: MessageKind, part: Part) -> str:
    """`introduction.subject.txt.j2`, `waiting-list.md.j2`; a new mentor introduces as an introduction does."""
    stem = MessageKind.INTRODUCTION if kind.introduces else kind
    return f"{stem.replace(' ', '-')}.{part.value}"


def parts_of(kind: MessageKind) -> tuple[Part, ...]:
    """The parts that a kind has."""
    return tuple(part for part in Part if part is not Part.LETTER) if kind.introduces else (Part.LETTER,)


def in_own_words(kind: MessageKind) -> str:
    """The template that a language must have to be able to say a kind."""
    return template_name(kind, Part.SUBJECT if kind.introduces else Part.LETTER)
