"""All that a programme in memory holds, as texts: looked through without the search that is tested."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterator

from tests.run.in_memory import Programme
from tests.workbook.live import LiveTab

FORMS = ("Mentor applications", "Mentee applications", "Attendance reports", "Feedback")


def held(programme: Programme) -> Iterator[tuple[str, str]]:
    """Every text, with where it is: cells of all tabs but the forms', what is packed in them, headers, drafts."""
    for tab in programme.live.tabs.values():
        if tab.title not in FORMS:
            yield from ((tab.title, text) for text in _texts(tab))
    for draft_id in programme.mailbox.drafts:
        yield "Gmail", programme.mailbox.held_text(draft_id)


def named_in(programme: Programme, *words: str) -> list[tuple[str, str]]:
    """Where any of these words stands, in whatever letters."""
    folded = [word.casefold() for word in words]
    return [
        (where, text[max(0, at - 40) : at + 40])
        for where, text in held(programme)
        for word in folded
        if (at := text.casefold().find(word)) >= 0
    ]


def _texts(tab: LiveTab) -> Iterator[str]:
    yield tab.title
    for row in tab.cells:
        said = [cell for cell in row if isinstance(cell, str)]
        yield from said
        yield from filter(None, map(unpacked, (*said, "".join(said))))
    for column in zip(*tab.cells, strict=True):
        pieces = [cell for cell in column if isinstance(cell, str)]
        for first in range(len(pieces)):
            yield from filter(None, (unpacked("".join(pieces[first:last])) for last in range(first + 2, first + 5)))


def unpacked(text: str) -> str:
    try:
        return zlib.decompress(base64.b64decode(text, validate=True)).decode()
    except (ValueError, binascii.Error, zlib.error):
        return ""
